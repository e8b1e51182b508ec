// The tree of the map's networks with its cut: drag the line, or walk with the keys; a click on a branch selects its networks.
import { scaleLinear, scalePow } from 'd3-scale'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Cluster, ClusterTree } from '../../store/clusters.ts'
import { FEWEST_CLUSTERS } from '../../store/clusters.ts'
import type { Measure } from '../../store/measures.ts'
import type { Groups } from '../../store/state.ts'
import type { DragMode } from '../charts/use-drag.ts'
import type { ColourScale } from '../colour.ts'
import { css } from '../colour.ts'
import { networksOf } from '../panels/words.ts'
import { power } from '../ui/format.ts'
import { usePalette } from '../use-palette.ts'
import { factorOf, nameOf } from './cluster-words.ts'
import { CutHandle } from './CutHandle.tsx'
import { drawTree, UNDER } from './draw-tree.ts'

interface Props {
  tree: ClusterTree
  clusters: readonly Cluster[]
  /** A branch that is pointed at, here or in the list. */
  pointed: number | null
  onPoint: (node: number | null) => void
  onCount: (count: number) => void
  onSelect: (ids: readonly number[], mode: DragMode) => void
  selected: ReadonlySet<number>
  groups: Groups
  measures: readonly Measure[]
  scale: ColourScale
  /** Root scale: small merges near the leaves are seen too. */
  root: boolean
  width: number
  height: number
}

const LEFT = 40
const RIGHT = 10
const TOP = 20
/** A branch's own line counts as it within so many pixels. */
const REACH = 4

export function ClustersTree({ tree, clusters, pointed, onPoint, onCount, onSelect, selected, groups, measures, scale, root, width, height }: Props) {
  const theme = usePalette()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [byKeys, setByKeys] = useState(false)
  const base = height - UNDER.end
  const top = tree.heightOf(2 * tree.count - 2)
  const frame = useMemo(() => {
    const across = scaleLinear([-0.5, tree.count - 0.5], [LEFT, Math.max(LEFT + 40, width - RIGHT)])
    const up = (root ? scalePow().exponent(0.5) : scaleLinear()).domain([0, top || 1]).range([base, TOP])
    return { across, up, x: (place: number) => across(place), y: (at: number) => up(at) }
  }, [tree, top, root, width, base])
  const { across, up, x, y } = frame

  useEffect(() => {
    if (!canvas.current) return
    const style = getComputedStyle(canvas.current)
    const token = (name: string) => style.getPropertyValue(name)
    const own = clusters.map(({ number }) => scale.colourAt(String(number)))
    const grouped = groups.a.size + groups.b.size > 0
    drawTree(canvas.current, { tree, clusters, width, height, base, x, y }, {
      above: token('--ink-2'),
      // Thin lines carry no edge: on paper they are darker than the fills.
      lines: own.map(colour => css(theme === 'light' ? [0.76 * colour[0], 0.76 * colour[1], 0.76 * colour[2]] : colour)),
      fills: own.map(css),
    }, [
      { ids: selected, colour: token('--sel-a-mark'), from: UNDER.ticks[0], to: UNDER.ticks[1] },
      ...grouped ? [
        { ids: groups.a, colour: token('--sel-a-mark'), from: UNDER.groups[0], to: UNDER.groups[1] },
        { ids: groups.b, colour: token('--sel-b-mark'), from: UNDER.groups[0], to: UNDER.groups[1] },
      ] : [],
    ])
  }, [tree, clusters, scale, selected, groups, theme, width, height, base, x, y])

  const nodeUnder = (event: PointerEvent<SVGSVGElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    const [px, py] = [event.clientX - box.left, event.clientY - box.top]
    const place = across.invert(px)
    if (py > base) return clusters.find(({ node }) => place <= tree.places.last[node] + 0.5)?.node ?? clusters[clusters.length - 1].node
    return tree.nodeAt(place, up.invert(Math.max(TOP, py - REACH)))
  }
  const press = (event: KeyboardEvent) => {
    const next = stepFrom(tree, pointed ?? clusters[0].node, event.key, pointed === null)
    if (next !== null) {
      setByKeys(true)
      onPoint(next)
    } else if ((event.key === 'Enter' || event.key === ' ') && pointed !== null) onSelect(tree.idsOf(pointed), event.altKey ? 'remove' : event.shiftKey ? 'add' : 'replace')
    else if (event.key === 'Escape' && pointed !== null) {
      event.stopPropagation()
      onPoint(null)
    } else return
    event.preventDefault()
  }
  const about = pointed === null ? null : tree.described(pointed, clusters.length)
  const words = about && [networksOf(about.ids.length), nameOf(about, measures), factorOf(about)].filter(Boolean)
  const [low, high] = tree.between(clusters.length)
  const line = up(low + (high - low) / 2)
  return (
    <div className="ClustersTree" style={{ width, height }}>
      <canvas ref={canvas} style={{ width, height }} aria-hidden />
      <svg
        className="Chart ClustersTree-over"
        width={width}
        height={height}
        role="application"
        tabIndex={0}
        aria-label={`Tree of ${networksOf(tree.count)}. Arrow keys go up, down and along its branches, Enter selects the networks of a branch.`}
        onPointerMove={event => { if (event.buttons === 0) { setByKeys(false); onPoint(nodeUnder(event)) } }}
        onPointerLeave={() => onPoint(null)}
        onBlur={() => { if (byKeys) onPoint(null) }}
        onClick={event => onSelect(tree.idsOf(nodeUnder(event as unknown as PointerEvent<SVGSVGElement>)), event.altKey ? 'remove' : event.shiftKey || event.ctrlKey || event.metaKey ? 'add' : 'replace')}
        onKeyDown={press}
      >
        <g aria-hidden>
          {up.ticks(4).filter(tick => tick > 0 && up(tick) < base - 8).map(tick => (
            <g key={tick}>
              <line className="Chart-grid" x1={LEFT - 4} x2={LEFT} y1={up(tick)} y2={up(tick)} stroke="var(--axis)" />
              <text x={LEFT - 8} y={up(tick) + 4} textAnchor="end">{power(tick)}</text>
            </g>
          ))}
          <text x={10} y={12}>{root ? 'height, root scale' : 'height'}</text>
          {clusters.map(({ node, number }) => {
            const [from, to] = [x(tree.places.first[node] - 0.5), x(tree.places.last[node] + 0.5)]
            return to - from > 9 && <text key={node} className="ClustersTree-number" x={(from + to) / 2} y={base + UNDER.numbers} textAnchor="middle">{number}</text>
          })}
        </g>
        {pointed !== null && <Branch tree={tree} node={pointed} x={x} y={y} base={base} />}
        {words && <BranchWords words={words} at={x(tree.places.stem[pointed!])} y={y(tree.heightOf(pointed!))} line={line} right={width - RIGHT} />}
        <CutHandle
          count={clusters.length}
          least={Math.min(FEWEST_CLUSTERS, tree.most)}
          most={tree.most}
          y={line}
          span={[up(tree.between(tree.most)[0]), TOP - 6]}
          left={LEFT}
          right={width - RIGHT}
          countAt={py => tree.countAt(up.invert(py))}
          onCount={onCount}
        />
      </svg>
      <span className="visually-hidden" aria-live="polite">{byKeys && words ? words.join(', ') : ''}</span>
    </div>
  )
}

interface BranchProps { tree: ClusterTree, node: number, x: (place: number) => number, y: (height: number) => number, base: number }

function Branch({ tree, node, x, y, base }: BranchProps) {
  const [left, right] = [x(tree.places.first[node] - 0.5), x(tree.places.last[node] + 0.5)]
  const top = y(tree.heightOf(node))
  return (
    <g pointerEvents="none" aria-hidden>
      <rect className="ClustersTree-branch" x={left} y={top} width={Math.max(2, right - left)} height={base + UNDER.bar[1] - top} />
    </g>
  )
}

/** Above the branch, and never on the line of the cut or beside its handle. */
function BranchWords({ words, at, y, line, right }: { words: readonly string[], at: number, y: number, line: number, right: number }) {
  const [size, ...rest] = words
  const room = 6.2 * words.join(' · ').length
  const x = Math.min(Math.max(LEFT, at - room / 2), Math.max(LEFT, right - room))
  const wanted = y - 6
  const free = wanted > line - 14 && wanted < line + 24 ? line - 16 : wanted
  return (
    <text className="Chart-label Chart-halo" x={x} y={Math.max(TOP - 8, free)} pointerEvents="none" aria-hidden>
      {size}<tspan className="ClustersTree-what"> · {rest.join(' ')}</tspan>
    </text>
  )
}

/** Up to the union, down to the larger part, left and right to what stands there no higher; null where the key goes nowhere. */
function stepFrom(tree: ClusterTree, node: number, key: string, first: boolean): number | null {
  if (!['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(key)) return null
  if (first) return node
  const { places: { first: starts, last: ends, parent } } = tree
  if (key === 'ArrowUp') return parent[node] < 0 ? node : parent[node]
  if (key === 'ArrowLeft') return starts[node] === 0 ? node : tree.nodeAt(starts[node] - 1, tree.heightOf(node))
  if (key === 'ArrowRight') return ends[node] === tree.count - 1 ? node : tree.nodeAt(ends[node] + 1, tree.heightOf(node))
  if (node < tree.count) return node
  const row = 4 * (node - tree.count)
  const [a, b] = [tree.linkage.merges[row], tree.linkage.merges[row + 1]]
  return ends[a] - starts[a] >= ends[b] - starts[b] ? a : b
}

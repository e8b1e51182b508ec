// The complete-linkage tree over the table of distances, leaf over column. A click on a branch selects its runs; keys walk along it.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useState } from 'react'
import type { RunTree } from '../../../store/trajectories/between-tree.ts'
import { modeOf } from '../../charts/use-drag.ts'
import { useApp } from '../../use-app.ts'
import { nats, runsOf } from './between-words.ts'

interface Props { tree: RunTree, count: number, /** Pixels of the table's first column, and its width. */ left: number, side: number }

const HEIGHT = 88
const [TOP, FOOT] = [14, 8]
/** A branch's own line counts as it within so many pixels. */
const REACH = 4

export function RunsTree({ tree, count, left, side }: Props) {
  const select = useApp(state => state.select)
  const ids = useApp(state => state.selection.ids)
  const groups = useApp(state => state.groups)
  const [pointed, setPointed] = useState<number | null>(null)
  const base = HEIGHT - FOOT
  const x = (place: number): number => left + side * (place + 0.5) / count
  // A root scale: merges near the leaves are seen too.
  const y = (height: number): number => base - (base - TOP) * Math.sqrt(height / (tree.top || 1))
  const line = ({ at, height, children: [a, b] }: RunTree['branches'][number]): string => `M${x(a.at)} ${y(a.height)}V${y(height)}H${x(b.at)}V${y(b.height)}M${x(at)} ${y(height)}`
  const under = (event: PointerEvent<SVGSVGElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    const up = Math.max(0, (base - (event.clientY - box.top - REACH)) / (base - TOP))
    return tree.nodeAt((event.clientX - box.left - left) * count / side - 0.5, up * up * (tree.top || 1))
  }
  const choose = (node: number, event: { altKey: boolean, shiftKey: boolean, ctrlKey: boolean, metaKey: boolean }) => select(tree.idsOf(node), 'panel', modeOf(event))
  const press = (event: KeyboardEvent) => {
    const whole = 2 * count - 2
    const from = pointed ?? whole
    const { parent, first, last } = tree.places
    if (event.key === 'ArrowUp') setPointed(pointed === null || parent[from] < 0 ? from : parent[from])
    else if (event.key === 'ArrowDown') setPointed(pointed === null ? from : largerChild(tree, from, count))
    else if (event.key === 'ArrowLeft') setPointed(tree.nodeAt(Math.max(0, first[from] - 1), first[from] === 0 ? -1 : tree.heightOf(from)))
    else if (event.key === 'ArrowRight') setPointed(tree.nodeAt(Math.min(count - 1, last[from] + 1), last[from] === count - 1 ? -1 : tree.heightOf(from)))
    else if ((event.key === 'Enter' || event.key === ' ') && pointed !== null) choose(pointed, event)
    else return
    event.preventDefault()
  }
  const within = (node: number): boolean => pointed !== null && tree.places.first[node] >= tree.places.first[pointed] && tree.places.last[node] <= tree.places.last[pointed]
  const members = pointed === null ? [] : tree.idsOf(pointed)
  const words = pointed === null ? '' : members.length === 1 ? `run #${members[0]}` : `${runsOf(members.length)} within ${nats(tree.heightOf(pointed))}`
  const leaves = tree.idsOf(2 * count - 2)
  const wide = Math.max(1, Math.min(5, side / count - 1))
  const ticks = (chosen: ReadonlySet<number>, fill: string) => leaves.map((id, place) => chosen.has(id) && <rect key={`${fill} ${id}`} x={x(place) - wide / 2} y={base + 2} width={wide} height={5} fill={fill} />)
  return (
    <svg
      className="Between-tree"
      width={left + side}
      height={HEIGHT}
      role="application"
      tabIndex={0}
      aria-label={`Tree of ${runsOf(count)} by complete linkage. Arrow keys go up, down and along its branches, Enter selects the runs of a branch.`}
      // Where the page moves under a pointer at rest, whoever goes by the keys stays where they are.
      onPointerMove={event => { if (event.pointerType !== 'mouse' || event.movementX !== 0 || event.movementY !== 0) setPointed(under(event)) }}
      onPointerLeave={event => { if (document.activeElement !== event.currentTarget) setPointed(null) }}
      onBlur={() => setPointed(null)}
      onClick={event => choose(under(event as unknown as PointerEvent<SVGSVGElement>), event)}
      onKeyDown={press}
    >
      <rect width={left + side} height={HEIGHT} fill="transparent" />
      <path d={tree.branches.map(line).join('')} />
      {pointed !== null && <path className="Between-pointed" d={pointed < count ? `M${x(tree.places.stem[pointed])} ${base}V${y(tree.heightOf(tree.places.parent[pointed]))}` : tree.branches.filter(({ node }) => within(node)).map(line).join('')} />}
      {ticks(ids, groups.a.size + groups.b.size > 0 ? 'var(--ink-1)' : 'var(--sel-a-mark)')}
      {ticks(groups.a, 'var(--sel-a-mark)')}
      {ticks(groups.b, 'var(--sel-b-mark)')}
      <text x={left} y={9} aria-hidden>{words || 'height: largest distance within a branch, root scale'}</text>
      <title>{words}</title>
    </svg>
  )
}

function largerChild(tree: RunTree, node: number, count: number): number {
  if (node < count) return node
  const { first, last, parent } = tree.places
  const children = [...parent.keys()].filter(child => parent[child] === node)
  return children.reduce((best, child) => last[child] - first[child] > last[best] - first[best] ? child : best)
}

// How the classes nest in two networks, face to face: equal classes are joined, and lines that cross are disagreements.
import { useMemo } from 'react'
import { entanglement, turnedTowards } from '../../../core/clusters/tanglegram.ts'
import type { ClassTree } from '../../../core/portrait/study.ts'
import { decimal, titleOf } from '../../ui/format.ts'
import { css } from '../../colour.ts'
import { classColour } from '../../charts/class-colours.ts'
import { useWidth } from '../../charts/use-width.ts'
import { Term } from '../../learn/Term.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import { usePalette } from '../../use-palette.ts'
import type { Representatives } from './representatives.ts'

export function TangledTrees({ between: { a, b } }: { between: Representatives }) {
  const names = useApp(state => state.map?.manifest.classNames)
  const one = useAnswer('study', useMemo(() => ({ id: a.id, layer: null }), [a]))
  const other = useAnswer('study', useMemo(() => ({ id: b.id, layer: null }), [b]))
  const [left, right] = [one.value?.tree, other.value?.tree]
  const turned = useMemo(
    () => left && right && left.order.length === right.order.length ? turnedTowards({ n: right.order.length, merges: right.merges }, left.order) : null,
    [left, right],
  )
  if (!left || !right || !turned || !names) return null
  return (
    <Panel
      title={<><Term name="dendrogram">Trees</Term> of the classes</>}
      help="clusters"
      aside="average linkage"
      say={<>How {titleOf(a)} and {titleOf(b)} nest the classes: entanglement <b>{decimal(entanglement(left.order, turned), 2)}</b>, 0 where both orders are one.</>}
    >
      <Trees left={left} right={{ ...right, order: turned }} names={names} />
    </Panel>
  )
}

const STEP = 20
const TOP = 4

function Trees({ left, right, names }: { left: ClassTree, right: ClassTree, names: readonly string[] }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const theme = usePalette()
  const n = left.labels.length
  const letters = 14
  const reach = (width - 2 * letters) * 0.36
  const y = (place: number): number => TOP + STEP * (place + 0.5)
  const placeIn = (tree: ClassTree): Map<number, number> => new Map(Array.from(tree.order, (leaf, place) => [tree.labels[leaf], place]))
  const [inLeft, inRight] = [placeIn(left), placeIn(right)]
  const colour = (label: number): string => css(classColour(label, theme))
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={TOP * 2 + STEP * n} role="img" aria-label={`Classes from top to bottom: in A ${written(left, names)}; in B ${written(right, names)}`}>
        <path d={branches(left, y, depth => reach * (1 - depth))} fill="none" stroke="var(--sel-a-mark)" strokeWidth={1.4} />
        <path d={branches(right, y, depth => width - reach * (1 - depth))} fill="none" stroke="var(--sel-b-mark)" strokeWidth={1.4} />
        {left.labels.map(label => {
          const [from, to] = [y(inLeft.get(label)!), y(inRight.get(label)!)]
          return (
            <g key={label} style={{ fill: colour(label) }}>
              <line x1={reach + letters} x2={width - reach - letters} y1={from} y2={to} stroke={colour(label)} strokeWidth={1.6} />
              <text x={reach + letters / 2} y={from + 4} textAnchor="middle" style={{ fill: colour(label), fontWeight: 620 }}>{names[label]}</text>
              <text x={width - reach - letters / 2} y={to + 4} textAnchor="middle" style={{ fill: colour(label), fontWeight: 620 }}>{names[label]}</text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

const written = ({ order, labels }: ClassTree, names: readonly string[]): string => Array.from(order, leaf => names[labels[leaf]]).join(', ')

/** A tree lying on its side; `x` of a height as a share of the tallest merge. */
function branches({ labels, merges, order }: ClassTree, y: (place: number) => number, x: (depth: number) => number): string {
  const most = merges[merges.length - 2] || 1
  const at = labels.map(() => ({ x: x(0), y: 0 }))
  order.forEach((leaf, place) => { at[leaf].y = y(place) })
  let path = ''
  for (let row = 0; row < merges.length / 4; row++) {
    const [a, b] = [at[merges[4 * row]], at[merges[4 * row + 1]]]
    const over = x(merges[4 * row + 2] / most)
    path += `M${a.x} ${a.y}H${over}V${b.y}H${b.x}`
    at.push({ x: over, y: (a.y + b.y) / 2 })
  }
  return path
}

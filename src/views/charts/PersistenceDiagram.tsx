// The persistence diagram of one cloud: loops (H1) as dots above the diagonal, deaths of pieces (H0) as ticks at the left. One bar can be pointed out,
// here or anywhere else that shows the same bars.
import './charts.css'
import './persistence.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useMemo } from 'react'
import type { Diagram } from '../../core/persistence/diagram.ts'
import { decimal, tick } from '../ui/format.ts'
import { axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import type { BarOf } from './bars.ts'
import { axisEnd, byLength, stepAlong } from './bars.ts'
import { markAt } from './marks.ts'

interface Props {
  pieces: Diagram
  loops: Diagram
  /** The bar that is pointed out. */
  current: BarOf | null
  onPoint: (bar: BarOf) => void
  /** Width and height of the whole, px. */
  width: number
  height: number
  label: string
}

const REACH = 14

export function PersistenceDiagram({ pieces, loops, current, onPoint, width, height, label }: Props) {
  const frame = useMemo(() => square(width, height, axisEnd([pieces, loops])), [width, height, pieces, loops])
  const { x, y, left } = frame
  const order = useMemo(() => byLength(loops), [loops])
  const dots = useMemo(() => order.map(bar => ({ x: x.at(loops.births[bar]), y: y.at(loops.deaths[bar]) })), [order, loops, x, y])
  const ticks = useMemo(() => byLength(pieces), [pieces])
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = { x: event.clientX - box.left, y: event.clientY - box.top }
    const dot = markAt(dots, at.x, at.y, REACH)
    if (dot >= 0) onPoint({ dimension: 1, bar: order[dot] })
    else if (at.x < left + TICK + 4) {
      const near = markAt(ticks.map(bar => ({ x: at.x, y: y.at(pieces.deaths[bar]) })), at.x, at.y, 4)
      if (near >= 0) onPoint({ dimension: 0, bar: ticks[near] })
    }
  }
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined
    if (step === undefined) return
    const dimension = current?.dimension ?? 1
    const next = stepAlong(dimension === 1 ? order : ticks, current?.bar ?? null, step)
    if (next !== null) onPoint({ dimension, bar: next })
    event.preventDefault()
  }
  return (
    <svg
      className="Diagram"
      width={width}
      height={height}
      role="application"
      aria-label={`${label}. Arrow keys walk the bars, longest first.`}
      tabIndex={0}
      onPointerMove={point}
      onPointerDown={point}
      onFocus={() => { if (!current && order.length) onPoint({ dimension: 1, bar: order[0] }) }}
      onKeyDown={keys}
    >
      <Back frame={frame} />
      <Marks pieces={pieces} loops={loops} ticks={ticks} order={order} frame={frame} />
      {current && <Pointed bar={current} pieces={pieces} loops={loops} frame={frame} />}
    </svg>
  )
}

const TICK = 9

/** A square plot at the left of what there is, so that the diagonal is one. */
export function square(width: number, height: number, end: number) {
  const [left, top, bottom] = [28, 8, 30]
  const side = Math.max(40, Math.min(width - left - 8, height - top - bottom))
  const x = axis([0, end], [left, left + side], { ticks: 3 })
  const y = axis([0, end], [top + side, top], { ticks: 3 })
  return { x, y, left, right: left + side, top, bottom: top + side }
}
export type Square = ReturnType<typeof square>

/** Axes, grid, diagonal. */
export const Back = memo(function Back({ frame: { x, y, left, right, top, bottom } }: { frame: Square }) {
  return (
    <>
      <YAxis axis={y} left={left} right={right} format={tick} />
      <XAxis axis={x} y={bottom} format={tick} name="birth" />
      <line className="Diagram-diagonal" x1={left} y1={bottom} x2={right} y2={top} />
      <text x={left + TICK + 8} y={top + 9} aria-hidden>death</text>
    </>
  )
})

interface MarksProps { pieces: Diagram, loops: Diagram, ticks: readonly number[], order: readonly number[], frame: Square }

const Marks = memo(function Marks({ pieces, loops, ticks, order, frame: { x, y, left } }: MarksProps) {
  return (
    <g aria-hidden>
      <path className="Diagram-ticks" d={ticks.map(bar => `M${left},${y.at(pieces.deaths[bar]).toFixed(1)}h${TICK - 2}`).join('')} />
      {/* The longest are drawn last, above the crowd at the diagonal. */}
      {order.toReversed().map(bar => <circle key={bar} className="Diagram-dot" cx={x.at(loops.births[bar])} cy={y.at(loops.deaths[bar])} r={3} />)}
    </g>
  )
})

function Pointed({ bar: { dimension, bar }, pieces, loops, frame: { x, y, left } }: { bar: BarOf, pieces: Diagram, loops: Diagram, frame: Square }) {
  const { births, deaths } = dimension === 0 ? pieces : loops
  if (!(deaths[bar] < Infinity)) return null
  const at = { x: dimension === 0 ? left : x.at(births[bar]), y: y.at(deaths[bar]) }
  return (
    <g className="Diagram-pointed" aria-hidden>
      {dimension === 0
        ? <line x1={left} x2={left + TICK + 3} y1={at.y} y2={at.y} strokeWidth={3} />
        : <><line x1={at.x} x2={at.x} y1={y.at(births[bar])} y2={at.y} strokeWidth={1.6} /><circle cx={at.x} cy={at.y} r={5} /></>}
      <title>{`born ${decimal(births[bar], 3)}, died ${decimal(deaths[bar], 3)}`}</title>
    </g>
  )
}

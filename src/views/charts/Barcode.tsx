// The bars of one dimension, one under the other by birth: the longest of them, or all. Pointing at one points it out everywhere.
import './charts.css'
import './persistence.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useMemo } from 'react'
import type { Diagram } from '../../core/persistence/diagram.ts'
import { integer, tick } from '../ui/format.ts'
import { axis } from './axis.ts'
import { XAxis } from './Axes.tsx'
import type { BarOf, Dimension } from './bars.ts'
import { barcodeOrder, finiteCount, stepAlong } from './bars.ts'

interface Props {
  diagram: Diagram
  dimension: Dimension
  /** How many of the longest; Infinity for all. */
  most: number
  current: BarOf | null
  onPoint: (bar: BarOf) => void
  width: number
  /** At least; all bars of a large diagram take more. */
  height: number
  label: string
}

/** Under this many px a bar, bars are hard to point at, and the chart grows. */
const LEAST_STEP = 5
const [TOP, BOTTOM] = [8, 30]

export function Barcode({ diagram, dimension, most, current, onPoint, width, height: least, label }: Props) {
  const order = useMemo(() => barcodeOrder(diagram, most), [diagram, most])
  const all = finiteCount(diagram)
  const height = Math.max(least, TOP + BOTTOM + LEAST_STEP * order.length)
  const step = Math.min(12, (height - TOP - BOTTOM) / Math.max(1, order.length))
  const x = useMemo(() => {
    const first = order.reduce((low, bar) => Math.min(low, diagram.births[bar]), Infinity)
    const last = order.reduce((high, bar) => Math.max(high, diagram.deaths[bar]), 0)
    const slack = 0.04 * (last - (dimension === 0 ? 0 : first))
    return axis(order.length ? [dimension === 0 ? 0 : first - slack, last + slack] : [0, 1], [6, width - 4], { ticks: 4 })
  }, [order, diagram, dimension, width])
  const rowOf = (k: number) => TOP + (k + 0.5) * step
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const k = Math.floor((event.clientY - event.currentTarget.getBoundingClientRect().top - TOP) / step)
    if (k >= 0 && k < order.length) onPoint({ dimension, bar: order[k] })
  }
  const keys = (event: KeyboardEvent) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined
    if (way === undefined) return
    const next = stepAlong(order, current?.dimension === dimension ? current.bar : null, way)
    if (next !== null) onPoint({ dimension, bar: next })
    event.preventDefault()
  }
  const at = current?.dimension === dimension ? order.indexOf(current.bar) : -1
  return (
    <svg
      className="Diagram"
      width={width}
      height={height}
      role="application"
      aria-label={`${label}. Arrow keys walk the bars from the first birth.`}
      tabIndex={0}
      onPointerMove={point}
      onPointerDown={point}
      onFocus={() => { if (current?.dimension !== dimension && order.length) onPoint({ dimension, bar: order[0] }) }}
      onKeyDown={keys}
    >
      <Bars diagram={diagram} order={order} at={x.at} step={step} dimension={dimension} />
      {at >= 0 && (
        <rect
          className="Diagram-pointed"
          x={x.at(diagram.births[current!.bar])}
          y={rowOf(at) - 2.5}
          width={Math.max(3, x.at(diagram.deaths[current!.bar]) - x.at(diagram.births[current!.bar]))}
          height={5}
          rx={1}
        />
      )}
      <XAxis axis={x} y={height - BOTTOM} format={tick} name={order.length < all ? `scale; ${integer(order.length)} longest of ${integer(all)}` : `scale; all ${integer(all)}`} />
    </svg>
  )
}

interface BarsProps { diagram: Diagram, order: readonly number[], at: (value: number) => number, step: number, dimension: Dimension }

const Bars = memo(function Bars({ diagram, order, at, step, dimension }: BarsProps) {
  const thick = Math.min(3, Math.max(1.5, step - 2))
  return (
    <path
      className={dimension === 0 ? 'Barcode-pieces' : 'Barcode-loops'}
      strokeWidth={thick}
      d={order.map((bar, k) => `M${at(diagram.births[bar]).toFixed(1)},${(TOP + (k + 0.5) * step).toFixed(1)}H${Math.max(at(diagram.births[bar]) + 1.5, at(diagram.deaths[bar])).toFixed(1)}`).join('')}
      aria-hidden
    />
  )
})

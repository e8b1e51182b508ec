// A histogram on a true gradient, with ticks in the measure's units and a mark at the median. A drag along it sets the ends of the colours.
import type { PointerEvent } from 'react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { NumberMeasure } from '../../store/measures.ts'
import { linearTicks, logTicks } from '../charts/ticks.ts'
import type { ColourScale } from '../colour.ts'
import { css } from '../colour.ts'
import { integer, power, tick } from '../ui/format.ts'
import { rangeBetween } from './colour-range.ts'
import { labelsThatFit, spreadOf } from './histogram.ts'

interface Props {
  networks: readonly NetworkRow[]
  measure: NumberMeasure
  scale: ColourScale
  /** Whether the ends were chosen. */
  ranged: boolean
  width: number
  /** Null: all values again. */
  onRange: (range: [number, number] | null) => void
}

const BAR = 24
const BINS = 24
const STOPS = 24
/** Pixels below which a drag was a press. */
const SLOP = 5

export function LegendRamp({ networks, measure, scale, ranged, width, onRange }: Props) {
  const gradient = useId()
  const { counts, median, below, above } = useMemo(() => spreadOf(networks, measure, scale, BINS), [networks, measure, scale])
  const [drag, setDrag] = useState<[number, number] | null>(null)
  const start = useRef<number | null>(null)
  const dragging = drag !== null
  useEffect(() => {
    if (!dragging) return
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      start.current = null
      setDrag(null)
    }
    window.addEventListener('keydown', cancel, true)
    return () => window.removeEventListener('keydown', cancel, true)
  }, [dragging])

  const most = Math.max(1, ...counts)
  const step = width / BINS
  const [low, high] = scale.domain
  const wanted = width > 200 ? 4 : 2
  const ticks = scale.log ? logTicks(low, high, wanted + 1) : linearTicks(low, high, wanted, measure.integer)
  const labels = labelsThatFit(ticks.map(value => ({ at: scale.position(value) ?? 0, text: tickText(measure, value) })), width)
  const middle = median === null || median < low || median > high ? null : (scale.position(median) ?? 0) * width
  const at = (event: PointerEvent<SVGElement>) => Math.min(width, Math.max(0, event.clientX - event.currentTarget.getBoundingClientRect().left))
  const end = (event: PointerEvent<SVGElement>) => {
    const from = start.current
    start.current = null
    setDrag(null)
    if (from === null || !drag) return
    const range = rangeBetween(scale, from / width, at(event) / width, measure.integer)
    if (range) onRange(range)
  }
  return (
    <>
      <svg
        className="LegendRamp"
        width={width}
        height={54}
        role="img"
        aria-label={`Distribution of ${measure.words}`}
        onPointerDown={event => {
          if (event.button !== 0) return
          start.current = at(event)
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={event => {
          const from = start.current
          if (from === null) return
          const to = at(event)
          if (drag || Math.abs(to - from) >= SLOP) setDrag([from, to])
        }}
        onPointerUp={end}
        onPointerCancel={() => { start.current = null; setDrag(null) }}
        onDoubleClick={() => { if (ranged) onRange(null) }}
      >
        <title>Drag to give the colours to a part of the values</title>
        <defs>
          <linearGradient id={gradient}>
            {Array.from({ length: STOPS + 1 }, (_, k) => <stop key={k} offset={k / STOPS} stopColor={css(scale.along(k / STOPS))} />)}
          </linearGradient>
        </defs>
        <rect width={width} height={37} fill="transparent" />
        {counts.map((count, k) => count > 0 && (
          <rect key={k} x={k * step + 0.5} width={step - 1} y={26 - Math.max(1, BAR * count / most)} height={Math.max(1, BAR * count / most)} fill="var(--mark-dim)" />
        ))}
        <rect x={0.5} y={26.5} width={width - 1} height={10} fill={`url(#${gradient})`} stroke="var(--line-3)" />
        {drag && <rect className="LegendRamp-drag" x={Math.min(...drag)} width={Math.abs(drag[1] - drag[0])} y={0.5} height={37} />}
        {middle !== null && <path d={`M${middle} 37.5l-4 6h8z`} fill="var(--ink-1)" />}
        {labels.map(({ text, x, anchor }) => <text key={text} x={x} y={53} fontSize={11} fill="var(--axis-text)" textAnchor={anchor}>{text}</text>)}
      </svg>
      {ranged && (
        <p className="Legend-range">
          {below + above === 0 ? 'All values' : `${integer(below)} below, ${integer(above)} above`}
          <button type="button" data-unpictured onClick={() => onRange(null)}>Show all</button>
        </p>
      )}
    </>
  )
}

const tickText = (measure: NumberMeasure, value: number): string =>
  measure.integer ? integer(value) : value !== 0 && Math.abs(value) < 0.01 ? power(value) : tick(value)

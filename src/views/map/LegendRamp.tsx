// A histogram on a true gradient, with ticks in the measure's units and a mark at the median.
import { useId, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { NumberMeasure } from '../../store/measures.ts'
import { linearTicks, logTicks } from '../charts/ticks.ts'
import type { ColourScale } from '../colour.ts'
import { VIRIDIS, css } from '../colour.ts'
import { integer, power, tick } from '../ui/format.ts'
import { labelsThatFit, spreadOf } from './histogram.ts'

interface Props {
  networks: readonly NetworkRow[]
  measure: NumberMeasure
  scale: ColourScale
  invert: boolean
  width: number
}

const BAR = 24
const BINS = 24

export function LegendRamp({ networks, measure, scale, invert, width }: Props) {
  const gradient = useId()
  const { counts, median } = useMemo(() => spreadOf(networks, measure, scale, BINS), [networks, measure, scale])
  const most = Math.max(1, ...counts)
  const step = width / BINS
  const stops = invert ? [...VIRIDIS].reverse() : VIRIDIS
  const [low, high] = scale.domain
  const wanted = width > 200 ? 4 : 2
  const ticks = scale.log ? logTicks(low, high, wanted + 1) : linearTicks(low, high, wanted, measure.integer)
  const labels = labelsThatFit(ticks.map(value => ({ at: scale.position(value) ?? 0, text: tickText(measure, value) })), width)
  const middle = median === null ? null : (scale.position(median) ?? 0) * width
  return (
    <svg className="LegendRamp" width={width} height={54} role="img" aria-label={`Distribution of ${measure.words}`}>
      <defs>
        <linearGradient id={gradient}>
          {stops.map((stop, k) => <stop key={css(stop)} offset={k / (stops.length - 1)} stopColor={css(stop)} />)}
        </linearGradient>
      </defs>
      {counts.map((count, k) => count > 0 && (
        <rect key={k} x={k * step + 0.5} width={step - 1} y={26 - Math.max(1, BAR * count / most)} height={Math.max(1, BAR * count / most)} fill="var(--mark-dim)" />
      ))}
      <rect x={0.5} y={26.5} width={width - 1} height={10} fill={`url(#${gradient})`} stroke="var(--line-3)" />
      {middle !== null && <path d={`M${middle} 37.5l-4 6h8z`} fill="var(--ink-1)" />}
      {labels.map(({ text, x, anchor }) => <text key={text} x={x} y={53} fontSize={11} fill="var(--axis-text)" textAnchor={anchor}>{text}</text>)}
    </svg>
  )
}

const tickText = (measure: NumberMeasure, value: number): string =>
  measure.integer ? integer(value) : value !== 0 && Math.abs(value) < 0.01 ? power(value) : tick(value)

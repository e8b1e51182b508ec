// Eigenvalues by size, on a log scale: sets of networks as lines with their quarters, everybody as thin grey ones. Moving over it, or arrow keys, read one eigenvalue.
import './charts.css'
import { memo, useMemo } from 'react'
import { area } from 'd3-shape'
import { axis } from './axis.ts'
import { XAxis } from './Axes.tsx'
import { linePath } from './line-path.ts'
import { useReading } from './use-reading.ts'
import { useWidth } from './use-width.ts'

export interface Decay { key: string, name: string, middle: readonly number[], band: { low: readonly number[], high: readonly number[] } | null, colour: string, ink: string }

interface Props {
  lines: readonly Decay[]
  others: readonly (readonly number[])[]
  floor: number
  /** A place between two eigenvalues that is named. */
  step: { after: number, name: string } | null
  name: string
  format: (value: number) => string
  label: string
  height?: number
}

export const DecayChart = memo(function DecayChart({ lines, others, floor, step, name, format, label, height = 164 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [38, width - 8, 20, height - 32]
  const shown = Math.max(2, ...lines.map(line => line.middle.length), ...others.map(line => line.length))
  const x = useMemo(() => axis([1, shown], [left + 4, right], { integer: true, ticks: 5 }), [shown, left, right])
  const y = useMemo(() => axis([floor, 1], [bottom, top], { log: true, ticks: 4 }), [floor, bottom, top])
  const inside = (value: number) => Math.min(bottom, y.at(Math.max(value, floor)))
  const place = (k: number) => x.at(k + 1)
  // Below the floor a line leaves the picture.
  const seen = (values: readonly number[]) => values.map(value => value >= floor ? value : NaN)
  const grey = useMemo(() => others.map(line => linePath(seen(line), place, y.at)).join(''), [others, x, y]) // eslint-disable-line react-hooks/exhaustive-deps -- seen and place follow from y and x
  const drawn = lines.map(line => ({ ...line, path: linePath(seen(line.middle), place, y.at), shade: line.band && band(line.band.low, line.band.high, place, inside) }))
  const { at, handlers } = useReading(x, 1, shown)
  const words = at === null ? '' : `${ordinal(at)}: ${lines.map(line => `${lines.length > 1 ? `${line.name} ` : ''}${format(line.middle[at - 1])}`).join(', ')}`
  const gap = step && step.after < shown ? x.at(step.after + 0.5) : null
  return (
    <div className="Chart" ref={ref}>
      <svg
        width={width}
        height={height}
        role="application"
        aria-label={`${label}; arrow keys read single eigenvalues`}
        tabIndex={0}
        {...handlers}
      >
        <g aria-hidden>
          {y.ticks.map(tick => (
            <g key={tick}>
              <line className="Chart-grid" x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
              <text x={left - 6} y={y.at(tick) + 4} textAnchor="end">{format(tick)}</text>
            </g>
          ))}
        </g>
        <XAxis axis={{ ...x, range: [left, right], ticks: [1, ...x.ticks.filter(tick => tick > 1)] }} y={bottom} format={String} name="eigenvalue, by size" />
        <text x={left - 4} y={8} aria-hidden>{words ? '' : `${name}, log scale`}</text>
        <path d={grey} fill="none" stroke="var(--mark-dim)" strokeOpacity={0.55} aria-hidden />
        {drawn.map(line => line.shade && <path key={`${line.key} shade`} d={line.shade} fill={line.colour} fillOpacity={0.18} aria-hidden />)}
        {gap !== null && (
          <g pointerEvents="none" aria-hidden>
            <line x1={gap} x2={gap} y1={top - 4} y2={bottom} stroke="var(--ink-1)" strokeDasharray="3 3" />
            <text className="Chart-label Chart-halo" x={gap + 5} y={top + 6}>{step!.name}</text>
          </g>
        )}
        {drawn.map(line => <path key={line.key} d={line.path} fill="none" stroke={line.colour} strokeWidth={2} strokeLinejoin="round" strokeLinecap="round" aria-hidden />)}
        {at !== null && (
          <g pointerEvents="none" aria-hidden>
            <line x1={x.at(at)} x2={x.at(at)} y1={top - 4} y2={bottom} stroke="var(--line-3)" />
            {lines.map(line => line.middle[at - 1] >= floor && <circle key={line.key} cx={x.at(at)} cy={y.at(line.middle[at - 1])} r={3} fill={line.colour} stroke="var(--surface)" />)}
          </g>
        )}
        {words && <text className="Chart-label" x={left - 4} y={8} aria-hidden>{words}</text>}
      </svg>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
})

function band(low: readonly number[], high: readonly number[], x: (k: number) => number, y: (value: number) => number): string {
  return area<number>((_, k) => x(k), (_, k) => y(low[k]), (_, k) => y(high[k])).digits(1)([...low]) ?? ''
}

const ordinal = (k: number): string => {
  const end = k % 100 > 10 && k % 100 < 14 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' })[k % 10] ?? 'th'
  return `${k}${end}`
}

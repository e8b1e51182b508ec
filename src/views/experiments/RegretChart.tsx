// Regret against budget: a line a method, the quartiles of some as bands; the pointer or the arrow keys choose a budget, which a table beside may follow.
import { useEffect, useId } from 'react'
import type { Quartiles } from '../../core/search/grade.ts'
import { axis } from '../charts/axis.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { usePlot } from '../charts/use-plot.ts'
import { useReading } from '../charts/use-reading.ts'
import { decimal, tick } from '../ui/format.ts'
import { markOf, POINTS } from './search-methods.ts'

export interface RegretLine { name: string, regret: readonly Quartiles[], band: boolean }

interface Props { lines: readonly RegretLine[], height?: number, label: string, /** Hears of the budget that is read; null: of none. */ onRead?: (budget: number | null) => void }

/** Before so many trainings everybody has next to nothing, and the picture is about what comes then. */
const FROM = 5

export function RegretChart({ lines, height = 220, label, onRead }: Props) {
  const clip = useId()
  const plot = usePlot(height, { left: 34 })
  const { left, right, top, bottom } = plot
  const all = lines[0].regret
  const shown = lines.map(line => ({ ...line, mark: markOf(line.name), at: line.regret.filter(({ budget }) => budget >= FROM) }))
  const last = all.at(-1)!.budget
  // What lies higher in the first few trainings is cut off, or nothing could be told apart later on.
  const settled = (FROM + last) / 4
  const most = Math.max(0.001, ...shown.flatMap(({ at, band }) => at.flatMap(({ budget, median, upper }) => budget < settled ? [] : [POINTS * (band ? upper : median)])))
  const x = axis([FROM, last], [left, right], { integer: true, ticks: 5 })
  const y = axis([0, most * 1.05], [bottom, top], { ticks: 3 })
  const { at: pointed, handlers } = useReading(x, FROM, last)
  const read = pointed === null ? null : all.reduce((near, { budget }) => Math.abs(budget - pointed) < Math.abs(near - pointed) ? budget : near, last)
  useEffect(() => onRead?.(read), [onRead, read])
  const path = (at: readonly Quartiles[], value: (of: Quartiles) => number): string => at.map(one => `${x.at(one.budget).toFixed(1)} ${y.at(POINTS * value(one)).toFixed(1)}`).join('L')
  const words = read === null ? '' : `after ${read}`
  const heard = read === null ? '' : shown.map(({ mark, at }) => `${mark.label} ${decimal(POINTS * at.find(({ budget }) => budget === read)!.median, 2)}`).join(', ')
  return (
    <>
      <ChartFrame
        plot={plot}
        across={{ axis: x, name: 'trainings spent', format: String }}
        up={{ axis: y, name: 'regret, points of accuracy', format: tick }}
        label={`${label} Arrow keys read single budgets.`}
        words={words}
        {...handlers}
      >
        <clipPath id={clip}><rect x={left} y={top - 4} width={Math.max(0, right - left)} height={bottom - top + 4} /></clipPath>
        <g clipPath={`url(#${clip})`}>
          {shown.filter(({ band }) => band).map(({ name, mark, at }) => (
            <path key={name} d={`M${path(at, ({ upper }) => upper)}L${path(at.toReversed(), ({ lower }) => lower)}Z`} fill={mark.colour} fillOpacity={0.14} />
          ))}
          {read !== null && <line x1={x.at(read)} x2={x.at(read)} y1={top - 4} y2={bottom} stroke="var(--line-3)" />}
          {shown.map(({ name, mark, at }) => (
            <path key={name} d={`M${path(at, ({ median }) => median)}`} fill="none" stroke={mark.colour} strokeWidth={1.8} strokeLinejoin="round" strokeDasharray={mark.dash} />
          ))}
        </g>
      </ChartFrame>
      <span className="visually-hidden" aria-live="polite">{heard}</span>
    </>
  )
}

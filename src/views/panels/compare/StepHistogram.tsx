// Two groups as outlined steps over everyone in grey. Drag, or arrow keys and Enter, choose a stretch.
import { curveStep, line } from 'd3-shape'
import type { KeyboardEvent } from 'react'
import { memo, useState } from 'react'
import type { NumberMeasure } from '../../../store/measures.ts'
import { axis } from '../../charts/axis.ts'
import type { Drag, DragMode } from '../../charts/use-drag.ts'
import { useDrag } from '../../charts/use-drag.ts'
import { useWidth } from '../../charts/use-width.ts'
import { integer, measured, power, tick } from '../../ui/format.ts'
import { shortName } from '../hyper-values.ts'
import type { Distribution } from './compared.ts'

interface Props { measure: NumberMeasure, spread: Distribution, onChoose: (from: number, to: number, mode: DragMode) => void }

const HEIGHT = 84
const [TOP, BOTTOM] = [18, HEIGHT - 17]

export const StepHistogram = memo(function StepHistogram({ measure, spread, onChoose }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [here, setHere] = useState<number | null>(null)
  const bins = spread.all.length
  const most = Math.max(...spread.all, ...spread.a, ...spread.b, 1e-9)
  const x = axis(spread.domain, [1, width - 1], { log: spread.log, integer: measure.integer, ticks: 3 })
  const step = (width - 2) / bins
  const y = (share: number): number => BOTTOM - (BOTTOM - TOP) * share / most
  const edge = (k: number): number => x.value(1 + k * step)
  const binAt = (pixel: number): number => Math.min(bins - 1, Math.max(0, Math.floor((pixel - 1) / step)))
  const choose = (first: number, last: number, mode: DragMode): void => onChoose(first === 0 ? -Infinity : edge(first), last === bins - 1 ? Infinity : edge(last + 1), mode)
  const ends = ({ from, to }: Drag): [number, number] => [binAt(Math.min(from.x, to.x)), binAt(Math.max(from.x, to.x))]
  const { drag, handlers } = useDrag({ onDrag: (done, mode) => choose(...ends(done), mode), onClick: (at, mode) => choose(binAt(at.x), binAt(at.x), mode) })
  const brushed = drag ? ends(drag) : here === null ? null : [here, here] as const
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') setHere(Math.max(0, (here ?? bins) - 1))
    else if (event.key === 'ArrowRight') setHere(Math.min(bins - 1, (here ?? -1) + 1))
    else if ((event.key === 'Enter' || event.key === ' ') && here !== null) choose(here, here, event.altKey ? 'remove' : event.shiftKey || event.ctrlKey ? 'add' : 'replace')
    else return
    event.preventDefault()
  }
  const steps = (shares: readonly number[]): string => {
    const corners = [0, ...shares, 0].map((share, k): [number, number] => [Math.min(width - 1, Math.max(1, 1 + (k - 0.5) * step)), y(share)])
    return line().curve(curveStep)(corners) ?? ''
  }
  const written = (value: number): string => measure.integer ? integer(value) : measure.domain ? tick(value) : power(value)
  const name = shortName(measure)
  const label = `${name} of both groups${brushed ? `, ${measured(measure, edge(brushed[0]))} to ${measured(measure, edge(brushed[1] + 1))}: A ${percent(spread.a, brushed)}, B ${percent(spread.b, brushed)}` : ''}`
  return (
    <div className="Chart StepHistogram" ref={ref}>
      <svg width={width} height={HEIGHT} className="Chart-brushable" role="img" tabIndex={0} aria-label={label} onKeyDown={keys} onBlur={() => setHere(null)} {...handlers}>
        <text className="Chart-label" x={1} y={11}>{spread.log ? `${name}, log` : name}</text>
        {spread.all.map((share, k) => share > 0 && <rect key={k} x={1 + k * step + 0.5} width={Math.max(1, step - 1)} y={y(share)} height={BOTTOM - y(share)} fill="var(--mark-dim)" fillOpacity={0.45} />)}
        <path d={steps(spread.a)} fill="none" stroke="var(--sel-a-mark)" strokeWidth={1.6} />
        <path d={steps(spread.b)} fill="none" stroke="var(--sel-b-mark)" strokeWidth={1.6} />
        <line className="Chart-axis" x1={1} x2={width - 1} y1={BOTTOM} y2={BOTTOM} />
        <text x={1} y={HEIGHT - 3}>{written(spread.domain[0])}</text>
        <text x={width - 1} y={HEIGHT - 3} textAnchor="end">{written(spread.domain[1])}</text>
        {brushed && <rect className="Chart-brush" pointerEvents="none" x={1 + brushed[0] * step} width={(brushed[1] - brushed[0] + 1) * step} y={TOP} height={BOTTOM - TOP} />}
      </svg>
    </div>
  )
})

const percent = (shares: readonly number[], [first, last]: readonly [number, number]): string => `${Math.round(100 * shares.slice(first, last + 1).reduce((sum, share) => sum + share, 0))} %`

// A histogram that is a control: drag over bars, or walk them with the arrow keys and press Enter, to select the networks in them.
import './charts.css'
import { curveStep, line } from 'd3-shape'
import type { KeyboardEvent } from 'react'
import { memo, useRef, useState } from 'react'
import { integer } from '../ui/format.ts'
import { axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import { GroupKey } from './GroupKey.tsx'
import type { Drag, DragMode } from './use-drag.ts'
import { useDrag } from './use-drag.ts'
import { useWidth } from './use-width.ts'

interface Props {
  /** Networks in each of the even bins over the domain. */
  counts: readonly number[]
  /** Those of them that are selected; null where nothing is. */
  selected: readonly number[] | null
  /** Those of groups A and B, drawn as steps; null where none is held. */
  groups: { a: readonly number[], b: readonly number[] } | null
  domain: readonly [number, number]
  /** Colour of a bin; without it, grey. */
  fill?: ((middle: number) => string) | undefined
  median: number
  name: string
  format: (value: number) => string
  formatMedian: (value: number) => string
  /** The bins chosen, first and last included. */
  onChoose: (first: number, last: number, mode: DragMode) => void
  height?: number
}

export const Histogram = memo(function Histogram({ counts, selected, groups, domain, fill, median, name, format, formatMedian, onChoose, height = 116 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const svg = useRef<SVGSVGElement>(null)
  const [here, setHere] = useState(counts.length - 1)
  const [left, right, top, bottom] = [28, width - 2, 16, height - 31]
  const most = Math.max(1, ...counts)
  const y = axis([0, most], [bottom, top], { integer: true, ticks: 3 })
  const x = axis(domain, [left, right])
  const bins = counts.length
  const step = (right - left) / bins
  const edge = (k: number) => domain[0] + (domain[1] - domain[0]) * k / bins
  const binAt = (pixel: number) => Math.min(bins - 1, Math.max(0, Math.floor((pixel - left) / step)))
  const binsOf = ({ from, to }: Drag): [number, number] => [binAt(Math.min(from.x, to.x)), binAt(Math.max(from.x, to.x))]
  const { drag, handlers } = useDrag({
    onDrag: (done, mode) => onChoose(...binsOf(done), mode),
    onClick: (at, mode) => onChoose(binAt(at.x), binAt(at.x), mode),
  })
  const brushed = drag && binsOf(drag)
  const keys = (event: KeyboardEvent) => {
    const way: Record<string, number> = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: bins - 1 }
    const next = way[event.key]
    if (next !== undefined && next >= 0 && next < bins) {
      setHere(next)
      svg.current?.querySelectorAll<SVGElement>('.Chart-slot')[next]?.focus()
    } else if (event.key === 'Enter' || event.key === ' ') onChoose(here, here, event.altKey ? 'remove' : event.shiftKey || event.ctrlKey ? 'add' : 'replace')
    else return
    event.preventDefault()
  }
  const steps = (own: readonly number[]): string =>
    line().curve(curveStep)([0, ...own, 0].map((n, k): [number, number] => [Math.min(right, Math.max(left, left + (k - 0.5) * step)), y.at(n)])) ?? ''
  const context = selected !== null || groups !== null
  const count = (first: number, last: number, of = counts) => of.slice(first, last + 1).reduce((sum, value) => sum + value, 0)
  const medianX = x.at(median)
  const before = medianX > left + 96
  return (
    <div className="Chart" ref={ref}>
      <svg ref={svg} width={width} height={height} className="Chart-brushable" role="group" aria-label={`Histogram of ${name}`} onKeyDown={keys} {...handlers}>
        <YAxis axis={y} left={left} right={right} format={integer} />
        {counts.map((n, k) => n > 0 && (
          <g key={k}>
            <rect
              className={context ? undefined : 'Chart-mark'}
              x={left + k * step + 1}
              width={Math.max(1, step - 2)}
              y={y.at(n)}
              height={bottom - y.at(n)}
              fill={context || !fill ? 'var(--mark-dim)' : fill(edge(k + 0.5))}
            />
            {selected && selected[k] > 0 && (
              <rect className="Chart-mark" x={left + k * step + 1} width={Math.max(1, step - 2)} y={y.at(selected[k])} height={bottom - y.at(selected[k])} fill={groups ? 'var(--ink-3)' : 'var(--sel-a-mark)'} />
            )}
          </g>
        ))}
        {groups && (['b', 'a'] as const).map(name => groups[name].some(n => n > 0) && (
          <path key={name} d={steps(groups[name])} fill="none" stroke={`var(--sel-${name}-mark)`} strokeWidth={2} pointerEvents="none" aria-hidden />
        ))}
        {Number.isFinite(median) && (
          <g pointerEvents="none" aria-hidden>
            <line x1={medianX} x2={medianX} y1={top - 6} y2={bottom} stroke="var(--ink-1)" strokeDasharray="3 3" />
            {!brushed && <text className="Chart-label Chart-halo" x={medianX + (before ? -5 : 5)} y={top - 3} textAnchor={before ? 'end' : 'start'}>median {formatMedian(median)}</text>}
          </g>
        )}
        <XAxis axis={x} y={bottom} format={format} name={name} />
        {counts.map((n, k) => (
          <rect
            key={k}
            className="Chart-slot"
            role="button"
            tabIndex={k === here ? 0 : -1}
            x={left + k * step}
            width={step}
            y={top}
            height={bottom - top}
            aria-label={`${format(edge(k))} to ${format(edge(k + 1))}: ${integer(n)} ${n === 1 ? 'network' : 'networks'}${selected ? `, ${integer(selected[k])} selected` : ''}${groups ? `, ${integer(groups.a[k])} of A, ${integer(groups.b[k])} of B` : ''}`}
            onFocus={() => setHere(k)}
          >
            <title>{`${format(edge(k))} to ${format(edge(k + 1))}: ${integer(n)} ${n === 1 ? 'network' : 'networks'}`}</title>
          </rect>
        ))}
        {brushed && (
          <g pointerEvents="none">
            <rect className="Chart-brush" x={left + brushed[0] * step} width={(brushed[1] - brushed[0] + 1) * step} y={top} height={bottom - top} />
            <text className="Chart-label Chart-halo" x={right} y={top - 3} textAnchor="end">
              {integer(count(...brushed))} networks from {format(edge(brushed[0]))} to {format(edge(brushed[1] + 1))}
            </text>
          </g>
        )}
      </svg>
      {groups && <GroupKey a={count(0, bins - 1, groups.a)} b={count(0, bins - 1, groups.b)} />}
    </div>
  )
})

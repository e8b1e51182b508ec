// Step functions of the scale, a median and its band each: grey for everyone, vermilion and blue for groups. Moving over it, or arrow keys, read one scale.
import './charts.css'
import './persistence.css'
import { area, curveStepAfter, line } from 'd3-shape'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useMemo } from 'react'
import type { BettiBand } from '../../core/persistence/betti-band.ts'
import { tick } from '../ui/format.ts'
import { axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import { useWidth } from './use-width.ts'

export interface NamedBand { name: string, kind: 'all' | 'a' | 'b', band: BettiBand }

interface Props {
  /** Rising; the bands' places. */
  scales: Float64Array
  /** The last place that is drawn. */
  last: number
  bands: readonly NamedBand[]
  /** What is counted. */
  name: string
  /** The place that is read out. */
  at: number
  onPlace: (at: number | null) => void
  height?: number
}

export const BettiBands = memo(function BettiBands({ scales, last, bands, name, at, onPlace, height = 168 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [30, width - 6, 20, height - 32]
  const most = useMemo(() => Math.max(1, ...bands.map(({ band }) => band.upper.reduce((high, value) => Math.max(high, value), 0))), [bands])
  const x = useMemo(() => axis([0, scales[last]], [left, right], { ticks: 5 }), [scales, last, left, right])
  const y = useMemo(() => axis([0, most * 1.04], [bottom, top], { ticks: 3, integer: true }), [most, bottom, top])
  const paths = useMemo(() => bands.map(({ band: { lower, median, upper } }) => {
    const shown = Array.from(scales.subarray(0, last + 1))
    return {
      band: area<number>(scale => x.at(scale), (_, k) => y.at(lower[k]), (_, k) => y.at(upper[k])).curve(curveStepAfter).digits(1)(shown) ?? '',
      line: line<number>(scale => x.at(scale), (_, k) => y.at(median[k])).curve(curveStepAfter).digits(1)(shown) ?? '',
    }
  }), [bands, scales, last, x, y])
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const scale = x.value(event.clientX - event.currentTarget.getBoundingClientRect().left)
    const step = scales[1] - scales[0]
    onPlace(Math.min(last, Math.max(0, Math.floor(scale / step + 1e-9))))
  }
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (step === undefined) return
    onPlace(Math.min(last, Math.max(0, at + step)))
    event.preventDefault()
  }
  return (
    <div className="Chart" ref={ref}>
      <svg
        width={width}
        height={height}
        role="application"
        aria-label={`Number of ${name} over scale, median and quartiles; arrow keys read single scales`}
        tabIndex={0}
        onPointerMove={move}
        onPointerLeave={() => onPlace(null)}
        onBlur={() => onPlace(null)}
        onKeyDown={keys}
      >
        <YAxis axis={y} left={left} right={right} format={tick} />
        <XAxis axis={x} y={bottom} format={tick} name="scale, mean distances" />
        <text x={left - 4} y={8} aria-hidden>{name}</text>
        <g aria-hidden>
          {bands.map(({ name: key, kind }, k) => <path key={key} className={`Betti-band is-${kind}`} d={paths[k].band} />)}
          {bands.map(({ name: key, kind }, k) => <path key={key} className={`Betti-line is-${kind}`} d={paths[k].line} />)}
          <line className="Betti-place" x1={x.at(scales[at])} x2={x.at(scales[at])} y1={top} y2={bottom} />
          {bands.map(({ name: key, kind, band }) => <circle key={key} className={`Betti-point is-${kind}`} cx={x.at(scales[at])} cy={y.at(band.median[at])} r={3} />)}
        </g>
        <Names bands={bands} right={right} />
      </svg>
    </div>
  )
})

/** Direct keys in the corner where curves of either kind are low or falling. */
function Names({ bands, right }: { bands: readonly NamedBand[], right: number }) {
  return (
    <g aria-hidden>
      {bands.map(({ name, kind }, k) => <text key={name} className={`Betti-name Chart-halo is-${kind}`} x={right} y={8 + 14 * k} textAnchor="end">{name}</text>)}
    </g>
  )
}

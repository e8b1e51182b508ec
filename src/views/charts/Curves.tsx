// Training curves of one network over its epochs: each line named at its end; moving over it, or arrow keys, read the values of an epoch.
import { memo, useMemo } from 'react'
import { axis } from './axis.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { linePath } from './line-path.ts'
import { usePlot } from './use-plot.ts'
import { useReading } from './use-reading.ts'

export interface Curve { name: string, /** A value an epoch, the untrained network first. */ values: readonly number[], dashed: boolean, colour: string, ink: string }

interface Props {
  curves: readonly Curve[]
  /** Epochs that were asked for; a diverged network has fewer. */
  epochs: number
  domain: readonly [number, number]
  log: boolean
  name: string
  format: (value: number) => string
  formatTick: (value: number) => string
  /** Where training broke off: marked by a cross behind the last point. */
  broke: boolean
  height?: number
}

export const Curves = memo(function Curves({ curves, epochs, domain, log, name, format, formatTick, broke, height = 132 }: Props) {
  const plot = usePlot(height, { left: 34, beyond: 40 })
  const { left, right, top, bottom } = plot
  const x = useMemo(() => axis([0, Math.max(1, epochs)], [left, right], { integer: true, ticks: 5 }), [epochs, left, right])
  const y = useMemo(() => axis(domain, [bottom, top], { log, ticks: 2 }), [domain, log, bottom, top])
  const last = Math.max(0, ...curves.map(curve => curve.values.length - 1))
  const paths = useMemo(() => curves.map(curve => linePath(curve.values, x.at, y.at)), [curves, x, y])
  const { at: epoch, handlers } = useReading(x, 0, last)
  const words = epoch === null ? '' : `epoch ${epoch}: ${curves.map(curve => `${curve.name} ${format(curve.values[epoch])}`).join(', ')}`
  return (
    <ChartFrame
      plot={plot}
      across={{ axis: x, name: 'epoch', format: String }}
      up={{ axis: y, name, format: formatTick }}
      label={`${name} over ${epochs} epochs; arrow keys read single epochs`}
      words={words}
      {...handlers}
    >
      {epoch !== null && <line x1={x.at(epoch)} x2={x.at(epoch)} y1={top - 4} y2={bottom} stroke="var(--line-3)" />}
      {curves.map((curve, k) => <path key={curve.name} d={paths[k]} fill="none" stroke={curve.colour} strokeWidth={1.8} strokeLinejoin="round" strokeDasharray={curve.dashed ? '4 3' : undefined} />)}
      {epoch !== null && curves.map(curve => Number.isFinite(curve.values[epoch]) && (
        <circle key={curve.name} cx={x.at(epoch)} cy={y.at(curve.values[epoch])} r={3} fill={curve.colour} stroke="var(--surface)" />
      ))}
      {endLabels(curves, y.at, bottom).map(({ curve, at }) => (
        <text key={curve.name} className="Chart-halo" x={x.at(curve.values.length - 1) + (broke ? 16 : 6)} y={at + 4} style={{ fill: curve.ink, fontWeight: 520 }}>{curve.name}</text>
      ))}
      {broke && <BrokeOff x={x.at(last) + 8} top={top} bottom={bottom} />}
    </ChartFrame>
  )
})

function BrokeOff({ x, top, bottom }: { x: number, top: number, bottom: number }) {
  const middle = (top + bottom) / 2
  return (
    <g>
      <line x1={x} x2={x} y1={top - 4} y2={bottom} stroke="var(--danger)" strokeDasharray="2 3" />
      <path className="Chart-open" d={`M${x - 4} ${middle - 4}l8 8m0 -8l-8 8`} stroke="var(--danger)" />
    </g>
  )
}

/** Names at the lines' ends, moved apart where they would touch and kept above the axis. */
function endLabels(curves: readonly Curve[], y: (value: number) => number, bottom: number): { curve: Curve, at: number }[] {
  const labels = curves.flatMap(curve => {
    const end = curve.values.findLast(Number.isFinite)
    return end === undefined ? [] : [{ curve, at: y(end) }]
  }).sort((a, b) => a.at - b.at)
  for (let k = 1; k < labels.length; k++) {
    const missing = 13 - (labels[k].at - labels[k - 1].at)
    if (missing > 0) { labels[k - 1].at -= missing / 2; labels[k].at += missing / 2 }
  }
  const beyond = Math.max(0, (labels.at(-1)?.at ?? 0) - (bottom - 6))
  return labels.map(label => ({ ...label, at: label.at - beyond }))
}

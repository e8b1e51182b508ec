// The first layer's units in a plane of two features: each a line where its argument is 0, with a stroke to the side on which it grows.
import './charts.css'
import { memo, useMemo } from 'react'
import { tick } from '../ui/format.ts'
import { axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import type { UnitPicture } from './unit-pictures.ts'
import { lineOf } from './unit-pictures.ts'
import { useWidth } from './use-width.ts'

interface Props { units: readonly UnitPicture[], across: readonly [number, number], up: readonly [number, number], points: readonly { x: number, y: number }[], label: string }

export const UnitLines = memo(function UnitLines({ units, across, up, points, label }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const left = 30
  const side = Math.min(320, width - left - 2)
  const x = useMemo(() => axis(across, [0, side], { ticks: 4 }), [across, side])
  const y = useMemo(() => axis(up, [side, 0], { ticks: 4 }), [up, side])
  const most = units[0]?.norm ?? 1
  const cloud = useMemo(() => points.map(point => `M${x.at(point.x) - 1} ${y.at(point.y)}h2`).join(''), [points, x, y])
  const lines = useMemo(() => units.flatMap(unit => {
    const line = lineOf(unit, across, up)
    if (!line) return []
    const [[x1, y1], [x2, y2]] = [line.from, line.to].map(([a, b]) => [x.at(a), y.at(b)])
    const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2]
    const length = Math.hypot(unit.weights[0], unit.weights[1]) || 1
    return [{ unit, line: `M${x1} ${y1}L${x2} ${y2}`, arrow: `M${mx} ${my}l${9 * unit.weights[0] / length} ${-9 * unit.weights[1] / length}` }]
  }), [units, across, up, x, y])
  return (
    <div className="Chart" ref={frame}>
      <svg width={width} height={side + 34} role="img" aria-label={label}>
        <g transform={`translate(${left} 0)`}>
          <rect width={side} height={side} fill="var(--canvas)" />
          <YAxis axis={y} left={0} right={side} format={tick} />
          <path d={cloud} stroke="var(--mark-dim)" strokeWidth={2} strokeLinecap="round" />
          {lines.map(({ unit, line, arrow }) => (
            <g key={unit.unit} opacity={0.25 + 0.75 * unit.norm / most}>
              <title>{`${unit.name}: length ${tick(Number(unit.norm.toPrecision(3)))}, bias ${tick(Number(unit.bias.toPrecision(3)))}`}</title>
              <path d={line} stroke="var(--accent)" strokeWidth={1.4} />
              <path d={arrow} stroke="var(--sel-a-mark)" strokeWidth={2} strokeLinecap="round" />
            </g>
          ))}
          <XAxis axis={x} y={side} format={tick} name="first feature" />
        </g>
      </svg>
    </div>
  )
})

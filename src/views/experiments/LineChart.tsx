// A few named lines over one axis, with their points: small, for cards.
import '../charts/charts.css'
import type { Axis } from '../charts/axis.ts'
import { XAxis, YAxis } from '../charts/Axes.tsx'
import { useWidth } from '../charts/use-width.ts'

export interface Line { name: string, points: readonly { x: number, y: number }[], colour: string, dashed: boolean }

interface Props {
  title: string
  lines: readonly Line[]
  x: (range: readonly [number, number]) => Axis
  y: (range: readonly [number, number]) => Axis
  across: string
  format: (value: number) => string
  /** The picture in words, with its numbers. */
  label: string
  /** A place that is marked by an upright line. */
  marked?: number
  height?: number
}

export function LineChart({ title, lines, x, y, across, format, label, marked, height = 150 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [34, width - 8, 22, height - 32]
  const [h, v] = [x([left, right]), y([bottom, top])]
  return (
    <div className="Chart LineChart" ref={ref}>
      <h3 className="LineChart-title">{title}</h3>
      <svg width={width} height={height} role="img" aria-label={label}>
        <YAxis axis={v} left={left} right={right} format={format} />
        <XAxis axis={h} y={bottom} format={format} name={across} />
        {marked !== undefined && <line x1={h.at(marked)} x2={h.at(marked)} y1={top - 4} y2={bottom} stroke="var(--line-3)" strokeDasharray="3 3" />}
        {lines.map(({ name, points, colour, dashed }) => (
          <g key={name}>
            <path d={points.map(({ x, y }, k) => `${k === 0 ? 'M' : 'L'}${h.at(x).toFixed(1)} ${v.at(y).toFixed(1)}`).join('')} fill="none" stroke={colour} strokeWidth={1.8} strokeLinejoin="round" strokeDasharray={dashed ? '4 3' : undefined} />
            {points.map(({ x, y }) => <circle key={x} cx={h.at(x)} cy={v.at(y)} r={dashed ? 1.8 : 2.6} fill={colour} />)}
          </g>
        ))}
      </svg>
      <ul className="LineChart-keys" aria-hidden>
        {lines.map(({ name, colour, dashed }) => <li key={name}><svg width={18} height={8}><line x1={0} x2={18} y1={4} y2={4} stroke={colour} strokeWidth={2} strokeDasharray={dashed ? '4 3' : undefined} /></svg>{name}</li>)}
      </ul>
    </div>
  )
}

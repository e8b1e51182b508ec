// The two axes as the style asks: a line and outside ticks below with the name at the end; grid lines with numbers at the left.
import type { Axis } from './axis.ts'

interface XProps { axis: Axis, y: number, format: (value: number) => string, name: string }

export function XAxis({ axis, y, format, name }: XProps) {
  const [left, right] = axis.range
  return (
    <g aria-hidden>
      <line className="Chart-axis" x1={left} x2={right} y1={y} y2={y} />
      {spaced(axis).map(tick => {
        const x = axis.at(tick)
        return (
          <g key={tick}>
            <line className="Chart-axis" x1={x} x2={x} y1={y} y2={y + 4} />
            <text x={x} y={y + 15} textAnchor={x > right - 6 ? 'end' : 'middle'} dx={x > right - 6 ? 3 : 0}>{format(tick)}</text>
          </g>
        )
      })}
      <text x={right} y={y + 29} textAnchor="end">{axis.log ? `${name}, log scale` : name}</text>
    </g>
  )
}

/** Leaves out ticks whose numbers would touch. */
function spaced(axis: Axis): number[] {
  const kept: number[] = []
  for (const tick of axis.ticks) if (kept.length === 0 || axis.at(tick) - axis.at(kept.at(-1)!) >= 26) kept.push(tick)
  return kept
}

interface YProps { axis: Axis, left: number, right: number, format: (value: number) => string }

export function YAxis({ axis, left, right, format }: YProps) {
  return (
    <g aria-hidden>
      {axis.ticks.map(tick => {
        const y = axis.at(tick)
        return (
          <g key={tick}>
            <line className="Chart-grid" x1={left} x2={right} y1={y} y2={y} />
            <text x={left - 6} y={y + 4} textAnchor="end">{format(tick)}</text>
          </g>
        )
      })}
    </g>
  )
}

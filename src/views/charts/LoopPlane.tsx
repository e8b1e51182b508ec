// A loop among points of a plane: all of them small and grey, every other class hollow, and the loop's joined in order. The dashed edge is the one that closed it.
import './charts.css'
import './persistence.css'
import { memo, useMemo } from 'react'
import { axis } from './axis.ts'

interface Props {
  cycle: ArrayLike<number>
  /** Probes × 2. */
  points: Float32Array
  labels: ArrayLike<number>
  width: number
  height?: number
  label: string
}

export const LoopPlane = memo(function LoopPlane({ cycle, points, labels, width, height = 200, label }: Props) {
  const { x, y } = useMemo(() => equalScales(points, width, height), [points, width, height])
  const at = (probe: number) => `${x.at(points[2 * probe]).toFixed(1)},${y.at(points[2 * probe + 1]).toFixed(1)}`
  const loop = Array.from(cycle, at)
  return (
    <svg className="LoopPlane" width={width} height={height} role="img" aria-label={label}>
      {Array.from(labels, (named, probe) => (
        <circle key={probe} className={named % 2 === 0 ? 'LoopPlane-probe' : 'LoopPlane-probe is-hollow'} cx={x.at(points[2 * probe])} cy={y.at(points[2 * probe + 1])} r={2.6} />
      ))}
      <path d={`M${loop.join('L')}`} className="LoopPlane-way" />
      <path d={`M${loop[loop.length - 1]}L${loop[0]}`} className="LoopPlane-way" strokeDasharray="3 3" />
      {Array.from(cycle, probe => <circle key={probe} className="Diagram-pointed" cx={x.at(points[2 * probe])} cy={y.at(points[2 * probe + 1])} r={3.4} />)}
    </svg>
  )
})

/** As many pixels a unit across as up, all points inside. */
function equalScales(points: Float32Array, width: number, height: number) {
  const ends = [0, 1].map(side => {
    const values = points.filter((_, k) => k % 2 === side)
    return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)]
  })
  const unit = Math.min(...ends.map(([low, high], side) => ((side === 0 ? width : height) - 16) / (high - low || 1)))
  const [x, y] = ends.map(([low, high], side) => {
    const half = (side === 0 ? width : height) / 2 / unit
    const middle = (low + high) / 2
    return [middle - half, middle + half] as const
  })
  return { x: axis(x, [0, width]), y: axis(y, [height, 0]) }
}

// A loop among points of a plane: all of them small, by class, and the loop's joined in order. The dashed edge is the one that closed it.
import './charts.css'
import './persistence.css'
import { memo, useMemo } from 'react'
import { axis } from './axis.ts'

interface Props {
  cycle: ArrayLike<number>
  /** Probes × 2. */
  inputs: Float32Array
  labels: ArrayLike<number>
  width: number
  height?: number
  label: string
}

export const LoopPlane = memo(function LoopPlane({ cycle, inputs, labels, width, height = 200, label }: Props) {
  const { x, y } = useMemo(() => equalScales(inputs, width, height), [inputs, width, height])
  const at = (probe: number) => `${x.at(inputs[2 * probe]).toFixed(1)},${y.at(inputs[2 * probe + 1]).toFixed(1)}`
  const loop = Array.from(cycle, at)
  return (
    <svg className="LoopPlane" width={width} height={height} role="img" aria-label={label}>
      {Array.from(labels, (named, probe) => <circle key={probe} cx={x.at(inputs[2 * probe])} cy={y.at(inputs[2 * probe + 1])} r={2.6} fill={`var(--cat-${named % 8 + 1})`} opacity={0.45} />)}
      <path d={`M${loop.join('L')}`} className="LoopPlane-way" />
      <path d={`M${loop[loop.length - 1]}L${loop[0]}`} className="LoopPlane-way" strokeDasharray="3 3" />
      {Array.from(cycle, probe => <circle key={probe} className="Diagram-pointed" cx={x.at(inputs[2 * probe])} cy={y.at(inputs[2 * probe + 1])} r={3.4} />)}
    </svg>
  )
})

/** As many pixels a unit across as up, all points inside. */
function equalScales(inputs: Float32Array, width: number, height: number) {
  const ends = [0, 1].map(side => {
    const values = inputs.filter((_, k) => k % 2 === side)
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

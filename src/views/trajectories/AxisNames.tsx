// The names of axes beside a picture: which, its eigenvalue, and a badge where it subtracts from distances.
import { TriangleAlert } from 'lucide-react'
import type { Rect } from '../map/fit.ts'
import { axisName, TIME_LIKE } from './axis-words.ts'
import type { ThreeAxes } from './scene.ts'

interface Props {
  axes: ThreeAxes
  dimensions: 2 | 3
  signs: ArrayLike<number>
  eigenvalues: ArrayLike<number> | null
  plot: Rect
  height: number
  /** A low picture has its names in one line over the plot. */
  low: boolean
}

export function AxisNames({ axes, dimensions, signs, eigenvalues, plot, height, low }: Props) {
  const name = (axis: number) => <AxisName key={axis} axis={axis} eigenvalue={eigenvalues?.[axis]} timeLike={signs[axis] < 0} />
  if (dimensions === 3) return <div className="AxisNames" style={{ left: 16, top: plot.top - 22 }}>{axes.map(name)}</div>
  return (
    <>
      <div className="AxisNames AxisNames-up" style={{ left: plot.left, bottom: height - plot.top + 6 }}>{name(axes[1])}</div>
      <div className="AxisNames AxisNames-across" style={{ right: 14, top: low ? plot.top - 19 : plot.bottom + 20 }}>{name(axes[0])}{low && <span className="AxisName" aria-hidden>→</span>}</div>
    </>
  )
}

/** One axis in words, also for lists of axes. */
export function AxisName({ axis, eigenvalue, timeLike }: { axis: number, eigenvalue: number | undefined, timeLike: boolean }) {
  return (
    <span className="AxisName" data-time-like={timeLike || undefined}>
      {axisName(axis, eigenvalue)}
      {timeLike && <AxisBadge />}
    </span>
  )
}

export function AxisBadge() {
  return <span className="AxisBadge"><TriangleAlert size={13} strokeWidth={1.75} aria-hidden />{TIME_LIKE}</span>
}

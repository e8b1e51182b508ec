// The box or lasso while it is drawn.
import type { Drawing } from './gestures.ts'

export function DrawnShape({ drawing }: { drawing: Drawing }) {
  const points = drawing.corners.map(([x, y]) => `${x},${y}`).join(' ')
  return <svg className="DrawnShape" aria-hidden><polygon points={points} /></svg>
}

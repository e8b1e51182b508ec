// The layout itself: metric multidimensional scaling by stochastic gradient descent, one pair of points at a time.
import type { Steps } from '../steps.ts'
import type { NativeSquare } from './native-square.ts'
import { ownSquare } from './native-square.ts'
import { shuffledOrder } from './shuffled-order.ts'

/** Step sizes of the full schedule: exp(−e ln(100)/29) for e = 0 … 29, from 1 down to 0.01. */
export function fullSchedule(): Float64Array {
  return schedule(1, 0.8531678524172809, 30)
}

/** A schedule for a layout that is nearly right: 15 epochs from 0.1 down to 0.01, so that nothing jumps. */
export function gentleSchedule(): Float64Array {
  return schedule(0.1, 0.848342898244072, 15)
}

/** By products alone, because an engine's own exp may differ from another's in the last bit, and the layout would magnify that. */
function schedule(first: number, ratio: number, epochs: number): Float64Array {
  const etas = new Float64Array(epochs).fill(first)
  for (let e = 1; e < epochs; e++) etas[e] = etas[e - 1] * ratio
  return etas
}

/**
 * Moves `points` (N × dims, in place) through every epoch of `etas`, all pairs in an order shuffled anew each epoch by MT19937(seed):
 * the published program's, to the bit. `distances`: condensed targets.
 */
export function* sgdLayout(
  points: Float64Array, distances: Float64Array, n: number, dims: number, etas: Float64Array, seed: number,
  square: NativeSquare | null = ownSquare(distances, n),
): Steps<void> {
  yield* shuffledOrder(distances, n, dims, seed, square).epochs(points, etas)
}

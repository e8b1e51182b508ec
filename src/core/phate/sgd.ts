// The layout itself: metric multidimensional scaling by stochastic gradient descent, one pair of points at a time.
import type { Steps } from '../steps.ts'
import type { NativeSquare } from './native-square.ts'
import { ownSquare } from './native-square.ts'
import { shuffledOrder } from './shuffled-order.ts'

/** Step sizes of the full schedule: exp(−e ln(100)/29) for e = 0 … 29, from 1 down to 0.01. */
export function fullSchedule(): Float64Array {
  return schedule(1, 0.01, 30)
}

/** A schedule for a layout that is nearly right: 15 epochs from 0.1 down to 0.01, so that nothing jumps. */
export function gentleSchedule(): Float64Array {
  return schedule(0.1, 0.01, 15)
}

function schedule(from: number, to: number, epochs: number): Float64Array {
  return Float64Array.from({ length: epochs }, (_, e) => from * Math.exp(-e * Math.log(from / to) / (epochs - 1)))
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

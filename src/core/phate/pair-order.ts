// What orders of pairs have in common: epochs that go on from one another, and a way out for points that coincide.
import { MersenneTwister } from '../mersenne.ts'
import type { Steps } from '../steps.ts'

/** An order of pairs that goes on from epoch to epoch. */
export interface PairOrder {
  /**
   * Moves `points` (N × dims, in place) through an epoch for each of `etas`: every pair once, moved apart or together by mu = min(1, eta)
   * of what its distance is off (Zheng, Pawar and Goodman, IEEE TVCG 25, 2019). Coincident points are left alone if they should
   * coincide, else moved apart along a direction that the seed fixes.
   */
  epochs(points: Float64Array, etas: Float64Array): Steps<void>
}

/** Where coincident points part: a unit vector that the seed fixes. */
export function partingDirection(dims: number, seed: number): Float64Array {
  const random = new MersenneTwister(seed ^ 0x9e3779b9)
  const direction = Float64Array.from({ length: dims }, () => random.unit() - 0.5)
  const length = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0))
  return direction.map(x => x / length)
}

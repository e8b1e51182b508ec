// What every bandwidth of one cloud of points shares: its pairwise distances and their median, computed once.
import { rowDistanceSteps } from '../matrix.ts'
import type { Steps } from '../steps.ts'
import { medianOf } from './median.ts'

export interface Cloud {
  /** Number of points. */
  n: number
  /** Euclidean distances, condensed, n(n−1)/2. */
  distances: Float64Array
  /** Median of the distances over i < j, the mean of the two middle ones where their number is even. 0 for a single point. */
  median: number
}

/** Beyond it a difference has no finite square. */
const LARGEST = 1e150

/**
 * Distances between n points in d dimensions (`points`: n × d, row-major; activations in float32 are widened before they come here).
 * d = 0 is a cloud whose points all coincide. Refuses no points, another length, and the first coordinate that is not finite.
 */
export function* cloudSteps(points: Float64Array, n: number, d: number): Steps<Cloud> {
  checkPoints(points, n, d)
  const distances = yield* rowDistanceSteps(points, n, d, 'distances')
  yield { stage: 'median', share: 0 }
  return { n, distances, median: medianOf(distances) }
}

function checkPoints(points: Float64Array, n: number, d: number): void {
  if (!(Number.isInteger(n) && n >= 1)) throw new Error(`The cloud has ${n} points; an entropy needs at least one.`)
  if (!(Number.isInteger(d) && d >= 0)) throw new Error(`The points have ${d} coordinates; their number must be whole and not negative.`)
  if (points.length !== n * d) throw new Error(`There are ${points.length} coordinates; ${n} points in ${d} dimensions have ${n * d}.`)
  const odd = points.findIndex(x => !(Math.abs(x) <= LARGEST))
  if (odd >= 0) throw new Error(`Coordinate ${odd % d} of point ${Math.floor(odd / d)} is ${points[odd]}; coordinates must be numbers between −1e150 and 1e150.`)
}

// A score smoothed over the map: a mean weighted by nearness, as wide as says best what it has not seen.
// Nadaraya, Theory of Probability and its Applications 9 (1964), and Watson, Sankhyā A 26 (1964); the width by leaving one out.
import { exponential } from '../diffusion/exponential.ts'
import { evenly } from '../evenly.ts'
import { squaredDistance } from './space.ts'

/** What a smoother goes by: places on the map, two or three coordinates (or more) each, and a finite score for each. */
export interface Scored { places: readonly ArrayLike<number>[], scores: ArrayLike<number> }

export interface Smoother extends Scored {
  /** σ of the Gaussian weights, in units of the map. Infinity: the mean of all says best; 0 where there are fewer than two places. */
  bandwidth: number
}

/** Networks left out in the choice of a width; more would not change it and cost their square. */
const LEFT_OUT = 200

/** Widths tried: from half the smallest typical distance to a neighbour, up by √2, to the size of the map, and all alike. */
const STEPS = 16

/** Scores must be finite: leave diverged networks out, they have no place on the map. A width that is given is taken. */
export function smoother({ places, scores }: Scored, bandwidth?: number): Smoother {
  if (bandwidth !== undefined) return { places, scores, bandwidth }
  if (places.length < 2) return { places, scores, bandwidth: 0 }
  const rows = evenly(places.length, LEFT_OUT)
  const squares = rows.map(row => Float64Array.from(places, place => squaredDistance(places[row], place)))
  const nearest = rows.map((row, r) => Math.sqrt(squares[r].reduce((least, square, j) => j !== row && square < least ? square : least, Infinity)))
  const typical = nearest.filter(distance => distance > 0).sort((a, b) => a - b)
  if (typical.length === 0) return { places, scores, bandwidth: Infinity }
  let best = { bandwidth: Infinity, error: leftOutError(rows, squares, scores, Infinity) }
  // Wide before narrow: of two that do equally well the smoother one is kept.
  for (let step = STEPS - 1; step >= 0; step--) {
    const bandwidth = typical[typical.length >> 1] / 2 * 2 ** (step >> 1) * (step % 2 === 1 ? Math.SQRT2 : 1)
    const error = leftOutError(rows, squares, scores, bandwidth)
    if (error < best.error) best = { bandwidth, error }
  }
  return { places, scores, bandwidth: best.bandwidth }
}

const leftOutError = (rows: readonly number[], squares: readonly Float64Array[], scores: ArrayLike<number>, bandwidth: number): number =>
  rows.reduce((sum, row, r) => sum + (weightedMean(squares[r], scores, bandwidth, row) - scores[row]) ** 2, 0)

/** The smoothed score at a place, leaving out the network of that row (−1: none). NaN where there is nobody. */
export function smoothedAt({ places, scores, bandwidth }: Smoother, place: ArrayLike<number>, without = -1): number {
  const squares = new Float64Array(places.length)
  for (let j = 0; j < squares.length; j++) squares[j] = squaredDistance(place, places[j])
  return weightedMean(squares, scores, bandwidth, without)
}

/** The smoothed score of every network at its own place, its own score among those that count. */
export function smoothedScores(smooth: Smoother): Float64Array {
  const smoothed = new Float64Array(smooth.places.length)
  for (let row = 0; row < smoothed.length; row++) smoothed[row] = smoothedAt(smooth, smooth.places[row])
  return smoothed
}

/** Weights exp(−d²/2σ²), counted from the nearest, so that far from everybody the nearest speaks rather than nobody. */
function weightedMean(squares: Float64Array, scores: ArrayLike<number>, bandwidth: number, without: number): number {
  let nearest = Infinity
  for (let j = 0; j < squares.length; j++) if (j !== without && squares[j] < nearest) nearest = squares[j]
  let sum = 0
  let total = 0
  for (let j = 0; j < squares.length; j++) {
    if (j === without) continue
    const beyond = squares[j] - nearest
    const weight = beyond === 0 ? 1 : bandwidth === 0 ? 0 : exponential(-beyond / (2 * bandwidth * bandwidth))
    sum += weight * scores[j]
    total += weight
  }
  return sum / total
}

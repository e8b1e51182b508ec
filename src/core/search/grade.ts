// How ways of searching are graded: regret against budget, with its quartiles over repeats, and differences of pairs with what chance would make of them.
import { below, mulberry32 } from '../random.ts'
import { quantileSorted } from '../statistics.ts'
import { signedRank } from './wilcoxon.ts'

/** What a search has to show that has only seen networks diverge: an accuracy of 0. Scores that may be negative need another. */
const NOTHING = 0

/** The best score after 1, 2, … trials; diverged ones (NaN) change nothing, and `nothing` is the best of none. */
export function bestSoFar(scores: ArrayLike<number>, nothing = NOTHING): Float64Array {
  let best = nothing
  return Float64Array.from(scores, score => {
    if (score > best) best = score
    return best
  })
}

/** Place of the best score among the first `budget`, the first of equals; −1 where all have diverged. Its network's test accuracy is what is reported. */
export function bestPlace(scores: ArrayLike<number>, budget = scores.length): number {
  let best = -1
  for (let place = 0; place < Math.min(budget, scores.length); place++) {
    if (Number.isFinite(scores[place]) && (best < 0 || scores[place] > scores[best])) best = place
  }
  return best
}

/** How far the best so far is from the best there is: at least 0, and never rising. `attainable`: the best score of the pool. */
export const regret = (scores: ArrayLike<number>, attainable: number, nothing = NOTHING): Float64Array => bestSoFar(scores, nothing).map(best => attainable - best)

export interface Quartiles { budget: number, lower: number, median: number, upper: number }

/** Of curves (one a repeat; what they say after each trial), at budgets counted from 1. A curve that has ended stays where it ended. */
export function quartilesAt(curves: readonly ArrayLike<number>[], budgets: readonly number[]): Quartiles[] {
  return budgets.map(budget => {
    const sorted = Float64Array.from(curves, curve => curveAt(curve, budget)).sort()
    const [lower, median, upper] = [0.25, 0.5, 0.75].map(q => quantileSorted(sorted, q))
    return { budget, lower, median, upper }
  })
}

/** A curve after so many trials (from 1): its last value where it has ended, NaN where it never began. */
export const curveAt = (curve: ArrayLike<number>, budget: number): number => curve.length === 0 ? NaN : curve[Math.min(budget, curve.length) - 1]

/** Trials until a curve of regret is at or below a bound, counted from 1; Infinity where it never is. */
export function trialsUntil(curve: ArrayLike<number>, bound: number): number {
  for (let place = 0; place < curve.length; place++) if (curve[place] <= bound) return place + 1
  return Infinity
}

export interface PairedDifference {
  /** Pairs. */
  n: number
  /** Of a − b. */
  mean: number
  /** Ends of the interval of the mean, at `level`. */
  interval: readonly [number, number]
  median: number
  medianInterval: readonly [number, number]
  /** Pairs in which a is less than b, equal, greater. */
  less: number
  equal: number
  greater: number
  /** Wilcoxon's signed-rank test, two-sided. */
  p: number
  /** Whether p is counted out, or by the normal distribution. */
  exact: boolean
}

export interface PairedOptions { seed?: number, resamples?: number, level?: number }

/**
 * a − b, pair by pair (the same seed of the same pool). Intervals by the percentile bootstrap: pairs are drawn anew with replacement, and the middle `level`
 * of what mean and median then are is kept (Efron 1979; Efron and Tibshirani 1993, section 13.3). The same seed gives the same ends.
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, { seed = 1, resamples = 2000, level = 0.95 }: PairedOptions = {}): PairedDifference {
  const n = a.length
  if (n !== b.length || n === 0) throw new RangeError(`A paired difference needs as many values on either side and at least one, got ${n} and ${b.length}.`)
  const differences = Float64Array.from({ length: n }, (_, k) => a[k] - b[k])
  if (!differences.every(Number.isFinite)) throw new RangeError('A paired difference needs finite values; what has diverged has a regret too.')
  const random = mulberry32(seed)
  const means = new Float64Array(resamples)
  const medians = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = Float64Array.from({ length: n }, () => differences[below(n, random)])
    means[resample] = meanOf(drawn)
    medians[resample] = quantileSorted(drawn.sort(), 0.5)
  }
  const middle = (values: Float64Array): [number, number] => {
    values.sort()
    return [quantileSorted(values, (1 - level) / 2), quantileSorted(values, (1 + level) / 2)]
  }
  const count = (sign: number): number => differences.reduce((sum, difference) => Math.sign(difference) === sign ? sum + 1 : sum, 0)
  const { p, exact } = signedRank(differences)
  return {
    n, mean: meanOf(differences), interval: middle(means), median: quantileSorted(differences.toSorted(), 0.5), medianInterval: middle(medians),
    less: count(-1), equal: n - count(-1) - count(1), greater: count(1), p, exact,
  }
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

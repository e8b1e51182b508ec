// Wilcoxon's signed-rank test: do differences of pairs lie on one side of zero more than chance would have them?
import { erfc } from '../gauss-error.ts'
import { ranks } from '../statistics.ts'

export interface SignedRank {
  /** Differences that are not zero: only these are ranked. */
  n: number
  /** Sum of the ranks of the positive differences; n (n + 1) / 4 is expected of chance. */
  w: number
  /** Two-sided. 1 where every difference is zero. */
  p: number
  /** Counted out over all signs, or by the normal distribution. */
  exact: boolean
}

/** Up to here all signs are counted out: n² (n + 1) additions, a few milliseconds. */
const EXACT = 100

/**
 * Wilcoxon 1945: the differences are ranked by size, zeros left out, equal sizes sharing their mean rank. Exact p: the distribution of w when each sign is
 * equally likely, given these ranks, ties included, by adding one rank after the other (twice the ranks are whole). Above 100 differences by the normal
 * distribution, with the variance Σ rank²/4 that ties ask for and without a correction for continuity. Values must be finite.
 */
export function signedRank(differences: ArrayLike<number>): SignedRank {
  const kept = Float64Array.from(differences).filter(difference => difference !== 0)
  const n = kept.length
  if (n === 0) return { n, w: 0, p: 1, exact: true }
  const rank = ranks(kept.map(Math.abs))
  const w = rank.reduce((sum, value, k) => kept[k] > 0 ? sum + value : sum, 0)
  return n <= EXACT ? { n, w, p: exactP(rank, w), exact: true } : { n, w, p: normalP(rank, w), exact: false }
}

/** Twice the smaller tail, w itself counted, at most 1. */
function exactP(rank: Float64Array, w: number): number {
  const doubled = rank.map(value => Math.round(2 * value))
  const chance = new Float64Array(doubled.reduce((sum, value) => sum + value, 0) + 1)
  chance[0] = 1
  let reached = 0
  for (const value of doubled) {
    reached += value
    for (let sum = reached; sum >= 0; sum--) chance[sum] = (chance[sum] + (sum >= value ? chance[sum - value] : 0)) / 2
  }
  const at = Math.round(2 * w)
  // The distribution is the same from both ends, and the sum from the near end keeps its digits.
  const near = Math.min(at, reached - at)
  let tail = 0
  for (let sum = 0; sum <= near; sum++) tail += chance[sum]
  return Math.min(1, 2 * tail)
}

function normalP(rank: Float64Array, w: number): number {
  const half = rank.reduce((sum, value) => sum + value, 0) / 2
  const variance = rank.reduce((sum, value) => sum + value * value, 0) / 4
  return erfc(Math.abs(w - half) / Math.sqrt(2 * variance))
}

// What two maps say of the same pairs. Pure.
import type { Correlation } from '../../core/statistics.ts'
import { ranks, spearman } from '../../core/statistics.ts'
import type { Alike } from '../../protocol/geometry.ts'

export interface Pair { a: number, b: number, first: number, second: number }

/** Spearman's correlation of the two distances over the pairs. */
export const agreement = ({ first, second }: Alike): Correlation => spearman(first, second)

export const pairsOf = ({ a, b, first, second }: Alike): Pair[] =>
  Array.from(a, (id, k) => ({ a: id, b: b[k], first: first[k], second: second[k] })).filter(pair => Number.isFinite(pair.first) && Number.isFinite(pair.second))

/** The pair that is nearest on one map for how far it is on the other: the largest difference of ranks; null of fewer than two pairs. */
export function oddest(pairs: readonly Pair[]): Pair | null {
  if (pairs.length < 2) return null
  const [first, second] = [ranks(pairs.map(pair => pair.first)), ranks(pairs.map(pair => pair.second))]
  return pairs.reduce((best, pair, k) => Math.abs(first[k] - second[k]) > best.by ? { pair, by: Math.abs(first[k] - second[k]) } : best, { pair: pairs[0], by: -1 }).pair
}

// What the within-class-shuffle null says of the distances between runs: both as distributions over the same bins, and what may be claimed. Pure.
import { condensedRow } from '../../core/condensed.ts'
import type { AgainstNull } from '../../core/inpca/null-model.ts'
import type { BetweenRuns } from '../../protocol/trajectories.ts'

/** Two runs and how far they lie apart, in nats, with the same runs shuffled within classes. `i`, `j`: places among the runs. */
export interface RunPair { i: number, j: number, distance: number, nullDistance: number }

/** Pairs of different configurations, or of one and the same. */
export function pairsBetween({ ids, distances, nullDistances }: Pick<BetweenRuns, 'ids' | 'distances' | 'nullDistances'>, of: readonly number[], which: 'across' | 'within' | 'all'): RunPair[] {
  const n = ids.length
  const pairs: RunPair[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (which !== 'all' && (of[i] === of[j]) !== (which === 'within')) continue
      const at = condensedRow(i, n) + j
      pairs.push({ i, j, distance: distances[at], nullDistance: nullDistances[at] })
    }
  }
  return pairs
}

/** Shares of pairs in even bins from 0 to the largest of both. */
export interface TwoDistributions { domain: readonly [number, number], own: number[], shuffled: number[] }

const BINS = 30

export function distributionsOf(pairs: readonly RunPair[]): TwoDistributions | null {
  const most = pairs.reduce((most, { distance, nullDistance }) => Math.max(most, distance, nullDistance), 0)
  if (!(most > 0) || !Number.isFinite(most)) return null
  const shares = (read: (pair: RunPair) => number): number[] => {
    const counts = Array.from({ length: BINS }, () => 0)
    for (const pair of pairs) counts[Math.min(BINS - 1, Math.floor(BINS * read(pair) / most))]++
    return counts.map(count => count / pairs.length)
  }
  return { domain: [0, most], own: shares(pair => pair.distance), shuffled: shares(pair => pair.nullDistance) }
}

/** What the paper's claim asks of pairs of different architectures on data like the digits: so many closer than their null, and by so much. */
export const CLAIM = { closer: 0.95, ratio: 0.7 } as const
/** Less than this is no part of it. */
export const PART = { closer: 0.75, ratio: 0.9 } as const

/**
 * shown: as many pairs closer as the claim asks, and by as much. partly: fewer are, or by less. not: pairs are hardly closer than their accuracies
 * explain. few: too few pairs to say. none: no distances at all.
 */
export type Verdict = 'shown' | 'partly' | 'not' | 'few' | 'none'

export const FEWEST_PAIRS = 6

export function verdictOf(against: AgainstNull | null): Verdict {
  if (!against || against.ratio === null) return 'none'
  if (against.pairs < FEWEST_PAIRS) return 'few'
  if (against.closer >= CLAIM.closer && against.ratio < CLAIM.ratio) return 'shown'
  return against.closer >= PART.closer && against.ratio < PART.ratio ? 'partly' : 'not'
}

/** Runs that share a seed with an earlier one: shared initial weights or batch order would fake agreement. Row k of the seeds is run k; null: not known. */
export function sharedSeeds(rows: readonly { id: number, weightSeed: number | null, orderSeed: number | null }[]): { weights: number[], order: number[], unknown: number } {
  const repeated = (read: (row: typeof rows[number]) => number | null): number[] => {
    const holders = new Map<number, number[]>()
    for (const row of rows) {
      const seed = read(row)
      if (seed !== null) holders.set(seed, [...holders.get(seed) ?? [], row.id])
    }
    return [...holders.values()].filter(ids => ids.length > 1).flat()
  }
  return { weights: repeated(row => row.weightSeed), order: repeated(row => row.orderSeed), unknown: rows.filter(row => row.weightSeed === null || row.orderSeed === null).length }
}

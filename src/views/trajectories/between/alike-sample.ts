// Which of thousands of pairs are drawn, and from which accuracy on networks count as accurate unless somebody says otherwise. Pure.
import { evenly } from '../../../core/evenly.ts'
import type { AlikePair, AlikePairs } from '../../../store/trajectories/between-alike.ts'

/** Marks beyond which a cloud says no more, and beyond which a drawing keeps one waiting. */
const MOST = 900
export const MOST_DRAWN = 20_000

/** Places among the pairs: an even sample, all that are listed and all that are selected; or all. */
export function sampleOf({ pairs, top }: AlikePairs, selected: (pair: AlikePair) => boolean, all: boolean): number[] {
  const most = all ? MOST_DRAWN : MOST
  if (pairs.length <= most) return [...pairs.keys()]
  const kept = new Set([...evenly(pairs.length, most), ...top])
  return [...pairs.keys()].filter(k => kept.has(k) || selected(pairs[k]))
}

/** .9, where ten networks reach it; else what the best quarter reaches, rounded down. */
export function firstThreshold(accuracies: readonly number[]): number {
  const known = accuracies.filter(Number.isFinite).sort((a, b) => b - a)
  if (known.length === 0 || (known[9] ?? 0) >= 0.9) return 0.9
  return Math.floor(20 * known[Math.floor(known.length / 4)]) / 20
}

// Which of even bins each thing falls into: what a histogram counts, and what a brush over its bars selects, from one and the same answer.
import { bin } from 'd3-array'

/**
 * `count` even bins over the domain, each with what fell into it. A bin holds its lower edge, the last one both; edges are as they are
 * written (low + (high − low) k / count), so that 0.15 of twenty bins over [0, 1] belongs to the one that begins at 3/20. What lies outside,
 * or is not finite, is in none.
 */
export function binned<T>(items: readonly T[], read: (item: T) => number, [low, high]: readonly [number, number], count: number): T[][] {
  const edges = Array.from({ length: count - 1 }, (_, k) => low + (high - low) * (k + 1) / count)
  const within = items.filter(item => { const value = read(item); return value >= low && value <= high })
  // A domain of one value has all its edges there; d3 would then keep one bin of them.
  const bins = bin<T, number>().value(read).domain([low, high]).thresholds(edges)(within)
  return Array.from({ length: count }, (_, k) => bins[k] ?? [])
}

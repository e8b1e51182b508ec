// Two trees of the same leaves face to face: how much the lines between equal leaves cross, and how to turn one tree towards the other.
import { childrenOf, dendrogram } from './dendrogram.ts'
import type { Linkage } from './linkage.ts'

/**
 * Entanglement of two orders of the same leaves: mean absolute difference of rank over its largest possible value (orders reversed, a mean
 * of ⌊n²/2⌋/n; Spearman's footrule, normalised). 0: the same order; 1: as far apart as can be. One leaf: 0.
 */
export function entanglement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length
  const rankA = ranks(a)
  const rankB = ranks(b)
  if (b.length !== n) throw new Error(`The two orders have ${n} and ${b.length} leaves; they must order the same ones.`)
  if (n < 2) return 0
  return rankA.reduce((sum, rank, leaf) => sum + Math.abs(rank - rankB[leaf]), 0) / Math.floor(n * n / 2)
}

/**
 * The leaves of a tree turned towards another order of them: at each merge the side whose leaves stand further left there, in the mean, comes
 * first (equal: as the tree stands). O(n). Makes lines cross less; no promise of the fewest crossings, which is a hard problem.
 */
export function turnedTowards(linkage: Linkage, towards: ArrayLike<number>): Int32Array {
  const { n } = linkage
  if (towards.length !== n) throw new Error(`A tree of ${n} leaves cannot be turned towards an order of ${towards.length}.`)
  const { start, end } = dendrogram(linkage)
  const sum = new Float64Array(2 * n - 1)
  sum.set(ranks(towards))
  for (let cluster = n; cluster < 2 * n - 1; cluster++) {
    const [left, right] = childrenOf(linkage, cluster)
    sum[cluster] = sum[left] + sum[right]
  }
  const size = (cluster: number): number => end[cluster] - start[cluster]
  const order = new Int32Array(n)
  const place = new Int32Array(2 * n - 1)
  for (let cluster = 2 * n - 2; cluster >= n; cluster--) {
    const [left, right] = childrenOf(linkage, cluster)
    const [first, second] = sum[left] / size(left) <= sum[right] / size(right) ? [left, right] : [right, left]
    place[first] = place[cluster]
    place[second] = place[cluster] + size(first)
  }
  for (let leaf = 0; leaf < n; leaf++) order[place[leaf]] = leaf
  return order
}

/** Where each leaf stands in an order. Refuses what is no order of 0 … n − 1. */
function ranks(order: ArrayLike<number>): Int32Array {
  const rank = new Int32Array(order.length).fill(-1)
  for (let place = 0; place < order.length; place++) {
    const leaf = order[place]
    if (rank[leaf] !== -1) throw new Error(`Place ${place} of the order holds ${leaf}; each leaf from 0 to ${order.length - 1} must stand there once.`)
    rank[leaf] = place
  }
  return rank
}

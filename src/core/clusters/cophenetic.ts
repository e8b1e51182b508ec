// How faithfully a merge tree keeps the distances it was made from.
import { condensedIndex, condensedSize } from '../condensed.ts'
import { childrenOf, dendrogram, heightOf } from './dendrogram.ts'
import type { Linkage } from './linkage.ts'

/** Cophenetic distances (Sokal & Rohlf 1962), condensed: of each pair the height of the merge that first brings both together. O(n²). */
export function copheneticDistances(linkage: Linkage): Float64Array {
  const { n } = linkage
  const { order, start, end } = dendrogram(linkage)
  const cophenetic = new Float64Array(condensedSize(n))
  for (let cluster = n; cluster < 2 * n - 1; cluster++) {
    const [left, right] = childrenOf(linkage, cluster)
    const height = heightOf(linkage, cluster)
    for (let a = start[left]; a < end[left]; a++) {
      for (let b = start[right]; b < end[right]; b++) cophenetic[condensedIndex(order[a], order[b], n)] = height
    }
  }
  return cophenetic
}

/**
 * Pearson correlation of cophenetic and original distances over all pairs i < j. null where it is undefined: all distances, or all heights,
 * equal, so also for fewer than 3 leaves.
 */
export function copheneticCorrelation(linkage: Linkage, distances: Float64Array): number | null {
  if (distances.length !== condensedSize(linkage.n)) {
    throw new Error(`A tree of ${linkage.n} leaves belongs to ${condensedSize(linkage.n)} distances, not ${distances.length}.`)
  }
  return pearson(copheneticDistances(linkage), distances)
}

function pearson(a: Float64Array, b: Float64Array): number | null {
  if (constant(a) || constant(b)) return null
  const meanA = mean(a)
  const meanB = mean(b)
  let both = 0
  let squaresA = 0
  let squaresB = 0
  for (let k = 0; k < a.length; k++) {
    const x = a[k] - meanA
    const y = b[k] - meanB
    both += x * y
    squaresA += x * x
    squaresB += y * y
  }
  const scale = Math.sqrt(squaresA) * Math.sqrt(squaresB)
  return scale > 0 ? Math.max(-1, Math.min(1, both / scale)) : null
}

const constant = (values: Float64Array): boolean => values.every(value => value === values[0])
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

// A merge tree as a picture has it, with leaves in an order of its own: where its clusters lie, and which ones a cut leaves.
import { childrenOf } from './dendrogram.ts'
import type { Linkage } from './linkage.ts'

/** Of each of the 2n − 1 clusters, leaves first. */
export interface Places {
  /** First and last leaf (by place in the order). */
  first: Int32Array
  last: Int32Array
  /** Where its stem stands: a leaf at its place, a union half-way between its parts. */
  stem: Float64Array
  /** The union that it is a part of; −1 of the whole. */
  parent: Int32Array
}

/** `order`: leaves from left to right, one that the tree allows (leaf-order.ts, position-order.ts); any other is refused. O(n). */
export function placesOf(linkage: Linkage, order: Int32Array): Places {
  const { n, merges } = linkage
  const [first, last, parent] = [new Int32Array(2 * n - 1), new Int32Array(2 * n - 1), new Int32Array(2 * n - 1).fill(-1)]
  const stem = new Float64Array(2 * n - 1)
  order.forEach((leaf, place) => { first[leaf] = last[leaf] = stem[leaf] = place })
  for (let cluster = n; cluster < 2 * n - 1; cluster++) {
    const [left, right] = childrenOf(linkage, cluster)
    first[cluster] = Math.min(first[left], first[right])
    last[cluster] = Math.max(last[left], last[right])
    stem[cluster] = (stem[left] + stem[right]) / 2
    parent[left] = parent[right] = cluster
    if (last[cluster] - first[cluster] + 1 !== merges[4 * (cluster - n) + 3]) throw new Error(`The order of the leaves parts cluster ${cluster}; a tree can only be drawn with its clusters whole.`)
  }
  return { first, last, stem, parent }
}

/**
 * The k clusters that are left when the last k − 1 merges are undone (as `cutInto` of cut.ts), in the order in which they come about: each split's larger part
 * stays in its place (the left one of equals), the other comes last. So the clusters of k are those of k + 1 but for the one that splits, each in its old
 * place: colours given by this order stay when the cut moves.
 */
export function clustersAt(linkage: Linkage, k: number): number[] {
  const { n, merges } = linkage
  if (!Number.isInteger(k) || k < 1 || k > n) throw new Error(`${n} leaves cannot be cut into ${k} clusters; choose a whole number from 1 to ${n}.`)
  const size = (cluster: number): number => cluster < n ? 1 : merges[4 * (cluster - n) + 3]
  const standing = [2 * n - 2]
  for (let cluster = 2 * n - 2; standing.length < k; cluster--) {
    const [left, right] = childrenOf(linkage, cluster)
    const [larger, smaller] = size(right) > size(left) ? [right, left] : [left, right]
    standing[standing.indexOf(cluster)] = larger
    standing.push(smaller)
  }
  return standing
}

/** Leaves of a cluster, from left to right. */
export const leavesOf = ({ first, last }: Places, order: Int32Array, cluster: number): Int32Array => order.subarray(first[cluster], last[cluster] + 1)

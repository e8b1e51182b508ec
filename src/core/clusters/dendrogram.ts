// A merge tree laid out along a line: each cluster takes an unbroken stretch of the leaves.
import type { Linkage } from './linkage.ts'

export interface Dendrogram {
  /** Leaves from left to right. */
  order: Int32Array
  /** Of each of the 2n − 1 clusters, leaves first: where its stretch of `order` begins, and where it has ended. */
  start: Int32Array
  end: Int32Array
}

/** The tree as its rows stand: of each merge i to the left, j to the right (SciPy's `leaves_list`). O(n), without recursion. */
export function dendrogram({ n, merges }: Linkage): Dendrogram {
  const order = new Int32Array(n)
  const start = new Int32Array(2 * n - 1)
  const end = new Int32Array(2 * n - 1)
  end[2 * n - 2] = n
  for (let cluster = 2 * n - 2; cluster >= n; cluster--) {
    const [left, right] = childrenOf({ n, merges }, cluster)
    const middle = start[cluster] + (left < n ? 1 : merges[4 * (left - n) + 3])
    start[left] = start[cluster]
    end[left] = middle
    start[right] = middle
    end[right] = end[cluster]
  }
  for (let leaf = 0; leaf < n; leaf++) order[start[leaf]] = leaf
  return { order, start, end }
}

/** The two clusters that were merged into this one (n … 2n − 2). */
export function childrenOf({ n, merges }: Linkage, cluster: number): [left: number, right: number] {
  const row = 4 * (cluster - n)
  return [merges[row], merges[row + 1]]
}

/** Height at which a cluster was made; 0 of a leaf. */
export const heightOf = ({ n, merges }: Linkage, cluster: number): number => cluster < n ? 0 : merges[4 * (cluster - n) + 2]

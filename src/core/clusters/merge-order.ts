// Merges as an algorithm found them, put in the order of their heights and numbered anew.

/**
 * From `pairs` (2 a merge: any member of each side, as original indices) and `heights` in the order of finding: (n−1) × 4 rows i, j, height,
 * size by rising height, i < j, row r making cluster n + r. Equal heights stay in the order of finding, children before parents. Where
 * rounding has left a parent lower than its child, in the last digit, the two change places and it is still a tree.
 */
export function heightsInOrder(n: number, pairs: Int32Array, heights: Float64Array): Float64Array {
  const order = Array.from(heights, (_, merge) => merge).sort((a, b) => heights[a] - heights[b])
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, cluster) => cluster)
  const size = new Float64Array(2 * n - 1).fill(1, 0, n)
  const merges = new Float64Array(4 * order.length)
  order.forEach((merge, row) => {
    const a = root(parent, pairs[2 * merge])
    const b = root(parent, pairs[2 * merge + 1])
    const made = n + row
    parent[a] = made
    parent[b] = made
    size[made] = size[a] + size[b]
    merges.set([Math.min(a, b), Math.max(a, b), heights[merge], size[made]], 4 * row)
  })
  return merges
}

/** The cluster that holds `cluster` so far; the way there is halved for the next who asks. */
function root(parent: Int32Array, cluster: number): number {
  let at = cluster
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]]
    at = parent[at]
  }
  return at
}

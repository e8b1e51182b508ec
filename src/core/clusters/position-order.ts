// The order of a merge tree's leaves that goes along with a line: cheap, for trees too large for the best order.
import type { Linkage } from './linkage.ts'
import { childrenOf } from './dendrogram.ts'

/** Of each merge, the side with the smaller mean of `along` (a number a leaf) comes first, i before j where they are equal. O(n). */
export function positionOrder(linkage: Linkage, along: ArrayLike<number>): Int32Array {
  const { n } = linkage
  if (along.length !== n) throw new Error(`A tree of ${n} leaves needs ${n} places along the line, not ${along.length}.`)
  const size = new Float64Array(2 * n - 1).fill(1)
  const sum = new Float64Array(2 * n - 1)
  for (let leaf = 0; leaf < n; leaf++) sum[leaf] = along[leaf]
  for (let cluster = n; cluster < 2 * n - 1; cluster++) {
    const [left, right] = childrenOf(linkage, cluster)
    sum[cluster] = sum[left] + sum[right]
    size[cluster] = size[left] + size[right]
  }
  const order = new Int32Array(n)
  let at = 0
  const open = [2 * n - 2]
  for (let cluster = open.pop(); cluster !== undefined; cluster = open.pop()) {
    if (cluster < n) {
      order[at++] = cluster
      continue
    }
    const [left, right] = childrenOf(linkage, cluster)
    const turned = sum[left] / size[left] > sum[right] / size[right]
    // The last one put down is the first one taken up.
    open.push(...turned ? [left, right] : [right, left])
  }
  return order
}

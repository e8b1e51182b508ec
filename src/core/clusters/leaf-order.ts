// The order of a merge tree's leaves in which neighbours are as alike as the tree allows.
import { condensedIndex, condensedSize } from '../condensed.ts'
import type { Progress, Steps } from '../steps.ts'
import type { Dendrogram } from './dendrogram.ts'
import { childrenOf, dendrogram } from './dendrogram.ts'
import type { Linkage } from './linkage.ts'

const CANDIDATES_A_STEP = 8_000_000

/**
 * Optimal leaf order (Bar-Joseph, Gifford & Jaakkola, Bioinformatics 17, 2001): of the 2^(n−1) orders that come from turning clusters
 * over, one with the smallest sum of distances between neighbours. `distances`: condensed, those the tree is drawn for. Returns the leaves from
 * left to right. Best orders are not unique (each may be reversed); compare `orderCost`.
 *
 * For each cluster and each pair (l, r) of leaves from its two sides, M(l, r) is the least cost of the cluster with l at one end and r
 * at the other: the minimum over inner ends k, m of M(l, k) + d(k, m) + M(m, r), found as two min-plus products (Bar-Joseph et al. 2003).
 * Time O(n³), at most n³/6 or so candidates; memory n² + n²/4 numbers.
 */
export function* leafOrderSteps(linkage: Linkage, distances: Float64Array): Steps<Int32Array> {
  const { n } = linkage
  if (distances.length !== condensedSize(n)) throw new Error(`A tree of ${n} leaves belongs to ${condensedSize(n)} distances, not ${distances.length}.`)
  const tree = dendrogram(linkage)
  // Leaves by their place in the tree, so that clusters are stretches. Where a cluster is done, its distances have become its M.
  const table = squareByPlace(distances, tree.order)
  const work: Work = { total: 0, done: 0, since: 0 }
  for (let cluster = n; cluster < 2 * n - 1; cluster++) work.total += candidates(linkage, tree, cluster)
  for (let cluster = n; cluster < 2 * n - 1; cluster++) yield* join(linkage, tree, table, cluster, work)
  return unrolled(linkage, tree, table, distances)
}

/** Sum of the distances between neighbours in an order. */
export function orderCost(distances: Float64Array, order: ArrayLike<number>): number {
  let sum = 0
  for (let k = 1; k < order.length; k++) sum += distances[condensedIndex(order[k - 1], order[k], order.length)]
  return sum
}

function squareByPlace(distances: Float64Array, order: Int32Array): Float64Array {
  const n = order.length
  const place = new Int32Array(n)
  for (let at = 0; at < n; at++) place[order[at]] = at
  const square = new Float64Array(n * n)
  let pair = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = distances[pair++]
      square[place[i] * n + place[j]] = distance
      square[place[j] * n + place[i]] = distance
    }
  }
  return square
}

/** Stretch of the places that can be a cluster's other end when `place` is one: those of the other child; of a leaf its own. */
function otherEnds(linkage: Linkage, { start, end }: Dendrogram, cluster: number, place: number): [from: number, to: number] {
  if (cluster < linkage.n) return [place, place + 1]
  const [left, right] = childrenOf(linkage, cluster)
  return place < end[left] ? [start[right], end[right]] : [start[left], end[left]]
}

/** How many sums `join` compares for a cluster. */
function candidates(linkage: Linkage, { start, end }: Dendrogram, cluster: number): number {
  const size = (of: number): number => end[of] - start[of]
  const endPairs = (of: number): number => of < linkage.n ? 1 : childrenOf(linkage, of).reduce((product, child) => product * size(child), 2)
  const [left, right] = childrenOf(linkage, cluster)
  return endPairs(left) * size(right) + size(left) * endPairs(right)
}

/** Candidates in all, looked at, and of these since the last report. */
interface Work { total: number, done: number, since: number }

/** Fills M between the two children of a cluster, whose own M are there already. */
function* join(linkage: Linkage, tree: Dendrogram, table: Float64Array, cluster: number, work: Work): Steps<void> {
  const { n } = linkage
  const [left, right] = childrenOf(linkage, cluster)
  const first = tree.start[left]
  const last = tree.end[left]
  const from = tree.start[right]
  const to = tree.end[right]
  const width = to - from
  // half(l, m) = min over k of M(l, k) + d(k, m): everything but the way from m to the right end.
  const half = new Float64Array((last - first) * width).fill(Infinity)
  for (let l = first; l < last; l++) {
    const [k0, k1] = otherEnds(linkage, tree, left, l)
    lower(half, (l - first) * width, width, table, l * n + k0, k1 - k0, table, k0 * n + from, n)
    if (counted(work, (k1 - k0) * width)) yield reported(work)
  }
  // The right cluster's leaves, in one piece or two, each with the places of its other ends.
  const inner = right < n ? [right] : childrenOf(linkage, right)
  const pieces = inner.map(piece => [tree.start[piece], tree.end[piece], ...otherEnds(linkage, tree, right, tree.start[piece])])
  const pairs = pieces.reduce((sum, [m0, m1, r0, r1]) => sum + (m1 - m0) * (r1 - r0), 0)
  for (let l = first; l < last; l++) {
    const row = l * n
    table.fill(Infinity, row + from, row + to)
    for (const [m0, m1, r0, r1] of pieces) lower(table, row + r0, r1 - r0, half, (l - first) * width + m0 - from, m1 - m0, table, m0 * n + r0, n)
    for (let r = from; r < to; r++) table[r * n + l] = table[row + r]
    if (counted(work, pairs)) yield reported(work)
  }
}

function counted(work: Work, candidates: number): boolean {
  work.done += candidates
  work.since += candidates
  return work.since > CANDIDATES_A_STEP
}

function reported(work: Work): Progress {
  work.since = 0
  return { stage: 'leaf order', share: work.done / work.total }
}

/**
 * best[c] = min(best[c], base[k] + rows[k][c]) over `count` numbers k, for `width` entries c; each array from a place of its own, rows
 * `stride` apart. Four rows at a time: half the work is to fetch and put back the best.
 */
function lower(
  best: Float64Array, bestAt: number, width: number,
  base: Float64Array, baseAt: number, count: number, rows: Float64Array, rowsAt: number, stride: number,
): void {
  let k = 0
  for (; k + 3 < count; k += 4) {
    const [base0, base1, base2, base3] = [base[baseAt + k], base[baseAt + k + 1], base[baseAt + k + 2], base[baseAt + k + 3]]
    const row0 = rowsAt + k * stride
    const row1 = row0 + stride
    const row2 = row1 + stride
    const row3 = row2 + stride
    for (let c = 0; c < width; c++) {
      const sum0 = base0 + rows[row0 + c]
      const sum1 = base1 + rows[row1 + c]
      const sum2 = base2 + rows[row2 + c]
      const sum3 = base3 + rows[row3 + c]
      const least01 = sum0 < sum1 ? sum0 : sum1
      const least23 = sum2 < sum3 ? sum2 : sum3
      const least = least01 < least23 ? least01 : least23
      if (least < best[bestAt + c]) best[bestAt + c] = least
    }
  }
  for (; k < count; k++) {
    const row = rowsAt + k * stride
    for (let c = 0; c < width; c++) {
      const sum = base[baseAt + k] + rows[row + c]
      if (sum < best[bestAt + c]) best[bestAt + c] = sum
    }
  }
}

/** Reads the order off the finished M: the best ends of the whole tree, then from each cluster to its children. */
function unrolled(linkage: Linkage, tree: Dendrogram, table: Float64Array, distances: Float64Array): Int32Array {
  const { n } = linkage
  const result = Int32Array.from(tree.order)
  if (n < 3) return result
  const root = 2 * n - 2
  const ends = (cluster: number): [number, number] => [tree.start[cluster], tree.end[cluster]]
  const [left, right] = childrenOf(linkage, root)
  const outer = leastPair(ends(left), ends(right), (l, r) => table[l * n + r])
  const open = [{ cluster: root, l: outer[0], r: outer[1], at: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { cluster, l, r, at } = next
    if (cluster < n) {
      result[at] = cluster
      continue
    }
    const [a, b] = childrenOf(linkage, cluster)
    const [near, far] = l < tree.end[a] ? [a, b] : [b, a]
    const between = (k: number, m: number): number => distances[condensedIndex(tree.order[k], tree.order[m], n)]
    const [k, m] = leastPair(otherEnds(linkage, tree, near, l), otherEnds(linkage, tree, far, r), (k, m) => table[l * n + k] + between(k, m) + table[m * n + r])
    open.push({ cluster: near, l, r: k, at }, { cluster: far, l: m, r, at: at + tree.end[near] - tree.start[near] })
  }
  return result
}

/** The first pair of two stretches at which a cost is least. */
function leastPair([a0, a1]: [number, number], [b0, b1]: [number, number], cost: (a: number, b: number) => number): [number, number] {
  let least = Infinity
  let pair: [number, number] = [a0, b0]
  for (let a = a0; a < a1; a++) {
    for (let b = b0; b < b1; b++) {
      const here = cost(a, b)
      if (here < least) {
        least = here
        pair = [a, b]
      }
    }
  }
  return pair
}

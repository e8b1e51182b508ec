// Agglomerative clustering from pairwise distances: the whole merge tree, by nearest-neighbour chains.
import { condensedRow, condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { heightsInOrder } from './merge-order.ts'

/** How far a union A ∪ B is from a third cluster C: least growth of variance, mean distance, or largest distance. */
export type LinkageMethod = 'ward' | 'average' | 'complete'

/** A merge tree of n leaves. */
export interface Linkage {
  n: number
  /**
   * (n−1) × 4, row-major: i, j, height, size. Leaves are 0 … n−1, the cluster made by row r is n + r; i < j; heights never fall.
   * The layout is SciPy's.
   */
  merges: Float64Array
}

const ENTRIES_A_STEP = 2_000_000

/**
 * Merges the two closest clusters until one is left. `distances`: condensed, n(n−1)/2. Time and memory O(n²): the nearest-neighbour chain
 * (Murtagh 1983; Müllner, arXiv 1109.2378, algorithm 3) with the updates of Lance & Williams 1967. The input is not changed.
 *
 * ward: heights √(2|A||B|/(|A|+|B|)) · |c_A − c_B| where distances are Euclidean; by the recurrence on squared distances. The root is
 * taken at each update, as SciPy does: where distances tie, rounding decides, and only so is it decided the same way. Other distances are
 * allowed: the same recurrence then defines the heights, which still never fall, but centroids no longer exist.
 * average: mean distance between members (UPGMA). complete: largest distance between members.
 *
 * Among equally near clusters the chain goes back where it came from, otherwise to the lowest index. n = 1 has no merges. Refused: NaN,
 * infinite or negative distances, and a number of them that does not belong to n.
 */
export function* linkageSteps(distances: Float64Array, n: number, method: LinkageMethod): Steps<Linkage> {
  checkDistances(distances, n)
  const unit = method === 'ward' ? squaringUnit(distances) : 1
  const table = distances.map(distance => distance / unit)
  const row = Int32Array.from({ length: n }, (_, i) => condensedRow(i, n))
  const size = new Float64Array(n).fill(1)
  const alive = Int32Array.from({ length: n }, (_, i) => i)
  const chain = new Int32Array(n)
  const pairs = new Int32Array(2 * Math.max(0, n - 1))
  const heights = new Float64Array(Math.max(0, n - 1))
  let links = 0
  let entries = 0

  for (let merge = 0; merge < n - 1; merge++) {
    const living = alive.subarray(0, n - merge)
    if (links === 0) chain[links++] = living[0]
    let near = Infinity
    for (;;) {
      const end = chain[links - 1]
      const before = links > 1 ? chain[links - 2] : -1
      const next = nearest(table, row, living, end, before)
      near = at(table, row, end, next)
      entries += living.length
      if (next === before) break
      chain[links++] = next
    }
    const kept = Math.max(chain[links - 1], chain[links - 2])
    const gone = Math.min(chain[links - 1], chain[links - 2])
    links -= 2
    pairs[2 * merge] = gone
    pairs[2 * merge + 1] = kept
    heights[merge] = near
    living.copyWithin(living.indexOf(gone), living.indexOf(gone) + 1)
    unite(table, row, alive.subarray(0, n - merge - 1), size, gone, kept, near, method)
    size[kept] += size[gone]
    entries += living.length
    if (entries > ENTRIES_A_STEP) {
      entries = 0
      // Each merge shortens what the later ones have to look through.
      yield { stage: 'linkage', share: 1 - ((n - merge - 1) / n) ** 2 }
    }
  }
  return { n, merges: heightsInOrder(n, pairs, heights.map(height => height * unit)) }
}

const at = (table: Float64Array, row: Int32Array, i: number, j: number): number => table[i < j ? row[i] + j : row[j] + i]

/** The living cluster nearest to `from`; in a tie `before` (−1: none), then the lowest index. */
function nearest(table: Float64Array, row: Int32Array, living: Int32Array, from: number, before: number): number {
  let found = before
  let least = before < 0 ? Infinity : at(table, row, from, before)
  let place = 0
  for (; living[place] < from; place++) {
    const distance = table[row[living[place]] + from]
    if (distance < least) {
      least = distance
      found = living[place]
    }
  }
  const own = row[from]
  for (place++; place < living.length; place++) {
    const distance = table[own + living[place]]
    if (distance < least) {
      least = distance
      found = living[place]
    }
  }
  return found
}

/** Writes the distances from a ∪ b to all other living clusters in b's place. */
function unite(table: Float64Array, row: Int32Array, living: Int32Array, size: Float64Array, a: number, b: number, near: number, method: LinkageMethod): void {
  const sizeA = size[a]
  const sizeB = size[b]
  for (const other of living) {
    if (other === b) continue
    const toA = at(table, row, a, other)
    const place = other < b ? row[other] + b : row[b] + other
    const toB = table[place]
    let united: number
    if (method === 'complete') united = Math.max(toA, toB)
    else if (method === 'average') united = (sizeA * toA + sizeB * toB) / (sizeA + sizeB)
    else {
      const sizeC = size[other]
      const share = 1 / (sizeA + sizeB + sizeC)
      united = Math.sqrt((sizeC + sizeA) * share * toA * toA + (sizeC + sizeB) * share * toB * toB - sizeC * share * near * near)
    }
    table[place] = united
  }
}

/** A power of two near the largest distance: dividing by it changes no digits and keeps the squares in range. */
function squaringUnit(distances: Float64Array): number {
  let largest = 0
  for (const distance of distances) if (distance > largest) largest = distance
  return largest > 0 ? 2 ** Math.max(-1022, Math.floor(Math.log2(largest))) : 1
}

/** Refuses what is no table of distances among n things, naming the first offender. */
export function checkDistances(distances: Float64Array, n: number): void {
  if (!Number.isInteger(n) || n < 1) throw new Error(`There must be at least one thing to cluster, not ${n}.`)
  if (distances.length !== condensedSize(n)) throw new Error(`${n} things have ${condensedSize(n)} distances between them (pairs i < j), not ${distances.length}.`)
  let place = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, place++) {
      const distance = distances[place]
      if (!(distance >= 0 && distance < Infinity)) throw new Error(`The distance between ${i} and ${j} is ${distance}; distances must be finite and not negative.`)
    }
  }
}

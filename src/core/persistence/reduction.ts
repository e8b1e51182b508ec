// The reduction of a coboundary matrix over Z/2: which simplex gives birth to a class, and which one ends it.
import type { Steps } from '../steps.ts'
import { KeyHeap } from './key-heap.ts'

/**
 * The simplices of one dimension and their cofacets (one vertex more). Both are named by keys, numbers whose order is a total order that
 * refines the filtration: a cofacet's key divided by `unit`, rounded down, is the rank of its longest edge.
 */
export interface Coboundary {
  unit: number
  /** Number of vertices, the work of one walk over a coboundary. */
  n: number
  /** One more than the largest rank. */
  ranks: number
  /** The smallest cofacet, or Infinity. */
  first(simplex: number): number
  /** Pushes the cofacets with after < key < below. */
  push(simplex: number, after: number, below: number, heap: KeyHeap): void
  /** The simplex with which a cofacet forms an apparent pair (the last of its facets, of which it is the first cofacet), or −1. */
  apparent(cofacet: number): number
}

const WORK_A_SLICE = 10_000_000
const FIRST_WINDOW = 1 / 64

/**
 * Reduces the columns (simplices in rising order) from the last to the first and calls `pair(simplex, cofacet)` for each, the cofacet Infinity where
 * the class never ends. Apparent pairs take part without being columns, and are not reported. Returns the paired cofacets.
 *
 * A column is a sum of coboundaries, and only its smallest entry matters, which grows with every addition. So only the entries in a
 * window above it are made; when they have all cancelled, the window is moved on and twice as wide. What is kept of a finished column
 * is which simplices were added, not their coboundaries.
 */
export function* reduceSteps(columns: ArrayLike<number>, coboundary: Coboundary, stage: string, pair: (simplex: number, cofacet: number) => void): Steps<Map<number, number[]>> {
  const finished = new Map<number, number[]>()
  const heap = new KeyHeap()
  const width = Math.max(1, Math.ceil(coboundary.ranks * FIRST_WINDOW)) * coboundary.unit
  const end = coboundary.ranks * coboundary.unit
  let work = 0
  for (let column = columns.length - 1; column >= 0; column--) {
    const simplex = columns[column]
    const first = coboundary.first(simplex)
    work += coboundary.n
    if (work > WORK_A_SLICE) {
      yield { stage, share: 1 - column / columns.length }
      work = 0
    }
    if (first === Infinity) {
      pair(simplex, Infinity)
      continue
    }
    if (coboundary.apparent(first) < 0 && !finished.has(first)) {
      finished.set(first, [simplex])
      pair(simplex, first)
      continue
    }
    const added = [simplex]
    let window = width
    let below = first + window
    heap.clear()
    coboundary.push(simplex, -1, below, heap)
    let pivot = heap.takeSmallest()
    for (;;) {
      while (pivot === Infinity && below < end) {
        const after = below - 0.5
        window *= 2
        below += window
        for (const part of oddOnes(added)) coboundary.push(part, after, below, heap)
        work += added.length * coboundary.n
        pivot = heap.takeSmallest()
      }
      if (pivot === Infinity) break
      const partner = coboundary.apparent(pivot)
      if (partner >= 0) {
        added.push(partner)
        coboundary.push(partner, pivot, below, heap)
        work += coboundary.n
      } else {
        const owner = finished.get(pivot)
        if (owner === undefined) break
        for (const part of owner) {
          added.push(part)
          coboundary.push(part, pivot, below, heap)
        }
        work += owner.length * coboundary.n
      }
      pivot = heap.takeSmallest()
      if (work > WORK_A_SLICE) {
        yield { stage, share: 1 - column / columns.length }
        work = 0
      }
    }
    if (pivot < Infinity) finished.set(pivot, oddOnes(added))
    pair(simplex, pivot)
  }
  return finished
}

/** What is in the list an odd number of times, once each. */
function oddOnes(list: number[]): number[] {
  const odd = new Set<number>()
  for (const item of list) if (!odd.delete(item)) odd.add(item)
  return [...odd]
}

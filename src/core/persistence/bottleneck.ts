// Matching of two diagrams in which the longest move is as short as can be.
import type { Inner, Points } from './bar-costs.ts'
import { between, toDiagonal } from './bar-costs.ts'
import type { Bipartite } from './hopcroft-karp.ts'
import { largestMatching } from './hopcroft-karp.ts'

/**
 * For every bar of a the bar of b that it is matched with, or −1 for the diagonal, at the least possible greatest cost: binary search over the
 * costs that occur, each tried with Hopcroft and Karp's algorithm. At a cost L only the bars farther than L from the diagonal must be matched
 * with a bar within L. A matching that covers those of both sides exists exactly if each side's can be covered by itself (Mendelsohn & Dulmage 1958).
 */
export function bottleneckMatching(a: Points, b: Points, inner: Inner): Int32Array {
  const n = a.places.length
  const m = b.places.length
  const costs = new Float64Array(n * m)
  const aloneA = Float64Array.from({ length: n }, (_, i) => toDiagonal(a, i, inner))
  const aloneB = Float64Array.from({ length: m }, (_, j) => toDiagonal(b, j, inner))
  const leastA = aloneA.slice()
  const leastB = aloneB.slice()
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const cost = between(a, i, b, j, inner)
      costs[i * m + j] = cost
      if (cost < leastA[i]) leastA[i] = cost
      if (cost < leastB[j]) leastB[j] = cost
    }
  }
  const fromA = (limit: number): Bipartite => within(n, m, limit, aloneA, (i, j) => costs[i * m + j])
  const fromB = (limit: number): Bipartite => within(m, n, limit, aloneB, (j, i) => costs[i * m + j])
  const enough = (limit: number): boolean => {
    const one = fromA(limit)
    const other = fromB(limit)
    return covers(one, aloneA, limit) && covers(other, aloneB, limit)
  }
  // Nobody gets away with less than its own least; with everything sent to the diagonal nobody pays more than its own most.
  const limit = leastEnough(Math.max(largest(leastA), largest(leastB)), Math.max(largest(aloneA), largest(aloneB)), [costs, aloneA, aloneB], enough)
  return joined(largestMatching(fromA(limit)), largestMatching(fromB(limit)))
}

const HALVINGS = 6

/**
 * The least of the numbers in `lists` that is enough, known to be at least `least` and at most `most`, both of which are among them. The range is
 * halved by value some times first, so that only few numbers are left to sort.
 */
function leastEnough(least: number, most: number, lists: Float64Array[], enough: (limit: number) => boolean): number {
  if (enough(least)) return least
  let below = least
  let above = most
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (below + above) / 2
    if (enough(middle)) above = middle
    else below = middle
  }
  const candidates = Float64Array.from(lists.flatMap(list => Array.from(list.filter(x => x > below && x <= above)))).sort()
  let low = 0
  let high = candidates.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (enough(candidates[middle])) high = middle
    else low = middle + 1
  }
  return candidates[low]
}

const largest = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, x), 0)

/** Whether every row that is farther than `limit` from the diagonal finds a column of its own. */
function covers(graph: Bipartite, alone: Float64Array, limit: number): boolean {
  const { rows } = graph
  for (let row = 0; row < alone.length; row++) if (alone[row] > limit && rows[row] === rows[row + 1]) return false
  return largestMatching(graph).every((mate, row) => mate >= 0 || alone[row] <= limit)
}

/** The edges of cost at most `limit` from the rows that are farther than that from the diagonal; other rows have none. */
function within(height: number, width: number, limit: number, alone: Float64Array, cost: (row: number, column: number) => number): Bipartite {
  const rows = new Int32Array(height + 1)
  const columns: number[] = []
  for (let row = 0; row < height; row++) {
    if (alone[row] > limit) {
      for (let column = 0; column < width; column++) if (cost(row, column) <= limit) columns.push(column)
    }
    rows[row + 1] = columns.length
  }
  return { rows, columns: Int32Array.from(columns), width }
}

/**
 * One matching that covers all that either covers on its own side. `forA`: for rows of a, their column or −1; `forB` for columns, their row.
 * Each column not yet covered takes its row; a row so taken drops its former column, which looks for its own row in turn if it has one.
 */
function joined(forA: Int32Array, forB: Int32Array): Int32Array {
  const columnOf = forA.slice()
  const rowOf = new Int32Array(forB.length).fill(-1)
  columnOf.forEach((column, row) => { if (column >= 0) rowOf[column] = row })
  for (let start = 0; start < forB.length; start++) {
    for (let column = start; column >= 0 && rowOf[column] < 0 && forB[column] >= 0;) {
      const row = forB[column]
      const dropped = columnOf[row]
      columnOf[row] = column
      rowOf[column] = row
      if (dropped >= 0) rowOf[dropped] = -1
      column = dropped
    }
  }
  return columnOf
}

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
  // Nobody gets away with less than its own least; with everything sent to the diagonal nobody pays more than `most`.
  const largest = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, x), 0)
  const least = Math.max(largest(leastA), largest(leastB))
  const most = Math.max(largest(aloneA), largest(aloneB))
  const candidates = Float64Array.from([[least, most], costs, aloneA, aloneB].flatMap(list => Array.from(list).filter(x => x >= least && x <= most))).sort()

  const fromA = (limit: number): Bipartite => within(n, m, limit, aloneA, (i, j) => costs[i * m + j])
  const fromB = (limit: number): Bipartite => within(m, n, limit, aloneB, (j, i) => costs[i * m + j])
  const covers = (graph: Bipartite): boolean => largestMatching(graph).every((mate, row) => mate >= 0 || graph.rows[row] === graph.rows[row + 1])
  const mustMatch = (graph: Bipartite, alone: Float64Array, limit: number): boolean => alone.every((cost, i) => cost <= limit || graph.rows[i] < graph.rows[i + 1])
  const enough = (limit: number): boolean => {
    const one = fromA(limit)
    const other = fromB(limit)
    return mustMatch(one, aloneA, limit) && mustMatch(other, aloneB, limit) && covers(one) && covers(other)
  }
  let low = 0
  let high = candidates.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (enough(candidates[middle])) high = middle
    else low = middle + 1
  }
  const limit = candidates[low]
  return joined(largestMatching(fromA(limit)), largestMatching(fromB(limit)))
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

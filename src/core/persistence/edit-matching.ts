// Matching of diagrams whose births all agree: two sorted lists of deaths.
import type { Inner, Points } from './bar-costs.ts'
import { between, power, toDiagonal } from './bar-costs.ts'

/** Bars that are alike but for their deaths: then the matching never crosses. */
export function sameBirths(a: Points, b: Points): boolean {
  const birth = a.births.length > 0 ? a.births[0] : b.births[0]
  return a.births.every(x => x === birth) && b.births.every(x => x === birth)
}

const PAIR = 0
const DROP_A = 1
const DROP_B = 2

/**
 * For every bar of a the bar of b that it is matched with, or −1 for the diagonal, at least total cost^order (or at the least greatest cost for
 * order Infinity). An edit distance over the two lists in order of death: match, delete or insert; O(n · m).
 */
export function editMatching(a: Points, b: Points, order: number, inner: Inner): Int32Array {
  const rising = (points: Points): number[] => Array.from(points.deaths.keys()).sort((i, j) => points.deaths[i] - points.deaths[j])
  const rows = rising(a)
  const columns = rising(b)
  const n = rows.length
  const m = columns.length
  const worst = order === Infinity
  const cost = (x: number): number => (worst ? x : power(x, order))
  const dropA = rows.map(i => cost(toDiagonal(a, i, inner)))
  const dropB = columns.map(j => cost(toDiagonal(b, j, inner)))
  const moves = new Uint8Array((n + 1) * (m + 1))
  let above = new Float64Array(m + 1)
  let row = new Float64Array(m + 1)
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) continue
      let least = Infinity
      let move = PAIR
      if (i > 0 && j > 0) {
        const pair = cost(between(a, rows[i - 1], b, columns[j - 1], inner))
        least = worst ? Math.max(above[j - 1], pair) : above[j - 1] + pair
      }
      if (i > 0) {
        const sum = worst ? Math.max(above[j], dropA[i - 1]) : above[j] + dropA[i - 1]
        if (sum < least) { least = sum; move = DROP_A }
      }
      if (j > 0) {
        const sum = worst ? Math.max(row[j - 1], dropB[j - 1]) : row[j - 1] + dropB[j - 1]
        if (sum < least) { least = sum; move = DROP_B }
      }
      row[j] = least
      moves[i * (m + 1) + j] = move
    }
    const swapped = above
    above = row
    row = swapped
  }
  const partner = new Int32Array(n).fill(-1)
  for (let i = n, j = m; i > 0 || j > 0;) {
    const move = moves[i * (m + 1) + j]
    if (move === PAIR) partner[rows[--i]] = columns[--j]
    else if (move === DROP_A) i--
    else j--
  }
  return partner
}

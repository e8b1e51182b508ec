// Matching of diagrams whose births all agree: two sorted lists of lengths.
import type { Inner, Points } from './bar-costs.ts'
import { diagonalShare, power } from './bar-costs.ts'

/** Bars that are alike but for their lengths: then a best matching never crosses. */
export function sameBirths(a: Points, b: Points): boolean {
  const { sharedBirth: one } = a
  const { sharedBirth: other } = b
  return one !== null && other !== null && (one === other || a.births.length === 0 || b.births.length === 0)
}

const PAIR = 0
const DROP_A = 1
const DROP_B = 2

/**
 * The least sum of cost^order of all matchings (the least greatest cost for order Infinity), in units of `unit`: an edit distance over the two
 * lists in rising order of length, in which a step matches two bars, or sends one to the diagonal; O(n · m). `moves`, (n + 1) × (m + 1) if given,
 * takes down which step leads to each place.
 */
export function editSum(a: Points, b: Points, order: number, inner: Inner, unit: number, moves: Uint8Array | null = null): number {
  const x = risingLengths(a, unit)
  const y = risingLengths(b, unit)
  const m = y.length
  const worst = order === Infinity
  const share = diagonalShare(inner)
  const dropB = y.map(length => (worst ? length * share : power(length * share, order)))
  const sums = new Float64Array(m + 1)
  for (let j = 0; j < m; j++) sums[j + 1] = worst ? dropB[j] : sums[j] + dropB[j]
  if (moves) moves.fill(DROP_B, 0, m + 1)
  for (let i = 0; i < x.length; i++) {
    const length = x[i]
    const dropA = worst ? length * share : power(length * share, order)
    let diagonal = sums[0]
    let left = worst ? Math.max(diagonal, dropA) : diagonal + dropA
    sums[0] = left
    if (moves) moves[(i + 1) * (m + 1)] = DROP_A
    for (let j = 0; j < m; j++) {
      const apart = Math.abs(length - y[j])
      const above = sums[j + 1]
      let paired = 0
      let dropped = 0
      let skipped = 0
      if (worst) {
        paired = Math.max(diagonal, apart)
        dropped = Math.max(above, dropA)
        skipped = Math.max(left, dropB[j])
      } else {
        paired = diagonal + (order === 1 ? apart : order === 2 ? apart * apart : apart ** order)
        dropped = above + dropA
        skipped = left + dropB[j]
      }
      const least = dropped < skipped ? dropped : skipped
      left = paired <= least ? paired : least
      sums[j + 1] = left
      diagonal = above
      if (moves) moves[(i + 1) * (m + 1) + j + 1] = paired <= least ? PAIR : dropped < skipped ? DROP_A : DROP_B
    }
  }
  return sums[m]
}

/** For every bar of a the bar of b that it is matched with, or −1 for the diagonal, in a matching that attains the least sum. */
export function editMatching(a: Points, b: Points, order: number, inner: Inner, unit: number): Int32Array {
  const n = a.births.length
  const m = b.births.length
  const moves = new Uint8Array((n + 1) * (m + 1))
  editSum(a, b, order, inner, unit, moves)
  const partner = new Int32Array(n).fill(-1)
  for (let i = n, j = m; i > 0 || j > 0;) {
    const move = moves[i * (m + 1) + j]
    if (move === PAIR) partner[a.rising[--i]] = b.rising[--j]
    else if (move === DROP_A) i--
    else j--
  }
  return partner
}

const risingLengths = ({ births, deaths, rising }: Points, unit: number): Float64Array => Float64Array.from(rising, bar => (deaths[bar] - births[bar]) / unit)

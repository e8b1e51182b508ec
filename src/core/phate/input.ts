// Distances at PHATE's door: what is refused, with the pair at fault, and what is put right.
import { condensedOrder, condensedSize } from '../condensed.ts'

/** Number of points N of condensed distances. Refuses N < 3, and the first pair whose distance is negative or not finite. */
export function checkDistances(distances: Float64Array): number {
  const n = condensedOrder(distances.length)
  if (n < 3) throw new Error(`PHATE was given ${distances.length === 0 ? 'fewer than 2' : n} points; it needs at least 3.`)
  checkPairs(distances, n)
  return n
}

/** Refuses the first pair whose distance is negative or not finite. */
export function checkPairs(distances: Float64Array, n: number): void {
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, at++) refuseUnsound(distances[at], i, j)
  }
}

/**
 * Condensed distances from an N × N row-major table. Asymmetry up to 1e-9 of the largest distance is averaged out, a diagonal up to
 * that is taken as 0; more of either is refused, naming the worst pair or the row. The table is not changed.
 */
export function distancesFromSquare(square: ArrayLike<number>): Float64Array {
  const n = Math.round(Math.sqrt(square.length))
  if (n * n !== square.length) throw new Error(`A table of ${square.length} distances is not square; N points have N × N.`)
  let largest = 0
  for (let k = 0; k < square.length; k++) {
    refuseUnsound(square[k], Math.floor(k / n), k % n)
    largest = Math.max(largest, square[k])
  }
  const slack = 1e-9 * largest
  for (let i = 0; i < n; i++) {
    if (square[i * n + i] > slack) throw new Error(`The distance of point ${i} to itself is ${square[i * n + i]}; the diagonal must be 0.`)
  }
  const condensed = new Float64Array(condensedSize(n))
  const worst = { i: 0, j: 0, gap: 0 }
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const gap = Math.abs(square[i * n + j] - square[j * n + i])
      if (gap > worst.gap) Object.assign(worst, { i, j, gap })
      condensed[at++] = (square[i * n + j] + square[j * n + i]) / 2
    }
  }
  if (worst.gap > slack) {
    const { i, j } = worst
    throw new Error(`The distance from point ${i} to ${j} is ${square[i * n + j]} and back ${square[j * n + i]}; distances must be symmetric.`)
  }
  return condensed
}

function refuseUnsound(distance: number, i: number, j: number): void {
  if (!(distance >= 0 && distance < Infinity)) throw new Error(`The distance between points ${i} and ${j} is ${distance}; distances must be finite and at least 0.`)
}

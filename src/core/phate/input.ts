// Distances at PHATE's door: what is refused, with the pair at fault, and what is put right.
import { condensedOrder, condensedSize } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'

/** Number of points N of condensed distances. Refuses N < 3, and the first pair whose distance is negative or not finite. */
export function checkDistances(distances: Float64Array): number {
  const n = condensedOrder(distances.length)
  if (n < 3) throw new Error(`PHATE was given ${distances.length === 0 ? 'fewer than 2' : n} points; it needs at least 3.`)
  checkPairs(distances, n)
  return n
}

/** Refuses the first pair whose distance is negative or not finite. −0 is 0. */
export function checkPairs(distances: Float64Array, n: number): void {
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, at++) refuseUnsound(distances[at], i, j)
  }
}

/**
 * Condensed distances from an N × N row-major table. Asymmetry up to 1e-9 of the largest distance is averaged out, a diagonal up to
 * that in size is taken as 0; more of either is refused, naming the worst pair or the row. The table is not changed.
 */
export function distancesFromSquare(square: ArrayLike<number>): Float64Array {
  const n = Math.round(Math.sqrt(square.length))
  if (n * n !== square.length) throw new Error(`A table of ${square.length} distances is not square; N points have N × N.`)
  let largest = 0
  for (let k = 0; k < square.length; k++) {
    if (k % (n + 1) === 0) continue
    refuseUnsound(square[k], Math.floor(k / n), k % n)
    largest = Math.max(largest, square[k])
  }
  const slack = 1e-9 * largest
  for (let i = 0; i < n; i++) {
    const own = square[i * n + i]
    if (!(Math.abs(own) <= slack)) throw new Error(`The distance of point ${i} to itself is ${own}; the diagonal must be 0.`)
  }
  const condensed = new Float64Array(condensedSize(n))
  const worst = { i: 0, j: 0, gap: 0 }
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const there = square[i * n + j]
      const back = square[j * n + i]
      const gap = Math.abs(there - back)
      if (gap > worst.gap) Object.assign(worst, { i, j, gap })
      // Halves first: the sum of two distances may overflow. And + 0 makes −0 plain 0.
      condensed[at++] = there === back ? there + 0 : there / 2 + back / 2
    }
  }
  if (worst.gap > slack) {
    const { i, j } = worst
    throw new Error(`The distance from point ${i} to ${j} is ${square[i * n + j]} and back ${square[j * n + i]}; distances must be symmetric.`)
  }
  return condensed
}

/**
 * Euclidean distances among points (n × d, row-major), condensed. Refuses values that are missing or not finite, naming row and column.
 * Coordinates so large or small that their squares would leave the range of numbers are scaled first.
 */
export function distancesFromPoints(values: Float64Array, n: number, d: number): Float64Array {
  checkPoints(values, n, d)
  const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  if (largest === 0 || (largest > 1e-100 && largest < 1e150)) return rowDistances(values, n, d)
  return rowDistances(values.map(x => x / largest), n, d).map(distance => distance * largest)
}

/** Refuses points that are not n × d finite numbers, naming the first row and column at fault. */
export function checkPoints(values: Float64Array, n: number, d: number): void {
  if (values.length !== n * d) throw new Error(`There are ${values.length} coordinates; ${n} points in ${d} dimensions have ${n * d}.`)
  const odd = values.findIndex(x => !Number.isFinite(x))
  if (odd >= 0) throw new Error(`The points' value in row ${Math.floor(odd / d)}, column ${odd % d} is ${values[odd]}; all must be finite.`)
}

function refuseUnsound(distance: number, i: number, j: number): void {
  if (!(distance >= 0 && distance < Infinity)) throw new Error(`The distance between points ${i} and ${j} is ${distance}; distances must be finite and at least 0.`)
}

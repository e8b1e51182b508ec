// How far a picture can be trusted: which neighbours it keeps, which it invents, and how far it keeps the order of all distances.
import { condensedRow, condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { seenRanks } from './ranks.ts'

export interface Trust {
  n: number
  /** Neighbours looked at: as asked for, but less than n/2 (beyond that the normalisation below does not hold). */
  k: number
  /** n × k, row-major: the k nearest by distance of each thing, nearest first. */
  neighbours: Uint32Array
  /** n × k: 1 where that neighbour is among the k nearest in the picture too. */
  near: Uint8Array
  /** n: share of the k nearest by distance that are among the k nearest in the picture, 0 … 1. */
  kept: Float64Array
  /** n: Spearman's ρ between distances and distances in the picture, from each thing to all others; NaN where either are all equal. */
  order: Float64Array
  /** 1 where the picture's neighbours are true ones; 0 where they are the farthest. */
  trustworthiness: number
  /** 1 where true neighbours are neighbours in the picture. */
  continuity: number
}

/** Rows between two reports, times their length: some milliseconds of work. */
const ENTRIES_A_STEP = 40_000

/**
 * Trustworthiness and continuity (Venna & Kaski, ICANN 2001, eqs. 1 and 3; Neural Networks 19, 2006): with r(i, j) the place of j by distance
 * from i, r̂(i, j) the place in the picture, U_i the k nearest in the picture that are not among the k nearest by distance, V_i the other way round,
 *   T = 1 − 2/(nk(2n − 3k − 1)) Σ_i Σ_{j∈U_i} (r(i, j) − k),   C the same with V_i and r̂.
 *
 * `distances`: condensed, n(n−1)/2, of any unit. `places`: n × `dimensions`, row-major; distances in the picture are Euclidean. Only the order of distances
 * counts, so neither units nor rotations, mirrors and scales of the picture matter. Equal distances go by index. Time O(n² log n), memory O(nk).
 * Refused: fewer than 3 things, another number of distances or places, what is not finite, and k below 1.
 */
export function* trustSteps(distances: Float64Array, places: Float64Array, n: number, dimensions: number, k: number): Steps<Trust> {
  check(distances, places, n, dimensions, k)
  const count = Math.min(k, Math.ceil(n / 2) - 1)
  const result: Trust = {
    n, k: count, neighbours: new Uint32Array(n * count), near: new Uint8Array(n * count), kept: new Float64Array(n), order: new Float64Array(n), trustworthiness: 1, continuity: 1,
  }
  let invented = 0
  let lost = 0
  let entries = 0
  const row = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    distancesFrom(distances, n, i, row)
    const truly = seenRanks(row, i)
    placesFrom(places, n, dimensions, i, row)
    const seen = seenRanks(row, i)
    let both = 0
    for (let j = 0; j < n; j++) {
      if (j === i) continue
      const isTrue = truly.ordinal[j] <= count
      const isSeen = seen.ordinal[j] <= count
      if (isTrue) {
        const at = i * count + truly.ordinal[j] - 1
        result.neighbours[at] = j
        result.near[at] = Number(isSeen)
      }
      if (isTrue && isSeen) both++
      else if (isSeen) invented += truly.ordinal[j] - count
      else if (isTrue) lost += seen.ordinal[j] - count
    }
    result.kept[i] = both / count
    result.order[i] = correlationBut(truly.mean, seen.mean, i)
    entries += n
    if (entries > ENTRIES_A_STEP) {
      entries = 0
      yield { stage: 'trust', share: (i + 1) / n }
    }
  }
  const most = n * count * (2 * n - 3 * count - 1) / 2
  return { ...result, trustworthiness: 1 - invented / most, continuity: 1 - lost / most }
}

function check(distances: Float64Array, places: Float64Array, n: number, dimensions: number, k: number): void {
  if (!(Number.isInteger(n) && n >= 3)) throw new Error(`There must be at least three things to speak of neighbours, not ${n}.`)
  if (distances.length !== condensedSize(n)) throw new Error(`${n} things have ${condensedSize(n)} distances between them, not ${distances.length}.`)
  if (places.length !== n * dimensions) throw new Error(`${n} places in ${dimensions} dimensions are ${n * dimensions} numbers, not ${places.length}.`)
  if (!(Number.isInteger(k) && k >= 1)) throw new Error(`${k} is not a number of neighbours; it must be whole and at least 1.`)
  const odd = distances.findIndex(distance => !Number.isFinite(distance))
  if (odd >= 0) throw new Error(`Distance ${odd} is ${distances[odd]}; distances must be finite.`)
  const off = places.findIndex(place => !Number.isFinite(place))
  if (off >= 0) throw new Error(`Thing ${Math.floor(off / dimensions)} has the coordinate ${places[off]}; places must be finite.`)
}

function distancesFrom(distances: Float64Array, n: number, i: number, row: Float64Array): void {
  for (let j = 0; j < i; j++) row[j] = distances[condensedRow(j, n) + i]
  row[i] = 0
  const own = condensedRow(i, n)
  for (let j = i + 1; j < n; j++) row[j] = distances[own + j]
}

function placesFrom(places: Float64Array, n: number, dimensions: number, i: number, row: Float64Array): void {
  for (let j = 0; j < n; j++) {
    let square = 0
    for (let d = 0; d < dimensions; d++) square += (places[j * dimensions + d] - places[i * dimensions + d]) ** 2
    row[j] = Math.sqrt(square)
  }
}

/** Pearson's correlation of two lists without their entry `out`; NaN where either does not vary. */
function correlationBut(a: Float64Array, b: Float64Array, out: number): number {
  // Places 1 … n − 1, ties or not, have the mean n/2.
  const middle = a.length / 2
  let both = 0
  let squaresA = 0
  let squaresB = 0
  for (let j = 0; j < a.length; j++) {
    if (j === out) continue
    both += (a[j] - middle) * (b[j] - middle)
    squaresA += (a[j] - middle) ** 2
    squaresB += (b[j] - middle) ** 2
  }
  return squaresA > 0 && squaresB > 0 ? both / Math.sqrt(squaresA * squaresB) : NaN
}

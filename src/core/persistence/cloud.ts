// From points, or from a square table, to the condensed distances on which persistence is computed.
import { condensedSize } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'

/**
 * Euclidean distances between the rows of `points` (n × d, row-major), condensed: computed in float64, then rounded to float32, the
 * precision in which the filtration lives (so that lengths can only tie or differ, never differ by noise of the last digit).
 * Refuses a coordinate that is not finite, naming it.
 */
export function float32Distances(points: ArrayLike<number>, n: number, d: number): Float64Array {
  if (points.length !== n * d) throw new Error(`${n} points in ${d} dimensions are ${n * d} numbers, not ${points.length}.`)
  for (let at = 0; at < n * d; at++) {
    if (!Number.isFinite(points[at])) throw new Error(`Coordinate ${at % d} of point ${Math.floor(at / d)} is ${points[at]}; coordinates must be finite numbers.`)
  }
  if (n < 2) return new Float64Array(0)
  if (d === 0) return new Float64Array(condensedSize(n))
  const distances = rowDistances(points instanceof Float64Array ? points : Float64Array.from(points), n, d)
  for (let pair = 0; pair < distances.length; pair++) distances[pair] = Math.fround(distances[pair])
  return distances
}

/**
 * The condensed distances of a square table given row by row. Refuses, naming the first offender: a table that is not square, a
 * diagonal other than 0, and a pair whose two entries differ. (Whether the entries are distances at all is checked with the filtration.)
 */
export function distancesOfSquare(table: ArrayLike<number> | readonly ArrayLike<number>[]): { n: number, distances: Float64Array } {
  const rows = rowsOf(table)
  const n = rows.length
  const distances = new Float64Array(condensedSize(n))
  let pair = 0
  for (let i = 0; i < n; i++) {
    if (rows[i].length !== n) throw new Error(`Row ${i} of the distances has ${rows[i].length} entries where ${n} rows need ${n}; the table must be square.`)
    if (rows[i][i] !== 0) throw new Error(`The distance of point ${i} to itself is ${rows[i][i]}; it must be 0.`)
    for (let j = i + 1; j < n; j++) distances[pair++] = rows[i][j]
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (!Object.is(rows[i][j] + 0, rows[j][i] + 0)) {
        throw new Error(`The distance from ${j} to ${i} is ${rows[j][i]}, but ${rows[i][j]} the other way; distances must be symmetric.`)
      }
    }
  }
  return { n, distances }
}

function rowsOf(table: ArrayLike<number> | readonly ArrayLike<number>[]): ArrayLike<number>[] {
  if (Array.isArray(table) && table.every(row => typeof row === 'object')) return table as ArrayLike<number>[]
  const flat = table as ArrayLike<number>
  const n = Math.round(Math.sqrt(flat.length))
  if (n * n !== flat.length) throw new Error(`${flat.length} distances do not fill a square table; n points need n² of them.`)
  const values = Float64Array.from(flat)
  return Array.from({ length: n }, (_, i) => values.subarray(i * n, (i + 1) * n))
}

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

/** Share of the largest distance by which a pair's two entries may differ, or the diagonal from 0: what rounding leaves in a computed table. */
const SLACK = 1e-9

/**
 * The condensed distances of a square table given row by row; a pair's two entries are averaged. Refuses, naming the first offender: a table
 * that is not square, a diagonal other than 0, and a pair whose entries differ, both beyond 1e-9 of the largest entry, as PHATE's door does.
 * (Whether the entries are distances at all is checked with the filtration.)
 */
export function distancesOfSquare(table: ArrayLike<number> | readonly ArrayLike<number>[]): { n: number, distances: Float64Array } {
  const rows = rowsOf(table)
  const n = rows.length
  const ragged = rows.findIndex(row => row.length !== n)
  if (ragged >= 0) throw new Error(`Row ${ragged} of the distances has ${rows[ragged].length} entries where ${n} rows need ${n}; the table must be square.`)
  const slack = SLACK * rows.reduce((most, row) => Math.max(most, largestOf(row)), 0)
  const distances = new Float64Array(condensedSize(n))
  let pair = 0
  for (let i = 0; i < n; i++) {
    if (!(Math.abs(rows[i][i]) <= slack)) throw new Error(`The distance of point ${i} to itself is ${rows[i][i]}; it must be 0.`)
    for (let j = i + 1; j < n; j++) {
      const there = rows[i][j]
      const back = rows[j][i]
      // What is not finite goes on to the filtration, which names it.
      if (Math.abs(there - back) > slack) throw new Error(`The distance from ${i} to ${j} is ${there}, but ${back} the other way; distances must be symmetric.`)
      distances[pair++] = there === back ? there : (there + back) / 2
    }
  }
  return { n, distances }
}

/** The largest finite entry; 0 where there is none above. */
function largestOf(row: ArrayLike<number>): number {
  let most = 0
  for (let j = 0; j < row.length; j++) if (row[j] > most && row[j] < Infinity) most = row[j]
  return most
}

function rowsOf(table: ArrayLike<number> | readonly ArrayLike<number>[]): ArrayLike<number>[] {
  if (Array.isArray(table) && table.every(row => typeof row === 'object')) return table as ArrayLike<number>[]
  const flat = table as ArrayLike<number>
  const n = Math.round(Math.sqrt(flat.length))
  if (n * n !== flat.length) throw new Error(`${flat.length} distances do not fill a square table; n points need n² of them.`)
  const values = Float64Array.from(flat)
  return Array.from({ length: n }, (_, i) => values.subarray(i * n, (i + 1) * n))
}

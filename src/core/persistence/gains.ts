// What there is to gain by matching bars with each other.
import type { Gains } from './assignment.ts'
import type { Inner, Points } from './bar-costs.ts'
import { diagonalShare, power } from './bar-costs.ts'

/**
 * For every pair of bars what is saved by matching them with each other rather than both with the diagonal, where anything is: cost^order to the
 * diagonal of both, less that between them. The least cost of all matchings is everything to the diagonal less the greatest sum of gains: a
 * problem on n × m, and sparse, in place of the square of side n + m. Costs are in units of `unit`.
 */
export function gainsOfMatching(a: Points, b: Points, order: number, inner: Inner, unit: number): Gains {
  const n = a.births.length
  const m = b.births.length
  const share = diagonalShare(inner)
  const scaled = (values: Float64Array): Float64Array => values.map(value => value / unit)
  const births = scaled(b.births)
  const deaths = scaled(b.deaths)
  const alone = births.map((birth, j) => power((deaths[j] - birth) * share, order))
  const rows = new Int32Array(n + 1)
  const columns = new Int32Array(n * m)
  const gains = new Float64Array(n * m)
  let count = 0
  for (let i = 0; i < n; i++) {
    const birth = a.births[i] / unit
    const death = a.deaths[i] / unit
    const own = power((death - birth) * share, order)
    for (let j = 0; j < m; j++) {
      const x = Math.abs(birth - births[j])
      const y = Math.abs(death - deaths[j])
      const cost = inner === 2 ? (order === 2 ? x * x + y * y : power(Math.sqrt(x * x + y * y), order)) : power(x > y ? x : y, order)
      const gain = own + alone[j] - cost
      if (gain > 0) {
        columns[count] = j
        gains[count++] = gain
      }
    }
    rows[i + 1] = count
  }
  return { rows, columns: columns.subarray(0, count), gains: gains.subarray(0, count), width: m }
}

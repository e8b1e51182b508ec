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
  // A gain needs a cost below the sum of both ways to the diagonal, and births alone cost their difference: only a window of b can matter.
  const farthest = births.reduce((most, birth, j) => Math.max(most, (deaths[j] - birth) * share), 0)
  const rows = new Int32Array(n + 1)
  let columns = new Int32Array(8 * (n + m))
  let gains = new Float64Array(columns.length)
  let count = 0
  for (let i = 0; i < n; i++) {
    const birth = a.births[i] / unit
    const death = a.deaths[i] / unit
    const reach = (death - birth) * share + farthest
    const own = power((death - birth) * share, order)
    if (count + m > columns.length) {
      columns = grown(columns, new Int32Array(2 * columns.length + m))
      gains = grown(gains, new Float64Array(columns.length))
    }
    for (let j = firstAbove(births, birth - reach); j < m && births[j] < birth + reach; j++) {
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
  return { rows, columns, gains, width: m }
}

/** The first place in a rising list whose number is above x. */
function firstAbove(list: Float64Array, x: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle] > x) high = middle
    else low = middle + 1
  }
  return low
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}

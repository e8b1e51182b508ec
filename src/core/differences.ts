// Sums of squared differences between the rows of two bands: the arithmetic of every distance here, in one order of summation.

/** Columns summed in one go. A pair's sum is taken run by run from column 0, so its bits are the same in every tile. */
export const RUN = 512

/** Rows of one matrix to go through together: stored one after the other from `start`, `stride` apart. */
export interface Band { values: Float64Array, start: number, count: number, stride: number }

/**
 * Adds to sums[i·width + j] the sum of (a_i[k] − b_j[k])² over columns k in from ≤ k < to, for every row i of a and j of b.
 * Within a run the even and the odd columns are summed apart, each in order, and then added: the two lanes of the compiled kernel
 * (`pairs`), whose readable twin this is. Where `own`, both bands are the same and only what reaches j ≥ i is computed.
 */
export function addSquaredDifferences(a: Band, b: Band, from: number, to: number, sums: Float64Array, width: number, own = false): void {
  const pairedB = b.count - b.count % 2
  for (let start = from; start < to; start += RUN) {
    const run = Math.min(RUN, to - start)
    for (let i = 0; i < a.count; i++) {
      const row = a.start + start + i * a.stride
      for (let j = own ? i - i % 2 : 0; j < pairedB; j += 2) {
        oneByTwo(a.values, row, b.values, b.start + start + j * b.stride, b.stride, run, sums, i * width + j)
      }
      if (pairedB < b.count) sums[i * width + pairedB] += squaredDistance(a.values, row, b.values, b.start + start + pairedB * b.stride, run)
    }
  }
}

function squaredDistance(x: Float64Array, p: number, y: Float64Array, q: number, run: number): number {
  let even = 0
  let odd = 0
  const paired = run - run % 2
  for (let k = 0; k < paired; k += 2) {
    const first = x[p + k] - y[q + k]
    const second = x[p + k + 1] - y[q + k + 1]
    even += first * first
    odd += second * second
  }
  if (paired < run) {
    const last = x[p + paired] - y[q + paired]
    even += last * last
  }
  return even + odd
}

/** One row against two, whose four sums live in registers. */
function oneByTwo(x: Float64Array, p: number, y: Float64Array, q: number, step: number, run: number, sums: Float64Array, at: number): void {
  let even0 = 0
  let odd0 = 0
  let even1 = 0
  let odd1 = 0
  const r = q + step
  const paired = run - run % 2
  for (let k = 0; k < paired; k += 2) {
    const x0 = x[p + k]
    const x1 = x[p + k + 1]
    const a0 = x0 - y[q + k]
    const a1 = x1 - y[q + k + 1]
    const b0 = x0 - y[r + k]
    const b1 = x1 - y[r + k + 1]
    even0 += a0 * a0
    odd0 += a1 * a1
    even1 += b0 * b0
    odd1 += b1 * b1
  }
  if (paired < run) {
    const a = x[p + paired] - y[q + paired]
    const b = x[p + paired] - y[r + paired]
    even0 += a * a
    even1 += b * b
  }
  sums[at] += even0 + odd0
  sums[at + 1] += even1 + odd1
}

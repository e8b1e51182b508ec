// Arithmetic on flat row-major matrices: distances between rows, in tiles whose sums do not depend on how the work is cut.
import { condensedRow, condensedSize } from './condensed.ts'
import type { Steps } from './steps.ts'
import { runToEnd } from './steps.ts'

/** Columns summed in one go. A pair's sum is taken run by run from column 0, so its bits are the same in every tile. */
export const RUN = 512

/** Multiply-adds between two looks at the outside world: some milliseconds in plain JavaScript. */
export const SLICE = 4_000_000

/** Rows of one matrix to go through together: stored one after the other from `start`, `stride` apart. */
export interface Band { values: Float64Array, start: number, count: number, stride: number }

/**
 * Adds to sums[i·width + j] the sum of (a_i[k] − b_j[k])² over columns k in from ≤ k < to, for every row i of a and j of b.
 * Two rows by two at a time live in registers; each of those four sums runs over k in order, as the plain loop's would.
 */
export function addSquaredDifferences(a: Band, b: Band, from: number, to: number, sums: Float64Array, width: number): void {
  const pairedA = a.count - a.count % 2
  const pairedB = b.count - b.count % 2
  const rowA = a.start + from
  const rowB = b.start + from
  const run = to - from
  for (let i = 0; i < pairedA; i += 2) {
    for (let j = 0; j < pairedB; j += 2) {
      twoByTwo(a.values, rowA + i * a.stride, a.stride, b.values, rowB + j * b.stride, b.stride, run, sums, i * width + j, width)
    }
  }
  for (let i = 0; i < a.count; i++) {
    for (let j = i < pairedA ? pairedB : 0; j < b.count; j++) {
      sums[i * width + j] += squaredDistance(a.values, rowA + i * a.stride, b.values, rowB + j * b.stride, run)
    }
  }
}

function squaredDistance(x: Float64Array, p: number, y: Float64Array, q: number, run: number): number {
  let sum = 0
  for (let k = 0; k < run; k++) {
    const difference = x[p + k] - y[q + k]
    sum += difference * difference
  }
  return sum
}

function twoByTwo(
  x: Float64Array, p0: number, stepX: number, y: Float64Array, q0: number, stepY: number,
  run: number, sums: Float64Array, at: number, width: number,
): void {
  const p1 = p0 + stepX
  const q1 = q0 + stepY
  let s00 = 0
  let s01 = 0
  let s10 = 0
  let s11 = 0
  for (let k = 0; k < run; k++) {
    const x0 = x[p0 + k]
    const x1 = x[p1 + k]
    const y0 = y[q0 + k]
    const y1 = y[q1 + k]
    const d00 = x0 - y0
    const d01 = x0 - y1
    const d10 = x1 - y0
    const d11 = x1 - y1
    s00 += d00 * d00
    s01 += d01 * d01
    s10 += d10 * d10
    s11 += d11 * d11
  }
  sums[at] += s00
  sums[at + 1] += s01
  sums[at + width] += s10
  sums[at + width + 1] += s11
}

const BAND = 32

/**
 * Euclidean distances between the rows of a matrix (rows × columns, row-major), condensed, by direct differences in float64.
 * Steps: `stage` names them.
 */
export function* rowDistanceSteps(values: Float64Array, rows: number, columns: number, stage: string): Steps<Float64Array> {
  const distances = new Float64Array(condensedSize(rows))
  const sums = new Float64Array(BAND * BAND)
  const band = (start: number): Band => ({ values, start: start * columns, count: Math.min(BAND, rows - start), stride: columns })
  const tiles = Math.ceil(rows / BAND) * (Math.ceil(rows / BAND) + 1) / 2
  let done = 0
  let work = 0
  for (let i = 0; i < rows; i += BAND) {
    for (let j = i; j < rows; j += BAND) {
      const a = band(i)
      const b = band(j)
      sums.fill(0)
      for (let from = 0; from < columns; from += RUN) {
        addSquaredDifferences(a, b, from, Math.min(columns, from + RUN), sums, BAND)
      }
      for (let r = 0; r < a.count; r++) {
        const row = condensedRow(i + r, rows) + j
        for (let c = Math.max(0, i + r + 1 - j); c < b.count; c++) distances[row + c] = Math.sqrt(sums[r * BAND + c])
      }
      done++
      work += a.count * b.count * columns
      if (work > SLICE) {
        yield { stage, share: done / tiles }
        work = 0
      }
    }
  }
  return distances
}

/** The same, in one go. */
export function rowDistances(values: Float64Array, rows: number, columns: number): Float64Array {
  return runToEnd(rowDistanceSteps(values, rows, columns, 'distances'))
}

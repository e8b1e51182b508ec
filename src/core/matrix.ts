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
 * Four rows by two at a time live in registers; each of those eight sums runs over k in order, as the plain loop's would.
 */
export function addSquaredDifferences(a: Band, b: Band, from: number, to: number, sums: Float64Array, width: number): void {
  const whole = a.count - a.count % 4
  const paired = b.count - b.count % 2
  for (let i = 0; i < whole; i += 4) {
    for (let j = 0; j < paired; j += 2) fourByTwo(a, i, b, j, from, to, sums, i * width + j, width)
    for (let j = paired; j < b.count; j++) for (let r = i; r < i + 4; r++) oneByOne(a, r, b, j, from, to, sums, r * width + j)
  }
  for (let i = whole; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) oneByOne(a, i, b, j, from, to, sums, i * width + j)
  }
}

function oneByOne(a: Band, i: number, b: Band, j: number, from: number, to: number, sums: Float64Array, at: number): void {
  const x = a.values
  const y = b.values
  const shift = b.start + j * b.stride - (a.start + i * a.stride)
  const end = a.start + i * a.stride + to
  let sum = 0
  for (let p = a.start + i * a.stride + from; p < end; p++) {
    const difference = x[p] - y[p + shift]
    sum += difference * difference
  }
  sums[at] += sum
}

function fourByTwo(a: Band, i: number, b: Band, j: number, from: number, to: number, sums: Float64Array, at: number, width: number): void {
  const x = a.values
  const y = b.values
  const step = a.stride
  let p = a.start + i * step + from
  let q = b.start + j * b.stride + from
  const end = p + to - from
  const skip = b.stride
  let s00 = 0
  let s01 = 0
  let s10 = 0
  let s11 = 0
  let s20 = 0
  let s21 = 0
  let s30 = 0
  let s31 = 0
  for (; p < end; p++, q++) {
    const y0 = y[q]
    const y1 = y[q + skip]
    const x0 = x[p]
    const x1 = x[p + step]
    const x2 = x[p + 2 * step]
    const x3 = x[p + 3 * step]
    s00 += (x0 - y0) * (x0 - y0)
    s01 += (x0 - y1) * (x0 - y1)
    s10 += (x1 - y0) * (x1 - y0)
    s11 += (x1 - y1) * (x1 - y1)
    s20 += (x2 - y0) * (x2 - y0)
    s21 += (x2 - y1) * (x2 - y1)
    s30 += (x3 - y0) * (x3 - y0)
    s31 += (x3 - y1) * (x3 - y1)
  }
  sums[at] += s00
  sums[at + 1] += s01
  sums[at + width] += s10
  sums[at + width + 1] += s11
  sums[at + 2 * width] += s20
  sums[at + 2 * width + 1] += s21
  sums[at + 3 * width] += s30
  sums[at + 3 * width + 1] += s31
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

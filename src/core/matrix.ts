// Distances between the rows of flat row-major matrices.
import type { Native } from './native/native.ts'
import { withNative } from './native/native.ts'
import type { Steps } from './steps.ts'
import { runToEnd } from './steps.ts'
import { pairSteps } from './tiles.ts'

/** Multiply-adds between two looks at the outside world: some milliseconds in plain JavaScript. */
export const SLICE = 4_000_000

/** Entries in a band of rows: two such bands stay near the processor. */
const BAND_ENTRIES = 1 << 18

/**
 * Euclidean distances between the rows of a matrix (rows × columns, row-major), condensed, by direct differences in float64.
 * Steps: `stage` names them. Compiled and plain give the same bits.
 */
export function* rowDistanceSteps(values: Float64Array, rows: number, columns: number, stage: string, native?: Native | null): Steps<Float64Array> {
  const write = (i: number, target: Float64Array, start: number): void => target.set(values.subarray(i * columns, (i + 1) * columns), start)
  const band = Math.min(512, Math.max(32, Math.floor(BAND_ENTRIES / Math.max(1, columns))))
  return yield* pairSteps({ count: rows, length: columns, write }, { stage, band, ...(native !== undefined && { native }) })
}

/** The same, in one go. */
export function rowDistances(values: Float64Array, rows: number, columns: number): Float64Array {
  const steps = (native: Native | null): Float64Array => runToEnd(rowDistanceSteps(values, rows, columns, 'distances', native))
  return withNative(steps) ?? steps(null)
}

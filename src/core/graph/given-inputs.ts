// Inputs that someone hands over without saying what they are: their full scale and statistics are read from the numbers.
import type { ProbeSet } from './input-scale.ts'
import { statisticsOf } from './statistics-of.ts'

/** Columns from which on inputs are taken for pictures, with one mean and one standard deviation. */
const PICTURE_FROM = 64

/**
 * values: rows × the numbers of `shape`. The full scale is 255 where a number exceeds 16, 16 where one exceeds 1, else 1. Statistics for standardising: 784
 * pixels take MNIST's constants, fewer than 64 columns each its own mean and standard deviation, the rest one for all.
 */
export function givenInputs(values: Float32Array, rows: number, shape: readonly number[]): ProbeSet {
  const columns = shape.reduce((all, size) => all * size, 1)
  let most = -Infinity
  for (const value of values) if (value > most) most = value
  const fullScale = most > 16 ? 255 : most > 1 ? 16 : 1
  const own = statisticsOf(values, columns < PICTURE_FROM ? columns : 1)
  const statistics = columns === 784 ? { ...own, mean: Float64Array.of(0.1307 * fullScale), sd: Float64Array.of(0.3081 * fullScale) } : own
  return { title: 'the inputs given', values, rows, shape, fullScale: columns < PICTURE_FROM ? null : fullScale, statistics, labels: null, classes: 0 }
}

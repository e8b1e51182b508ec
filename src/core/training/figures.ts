// A training curve's rows by name, and the counts behind its accuracies.
import { CURVE_COLUMNS } from '../network.ts'

/** One row of the curve. */
export type EpochFigures = Record<(typeof CURVE_COLUMNS)[number], number>

/** rows × 4, as CURVE_COLUMNS has them. */
export const curveOf = (figures: readonly EpochFigures[]): Float32Array => Float32Array.from(figures.flatMap(row => CURVE_COLUMNS.map(column => row[column])))

/** The rows of a curve; accuracies are whole numbers of rows, which float32 has only nearly. */
export function figuresOf(curve: Float32Array, trainRows: number, testRows: number): EpochFigures[] {
  const shareOf = (share: number, rows: number): number => Math.round(share * rows) / rows
  return Array.from({ length: curve.length / CURVE_COLUMNS.length }, (_, row) => {
    const [trainLoss, testLoss, trainAccuracy, testAccuracy] = curve.subarray(row * CURVE_COLUMNS.length)
    return { trainLoss, testLoss, trainAccuracy: shareOf(trainAccuracy, trainRows), testAccuracy: shareOf(testAccuracy, testRows) }
  })
}

/** The class of the highest of each row's `classes` probabilities; the first of several. */
export function predictedOf(probabilities: Float32Array | Float64Array, classes: number): Uint32Array {
  return Uint32Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0
    for (let k = 1; k < classes; k++) if (probabilities[row * classes + k] > probabilities[row * classes + best]) best = k
    return best
  })
}

/** Mean cross-entropy in nats of probabilities, rows × classes; none counts as less than 1e-12. */
export function crossEntropyOf(probabilities: Float32Array | Float64Array, classes: number, labels: ArrayLike<number>): number {
  let sum = 0
  for (let row = 0; row < labels.length; row++) sum -= Math.log(Math.max(probabilities[row * classes + labels[row]], 1e-12))
  return sum / labels.length
}

/** classes × classes counts; row = true class, column = predicted class. */
export function confusionOf(predicted: ArrayLike<number>, labels: ArrayLike<number>, classes: number): Int32Array {
  const counts = new Int32Array(classes * classes)
  for (let row = 0; row < labels.length; row++) counts[labels[row] * classes + predicted[row]]++
  return counts
}

/** Rows whose predicted class is theirs; where there are fewer labels than predictions, the rest are not counted. */
export function hitsOf(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  let count = 0
  for (let row = 0; row < labels.length; row++) if (predicted[row] === labels[row]) count++
  return count
}

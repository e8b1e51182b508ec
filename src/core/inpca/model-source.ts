// Tables of predictions that are read a few at a time, so that what is kept as float32 never stands in memory widened as a whole.

export interface ModelSource {
  readonly models: number
  /** probes × classes. */
  readonly size: number
  /** Models first … first + count − 1 (row-major, each row of classes summing to 1). Good until the next read. */
  readonly read: (first: number, count: number) => Float64Array
}

/** A whole table, as `checkPredictions` returns it. */
export function sourceOf(predictions: Float64Array, models: number, probes: number, classes: number): ModelSource {
  const size = probes * classes
  if (predictions.length !== models * size) {
    throw new Error(`There are ${predictions.length} probabilities; ${models} models × ${probes} probes × ${classes} classes need ${models * size}.`)
  }
  return { models, size, read: (first, count) => predictions.subarray(first * size, (first + count) * size) }
}

/** How many models make a block of about so many numbers, at least one. */
export const blockOf = (size: number, numbers = 400_000): number => Math.max(1, Math.floor(numbers / size))

// Activations with each unit's mean taken out: what representations are compared by where a shift must not count.
import type { NetworkActivations } from '../network.ts'

/**
 * Columns of X minus their means, n × d, float64. The first row is taken out before the mean, so that a unit which is the same for all probes
 * becomes exactly 0 and not a rounding error.
 */
export function centredColumns({ rows, columns, values }: NetworkActivations): Float64Array {
  const centred = new Float64Array(rows * columns)
  const mean = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = values[i * columns + j] - values[j]
      centred[i * columns + j] = value
      mean[j] += value / rows
    }
  }
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) centred[i * columns + j] -= mean[j]
  return centred
}

/** The root of the sum of squares, safe from overflow. */
export function norm(values: Float64Array): number {
  let largest = 0
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]))
  if (largest === 0) return 0
  let sum = 0
  for (let k = 0; k < values.length; k++) sum += (values[k] / largest) ** 2
  return largest * Math.sqrt(sum)
}

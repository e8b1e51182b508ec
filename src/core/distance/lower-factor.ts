// A wide matrix made square without changing its singular values: L of M = L Q, by reflections.
import { NOTHING } from '../tridiagonal.ts'

/**
 * L (rows × rows, row-major, lower triangular) with M = L Q, Q with orthonormal rows, of a rows × columns matrix, rows ≤ columns. Householder
 * reflections from the right, one a row; 2 rows² columns operations.
 */
export function lowerFactor(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const a = matrix.slice()
  const lower = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++) {
    const row = i * columns
    let rest = 0
    for (let k = i + 1; k < columns; k++) rest += a[row + k] ** 2
    // Squares that all but vanish have no reciprocal: rows of a matrix of low rank end in such dust.
    if (rest >= NOTHING) {
      const head = a[row + i]
      const length = Math.sqrt(rest + head * head)
      const alpha = head > 0 ? -length : length
      a[row + i] = head - alpha
      reflect(a, columns, i, rows, 1 / (length * length - alpha * head))
      a[row + i] = alpha
    }
    for (let r = i; r < rows; r++) lower[r * rows + i] = a[r * columns + i]
  }
  return lower
}

/** Rows below i times I − β v v', v = row i from place i on. */
function reflect(a: Float64Array, columns: number, i: number, rows: number, beta: number): void {
  const v = i * columns
  for (let r = i + 1; r < rows; r++) {
    const row = r * columns
    let along = 0
    for (let k = i; k < columns; k++) along += a[row + k] * a[v + k]
    along *= beta
    for (let k = i; k < columns; k++) a[row + k] -= along * a[v + k]
  }
}

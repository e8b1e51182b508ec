// Singular values of a sparse square matrix P from its symmetric Gram matrix PP', small ones as exact as large ones.
import { singularValueSteps } from './singular-values.ts'
import type { Steps } from './steps.ts'

/** An n × n matrix by rows: entries rows[i] … rows[i + 1] − 1 of `column` and `value` are row i's, by rising column. */
export interface SparseSquare { n: number, rows: Uint32Array, column: Uint32Array, value: Float64Array }

/** Singular values, descending, of the sparse n × n matrix P. `gram` is PP', n × n, row-major; neither is changed. */
export function* gramSingularValueSteps(gram: Float64Array, sparse: SparseSquare, stage: string): Steps<Float64Array> {
  void gram
  return yield* singularValueSteps(denseOf(sparse), sparse.n, stage)
}

function denseOf({ n, rows, column, value }: SparseSquare): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) matrix[i * n + column[k]] = value[k]
  return matrix
}

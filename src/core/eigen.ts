// Symmetric eigenproblems: Householder reflections to tridiagonal form, then QL steps with implicit shifts. Dense, exact to rounding.
import { nativeEigenSteps, nativeEigenvalueSteps } from './native/symmetric.ts'
import { openNative, withNative } from './native/native.ts'
import type { Steps } from './steps.ts'
import { runToEnd } from './steps.ts'
import { diagonaliseSteps, reflections, scaledCopy, scaleOf, tridiagonaliseSteps } from './tridiagonal.ts'

/** Eigenvalues in ascending order; row k of `vectors` (n × n, row-major) is the unit eigenvector of values[k]. */
export interface SymmetricEigen { values: Float64Array, vectors: Float64Array }

/** Up to this order a matrix is worked on in the memory that stays; larger ones get a memory of their own, which goes with them. */
const SMALL = 400

/**
 * Eigenvalues, ascending, of a symmetric n × n row-major matrix; only its lower triangle is read. About 4/3 n³ operations. Absolute error: some
 * roundings of the largest. Throws where an entry is not finite.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const stage = 'eigenvalues'
  if (n > SMALL) return runToEnd(symmetricEigenvaluesSteps(matrix, n, stage))
  const scale = scaleOf(matrix, n)
  return withNative(native => runToEnd(nativeEigenvalueSteps(native, matrix, n, scale, stage))) ?? runToEnd(twinValues(matrix, n, stage))
}

/** The same in steps. */
export function* symmetricEigenvaluesSteps(matrix: Float64Array, n: number, stage: string): Steps<Float64Array> {
  const native = openNative()
  if (!native) return yield* twinValues(matrix, n, stage)
  return yield* nativeEigenvalueSteps(native, matrix, n, scaleOf(matrix, n), stage)
}

/** Eigenvalues and eigenvectors of a symmetric n × n row-major matrix; only its lower triangle is read. About 8 n³ operations. */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const stage = 'eigenvectors'
  if (n > SMALL) return runToEnd(symmetricEigenSteps(matrix, n, stage))
  const scale = scaleOf(matrix, n)
  return inOrder(n, withNative(native => runToEnd(nativeEigenSteps(native, matrix, n, scale, stage))) ?? runToEnd(twinVectors(matrix, n, stage)))
}

/** The same in steps. */
export function* symmetricEigenSteps(matrix: Float64Array, n: number, stage: string): Steps<SymmetricEigen> {
  const native = openNative()
  return inOrder(n, native ? yield* nativeEigenSteps(native, matrix, n, scaleOf(matrix, n), stage) : yield* twinVectors(matrix, n, stage))
}

function* twinValues(matrix: Float64Array, n: number, stage: string): Steps<Float64Array> {
  const { work, scale } = scaledCopy(matrix, n)
  const form = yield* tridiagonaliseSteps(work, n, new Float64Array(n), stage)
  yield* diagonaliseSteps(form, n, null, stage)
  return form.diagonal.map(value => value * scale).sort()
}

function* twinVectors(matrix: Float64Array, n: number, stage: string): Steps<SymmetricEigen> {
  const { work, scale } = scaledCopy(matrix, n)
  const betas = new Float64Array(n)
  const form = yield* tridiagonaliseSteps(work, n, betas, stage)
  const vectors = reflections(work, betas, n)
  yield* diagonaliseSteps(form, n, vectors, stage)
  return { values: form.diagonal.map(value => value * scale), vectors }
}

function inOrder(n: number, { values, vectors }: SymmetricEigen): SymmetricEigen {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b])
  const sorted = new Float64Array(n * n)
  for (let k = 0; k < n; k++) sorted.set(vectors.subarray(order[k] * n, (order[k] + 1) * n), k * n)
  return { values: Float64Array.from(order, k => values[k]), vectors: sorted }
}

// Singular values of a dense square matrix, small ones too: by bidiagonal form, because the eigenvalues of A A' would square them away.
import { Bidiagonalisation } from './bidiagonal.ts'
import { SLICE } from './matrix.ts'
import type { Native } from './native/native.ts'
import { openNative } from './native/native.ts'
import { NATIVE_SLICE, rootFreeSteps } from './native/symmetric.ts'
import type { Steps } from './steps.ts'
import { runToEnd } from './steps.ts'
import { diagonaliseSteps, scaledCopy, scaleOf } from './tridiagonal.ts'

/** Singular values, descending, of an n × n row-major matrix. Absolute error: a few roundings of the largest. About 8/3 n³ operations. */
export function singularValues(matrix: Float64Array, n: number): Float64Array {
  return runToEnd(singularValueSteps(matrix, n, 'singular values'))
}

/**
 * The same in steps. The bidiagonal matrix B with diagonal b and superdiagonal c has the eigenvalues ±σ of the symmetric
 * tridiagonal matrix of order 2n with zero diagonal and off-diagonal b₁, c₁, b₂, c₂, … (Golub and Kahan, SIAM J. Numer. Anal. 2, 1965).
 */
export function* singularValueSteps(matrix: Float64Array, n: number, stage: string): Steps<Float64Array> {
  const native = openNative()
  const scale = scaleOf(matrix, n)
  const both = native ? yield* nativeSteps(native, matrix, n, scale, stage) : yield* twinSteps(matrix, n, stage)
  return both.sort().reverse().slice(0, n).map(value => Math.max(0, value) * scale)
}

/** σ and −σ of the matrix divided by `scale`, in no order. */
function* nativeSteps(native: Native, matrix: Float64Array, n: number, scale: number, stage: string): Steps<Float64Array> {
  // Rows a power of two apart would fight for the same places of the cache.
  const wide = n % 64 === 0 ? n + 4 : n + n % 2
  const a = native.alloc(n * wide * 8)
  const d = native.alloc(2 * n * 8)
  const interleaved = native.alloc(2 * n * 8)
  const work = native.alloc((3 * n + 1) * 8)
  const view = native.f64(a, n * wide)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) view[i * wide + j] = matrix[i * n + j] / scale
  native.f64(d, 2 * n).fill(0)
  for (let from = 0; from < n;) {
    const to = Math.min(n, from + Math.ceil(NATIVE_SLICE / 4 / (n - from) ** 2))
    native.linear.bidiagonalise(a, wide * 8, n, from, to, interleaved, work)
    from = to
    if (from < n) yield { stage, share: 1 - ((n - from) / n) ** 3 }
  }
  return (yield* rootFreeSteps(native, d, interleaved, 2 * n, stage)).slice()
}

function* twinSteps(matrix: Float64Array, n: number, stage: string): Steps<Float64Array> {
  const { work } = scaledCopy(matrix, n)
  const reduction = new Bidiagonalisation(work, n)
  let done = 0
  for (let k = 0; k < n; k++) {
    reduction.step(k)
    done += (n - k) * (n - k)
    if (done > SLICE / 4) {
      yield { stage, share: 1 - ((n - k) / n) ** 3 }
      done = 0
    }
  }
  const diagonal = new Float64Array(2 * n)
  yield* diagonaliseSteps({ diagonal, offDiagonal: reduction.interleaved }, 2 * n, null, stage)
  return diagonal
}

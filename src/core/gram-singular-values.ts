// Singular values of a sparse square matrix P from its symmetric Gram matrix PP': half the work of P's own bidiagonal form, in blocks that run at the
// speed of products. Squaring costs the small ones, so these are found again from P itself, in the few directions where it almost vanishes.
import type { Band } from './band.ts'
import { dot, smallestEigenvectorSteps } from './band.ts'
import { SLICE } from './matrix.ts'
import { openNative } from './native/native.ts'
import type { Reduction } from './native/symmetric.ts'
import { bandwidth, NATIVE_SLICE, reduceSteps, rootFreeSteps } from './native/symmetric.ts'
import { singularValueSteps } from './singular-values.ts'
import type { Steps } from './steps.ts'
import { scaleOf } from './tridiagonal.ts'

/** An n × n matrix by rows: entries rows[i] … rows[i + 1] − 1 of `column` and `value` are row i's. */
export interface SparseSquare { n: number, rows: Uint32Array, column: Uint32Array, value: Float64Array }

/** Below this order the bidiagonal form costs nothing. */
const SMALL = 40

/** An eigenvalue λ = σ² of PP' below this share of the largest has lost digits that σ should have: σ's error is that of λ, about 1e-15, over 2σ. */
const TINY = 1e-9

/** With more tiny ones than this, or than one in 24, P's own bidiagonal form is the better way. */
const MANY = 64

/** Vectors iterated beside those that are wanted: the further the next eigenvalue, the fewer sweeps. */
const GUARDS = 8

/**
 * Singular values, descending, of the sparse n × n matrix P. `gram` is PP', n × n, row-major; neither is changed. Absolute error below 1e-10 of
 * the largest, exact zeros included. Where kernels do not run, or too many singular values are tiny, it is `singularValueSteps` of P.
 */
export function* gramSingularValueSteps(gram: Float64Array, sparse: SparseSquare, stage: string): Steps<Float64Array> {
  const { n } = sparse
  const values = n > SMALL ? yield* fromGram(gram, sparse, stage) : null
  return values ?? (yield* singularValueSteps(denseOf(sparse), n, stage))
}

function* fromGram(gram: Float64Array, sparse: SparseSquare, stage: string): Steps<Float64Array | null> {
  const { n } = sparse
  const native = openNative()
  if (!native) return null
  const scale = scaleOf(gram, n)
  const reduction = yield* reduceSteps(native, gram, n, scale, bandwidth(n), stage)
  const band = bandOf(reduction)
  const squares = (yield* rootFreeSteps(native, reduction.d, reduction.e, n, stage)).slice().sort().reverse()
  const largest = squares[0]
  const tiny = squares.filter(square => square < TINY * largest).length
  if (!(largest > 0) || tiny > Math.min(MANY, Math.max(1, n / 24))) return null
  const values = squares.map(square => Math.sqrt(Math.max(0, square) * scale))
  if (tiny === 0) return values
  const vectors = yield* smallestEigenvectorSteps(band, tiny, GUARDS, largest, stage)
  if (!vectors) return null
  const small = yield* smallValueSteps(sparse, yield* turnBackSteps(reduction, vectors, stage), stage)
  values.set(small.subarray(small.length - tiny), n - tiny)
  return values.sort().reverse()
}

/** The band or tridiagonal form that the reduction has left. */
function bandOf({ native, n, b, a, stride, d, e }: Reduction): Band {
  const values = new Float64Array(n * (b + 1))
  const [diagonal, off] = [native.f64(d, n), native.f64(e, n)]
  const rows = native.f64(a, n * stride / 8)
  for (let i = 0; i < n; i++) {
    for (let j = Math.max(0, i - b); j <= i; j++) values[b + b * i + j] = b > 1 ? rows[i * stride / 8 + j] : i === j ? diagonal[i] : off[j]
  }
  return { n, b, values }
}

/** Q z for each vector z: from the coordinates of the band to those of PP'. */
function* turnBackSteps({ native, n, b, a, stride, taus }: Reduction, vectors: Float64Array[], stage: string): Steps<Float64Array[]> {
  const size = Math.ceil(n / 4) * 4
  const z = native.alloc(vectors.length * stride)
  const view = native.f64(z, vectors.length * stride / 8)
  view.fill(0)
  for (const [k, vector] of vectors.entries()) view.set(vector, k * stride / 8)
  const order = b > 1 ? size : n
  const together = Math.max(16, Math.ceil(NATIVE_SLICE / 2 / (n * vectors.length)))
  for (let to = order - b; to > 0; to -= together) {
    native.linear.reflectRows(a, stride, order, b, taus, Math.max(0, to - together), to, z, stride, vectors.length, 0)
    yield { stage, share: 1 }
  }
  return vectors.map((_, k) => view.slice(k * stride / 8, k * stride / 8 + n))
}

/** Singular values, descending, of P'U for orthonormal columns U: by the triangle R of its orthogonal form, which has the same. */
function* smallValueSteps({ n, rows, column, value }: SparseSquare, vectors: Float64Array[], stage: string): Steps<Float64Array> {
  const images = vectors.map(vector => {
    const image = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) image[column[k]] += value[k] * vector[i]
    return image
  })
  const count = images.length
  const triangle = new Float64Array(count * count)
  let done = 0
  for (let k = 0; k < count; k++) {
    const norm = Math.sqrt(dot(images[k], images[k]))
    triangle[k * count + k] = norm
    if (norm === 0) continue
    done += (count - k) * n
    if (done > SLICE / 4) {
      yield { stage, share: 1 }
      done = 0
    }
    for (let i = 0; i < n; i++) images[k][i] /= norm
    for (let m = k + 1; m < count; m++) {
      const share = dot(images[k], images[m])
      triangle[k * count + m] = share
      for (let i = 0; i < n; i++) images[m][i] -= share * images[k][i]
    }
  }
  return yield* singularValueSteps(triangle, count, stage)
}

function denseOf({ n, rows, column, value }: SparseSquare): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) matrix[i * n + column[k]] = value[k]
  return matrix
}

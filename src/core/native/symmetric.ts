// Symmetric eigenproblems on the compiled kernels: to tridiagonal form in one stage, or by way of a band where that is faster, then QL steps.
import type { Steps } from '../steps.ts'
import { unsettled } from '../tridiagonal.ts'
import type { Native } from './native.ts'

/** Multiply-adds between two looks at the outside world: about 10 ms. */
export const NATIVE_SLICE = 40_000_000

/** Rotations between two looks: each waits for two divisions. */
const ROTATION_SLICE = 2_000_000

/**
 * A = Q B Q' in a kernel's memory, B of half bandwidth b (1: tridiagonal). The lower triangle of `a` holds B where b > 1, the upper one the
 * reflectors whose product is Q, `taus` their factors; d and e hold the tridiagonal form of B.
 */
export interface Reduction { native: Native, n: number, b: number, a: number, stride: number, taus: number, d: number, e: number }

/** Shares of the work with vectors that are done with the tridiagonal form, and with the product of its reflectors. */
const REDUCED = 0.15
const TURNED = 0.35

/** Half bandwidth of the first stage. Below 800 the matrix stays in the cache, and the tridiagonal form is reached faster in one. */
export const bandwidth = (n: number): number => n < 800 ? 1 : n < 1400 ? 16 : 24

/**
 * The lower triangle of a symmetric n × n matrix, divided by `scale`, reduced to half bandwidth b and on to tridiagonal form. For b = 1 `share` is
 * the part of the whole that is then done.
 */
export function* reduceSteps(native: Native, matrix: Float64Array, n: number, scale: number, b: number, stage: string, share = 1): Steps<Reduction> {
  // Tiles want multiples of four; a row of zeros more is an eigenvalue 0 more that no reflector touches. Rows a power of two apart would fight for
  // the same places of the cache.
  const size = Math.ceil(n / 4) * 4
  const wide = size % 64 === 0 ? size + 4 : size
  const stride = wide * 8
  const a = native.alloc(size * stride)
  const taus = native.alloc(size * 8)
  const d = native.alloc(size * 8)
  const e = native.alloc(size * 8)
  const view = native.f64(a, size * wide)
  if (size > n) view.fill(0)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) view[i * wide + j] = matrix[i * n + j] / scale
  native.linear.mirror(a, stride, n)
  yield { stage, share: 0 }
  const reduction = { native, n, b, a, stride, taus, d, e }
  if (b === 1) yield* tridiagonalSteps(reduction, share, stage)
  else yield* bandSteps(reduction, size, stage)
  return reduction
}

function* tridiagonalSteps({ native, n, a, stride, taus, d, e }: Reduction, share: number, stage: string): Steps<void> {
  const work = native.alloc(n * 16)
  for (let from = 0; from < n;) {
    const to = Math.min(n, from + Math.ceil(NATIVE_SLICE / 2 / (n - from) ** 2))
    native.linear.tridiagonalise(a, stride, n, from, to, d, e, taus, work)
    from = to
    yield { stage, share: share * (1 - ((n - from) / n) ** 3) }
  }
}

function* bandSteps({ native, n, b, a, stride, taus, d, e }: Reduction, size: number, stage: string): Steps<void> {
  const mark = native.mark()
  const work = native.alloc(stride * b * 2 + size * b * 16 + 3 * b * b * 8)
  for (let k = 0; k + b < size; k += b) {
    native.linear.bandPanel(a, stride, size, b, k, taus, work)
    yield { stage, share: 0.9 * (1 - (1 - (k + b) / size) ** 3) }
  }
  native.release(mark)
  const band = native.alloc(n * (2 * b + 2) * 8)
  const reflector = native.alloc(2 * b * 8)
  native.linear.packBand(a, stride, n, b, band)
  const columns = Math.ceil(NATIVE_SLICE / (16 * n * b))
  for (let from = 0; from < n - 2; from += columns) {
    native.linear.chaseBand(band, n, b, from, Math.min(n - 2, from + columns), reflector)
    yield { stage, share: 0.9 + 0.1 * from / n }
  }
  native.linear.unpackTridiagonal(band, n, b, d, e)
  native.release(mark)
}

/** Eigenvalues, unsorted, of the tridiagonal matrix in d and e, which they overwrite. */
export function* rootFreeSteps(native: Native, d: number, e: number, n: number, stage: string): Steps<Float64Array> {
  const negligible = native.linear.squareOffDiagonal(d, e, n)
  for (let l = 0; l < n;) {
    l = native.linear.rootFree(d, e, n, l, negligible, ROTATION_SLICE)
    if (l < 0) throw unsettled(n)
    if (l < n) yield { stage, share: 1 }
  }
  return native.f64(d, n)
}

/** Eigenvalues, ascending. */
export function* nativeEigenvalueSteps(native: Native, matrix: Float64Array, n: number, scale: number, stage: string): Steps<Float64Array> {
  const { d, e } = yield* reduceSteps(native, matrix, n, scale, bandwidth(n), stage)
  return (yield* rootFreeSteps(native, d, e, n, stage)).map(value => value * scale).sort()
}

/** Eigenvalues, unsorted, and the eigenvectors as rows. */
export function* nativeEigenSteps(native: Native, matrix: Float64Array, n: number, scale: number, stage: string): Steps<{ values: Float64Array, vectors: Float64Array }> {
  const { a, stride, taus, d, e } = yield* reduceSteps(native, matrix, n, scale, 1, stage, REDUCED)
  const basis = native.alloc(n * stride)
  const turns = native.alloc(32 * (2 * n + 2) * 8)
  const strip = native.alloc(n * 128)
  const wide = stride / 8
  const unit = native.f64(basis, n * wide)
  unit.fill(0)
  for (let k = 0; k < n; k++) unit[k * wide + k] = 1
  for (let to = n - 1; to > 0;) {
    const from = Math.max(0, to - Math.max(16, Math.ceil(NATIVE_SLICE / 2 / n ** 2)))
    native.linear.reflectRows(a, stride, n, 1, taus, from, to, basis, stride, n, 1)
    to = from
    yield { stage, share: REDUCED + (TURNED - REDUCED) * (1 - to / n) ** 3 }
  }
  let norm = 0
  const diagonal = native.f64(d, n)
  const off = native.f64(e, n)
  if (n > 0) off[n - 1] = 0
  for (let k = 0; k < n; k++) norm = Math.max(norm, Math.abs(diagonal[k]) + (k > 0 ? Math.abs(off[k - 1]) : 0) + Math.abs(off[k]))
  for (let l = 0; l < n;) {
    l = native.linear.turnToDiagonal(d, e, n, l, Number.EPSILON * norm, NATIVE_SLICE / 4, basis, stride, turns, strip)
    if (l < 0) throw unsettled(n)
    yield { stage, share: TURNED + (1 - TURNED) * l / n }
  }
  const vectors = new Float64Array(n * n)
  const rows = native.f64(basis, n * wide)
  for (let k = 0; k < n; k++) vectors.set(rows.subarray(k * wide, k * wide + n), k * n)
  return { values: native.f64(d, n).map(value => value * scale), vectors }
}

// Diffusion coordinates: where the leading directions of the walk put each point. Landmarks are chosen in this space.
import { symmetricEigen } from '../eigen.ts'
import { SLICE } from '../matrix.ts'
import { MersenneTwister } from '../mersenne.ts'
import type { Steps } from '../steps.ts'
import { rowProduct } from '../row-product.ts'
import type { Kernel, SparseSymmetric } from './kernel.ts'

/** Up to this order all eigenvectors are computed at once. */
const DENSE = 600

/** Vectors carried along beyond those asked for, so that the last of these settle too. */
const SPARE = 20

/** The residual |S v − λ v| at which vectors will do for choosing landmarks. The published program settles for less: a randomised SVD. */
const SETTLED = 2e-3

/** A filter lifts the leading vector over the last by at most this, so that rounding does not drown the rest. */
const LIFT = 1e8

/**
 * S_ij = K_ij / √(q_i q_j), q = row sums: similar to P, and symmetric.
 */
export function symmetricOperator({ n, rows, column, value, sums }: Kernel): SparseSymmetric {
  const roots = sums.map(Math.sqrt)
  const scaled = new Float64Array(value.length)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) scaled[k] = value[k] / (roots[i] * roots[column[k]])
  return { n, rows, column, value: scaled }
}

/**
 * Rows of P V, N × count (row-major; fewer columns where N < count), V the leading right singular vectors of S: its eigenvectors of
 * largest |λ|. `count` is lowered to N; the number of columns is the length over N.
 */
export function* diffusionCoordinateSteps(kernel: Kernel, count: number): Steps<Float64Array> {
  const { n, rows, column, value, sums } = kernel
  const most = Math.min(count, n)
  const vectors = yield* leadingVectorSteps(symmetricOperator(kernel), most)
  const coordinates = new Float64Array(n * most)
  for (let i = 0; i < n; i++) {
    for (let v = 0; v < most; v++) {
      let sum = 0
      for (let k = rows[i]; k < rows[i + 1]; k++) sum += value[k] * vectors[v * n + column[k]]
      coordinates[i * most + v] = sum / sums[i]
    }
  }
  return coordinates
}

/**
 * The `count` eigenvectors of largest |λ| of a sparse symmetric matrix with |λ| ≤ 1, one a row (count × n): all at once for small n,
 * else by subspace iteration with Chebyshev filters (Zhou, Saad, Tiago and Chelikowsky, J. Comput. Phys. 219, 2006) until the residuals
 * are below 2e-3. T_m(x / c) stays within 1 for |x| ≤ c and grows fastest beyond it, on both sides alike.
 */
export function* leadingVectorSteps(matrix: SparseSymmetric, count: number): Steps<Float64Array> {
  const { n } = matrix
  const width = Math.min(n, count + SPARE)
  if (n <= Math.max(DENSE, 2 * width)) return leadingOfAll(matrix, count)
  const random = new MersenneTwister(5489)
  const anything = Float64Array.from({ length: width * n }, () => random.unit() - 0.5)
  // A first rough sieve: the walks of most maps are slow, with many eigenvalues near 1.
  let block = yield* filtered(matrix, anything, width, 0.9, 30)
  let found = yield* rayleighRitz(matrix, block, width)
  for (let round = 0; round < 12 && found.residual(count) > SETTLED; round++) {
    block = yield* filtered(matrix, found.vectors, width, Math.abs(found.values[width - 1]), 40 * (round + 1))
    found = yield* rayleighRitz(matrix, block, width)
    yield { stage: 'directions', share: round / 12 }
  }
  return found.vectors.slice(0, count * n)
}

function leadingOfAll({ n, rows, column, value }: SparseSymmetric, count: number): Float64Array {
  const dense = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) dense[i * n + column[k]] = value[k]
  const { values, vectors } = symmetricEigen(dense, n)
  const result = new Float64Array(count * n)
  bySize(values).slice(0, count).forEach((from, to) => result.set(vectors.subarray(from * n, (from + 1) * n), to * n))
  return result
}

const bySize = (values: Float64Array): Uint32Array =>
  Uint32Array.from(values.keys()).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)

interface Ritz { values: Float64Array, vectors: Float64Array, residual: (count: number) => number }

/** The best eigenvectors within the span of a block's rows, by falling |λ|. */
function* rayleighRitz(matrix: SparseSymmetric, block: Float64Array, width: number): Steps<Ritz> {
  const { n } = matrix
  yield* orthonormalise(block, width, n)
  const images = new Float64Array(width * n)
  for (let v = 0; v < width; v++) apply(matrix, block, images, v)
  const small = new Float64Array(width * width)
  for (let a = 0; a < width; a++) for (let b = 0; b <= a; b++) small[a * width + b] = rowProduct(block, a * n, images, b * n, n)
  const ritz = symmetricEigen(small, width)
  const order = bySize(ritz.values)
  const values = Float64Array.from(order, k => ritz.values[k])
  const vectors = new Float64Array(width * n)
  const residuals = new Float64Array(width)
  const image = new Float64Array(n)
  let work = 0
  for (let v = 0; v < width; v++) {
    image.fill(0)
    const weights = ritz.vectors.subarray(order[v] * width, (order[v] + 1) * width)
    addCombination(vectors, v * n, block, weights, n)
    addCombination(image, 0, images, weights, n)
    addScaled(image, 0, vectors, v * n, -values[v], n)
    residuals[v] = Math.sqrt(rowProduct(image, 0, image, 0, n))
    work += 2 * width * n
    if (work > SLICE) {
      yield { stage: 'directions', share: 0 }
      work = 0
    }
  }
  return { values, vectors, residual: count => residuals.subarray(0, count).reduce((most, r) => Math.max(most, r), 0) }
}

/** T_m(S / c) applied to every row of a block, m at most `degree`, and less where the leading vector would outgrow the others. */
function* filtered(matrix: SparseSymmetric, block: Float64Array, width: number, cut: number, degree: number): Steps<Float64Array> {
  const { n } = matrix
  const c = Math.max(cut, 1e-3)
  const m = Math.max(1, c < 1 ? Math.min(degree, Math.floor(Math.acosh(LIFT) / Math.acosh(1 / c))) : degree)
  const result = new Float64Array(width * n)
  let work = 0
  for (let v = 0; v < width; v++) {
    let before = block.slice(v * n, (v + 1) * n)
    let now = new Float64Array(n)
    apply(matrix, before, now, 0)
    for (let k = 0; k < n; k++) now[k] /= c
    for (let step = 1; step < m; step++) {
      const next = new Float64Array(n)
      apply(matrix, now, next, 0)
      for (let k = 0; k < n; k++) next[k] = 2 / c * next[k] - before[k]
      before = now
      now = next
    }
    result.set(now, v * n)
    work += m * matrix.value.length
    if (work > SLICE) {
      yield { stage: 'directions', share: v / width }
      work = 0
    }
  }
  return result
}

/** Row v of `target` = matrix times row v of `source`. */
function apply({ n, rows, column, value }: SparseSymmetric, source: Float64Array, target: Float64Array, v: number): void {
  const from = v * n
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let k = rows[i]; k < rows[i + 1]; k++) sum += value[k] * source[from + column[k]]
    target[from + i] = sum
  }
}

/** Rows taken off together: they are orthonormal already, so one by one would be the same and slower. */
const GROUP = 8

/** Gram–Schmidt, each row against those before it; again where little was left of a row, so that rounding in what was taken off counts. */
function* orthonormalise(block: Float64Array, width: number, n: number): Steps<void> {
  let work = 0
  for (let v = 0; v < width; v++) {
    for (let pass = 0, left = 0; pass < 2 && left < 1e-3; pass++) {
      const before = Math.sqrt(rowProduct(block, v * n, block, v * n, n))
      for (let u = 0; u < v; u += GROUP) {
        const shares = new Float64Array(Math.min(GROUP, v - u))
        for (let g = 0; g < shares.length; g++) shares[g] = -rowProduct(block, (u + g) * n, block, v * n, n)
        addCombination(block, v * n, block.subarray(u * n), shares, n)
      }
      const length = Math.sqrt(rowProduct(block, v * n, block, v * n, n)) || 1
      for (let k = v * n; k < (v + 1) * n; k++) block[k] /= length
      left = length / before
      work += 2 * v * n
    }
    if (work > SLICE) {
      yield { stage: 'directions', share: 0 }
      work = 0
    }
  }
}

function addScaled(x: Float64Array, p: number, y: Float64Array, q: number, factor: number, n: number): void {
  for (let k = 0; k < n; k++) x[p + k] += factor * y[q + k]
}

/** Adds Σ w_k y_k to x[p …], y_k the rows of y; four rows at a time. */
function addCombination(x: Float64Array, p: number, y: Float64Array, weights: Float64Array, n: number): void {
  let row = 0
  for (; row + 3 < weights.length; row += 4) {
    const w0 = weights[row]
    const w1 = weights[row + 1]
    const w2 = weights[row + 2]
    const w3 = weights[row + 3]
    const q0 = row * n
    const q1 = q0 + n
    const q2 = q1 + n
    const q3 = q2 + n
    for (let k = 0; k < n; k++) x[p + k] += (w0 * y[q0 + k] + w1 * y[q1 + k]) + (w2 * y[q2 + k] + w3 * y[q3 + k])
  }
  for (; row < weights.length; row++) addScaled(x, p, y, row * n, weights[row], n)
}

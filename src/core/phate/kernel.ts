// PHATE's affinities: each point reaches as far as its knn-th neighbour, and the kernel falls so steeply that it is nearly a graph.
import { condensedIndex, condensedRow } from '../condensed.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { nativeAffinities, rowSums } from './kernel-native.ts'

/** Affinities below this are none. */
const CUT = 1e-4

/** A symmetric N × N matrix by its non-zero entries: row i holds columns column[rows[i]] … column[rows[i + 1] − 1], ascending. */
export interface SparseSymmetric { n: number, rows: Uint32Array, column: Uint32Array, value: Float64Array }

export interface Kernel extends SparseSymmetric {
  /** eps: distance of each point to its knn-th other point, N. */
  bandwidth: Float64Array
  /** Row sums of K with the diagonal, N. */
  sums: Float64Array
  /** knn as used: at most N − 2. */
  knn: number
}

interface KernelOptions { knn: number, decay: number, anisotropy: number }

/** exp(−(distance / bandwidth)^decay), or 0 where that is below 1e-4. */
export function affinity(distance: number, bandwidth: number, decay: number): number {
  const value = Math.exp(-((distance / bandwidth) ** decay))
  return value < CUT ? 0 : value
}

/** knn as PHATE's own program lowers it for few points. */
export function clampedKnn(knn: number, n: number): number {
  return Math.max(1, Math.min(knn, n - 2))
}

/**
 * K = (k + k')/2 with k_ij = exp(−(D_ij / eps_i)^decay), cut to 0 below 1e-4 before the mean is taken; K_ii = 1
 * (Moon et al., Nature Biotechnology 37, 2019, alpha-decay kernel). With anisotropy a: K_ij / (q_i q_j)ᵃ, q = row sums.
 * Where all points coincide every affinity is 1 and every bandwidth 0. `distances`: condensed, checked.
 */
export function decayKernel(distances: Float64Array, n: number, options: KernelOptions): Kernel {
  return runToEnd(decayKernelSteps(distances, n, options))
}

/** The same in steps, in the memory of a native job where there is one. */
export function* decayKernelSteps(distances: Float64Array, n: number, options: KernelOptions, native: Native | null = openNative()): Steps<Kernel> {
  const knn = clampedKnn(options.knn, n)
  if (!distances.some(distance => distance > 0)) return everythingAlike(n, knn)
  if (!native) return twinKernel(distances, n, { ...options, knn })
  const settings = { knn, decay: options.decay, anisotropy: options.anisotropy, cut: CUT }
  return { ...yield* nativeAffinities(native, distances, n, settings, bandwidth => atLeastSome(bandwidth, distances)), knn }
}

function twinKernel(distances: Float64Array, n: number, { knn, decay, anisotropy }: KernelOptions): Kernel {
  const bandwidth = bandwidths(distances, n, knn)
  const kernel = { ...symmetrised(distances, n, bandwidth, decay), bandwidth, knn }
  const sums = rowSums(kernel.rows, kernel.value)
  if (anisotropy === 0) return { ...kernel, sums }
  const weights = sums.map(q => q ** anisotropy)
  for (let i = 0; i < n; i++) {
    for (let k = kernel.rows[i]; k < kernel.rows[i + 1]; k++) kernel.value[k] /= weights[i] * weights[kernel.column[k]]
  }
  return { ...kernel, sums: rowSums(kernel.rows, kernel.value) }
}

function everythingAlike(n: number, knn: number): Kernel {
  return {
    n,
    knn,
    bandwidth: new Float64Array(n),
    rows: Uint32Array.from({ length: n + 1 }, (_, i) => i * n),
    column: Uint32Array.from({ length: n * n }, (_, k) => k % n),
    value: new Float64Array(n * n).fill(1),
    sums: new Float64Array(n).fill(n),
  }
}

/**
 * Distance of each point to its knn-th other point. A point with knn copies of itself or more would have none: it takes a bandwidth
 * so small (1e-12 of the median positive distance) that its copies have affinity 1 and all others 0.
 */
export function bandwidths(distances: Float64Array, n: number, knn: number): Float64Array {
  const result = new Float64Array(n)
  const nearest = new Float64Array(knn)
  for (let i = 0; i < n; i++) {
    nearest.fill(Infinity)
    for (let j = 0; j < n; j++) if (j !== i) insert(nearest, distances[condensedIndex(i, j, n)])
    result[i] = nearest[knn - 1]
  }
  return atLeastSome(result, distances)
}

function atLeastSome(bandwidth: Float64Array, distances: Float64Array): Float64Array {
  if (!bandwidth.includes(0)) return bandwidth
  const positive = distances.filter(distance => distance > 0).sort()
  const middle = positive.length >> 1
  const median = positive.length % 2 === 1 ? positive[middle] : (positive[middle - 1] + positive[middle]) / 2
  return bandwidth.map(eps => Math.max(eps, 1e-12 * median))
}

/** Keeps the least values seen, ascending. */
function insert(least: Float64Array, value: number): void {
  let at = least.length - 1
  if (value >= least[at]) return
  for (; at > 0 && least[at - 1] > value; at--) least[at] = least[at - 1]
  least[at] = value
}

function symmetrised(distances: Float64Array, n: number, bandwidth: Float64Array, decay: number): SparseSymmetric {
  // Beyond this many bandwidths the affinity is below the cut: the power and the exponential are spared there.
  const reach = (-Math.log(CUT)) ** (1 / decay) * (1 + 1e-9)
  const upper = new Float64Array(distances.length)
  const rows = new Uint32Array(n + 1)
  let at = 0
  for (let i = 0; i < n; i++) {
    rows[i + 1]++
    for (let j = i + 1; j < n; j++, at++) {
      const distance = distances[at]
      let value = 0
      if (distance <= reach * bandwidth[i]) value += affinity(distance, bandwidth[i], decay)
      if (distance <= reach * bandwidth[j]) value += affinity(distance, bandwidth[j], decay)
      if (value === 0) continue
      upper[at] = value / 2
      rows[i + 1]++
      rows[j + 1]++
    }
  }
  for (let i = 0; i < n; i++) rows[i + 1] += rows[i]
  const column = new Uint32Array(rows[n])
  const value = new Float64Array(rows[n])
  for (let i = 0, entry = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const k = j === i ? 1 : upper[j < i ? condensedRow(j, n) + i : condensedRow(i, n) + j]
      if (k === 0) continue
      column[entry] = j
      value[entry++] = k
    }
  }
  return { n, rows, column, value }
}

/** P = Q⁻¹ K, N × N row-major, row-stochastic. */
export function operatorFromKernel({ n, rows, column, value, sums }: Kernel): Float64Array {
  const operator = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) operator[i * n + column[k]] = value[k] / sums[i]
  }
  return operator
}

/** P = Q⁻¹ K by its non-zeros. */
export function sparseOperator({ n, rows, column, value, sums }: Kernel): { n: number, rows: Uint32Array, column: Uint32Array, value: Float64Array } {
  const probability = new Float64Array(value.length)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) probability[k] = value[k] / sums[i]
  return { n, rows, column, value: probability }
}

/** Connected components of the neighbour graph: their number, and each point's (0, 1, … in order of first appearance). */
export function components({ n, rows, column }: SparseSymmetric): { count: number, of: Uint32Array } {
  const of = new Uint32Array(n).fill(n)
  const queue: number[] = []
  let count = 0
  for (let start = 0; start < n; start++) {
    if (of[start] < n) continue
    of[start] = count
    queue.push(start)
    for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
      for (let k = rows[i]; k < rows[i + 1]; k++) {
        if (of[column[k]] < n) continue
        of[column[k]] = count
        queue.push(column[k])
      }
    }
    count++
  }
  return { count, of }
}

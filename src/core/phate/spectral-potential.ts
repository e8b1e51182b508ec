// The potential at any time from one decomposition of the walk: what a slider over t needs.
import { symmetricEigenSteps } from '../eigen.ts'
import { rowDistanceSteps } from '../matrix.ts'
import type { Native } from '../native/native.ts'
import { openNative, withNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { symmetricOperator } from './diffusion-coordinates.ts'
import type { Kernel } from './kernel.ts'
import type { NativeSquare } from './native-square.ts'
import { allocSquare, condensedCopy, squareCopy } from './native-square.ts'
import { nativeRowDistances } from './potential-native.ts'
import { potentialSteps, toPotential } from './potential.ts'

/** Powers |λ|ᵗ up to this are left out. 1e-12 would do for potential distances to 1e-9; this keeps U, where −ln(p + 1e-7) magnifies, within 1e-8 of its largest. */
const NEGLIGIBLE = 1e-14

/** Up to this many points a new t is so quick that it is computed in one go, in the memory that stays. */
const SMALL = 700

/** A walk taken apart: S = Q^−½ K Q^−½ = V Λ V', so Pᵗ = Q^−½ V Λᵗ V' Q^½ for every t. */
export interface Diffusion {
  n: number
  /** Λ by falling |λ|: λ₁ = 1; some may be negative. */
  values: Float64Array
  /** V, n × n row-major: row i holds point i's entry in each eigenvector, in the order of the values. */
  entries: Float64Array
  /** √q. */
  roots: Float64Array
}

/** U, N × N row-major, and the distances between its rows, condensed. */
export interface PotentialAtTime { potential: Float64Array, potentialDistances: Float64Array }

/** Takes a kernel's walk apart; about 8 N³ operations, once. */
export function* decomposeSteps(kernel: Kernel): Steps<Diffusion> {
  const { n } = kernel
  const s = symmetricOperator(kernel)
  const dense = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let k = s.rows[i]; k < s.rows[i + 1]; k++) dense[i * n + s.column[k]] = s.value[k]
  const { values, vectors } = yield* symmetricEigenSteps(dense, n, 'decomposition')
  const order = Uint32Array.from(values.keys()).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) dense[i * n + k] = vectors[order[k] * n + i]
  return { n, values: Float64Array.from(order, k => values[k]), entries: dense, roots: kernel.sums.map(Math.sqrt) }
}

/** How many eigenvalues still count after t steps: those with |λ|ᵗ > 1e-14. */
export function rankAt({ values }: Diffusion, t: number): number {
  const first = values.findIndex(value => !(Math.abs(value) ** t > NEGLIGIBLE))
  return first < 0 ? values.length : first
}

/**
 * U after t steps (N × N) from a walk taken apart; about N² rank / 2 multiply-adds. λᵗ keeps its sign for odd t; what rounding leaves
 * below 0 counts as 0. Equal to the way of `operatorPower` within 1e-8 of the largest.
 */
export function potentialAt(diffusion: Diffusion, t: number, gamma: number): Float64Array {
  return withNative(native => squareCopy(nativeSpectral(native, diffusion, t, gamma))) ?? toPotential(twinPower(diffusion, t), gamma)
}

/**
 * U and the distances between its rows after t steps, by the way that suits the kernel: sparse products where the kernel is nearly
 * a graph and t small, else the spectrum. The choice depends on kernel and t alone, so the same t gives the same bits whatever was asked before.
 * A decomposition is made when first needed and kept as long as the kernel is: from then on a change of t costs little but the distances.
 */
export function* potentialOfTimeSteps(kernel: Kernel, t: number, gamma: number): Steps<PotentialAtTime> {
  if (!(Number.isSafeInteger(t) && t >= 1)) throw new Error(`PHATE's t is ${t}; it must be a whole number of at least 1.`)
  const diffusion = sparseSuits(kernel, t) ? null : yield* keptDiffusion(kernel)
  const whole = (native: Native | null): Steps<PotentialAtTime> => (diffusion ? spectralSteps(diffusion, t, gamma, native) : potentialSteps(kernel, t, gamma, native))
  yield { stage: 'potential', share: 0 }
  const { potential, potentialDistances } = kernel.n > SMALL
    ? yield* whole(openNative())
    : withNative(native => runToEnd(whole(native))) ?? runToEnd(whole(null))
  return { potential, potentialDistances }
}

function* spectralSteps(diffusion: Diffusion, t: number, gamma: number, native: Native | null): Steps<PotentialAtTime> {
  const { n } = diffusion
  if (!native) {
    const potential = toPotential(twinPower(diffusion, t), gamma)
    return { potential, potentialDistances: yield* rowDistanceSteps(potential, n, n, 'potential', null) }
  }
  const { square, potential } = yield* nativeRowDistances(native, n, function* (memory) {
    return nativeSpectral(memory, diffusion, t, gamma)
  })
  return { potential, potentialDistances: condensedCopy(square) }
}

const kept = new WeakMap<Kernel, Diffusion>()

function* keptDiffusion(kernel: Kernel): Steps<Diffusion> {
  const known = kept.get(kernel)
  if (known) return known
  const diffusion = yield* decomposeSteps(kernel)
  kept.set(kernel, diffusion)
  return diffusion
}

/** Non-zeros · N · (t − 1) multiply-adds against N² rank / 2: beyond N³ / 2 the spectrum is two to ten times as quick, below it hardly quicker. */
export function sparseSuits({ n, value }: Kernel, t: number): boolean {
  return value.length * (t - 1) <= n * n / 2
}

/** Pᵗ, each pair's inner product once. */
function twinPower(diffusion: Diffusion, t: number): Float64Array {
  const { n, entries, roots, values } = diffusion
  const rank = rankAt(diffusion, t)
  const powers = values.subarray(0, rank).map(value => value ** t)
  const result = new Float64Array(n * n)
  const scaled = new Float64Array(rank)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < rank; k++) scaled[k] = powers[k] * entries[i * n + k]
    for (let j = 0; j <= i; j++) {
      let even = 0
      let odd = 0
      let k = 0
      for (let at = j * n; k + 1 < rank; k += 2, at += 2) {
        even += scaled[k] * entries[at]
        odd += scaled[k + 1] * entries[at + 1]
      }
      if (k < rank) even += scaled[k] * entries[j * n + k]
      const entry = Math.max(0, even + odd)
      result[i * n + j] = entry * roots[j] / roots[i]
      result[j * n + i] = entry * roots[i] / roots[j]
    }
  }
  return result
}

/** Rows of the product that stay in the cache while all others pass by. */
const BAND = 64

/** U in the job's memory, on top of its stack. */
function nativeSpectral(native: Native, diffusion: Diffusion, t: number, gamma: number): NativeSquare {
  const { n, entries, roots, values } = diffusion
  const rank = rankAt(diffusion, t)
  const even = rank + rank % 2
  const square = allocSquare(native, n)
  const { pointer, stride } = square
  const mark = native.mark()
  const left = allocSquare(native, n).pointer
  const right = allocSquare(native, n).pointer
  const root = native.put(roots)
  const scaled = native.f64(left, stride * stride)
  const plain = native.f64(right, stride * stride)
  const powers = values.subarray(0, rank).map(value => value ** t)
  for (let i = 0; i < stride; i++) {
    for (let k = 0; k < even; k++) {
      const entry = i < n && k < rank ? entries[i * n + k] : 0
      plain[i * stride + k] = entry
      scaled[i * stride + k] = k < rank ? powers[k] * entry : 0
    }
  }
  native.f64(pointer, stride * stride).fill(0)
  for (let from = 0; from < stride; from += BAND) native.phate.addProducts(left, right, stride, stride, from, Math.min(stride, from + BAND), 0, even, pointer)
  native.phate.mirror(pointer, n, stride, 0)
  native.phate.symmetricPotential(pointer, n, stride, root, gamma, 0, n)
  native.release(mark)
  return square
}

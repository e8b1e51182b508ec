// Where t steps of the walk lead, seen through a logarithm: the potential, whose differences PHATE draws as distances.
import { rowDistanceSteps, SLICE } from '../matrix.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { rowProduct } from '../row-product.ts'
import type { Kernel } from './kernel.ts'
import type { NativeSquare } from './native-square.ts'
import { condensedCopy, squareCopy } from './native-square.ts'
import { nativePotential, nativeRowDistances } from './potential-native.ts'

/** Added to probabilities before the logarithm: the potential never exceeds 16.118. */
export const FLOOR = 1e-7

/**
 * The informational transform of probabilities, entry by entry and in place: gamma 1: −ln(p + 1e-7); gamma −1: p; otherwise pᶜ / c
 * with c = (1 − gamma)/2. gamma between 0.99 and 1 is taken as 0.99.
 */
export function toPotential(probabilities: Float64Array, gamma: number): Float64Array {
  if (gamma === -1) return probabilities
  const c = (1 - Math.min(gamma, 0.99)) / 2
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k]
    probabilities[k] = gamma === 1 ? -Math.log(p + FLOOR) : p ** c / c
  }
  return probabilities
}

export interface Potential {
  /** U, N × N. */
  potential: Float64Array
  /** Distances between rows of U, condensed; and where they lie in the job's memory. */
  potentialDistances: Float64Array
  square: NativeSquare | null
}

/** U after t steps and the distances between its rows, by direct differences in float64. */
export function* potentialSteps(kernel: Kernel, t: number, gamma: number, native: Native | null = openNative()): Steps<Potential> {
  if (!native) {
    const potential = toPotential(yield* operatorPower(kernel, t, null), gamma)
    return { potential, potentialDistances: yield* rowDistanceSteps(potential, kernel.n, kernel.n, 'potential'), square: null }
  }
  const { square, potential } = yield* nativeRowDistances(native, kernel.n, function* (native) {
    return yield* nativePotential(native, kernel, t, gamma, cheaperSparse(kernel, t))
  })
  return { potential, potentialDistances: condensedCopy(square), square }
}

/**
 * Pᵗ, N × N row-major, for P = Q⁻¹ K and whole t ≥ 1. Takes the cheaper of two ways: t sparse products with K's non-zeros, or
 * repeated squaring of the symmetric S = Q^−½ K Q^−½, from which Pᵗ = Q^−½ Sᵗ Q^½. They agree to rounding.
 */
export function* operatorPower(kernel: Kernel, t: number, native: Native | null = openNative()): Steps<Float64Array> {
  if (native) return squareCopy(yield* nativePotential(native, kernel, t, -1, cheaperSparse(kernel, t)))
  return yield* cheaperSparse(kernel, t) ? sparsePower(kernel, t) : squaringPower(kernel, t)
}

function cheaperSparse({ n, value }: Kernel, t: number): boolean {
  const products = 2 * Math.floor(Math.log2(t))
  return value.length * (t - 1) <= products * n * n / 2
}

/** Columns of Pᵗ worked on together: N × 32 doubles stay in the cache. */
const STRIP = 32

/** Pᵗ by t − 1 products of sparse P with dense strips of columns. */
export function* sparsePower({ n, rows, column, value, sums }: Kernel, t: number): Steps<Float64Array> {
  const probability = new Float64Array(value.length)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) probability[k] = value[k] / sums[i]
  const sparse = { n, rows, column, value: probability }
  const power = new Float64Array(n * n)
  let strip = new Float64Array(n * STRIP)
  let next = new Float64Array(n * STRIP)
  let work = 0
  for (let from = 0; from < n; from += STRIP) {
    const width = Math.min(STRIP, n - from)
    strip.fill(0)
    for (let i = 0; i < n; i++) {
      for (let k = rows[i]; k < rows[i + 1]; k++) {
        const c = column[k] - from
        if (c >= 0 && c < width) strip[i * STRIP + c] = probability[k]
      }
    }
    for (let s = 1; s < t; s++) {
      timesStrip(sparse, strip, next)
      const swap = strip
      strip = next
      next = swap
      work += value.length * STRIP
      if (work > SLICE) {
        yield { stage: 'potential', share: (from + STRIP * s / t) / (n + STRIP) }
        work = 0
      }
    }
    for (let i = 0; i < n; i++) power.set(strip.subarray(i * STRIP, i * STRIP + width), i * n + from)
  }
  return power
}

/** result = P · strip. */
function timesStrip({ n, rows, column, value }: Pick<Kernel, 'n' | 'rows' | 'column' | 'value'>, strip: Float64Array, result: Float64Array): void {
  result.fill(0)
  for (let i = 0; i < n; i++) {
    const target = i * STRIP
    for (let k = rows[i]; k < rows[i + 1]; k++) {
      const p = value[k]
      const source = column[k] * STRIP
      for (let c = 0; c < STRIP; c++) result[target + c] += p * strip[source + c]
    }
  }
}

/** Pᵗ by repeated squaring: at most 2 log₂ t products of symmetric matrices that commute, so that only half of each is computed. */
export function* squaringPower({ n, rows, column, value, sums }: Kernel, t: number): Steps<Float64Array> {
  const roots = sums.map(Math.sqrt)
  const single = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) single[i * n + column[k]] = value[k] / (roots[i] * roots[column[k]])
  }
  let power: Float64Array = single
  for (const bit of t.toString(2).slice(1)) {
    power = yield* symmetricProduct(power, power, n)
    if (bit === '1') power = yield* symmetricProduct(power, single, n)
  }
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    // Rounding may leave −1e-16 where nothing is.
    for (let j = 0; j < n; j++) result[i * n + j] = Math.max(0, power[i * n + j] * roots[j] / roots[i])
  }
  return result
}

/** A B for symmetric A and B that commute: its entry (i, j) is row i of A times row j of B, and it is symmetric. */
function* symmetricProduct(a: Float64Array, b: Float64Array, n: number): Steps<Float64Array> {
  const product = new Float64Array(n * n)
  let work = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = rowProduct(a, i * n, b, j * n, n)
      product[i * n + j] = entry
      product[j * n + i] = entry
    }
    work += i * n
    if (work > SLICE) {
      yield { stage: 'potential', share: i / n }
      work = 0
    }
  }
  return product
}

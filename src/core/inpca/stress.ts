// Explained stress: how much of the centred table W its leading axes hold.
import type { Native } from '../native/native.ts'
import { withNative } from '../native/native.ts'

/**
 * χ_k = 1 − √(1 − Σ_{i≤k} λ_i² / ‖W‖_F²) for k = 1 … count, where `total` is ‖W‖_F² and `beyond` what of it no axis of `values` holds.
 * Not a share of λ²: χ is much smaller. The rest is summed from its small end, so that χ is right where it nears 1. 0 where `total` is 0.
 */
export function explainedStress(values: ArrayLike<number>, total: number, beyond: number, count: number): Float64Array {
  const stress = new Float64Array(count)
  let rest = beyond
  for (let k = count; k >= 1; k--) {
    if (k < values.length) rest += values[k] * values[k]
    if (total > 0) stress[k - 1] = 1 - Math.sqrt(Math.min(1, rest / total))
  }
  return stress
}

/** ‖W‖_F², and what of it is left without the leading pairs: from all eigenvalues where they are known, else from W − Σ λ v v' itself. */
export function squaresBeyond(
  matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array, eigenvalues: Float64Array | null,
): { total: number, beyond: number } {
  if (eigenvalues) {
    let beyond = 0
    for (let k = eigenvalues.length - 1; k >= values.length; k--) beyond += eigenvalues[k] * eigenvalues[k]
    return { total: squareOf(matrix), beyond }
  }
  return withNative(native => leftNatively(native, matrix, n, values, vectors)) ?? leftOf(matrix, n, values, vectors)
}

function squareOf(numbers: Float64Array): number {
  let sum = 0
  for (let at = 0; at < numbers.length; at++) sum += numbers[at] * numbers[at]
  return sum
}

/** ‖W‖_F² and ‖W − Σ λ v v'‖_F². */
function leftOf(matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): { total: number, beyond: number } {
  const rest = new Float64Array(n)
  let beyond = 0
  for (let i = 0; i < n; i++) {
    rest.set(matrix.subarray(i * n, (i + 1) * n))
    for (let k = 0; k < values.length; k++) {
      const factor = values[k] * vectors[k * n + i]
      for (let j = 0; j < n; j++) rest[j] -= factor * vectors[k * n + j]
    }
    beyond += squareOf(rest)
  }
  return { total: squareOf(matrix), beyond }
}

function leftNatively(native: Native, matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): { total: number, beyond: number } {
  const count = values.length
  const width = n + n % 2
  const rows = native.alloc(count * width * 8)
  const rest = native.alloc(width * 8)
  const factors = native.alloc((count + 1) * 8)
  const held = native.f64(rows, count * width).fill(0)
  for (let k = 0; k < count; k++) held.set(vectors.subarray(k * n, (k + 1) * n), k * width)
  const row = native.f64(rest, width).fill(0)
  const factor = native.f64(factors, count + 1)
  let total = 0
  let beyond = 0
  for (let i = 0; i < n; i++) {
    row.set(matrix.subarray(i * n, (i + 1) * n))
    native.table.products(rest, width * 8, 1, rest, factors)
    total += factor[0]
    for (let k = 0; k < count; k++) factor[k] = values[k] * held[k * width + i]
    native.table.takeOff(rows, width * 8, count, factors, rest)
    native.table.products(rest, width * 8, 1, rest, factors)
    beyond += factor[0]
  }
  return { total, beyond }
}

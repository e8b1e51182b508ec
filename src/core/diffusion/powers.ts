// A walk's own steps, doubled: P², P⁴, P⁸ of a diffusion operator, kept as half a symmetric matrix like the operator itself.
import { condensedFromSquare, squareFromCondensed } from '../condensed.ts'
import { withNative } from '../native/native.ts'
import type { DiffusionOperator } from './operator.ts'

/**
 * P² of a walk P = Q⁻¹ M with M symmetric: M₂ = Q P² = M Q⁻¹ M is symmetric too, with the same row sums Q. n³/2 multiply-adds.
 */
export function squaredOperator({ n, affinities, sums, diagonal }: DiffusionOperator): DiffusionOperator {
  const matrix = squareFromCondensed(affinities, n, 1)
  if (diagonal) for (let k = 0; k < n; k++) matrix[k * n + k] = diagonal[k]
  const scaled = new Float64Array(n * n)
  const inverses = sums.map(q => 1 / q)
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) scaled[i * n + k] = matrix[i * n + k] * inverses[k]
  const product = nativeProducts(matrix, scaled, n) ?? upperProducts(matrix, scaled, n)
  return { n, affinities: condensedFromSquare(product, n), sums, diagonal: Float64Array.from({ length: n }, (_, k) => product[k * n + k]) }
}

/** P^t for t a power of two. */
export function operatorPower(operator: DiffusionOperator, t: number): DiffusionOperator {
  if (!(t >= 1 && Number.isInteger(Math.log2(t)))) throw new Error(`t is ${t}; a power of a walk is taken by doubling, so t must be 1, 2, 4, 8, ….`)
  return t === 1 ? operator : operatorPower(squaredOperator(operator), t / 2)
}

/** A B' above and on the diagonal (n × n, 0 below). Even and odd k are summed apart, each in order, and then added, as the kernel's two lanes do. */
export function upperProducts(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n)
  const paired = n - n % 2
  for (let i = 0; i < n; i++) {
    const p = i * n
    for (let j = i; j < n; j++) {
      const q = j * n
      let even = 0
      let odd = 0
      for (let k = 0; k < paired; k += 2) {
        even += a[p + k] * b[q + k]
        odd += a[p + k + 1] * b[q + k + 1]
      }
      if (paired < n) even += a[p + paired] * b[q + paired]
      product[p + j] = even + odd
    }
  }
  return product
}

/** The same by the kernel, which wants rows padded with zeros to a multiple of four. */
function nativeProducts(a: Float64Array, b: Float64Array, n: number): Float64Array | null {
  return withNative(native => {
    const padded = Math.ceil(n / 4) * 4
    const size = padded * padded
    const [left, right, out] = [0, 1, 2].map(() => native.alloc(8 * size))
    for (const [at, values] of [[left, a], [right, b]] as const) {
      const room = native.f64(at, size).fill(0)
      for (let i = 0; i < n; i++) room.set(values.subarray(i * n, (i + 1) * n), i * padded)
    }
    native.pairs.upperProducts(left, right, padded, out)
    const result = native.f64(out, size)
    const product = new Float64Array(n * n)
    for (let i = 0; i < n; i++) product.set(result.subarray(i * padded + i, i * padded + n), i * n + i)
    return product
  })
}

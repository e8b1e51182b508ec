import { describe, expect, it } from 'vitest'
import { symmetricEigenvalues } from '../eigen.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { openNative, withoutNative } from './native.ts'
import type { Reduction } from './symmetric.ts'
import { reduceSteps, rootFreeSteps } from './symmetric.ts'

const normal = normals(mulberry32(2))
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), Math.abs(a.length - b.length))

function symmetric(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = normal() / Math.sqrt(n)
  return matrix
}

/** Q B Q' from the band in the lower triangle and the reflectors in the upper one. */
function putTogether({ native, n, b, a, stride, taus, d, e }: Reduction): Float64Array {
  const wide = stride / 8
  const rows = native.f64(a, n * wide).slice()
  const product = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = Math.max(0, i - b); j <= i; j++) {
      const entry = b > 1 ? rows[i * wide + j] : native.f64(i === j ? d : e, n)[j]
      product[i * n + j] = product[j * n + i] = entry
    }
  }
  // Columns of B, then rows of QB, each turned by the kernel; B is symmetric, so its rows are its columns.
  for (let side = 0; side < 2; side++) {
    const z = native.alloc(n * stride)
    native.f64(z, n * wide).fill(0)
    for (let i = 0; i < n; i++) native.f64(z, n * wide).set(product.subarray(i * n, (i + 1) * n), i * wide)
    const order = b > 1 ? Math.ceil(n / 4) * 4 : n
    native.linear.reflectRows(a, stride, order, b, taus, 0, Math.max(0, order - b), z, stride, n, 0)
    const turned = native.f64(z, n * wide)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) product[j * n + i] = turned[i * wide + j]
  }
  return product
}

describe('reduction of a symmetric matrix', () => {
  it.each([1, 4, 8, 16, 24])('to half bandwidth %i keeps the eigenvalues, and its reflectors lead back', b => {
    for (let n = 1; n <= 75; n++) {
      const matrix = symmetric(n)
      const native = openNative()!
      const reduction = runToEnd(reduceSteps(native, matrix, n, 1, b, 'reduction'))
      expect(apart(putTogether(reduction), matrix)).toBeLessThan(1e-13)
      const values = runToEnd(rootFreeSteps(native, reduction.d, reduction.e, n, 'values')).slice().sort()
      expect(apart(values, withoutNative(() => symmetricEigenvalues(matrix, n)))).toBeLessThan(1e-13)
    }
  })

  it.each([1, 8])('to half bandwidth %i leaves the zero matrix and a diagonal one alone', b => {
    for (const entry of [0, 3]) {
      const matrix = new Float64Array(81)
      for (let k = 0; k < 9; k++) matrix[k * 10] = k * entry
      const native = openNative()!
      const { d, e } = runToEnd(reduceSteps(native, matrix, 9, 1, b, 'reduction'))
      expect(Array.from(native.f64(d, 9))).toEqual(Array.from({ length: 9 }, (_, k) => k * entry))
      expect(Array.from(native.f64(e, 8), Math.abs)).toEqual(Array.from({ length: 8 }, () => 0))
    }
  })
})

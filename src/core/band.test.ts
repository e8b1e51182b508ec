import { describe, expect, it } from 'vitest'
import type { Band } from './band.ts'
import { bandCholesky, bandSolve, bandTimes, dot, orthonormaliseSteps, smallestEigenvectorSteps } from './band.ts'
import { symmetricEigen } from './eigen.ts'
import { mulberry32, normals } from './random.ts'
import { runToEnd } from './steps.ts'

const normal = normals(mulberry32(4))

/** L L' for a random lower band L with this diagonal: positive semidefinite, and its dense form. */
function product(n: number, b: number, diagonal: (k: number) => number): { band: Band, matrix: Float64Array } {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = Math.max(0, i - b); j <= i; j++) l[i * n + j] = i === j ? diagonal(i) : 0.2 * normal()
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) matrix[i * n + j] += l[i * n + k] * l[j * n + k]
  const values = new Float64Array(n * (b + 1))
  for (let i = 0; i < n; i++) for (let j = Math.max(0, i - b); j <= i; j++) values[b + b * i + j] = matrix[i * n + j]
  return { band: { n, b, values }, matrix }
}

describe('band matrices', () => {
  it('are multiplied, factored and solved as the dense ones they stand for', () => {
    for (const [n, b] of [[1, 1], [2, 1], [9, 3], [40, 16], [5, 16]]) {
      const { band, matrix } = product(n, b, () => 1)
      const x = Float64Array.from({ length: n }, normal)
      const image = bandTimes(band, x)
      for (let i = 0; i < n; i++) expect(image[i]).toBeCloseTo(dot(matrix.subarray(i * n, (i + 1) * n), x), 12)
      bandSolve(bandCholesky(band, 0)!, image)
      for (let i = 0; i < n; i++) expect(image[i]).toBeCloseTo(x[i], 6)
    }
  })

  it('have no root where they are not positive definite', () => {
    const band = { n: 2, b: 1, values: Float64Array.of(0, 1, 2, 1) }
    expect(bandCholesky(band, 0)).toBeNull()
    expect(bandCholesky(band, 2)).not.toBeNull()
  })

  it('show the directions in which they vanish, as many as there are', () => {
    for (const b of [1, 6]) {
      const n = 60
      const { band, matrix } = product(n, b, k => k === 5 || k === 31 ? 0 : k === 40 ? 1e-7 : 1)
      const whole = symmetricEigen(matrix, n)
      const basis = runToEnd(smallestEigenvectorSteps(band, 3, 4, whole.values[n - 1], 'small'))!
      expect(basis).toHaveLength(7)
      for (let k = 0; k < 3; k++) {
        expect(Math.sqrt(dot(bandTimes(band, basis[k]), bandTimes(band, basis[k])))).toBeLessThan(whole.values[2] + 1e-13)
        for (let m = 0; m <= k; m++) expect(dot(basis[k], basis[m])).toBeCloseTo(Number(k === m), 12)
      }
    }
  })

  it('take vectors that span the same, made orthonormal', () => {
    const vectors = [Float64Array.of(1, 1, 0), Float64Array.of(1, 1, 1e-9), Float64Array.of(1, 0, 0)]
    runToEnd(orthonormaliseSteps(vectors, 'basis'))
    expect(vectors[1][2]).toBeCloseTo(1, 12)
    for (const [k, x] of vectors.entries()) for (const [m, y] of vectors.entries()) expect(dot(x, y)).toBeCloseTo(Number(k === m), 12)
  })
})

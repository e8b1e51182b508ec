import { describe, expect, it } from 'vitest'
import { symmetricEigen, symmetricEigenvalues } from './eigen.ts'
import { leadingEigenSteps } from './krylov.ts'
import { MersenneTwister } from './mersenne.ts'
import { singularValues } from './singular-values.ts'
import { runToEnd } from './steps.ts'

const random = new MersenneTwister(3)

function symmetric(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random.unit() - 0.5
  return matrix
}

/** The second-difference matrix: eigenvalues 2 − 2 cos(kπ/(n+1)). */
function differences(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 2
    if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1
  }
  return matrix
}

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

describe('symmetric eigenproblem', () => {
  it('knows the eigenvalues of second differences', () => {
    for (const n of [1, 2, 3, 50]) {
      const known = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1)))
      expect(apart(symmetricEigenvalues(differences(n), n), known)).toBeLessThan(1e-14)
    }
  })

  it('gives orthonormal vectors that the matrix only stretches', () => {
    for (const n of [1, 2, 5, 60]) {
      const matrix = symmetric(n)
      const { values, vectors } = symmetricEigen(matrix, n)
      expect(apart(values, symmetricEigenvalues(matrix, n))).toBeLessThan(1e-13)
      for (let k = 0; k < n; k++) {
        const vector = vectors.subarray(k * n, (k + 1) * n)
        const image = Array.from({ length: n }, (_, i) => vector.reduce((sum, x, j) => sum + x * matrix[i * n + j], 0))
        expect(apart(image, vector.map(x => x * values[k]))).toBeLessThan(1e-13)
        for (let m = 0; m < n; m++) {
          const product = vector.reduce((sum, x, j) => sum + x * vectors[m * n + j], 0)
          expect(Math.abs(product - Number(m === k))).toBeLessThan(1e-13)
        }
      }
    }
  })

  it('handles the zero matrix, repeated values and huge entries', () => {
    expect(Array.from(symmetricEigenvalues(new Float64Array(9), 3))).toEqual([0, 0, 0])
    const ones = new Float64Array(16).fill(1)
    expect(apart(symmetricEigenvalues(ones, 4), [0, 0, 0, 4])).toBeLessThan(1e-15)
    const huge = symmetricEigenvalues(ones.map(() => 1e200), 4)
    expect(huge[3] / 4e200).toBeCloseTo(1, 14)
  })

  it('refuses what is not finite, naming the entry', () => {
    expect(() => symmetricEigenvalues(Float64Array.of(1, 0, NaN, 1), 2)).toThrow('Entry 1, 0 of the matrix is NaN')
  })
})

describe('singular values', () => {
  it('are the sizes of the eigenvalues where the matrix is symmetric', () => {
    for (const n of [1, 2, 3, 40]) {
      const matrix = symmetric(n)
      const sizes = symmetricEigenvalues(matrix, n).map(Math.abs).sort().reverse()
      expect(apart(singularValues(matrix, n), sizes)).toBeLessThan(1e-13)
    }
  })

  it('keep the small ones, which the squared matrix would lose', () => {
    // Upper triangular with ones above the diagonal and a tiny last corner: σ₃ is tiny, the product of all three is the determinant.
    const values = singularValues(Float64Array.of(1, 1, 1, 0, 1, 1, 0, 0, 1e-10), 3)
    expect(values[0] * values[1] * values[2] / 1e-10).toBeCloseTo(1, 4)
    expect(Array.from(singularValues(new Float64Array(4), 2))).toEqual([0, 0])
  })
})

describe('leading eigenpairs', () => {
  it('are those of the whole matrix, by falling size', () => {
    const n = 120
    const matrix = symmetric(n)
    for (let k = 0; k < n; k++) matrix[k * n + k] -= k < 3 ? 30 + 5 * k : 0
    const whole = symmetricEigen(matrix, n)
    const { values, vectors } = runToEnd(leadingEigenSteps(matrix, n, 3, 'start'))
    for (let k = 0; k < 3; k++) {
      expect(values[k]).toBeCloseTo(whole.values[k], 11)
      const overlap = vectors.subarray(k * n, (k + 1) * n).reduce((sum, x, j) => sum + x * whole.vectors[k * n + j], 0)
      expect(Math.abs(overlap)).toBeCloseTo(1, 12)
    }
  })

  it('finds a repeated eigenvalue as often as it is there, and answers for zero and for tiny matrices', () => {
    const diagonal = new Float64Array(50 * 50)
    for (let k = 0; k < 50; k++) diagonal[k * 50 + k] = k < 3 ? 7 : 1
    expect(apart(runToEnd(leadingEigenSteps(diagonal, 50, 3, 'start')).values, [7, 7, 7])).toBeLessThan(1e-12)
    expect(Array.from(runToEnd(leadingEigenSteps(new Float64Array(9), 3, 2, 'start')).values)).toEqual([0, 0])
    expect(Array.from(runToEnd(leadingEigenSteps(Float64Array.of(5), 1, 2, 'start')).values)).toEqual([5, 0])
  })
})

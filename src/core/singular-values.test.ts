import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symmetricEigenvalues } from './eigen.ts'
import type { SparseSquare } from './gram-singular-values.ts'
import { gramSingularValueSteps } from './gram-singular-values.ts'
import { withoutNative } from './native/native.ts'
import { mulberry32, normals, shuffled } from './random.ts'
import { singularValues, singularValueSteps } from './singular-values.ts'
import { runToEnd } from './steps.ts'

const normal = normals(mulberry32(11))
const dense = (n: number): Float64Array => Float64Array.from({ length: n * n }, normal)
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), Math.abs(a.length - b.length))

describe('singular values', () => {
  it('are the sizes of the eigenvalues where the matrix is symmetric', () => {
    for (const n of [1, 2, 3, 40, 64]) {
      const matrix = dense(n)
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]
      const sizes = symmetricEigenvalues(matrix, n).map(Math.abs).sort().reverse()
      expect(apart(singularValues(matrix, n), sizes)).toBeLessThan(1e-12)
    }
  })

  it('keep the small ones, which the squared matrix would lose', () => {
    // Upper triangular with ones above the diagonal and a tiny last corner: σ₃ is tiny, the product of all three is the determinant.
    const values = singularValues(Float64Array.of(1, 1, 1, 0, 1, 1, 0, 0, 1e-10), 3)
    expect(values[0] * values[1] * values[2] / 1e-10).toBeCloseTo(1, 4)
    expect(Array.from(singularValues(new Float64Array(4), 2))).toEqual([0, 0])
    expect(singularValues(new Float64Array(0), 0)).toHaveLength(0)
  })

  it('agree with the twin for every small order, of matrices without full rank too', () => {
    for (let n = 0; n <= 50; n++) {
      const matrix = dense(n)
      if (n % 3 === 0) for (let k = 0; k < n; k++) matrix[k] = matrix[(n - 1) * n + k]
      if (n % 4 === 0) for (let k = 0; k < n; k++) matrix[k * n] = 0
      expect(apart(singularValues(matrix, n), withoutNative(() => singularValues(matrix, n)))).toBeLessThan(1e-12)
    }
  })

  it('of any matrix: squares sum to the squared entries; transposing, reordering and negating change nothing', () => {
    const entries = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -1, max: 1 }))
    const matrices = fc.integer({ min: 1, max: 20 })
      .chain(n => fc.array(entries, { minLength: n * n, maxLength: n * n }).map(values => ({ n, matrix: Float64Array.from(values) })))
    fc.assert(fc.property(matrices, fc.integer(), ({ n, matrix }, seed) => {
      const values = singularValues(matrix, n)
      expect(Math.abs(values.reduce((sum, x) => sum + x * x, 0) - matrix.reduce((sum, x) => sum + x * x, 0))).toBeLessThan(1e-11)
      const [rows, columns] = [shuffled(n, mulberry32(seed)), shuffled(n, mulberry32(seed + 1))]
      const other = matrix.map((_, k) => -matrix[rows[k % n] * n + columns[Math.floor(k / n)]])
      expect(apart(singularValues(other, n), values)).toBeLessThan(1e-12)
    }))
  })

  it('refuse what is not finite', () => {
    expect(() => singularValues(Float64Array.of(1, NaN, 0, 1), 2)).toThrow('Entry 0, 1 of the matrix is NaN')
  })
})

function sparseOf(matrix: Float64Array, n: number): SparseSquare {
  const places = Array.from(matrix.keys()).filter(k => matrix[k] !== 0)
  const rows = new Uint32Array(n + 1)
  for (const k of places) rows[Math.floor(k / n) + 1]++
  for (let i = 0; i < n; i++) rows[i + 1] += rows[i]
  return { n, rows, column: Uint32Array.from(places, k => k % n), value: Float64Array.from(places, k => matrix[k]) }
}

function gramOf(matrix: Float64Array, n: number): Float64Array {
  const gram = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += matrix[i * n + k] * matrix[j * n + k]
      gram[i * n + j] = gram[j * n + i] = sum
    }
  }
  return gram
}

/** Rows of a kernel divided by their sums. */
const operator = (kernel: Float64Array, n: number): Float64Array => {
  const sums = Array.from({ length: n }, (_, i) => kernel.subarray(i * n, (i + 1) * n).reduce((sum, x) => sum + x, 0))
  return kernel.map((entry, k) => entry / sums[Math.floor(k / n)])
}

/** A diffusion operator on random points with an adaptive, cut kernel as PHATE's; some points lie upon others, and the cloud falls into parts. */
function walk(n: number, { dims = 3, alpha = 40, copies = 0, parts = 1 } = {}): Float64Array {
  const points = Float64Array.from({ length: n * dims }, (_, k) => normal() + (k % dims === 0 ? 1000 * (Math.floor(k / dims) % parts) : 0))
  for (let k = 0; k < copies; k++) points.copyWithin((n - 1 - k) * dims, k * dims, (k + 1) * dims)
  const distances = Float64Array.from({ length: n * n }, (_, k) => {
    let sum = 0
    for (let d = 0; d < dims; d++) sum += (points[Math.floor(k / n) * dims + d] - points[k % n * dims + d]) ** 2
    return Math.sqrt(sum)
  })
  const width = Array.from({ length: n }, (_, i) => distances.slice(i * n, (i + 1) * n).sort()[Math.min(5, n - 1)])
  const cut = (ratio: number): number => { const value = Math.exp(-(ratio ** alpha)); return value < 1e-4 ? 0 : value }
  return operator(distances.map((distance, k) => (cut(distance / width[Math.floor(k / n)]) + cut(distance / width[k % n])) / 2), n)
}

const fromGram = (matrix: Float64Array, n: number): Float64Array => runToEnd(gramSingularValueSteps(gramOf(matrix, n), sparseOf(matrix, n), 'entropy'))

describe('singular values from the Gram matrix', () => {
  it('are those of the matrix itself, for orders from 3 to 70', () => {
    for (let n = 3; n <= 70; n++) {
      const matrix = walk(n, { copies: n % 3 })
      expect(apart(fromGram(matrix, n), withoutNative(() => singularValues(matrix, n)))).toBeLessThan(1e-10)
    }
  })

  it('hold for exact zeros, parts, nearly singular and smooth kernels', () => {
    const cases: [number, Parameters<typeof walk>[1]][] = [
      [120, { copies: 4 }], [121, { copies: 40 }], [150, { parts: 7 }], [203, { alpha: 4 }], [170, { dims: 1, alpha: 2 }], [202, { dims: 2 }],
    ]
    for (const [n, options] of cases) {
      const matrix = walk(n, options)
      const values = fromGram(matrix, n)
      expect(apart(values, singularValues(matrix, n))).toBeLessThan(1e-10)
      expect(values.slice().sort().reverse()).toEqual(values)
      for (let k = 1; k <= (options?.copies ?? 0); k++) expect(values[n - k]).toBeLessThan(1e-12)
    }
  })

  it('keep a known small one that squaring would lose', () => {
    // One value of 1e-9 and one of 3e-7 among values of order 1: their squares lie below the rounding of the largest square.
    const n = 90
    const matrix = new Float64Array(n * n)
    for (let k = 0; k < n; k++) matrix[k * n + (k + 7) % n] = k === 11 ? 1e-9 : k === 50 ? 3e-7 : 1 + k / n
    // Turned a little in the planes of neighbours, so that the Gram matrix is not diagonal.
    for (let i = 0; i + 1 < n; i++) {
      for (let j = 0; j < n; j++) {
        const [x, y] = [matrix[i * n + j], matrix[(i + 1) * n + j]]
        matrix[i * n + j] = 0.8 * x - 0.6 * y
        matrix[(i + 1) * n + j] = 0.6 * x + 0.8 * y
      }
    }
    const values = fromGram(matrix, n)
    expect(values[n - 1]).toBeCloseTo(1e-9, 13)
    expect(values[n - 2]).toBeCloseTo(3e-7, 13)
    expect(symmetricEigenvalues(gramOf(matrix, n), n)[0]).not.toBeCloseTo(1e-18, 21)
  })

  it('hold where the tiny ones are not set apart from the next', () => {
    const n = 200
    // The border between tiny and not tiny, 3.16e-5, lies among values that follow one another closely; or among zeros and these.
    const spectra = [
      (k: number): number => k < 8 ? 3.1622e-5 + 1e-11 * (k - 4) : 1,
      (k: number): number => k < 3 ? 0 : k < 30 ? 3.1e-5 + 2e-8 * k : 1,
      (k: number): number => ((k + 0.5) / n) ** 3,
    ]
    for (const spectrum of spectra) {
      const known = Float64Array.from({ length: n }, (_, k) => spectrum(k)).sort().reverse()
      const matrix = new Float64Array(n * n)
      const [u, w] = [0, 0].map(() => Float64Array.from({ length: n }, normal))
      const [uu, ww] = [u, w].map(x => x.reduce((sum, y) => sum + y * y, 0))
      const crossed = u.reduce((sum, x, k) => sum + x * known[k] * w[k], 0)
      // (I − 2uu'/u'u) Σ (I − 2ww'/w'w)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          matrix[i * n + j] = (i === j ? known[i] : 0) - 2 * u[i] * u[j] * known[j] / uu - 2 * known[i] * w[i] * w[j] / ww + 4 * crossed * u[i] * w[j] / (uu * ww)
        }
      }
      expect(apart(fromGram(matrix, n), known)).toBeLessThan(1e-10)
    }
  })

  it('hold by way of a band', () => {
    const n = 803
    const matrix = walk(n, { copies: 2, parts: 3 })
    expect(apart(fromGram(matrix, n), runToEnd(singularValueSteps(matrix, n, 'exact')))).toBeLessThan(1e-10)
  })

  it('go the long way without kernels, and for the zero matrix', () => {
    const matrix = walk(60)
    expect(withoutNative(() => fromGram(matrix, 60))).toEqual(withoutNative(() => singularValues(matrix, 60)))
    expect(Array.from(fromGram(new Float64Array(2500), 50))).toEqual(Array.from({ length: 50 }, () => 0))
  })

  it('change neither matrix', () => {
    const matrix = walk(60, { copies: 1 })
    const [gram, sparse] = [gramOf(matrix, 60), sparseOf(matrix, 60)]
    const before = [gram.slice(), sparse.rows.slice(), sparse.column.slice(), sparse.value.slice()]
    runToEnd(gramSingularValueSteps(gram, sparse, 'entropy'))
    expect([gram, sparse.rows, sparse.column, sparse.value]).toEqual(before)
  })
})

const place = new URL('../../../shared/fixtures/phate/', import.meta.url)

describe.skipIf(!existsSync(place))('singular values of the operators of ../shared/fixtures/phate', () => {
  const f64 = (name: string): Float64Array => new Float64Array(Uint8Array.from(readFileSync(new URL(name, place))).buffer)

  it.each([['tree200', 200], ['digits300', 300], ['mlp_digits150', 150]])('are those stored: %s', (name, n) => {
    const upper = f64(`${name}/K.f64`)
    const kernel = new Float64Array(n * n)
    let at = 0
    for (let i = 0; i < n; i++) for (let j = i; j < n; j++) kernel[i * n + j] = kernel[j * n + i] = upper[at++]
    const matrix = operator(kernel, n)
    const stored = f64(`${name}/singular_values_P.f64`)
    expect(apart(fromGram(matrix, n), stored)).toBeLessThan(1e-10)
    expect(apart(singularValues(matrix, n), stored)).toBeLessThan(1e-13)
  })
})

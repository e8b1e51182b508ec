import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symmetricEigen, symmetricEigenSteps, symmetricEigenvalues, symmetricEigenvaluesSteps } from './eigen.ts'
import { leadingEigenSteps } from './krylov.ts'
import { MersenneTwister } from './mersenne.ts'
import { withoutNative } from './native/native.ts'
import { mulberry32, shuffled } from './random.ts'
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

/** (I − 2uu') A (I − 2uu') for a random unit vector u: dense, with A's eigenvalues. */
function reflected(matrix: Float64Array, n: number): Float64Array {
  const u = Float64Array.from({ length: n }, () => random.unit() - 0.5)
  const norm = Math.hypot(...u)
  for (let k = 0; k < n; k++) u[k] /= norm
  const image = Float64Array.from({ length: n }, (_, i) => u.reduce((sum, x, j) => sum + x * matrix[i * n + j], 0))
  const middle = u.reduce((sum, x, i) => sum + x * image[i], 0)
  return matrix.map((entry, k) => {
    const [i, j] = [Math.floor(k / n), k % n]
    return entry - 2 * u[i] * image[j] - 2 * image[i] * u[j] + 4 * middle * u[i] * u[j]
  })
}

/** A matrix with these eigenvalues and nothing else to be seen: three reflections. */
function withSpectrum(values: Float64Array): Float64Array {
  const n = values.length
  const diagonal = new Float64Array(n * n)
  for (let k = 0; k < n; k++) diagonal[k * n + k] = values[k]
  return reflected(reflected(reflected(diagonal, n), n), n)
}

/** exp(−|x − y|²/(2 σ²)) / n for n points in so many dimensions: at large σ its eigenvalues fall to nothing. */
function gaussian(n: number, dims: number, sigma: number): Float64Array {
  const points = Float64Array.from({ length: n * dims }, () => random.unit())
  return Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n]
    let sum = 0
    for (let d = 0; d < dims; d++) sum += (points[i * dims + d] - points[j * dims + d]) ** 2
    return Math.exp(-sum / (2 * sigma * sigma)) / n
  })
}

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), Math.abs(a.length - b.length))
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0)

/** Largest entry of V V' − 1 and of A V' − V' Λ. */
function defects(matrix: Float64Array, n: number, { values, vectors }: { values: Float64Array, vectors: Float64Array }): [number, number] {
  let skew = 0
  let rest = 0
  for (let k = 0; k < n; k++) {
    const vector = vectors.subarray(k * n, (k + 1) * n)
    const image = Array.from({ length: n }, (_, i) => vector.reduce((total, x, j) => total + x * matrix[i * n + j], 0))
    rest = Math.max(rest, apart(image, vector.map(x => x * values[k])))
    for (let m = 0; m < n; m++) {
      const product = vector.reduce((total, x, j) => total + x * vectors[m * n + j], 0)
      skew = Math.max(skew, Math.abs(product - Number(m === k)))
    }
  }
  return [skew, rest]
}

describe('symmetric eigenproblem', () => {
  it('knows the eigenvalues of second differences', () => {
    for (const n of [1, 2, 3, 50]) {
      const known = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1)))
      expect(apart(symmetricEigenvalues(differences(n), n), known)).toBeLessThan(2e-14)
    }
  })

  it('gives orthonormal vectors that the matrix only stretches', () => {
    for (const n of [1, 2, 3, 4, 5, 17, 60, 64]) {
      const matrix = symmetric(n)
      const result = symmetricEigen(matrix, n)
      expect(apart(result.values, symmetricEigenvalues(matrix, n))).toBeLessThan(1e-13)
      const [skew, rest] = defects(matrix, n, result)
      expect(skew).toBeLessThan(1e-13)
      expect(rest).toBeLessThan(1e-13)
    }
  })

  it('agrees with its twin for every small order', () => {
    for (let n = 0; n <= 70; n++) {
      const matrix = symmetric(n)
      const native = symmetricEigen(matrix, n)
      const twin = withoutNative(() => symmetricEigen(matrix, n))
      expect(apart(native.values, twin.values)).toBeLessThan(1e-13)
      expect(apart(symmetricEigenvalues(matrix, n), withoutNative(() => symmetricEigenvalues(matrix, n)))).toBeLessThan(1e-13)
      expect(apart(native.vectors.map(Math.abs), twin.vectors.map(Math.abs))).toBeLessThan(1e-9)
    }
  })

  it('agrees with its twin in steps, beyond the order up to which the memory stays', () => {
    const matrix = symmetric(410)
    const native = runToEnd(symmetricEigenvaluesSteps(matrix, 410, 'values'))
    expect(apart(symmetricEigenvalues(matrix, 410), native)).toBe(0)
    expect(apart(withoutNative(() => runToEnd(symmetricEigenvaluesSteps(matrix, 410, 'values'))), native)).toBeLessThan(1e-12)
    const { values, vectors } = runToEnd(symmetricEigenSteps(matrix, 410, 'vectors'))
    expect(apart(values, native)).toBeLessThan(1e-12)
    expect(sum(vectors.map(x => x * x))).toBeCloseTo(410, 9)
  })

  it('knows a spectrum of order 830, which goes by way of a band', () => {
    const known = Float64Array.from({ length: 830 }, (_, k) => Math.cos(k) * (k % 3)).sort()
    expect(apart(symmetricEigenvalues(withSpectrum(known), 830), known)).toBeLessThan(1e-12)
  })

  it('yields before, while and after it works, its share rising', () => {
    const stages = [...symmetricEigenvaluesSteps(symmetric(300), 300, 'spectrum')]
    expect(stages.length).toBeGreaterThan(2)
    for (const [k, { stage, share }] of stages.entries()) {
      expect(stage).toBe('spectrum')
      expect(share).toBeGreaterThanOrEqual(k > 0 ? stages[k - 1].share : 0)
      expect(share).toBeLessThanOrEqual(1)
    }
  })

  it('finds a known spectrum again: repeated, opposite, clustered, and spread over sixteen orders of size', () => {
    const spectra = [
      Float64Array.from({ length: 60 }, (_, k) => k % 4),
      Float64Array.from({ length: 61 }, (_, k) => k - 30),
      Float64Array.from({ length: 62 }, (_, k) => 1 + 1e-9 * k),
      Float64Array.from({ length: 63 }, (_, k) => 2 ** -k),
      new Float64Array(64).fill(-1),
    ]
    for (const known of spectra) {
      const n = known.length
      const matrix = withSpectrum(known)
      const size = known.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
      expect(apart(symmetricEigenvalues(matrix, n), known.slice().sort()) / size).toBeLessThan(1e-14)
      const [skew, rest] = defects(matrix, n, symmetricEigen(matrix, n))
      expect(skew).toBeLessThan(1e-13)
      expect(rest / size).toBeLessThan(1e-13)
    }
  })

  it('answers for diagonal matrices, the zero matrix and an empty one', () => {
    expect(Array.from(symmetricEigenvalues(new Float64Array(9), 3))).toEqual([0, 0, 0])
    expect(symmetricEigenvalues(new Float64Array(0), 0)).toHaveLength(0)
    expect(symmetricEigen(new Float64Array(0), 0).vectors).toHaveLength(0)
    const diagonal = new Float64Array(36)
    for (let k = 0; k < 6; k++) diagonal[k * 7] = [3, -1, 0, 3, 1e-30, 2][k]
    expect(Array.from(symmetricEigenvalues(diagonal, 6))).toEqual([-1, 0, 1e-30, 2, 3, 3])
    expect(defects(diagonal, 6, symmetricEigen(diagonal, 6))).toEqual([0, 0])
  })

  it('handles huge, tiny and far-flung entries', () => {
    const ones = new Float64Array(16).fill(1)
    expect(apart(symmetricEigenvalues(ones, 4), [0, 0, 0, 4])).toBeLessThan(2e-15)
    for (const size of [1e200, 1e300, 1e-300, 5e-324]) expect(symmetricEigenvalues(ones.map(() => size), 4)[3] / (4 * size)).toBeCloseTo(1, 14)
    // Squares of 1e-160 have only a few digits left: a reflector made of them would not keep lengths.
    const faint = symmetric(12).map((entry, k) => Math.floor(k / 12) === k % 12 ? entry : entry * 1e-160)
    const known = Array.from({ length: 12 }, (_, k) => faint[k * 13]).sort((a, b) => a - b)
    expect(apart(symmetricEigenvalues(faint, 12), known)).toBeLessThan(1e-15)
    expect(apart(withoutNative(() => symmetricEigenvalues(faint, 12)), known)).toBeLessThan(1e-15)
  })

  it('settles Wilkinson\'s matrix, whose largest pairs differ in the fourteenth digit', () => {
    const n = 21
    const matrix = new Float64Array(n * n)
    for (let k = 0; k < n; k++) {
      matrix[k * n + k] = Math.abs(k - 10)
      if (k > 0) matrix[k * n + k - 1] = matrix[(k - 1) * n + k] = 1
    }
    const values = symmetricEigenvalues(matrix, n)
    expect(values[20]).toBeCloseTo(10.746194182903393, 12)
    expect(values[19]).toBeCloseTo(10.746194182903322, 12)
    expect(values[0]).toBeCloseTo(-1.1254415221199847, 12)
    expect(apart(values, withoutNative(() => symmetricEigenvalues(matrix, n)))).toBeLessThan(1e-14)
  })

  it('settles Gaussian kernels of almost no rank', () => {
    for (const [n, dims, sigma] of [[80, 1, 3], [101, 2, 1], [150, 3, 10], [90, 2, 0.001]]) {
      const matrix = gaussian(n, dims, sigma)
      const values = symmetricEigenvalues(matrix, n)
      expect(apart(values, withoutNative(() => symmetricEigenvalues(matrix, n)))).toBeLessThan(1e-14)
      expect(values[0]).toBeGreaterThan(-1e-14)
      expect(sum(values)).toBeCloseTo(1, 13)
    }
  })

  it('reads the lower triangle only and changes nothing', () => {
    const matrix = symmetric(30)
    const lower = matrix.map((entry, k) => k % 30 > Math.floor(k / 30) ? 77 : entry)
    const before = lower.slice()
    expect(symmetricEigenvalues(lower, 30)).toEqual(symmetricEigenvalues(matrix, 30))
    expect(symmetricEigen(lower, 30)).toEqual(symmetricEigen(matrix, 30))
    expect(lower).toEqual(before)
  })

  it('refuses what is not finite, naming the entry', () => {
    for (const run of [(work: () => void): void => { work() }, withoutNative]) {
      run(() => {
        expect(() => symmetricEigenvalues(Float64Array.of(1, 0, NaN, 1), 2)).toThrow('Entry 1, 0 of the matrix is NaN')
        expect(() => symmetricEigen(Float64Array.of(1, 0, 0, -Infinity), 2)).toThrow('Entry 1, 1 of the matrix is -Infinity')
        expect(() => runToEnd(symmetricEigenvaluesSteps(Float64Array.of(Infinity), 1, ''))).toThrow('Entry 0, 0 of the matrix is Infinity')
      })
    }
  })
})

const entries = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -2, max: 2 }), fc.constant(0))
const matrices = fc.integer({ min: 1, max: 24 }).chain(n => fc.array(entries, { minLength: n * n, maxLength: n * n }).map(values => {
  const matrix = Float64Array.from(values)
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]
  return { n, matrix }
}))

describe('eigenvalues of any symmetric matrix', () => {
  it('sum to the trace, their squares to the sum of squared entries', () => {
    fc.assert(fc.property(matrices, ({ n, matrix }) => {
      const values = symmetricEigenvalues(matrix, n)
      expect(Math.abs(sum(values) - sum(matrix.filter((_, k) => k % (n + 1) === 0)))).toBeLessThan(1e-12)
      expect(Math.abs(sum(values.map(x => x * x)) - sum(matrix.map(x => x * x)))).toBeLessThan(1e-10)
    }))
  })

  it('move with the diagonal and stay under a change of order', () => {
    fc.assert(fc.property(matrices, fc.double({ min: -3, max: 3, noNaN: true }), fc.integer(), ({ n, matrix }, shift, seed) => {
      const values = symmetricEigenvalues(matrix, n)
      const moved = matrix.map((entry, k) => k % (n + 1) === 0 ? entry + shift : entry)
      expect(apart(symmetricEigenvalues(moved, n), values.map(x => x + shift))).toBeLessThan(1e-12)
      const order = shuffled(n, mulberry32(seed))
      const other = matrix.map((_, k) => matrix[order[Math.floor(k / n)] * n + order[k % n]])
      expect(apart(symmetricEigenvalues(other, n), values)).toBeLessThan(1e-12)
    }))
  })

  it('come with vectors that put the matrix together again', () => {
    fc.assert(fc.property(matrices, ({ n, matrix }) => {
      const { values, vectors } = symmetricEigen(matrix, n)
      const again = matrix.map((_, k) => values.reduce((total, value, m) => total + value * vectors[m * n + Math.floor(k / n)] * vectors[m * n + k % n], 0))
      expect(apart(again, matrix)).toBeLessThan(1e-12)
    }))
  })
})

const place = new URL('../../../shared/fixtures/entropy/', import.meta.url)

describe.skipIf(!existsSync(place))('eigenvalues of the Gaussian kernels of ../shared/fixtures/entropy', () => {
  interface Cloud { n: number, d: number, points: string, runs: { sigma: number, eig: string }[] }
  const read = (name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, place))).buffer

  it('are those stored, to 1e-10', () => {
    const { clouds } = JSON.parse(readFileSync(new URL('manifest.json', place), 'utf8')) as { clouds: Cloud[] }
    expect(clouds.length).toBeGreaterThan(20)
    for (const { n, d, points, runs } of clouds) {
      const x = Float64Array.from(new Float32Array(read(points)))
      for (const { sigma, eig } of runs) {
        const kernel = new Float64Array(n * n)
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let square = 0
            for (let c = 0; c < d; c++) square += (x[i * d + c] - x[j * d + c]) ** 2
            kernel[i * n + j] = Math.exp(-square / (2 * sigma * sigma))
          }
        }
        const degrees = Array.from({ length: n }, (_, i) => sum(kernel.subarray(i * n, (i + 1) * n)))
        const normalised = kernel.map((entry, k) => entry / Math.sqrt(degrees[Math.floor(k / n)] * degrees[k % n]))
        expect(apart(symmetricEigenvalues(normalised, n).reverse(), new Float64Array(read(eig)))).toBeLessThan(1e-12)
      }
    }
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
      const overlap = vectors.subarray(k * n, (k + 1) * n).reduce((total, x, j) => total + x * whole.vectors[k * n + j], 0)
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

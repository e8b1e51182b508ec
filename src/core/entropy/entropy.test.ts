import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MersenneTwister } from '../mersenne.ts'
import { mulberry32, normals } from '../random.ts'
import { median as sortedMedian } from '../statistics.ts'
import { runToEnd } from '../steps.ts'
import { cloudSteps } from './cloud.ts'
import type { EntropyUnit } from './entropy.ts'
import { entropyCurve, ruleOfThumbTime, spectralEntropy } from './entropy.ts'
import type { KernelWidth } from './kernel.ts'
import { gaussianKernel, rowSums } from './kernel.ts'
import { matrixEntropy } from './matrix-entropy.ts'
import { medianOf } from './median.ts'
import type { AffinitySpectrum } from './spectrum.ts'
import { affinitySpectrumSteps, cloudSpectrumSteps } from './spectrum.ts'

interface Run { sigma_label: string, sigma: number, eig: string, trace: number, dse: Record<string, number>, dse_matrix_entry: number }
interface CloudFixture { name: string, n: number, d: number, points: string, median_pairwise_distance: number, runs: Run[] }

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/', import.meta.url)
const bytes = (place: URL): ArrayBuffer => Uint8Array.from(readFileSync(place)).buffer
const manifest = (place: URL): CloudFixture[] => (JSON.parse(readFileSync(new URL('manifest.json', place), 'utf8')) as { clouds: CloudFixture[] }).clouds
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

const spectrum = (points: Float64Array, n: number, d: number, width: KernelWidth): AffinitySpectrum => runToEnd(affinitySpectrumSteps(points, n, d, width))
const bits = (points: Float64Array, n: number, d: number, width: KernelWidth, t = 1): number => spectralEntropy(spectrum(points, n, d, width).eigenvalues, t)
const cloud = (n: number, d: number, seed = 1): Float64Array => Float64Array.from({ length: n * d }, normals(mulberry32(seed)))
const widthOf = ({ sigma_label, sigma }: Run): KernelWidth => (sigma_label.startsWith('abs') ? { sigma } : { medians: parseFloat(sigma_label) })

/** Largest differences to the published program's numbers: eigenvalues, entropies in bits, and relative ones of the other two. */
function compare(fixture: CloudFixture, points: URL, spectra: URL): { eigenvalues: number, entropy: number, matrix: number, sigma: number } {
  const { n, d } = fixture
  const known = runToEnd(cloudSteps(Float64Array.from(new Float32Array(bytes(points))), n, d))
  const most = { eigenvalues: 0, entropy: 0, matrix: 0, sigma: Math.abs(known.median / fixture.median_pairwise_distance - 1) }
  for (const run of fixture.runs) {
    const { eigenvalues, sigma } = runToEnd(cloudSpectrumSteps(known, widthOf(run)))
    const times = Object.keys(run.dse).map(Number)
    most.sigma = Math.max(most.sigma, Math.abs(sigma / run.sigma - 1))
    most.eigenvalues = Math.max(most.eigenvalues, apart(eigenvalues, new Float64Array(bytes(new URL(run.eig, spectra)))))
    most.entropy = Math.max(most.entropy, apart(entropyCurve(eigenvalues, times), times.map(t => run.dse[t])))
    most.matrix = Math.max(most.matrix, Math.abs(matrixEntropy(known, widthOf(run)) / run.dse_matrix_entry - 1))
  }
  return most
}

function expectPublished({ eigenvalues, entropy, matrix, sigma }: ReturnType<typeof compare>): void {
  expect(sigma).toBeLessThan(1e-12)
  expect(eigenvalues).toBeLessThan(1e-10)
  expect(entropy).toBeLessThan(1e-9)
  expect(matrix).toBeLessThan(1e-9)
}

describe('the published program’s eigenvalues and entropies', () => {
  it.each(manifest(own))('are ours: $name', fixture => expectPublished(compare(fixture, new URL(fixture.points.split('/').at(-1)!, own), own)))

  const present = existsSync(new URL('entropy/', shared)) && existsSync(new URL('persistence/', shared))
  it.skipIf(!present)('are ours for all clouds of ../shared/fixtures/entropy', () => {
    const place = new URL('entropy/', shared)
    const fixtures = manifest(place)
    expect(fixtures).toHaveLength(22)
    for (const fixture of fixtures) expectPublished(compare(fixture, new URL(fixture.points, place), place))
  })
})

describe('spectral entropy', () => {
  it('is 0 for points that coincide and log n for points far apart', () => {
    for (const width of [{ sigma: 0.1 }, { sigma: 10 }]) expect(bits(new Float64Array(40 * 3).fill(0.1), 40, 3, width)).toBeLessThan(1e-12 * 40)
    const far = cloud(64, 3).map(x => 1e5 * x)
    expect(bits(far, 64, 3, { sigma: 1 })).toBeCloseTo(6, 10)
    expect(spectralEntropy(spectrum(far, 64, 3, { sigma: 1 }).eigenvalues, 1, 'nats')).toBeCloseTo(Math.log(64), 10)
  })

  it('counts tight, equal, distant clusters', () => {
    const near = cloud(80, 4, 3)
    const clusters = near.map((x, k) => 1e-7 * x + (k % 4 === 0 ? 1000 * (Math.floor(k / 4) % 8) : 0))
    for (const t of [1, 2, 10]) expect(bits(clusters, 80, 4, { sigma: 1 }, t)).toBeCloseTo(3, 9)
  })

  it('counts blocks of duplicates by their size', () => {
    // Two far heaps of 3 and 1 copies: two eigenvalues 1, none else.
    expect(bits(Float64Array.of(0, 0, 0, 1e6), 4, 1, { sigma: 1 })).toBeCloseTo(1, 12)
  })

  it('is that of two points by hand', () => {
    // G = (1 g; g 1) has the walk's eigenvalues 1 and (1 − g)/(1 + g).
    const g = Math.exp(-0.5)
    const small = (1 - g) / (1 + g)
    expect(apart(spectrum(Float64Array.of(0, 2), 2, 1, { sigma: 2 }).eigenvalues, [1, small])).toBeLessThan(1e-15)
    const p = small / (1 + small)
    expect(bits(Float64Array.of(0, 2), 2, 1, { medians: 1 })).toBeCloseTo(-p * Math.log2(p) - (1 - p) * Math.log2(1 - p), 12)
  })

  it('lies between 0 and log n, falls with t, and has 1 and the trace among its eigenvalues', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), fc.nat(), fc.double({ min: 0.05, max: 20, noNaN: true }), (n, d, seed, sigma) => {
      const points = cloud(n, d, seed)
      const known = runToEnd(cloudSteps(points, n, d))
      const { eigenvalues } = runToEnd(cloudSpectrumSteps(known, { sigma }))
      const sums = rowSums(gaussianKernel(known, sigma), n)
      expect(eigenvalues).toHaveLength(n)
      expect(eigenvalues[0]).toBeCloseTo(1, 12)
      expect(eigenvalues.every((value, k) => k === 0 || value <= eigenvalues[k - 1])).toBe(true)
      expect(eigenvalues.reduce((sum, value) => sum + value, 0)).toBeCloseTo(sums.reduce((sum, q) => sum + 1 / q, 0), 11)
      const curve = entropyCurve(eigenvalues, [0.1, 0.5, 1, 2, 5, 10, 100])
      curve.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(Math.log2(n) + 1e-9)
        if (k > 0) expect(value).toBeLessThanOrEqual(curve[k - 1] + 1e-12)
      })
    }), { seed: 1, numRuns: 40 })
  })

  it('does not see rotations, translations, the order of points or empty columns, and sees scale only through an absolute sigma', () => {
    const from = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })
    fc.assert(fc.property(fc.nat(), from(0, 6.3), from(-100, 100), from(0.001, 1000), (seed, angle, shift, scale) => {
      const [n, d] = [25, 3]
      const points = cloud(n, d, seed)
      const at = (i: number, j: number): number => points[i * d + j]
      const build = (columns: number, entry: (i: number, j: number) => number): Float64Array =>
        Float64Array.from({ length: n * columns }, (_, k) => entry(Math.floor(k / columns), k % columns))
      const turned = build(d, (i, j) => j === 2 ? at(i, 2) : Math.cos(angle) * at(i, j) + (j === 0 ? -1 : 1) * Math.sin(angle) * at(i, 1 - j))
      const same: [Float64Array, number, KernelWidth][] = [
        [turned, d, { medians: 1 }],
        [points.map(x => x + shift), d, { medians: 1 }],
        [build(d, (i, j) => at((i * 7) % n, j)), d, { medians: 1 }],
        [build(d + 2, (i, j) => j < d ? at(i, j) : 0), d + 2, { medians: 1 }],
        [points.map(x => scale * x), d, { medians: 1 }],
        [points.map(x => scale * x), d, { sigma: scale * spectrum(points, n, d, { medians: 1 }).median }],
      ]
      const expected = spectrum(points, n, d, { medians: 1 })
      for (const [moved, columns, width] of same) expect(apart(spectrum(moved, n, columns, width).eigenvalues, expected.eigenvalues)).toBeLessThan(1e-10)
    }), { seed: 2, numRuns: 25 })
  })

  it('grows with the scale of the cloud at an absolute sigma', () => {
    const points = cloud(100, 8)
    const grown = [0.1, 1, 10, 100].map(scale => bits(points.map(x => scale * x), 100, 8, { sigma: 10 }))
    for (let k = 1; k < 4; k++) expect(grown[k]).toBeGreaterThan(grown[k - 1])
    expect(grown[3]).toBeCloseTo(Math.log2(100), 6)
  })

  it('takes any positive time, bits or nats, and signs of rounding', () => {
    const eigenvalues = [1, 0.5, 1e-17, -1e-17]
    for (const t of [0.3, 1, 2.5, 1e4]) {
      for (const unit of ['bits', 'nats'] as EntropyUnit[]) {
        const shares = eigenvalues.map(x => Math.abs(x) ** t)
        const total = shares.reduce((a, b) => a + b)
        const expected = shares.map(x => x / total + 2 ** -52).reduce((sum, a) => sum - a * Math.log(a), 0)
        expect(spectralEntropy(eigenvalues, t, unit)).toBeCloseTo(unit === 'nats' ? expected : expected / Math.LN2, 12)
      }
    }
    expect(spectralEntropy([0.01, 0.005], 5000)).toBeCloseTo(0, 12)
  })

  it('offers a time after which 1 % of the eigenvalues are above 0.01', () => {
    const { eigenvalues } = spectrum(cloud(200, 8), 200, 8, { medians: 0.5 })
    const t = ruleOfThumbTime(eigenvalues)!
    expect(eigenvalues.filter(value => value ** (0.999 * t) > 0.01)).toHaveLength(3)
    expect(eigenvalues.filter(value => value ** (1.001 * t) > 0.01)).toHaveLength(2)
    expect(ruleOfThumbTime([1])).toBeNull()
    expect(ruleOfThumbTime([1, 1, 0.2])).toBeNull()
    expect(ruleOfThumbTime([1, 0, 0])).toBeNull()
  })
})

describe('the entropy of matrix entries', () => {
  it('is 2 log n for points that coincide and log n for points far apart', () => {
    expect(matrixEntropy(runToEnd(cloudSteps(new Float64Array(20), 10, 2)), { medians: 1 })).toBeCloseTo(2 * Math.log2(10), 11)
    expect(matrixEntropy(runToEnd(cloudSteps(cloud(16, 2).map(x => 1e6 * x), 16, 2)), { sigma: 1 }, 'nats')).toBeCloseTo(Math.log(16), 10)
  })
})

describe('degenerate clouds', () => {
  it('have an entropy, and say why it is 0', () => {
    for (const width of [{ sigma: 1 }, { medians: 1 }]) expect(bits(Float64Array.of(3, 4), 1, 2, width)).toBe(0)
    expect(spectrum(Float64Array.of(3, 4), 1, 2, { medians: 1 }).notes).toEqual(['A single point has no distances, so its entropy is 0.'])
    // Four of five points coincide: most distances are 0.
    const heap = spectrum(Float64Array.of(1, 1, 1, 1, 9), 5, 1, { medians: 2 })
    expect(spectralEntropy(heap.eigenvalues, 1)).toBeLessThan(1e-12)
    expect(heap).toMatchObject({ sigma: 0, median: 0, notes: [expect.stringContaining('median distance is 0')] })
    expect(spectrum(Float64Array.of(1, 1, 1, 1, 9), 5, 1, { sigma: 1 }).notes).toEqual([])
    expect(bits(new Float64Array(0), 7, 0, { sigma: 1 })).toBeLessThan(1e-11)
    expect(bits(Float64Array.of(0, 0, 1), 3, 1, { sigma: 1e-320 })).toBeCloseTo(1, 12)
  })

  it('leave their points as they were', () => {
    const points = cloud(12, 2)
    const before = points.slice()
    spectrum(points, 12, 2, { medians: 1 })
    expect(points).toEqual(before)
  })

  it('are refused with the place of what is wrong', () => {
    expect(() => spectrum(Float64Array.of(0, 1, 2, 3, 4, NaN), 3, 2, { sigma: 1 })).toThrow('Coordinate 1 of point 2 is NaN')
    expect(() => spectrum(Float64Array.of(0, -Infinity), 2, 1, { sigma: 1 })).toThrow('Coordinate 0 of point 1 is -Infinity')
    expect(() => spectrum(Float64Array.of(0, 1, 2), 2, 2, { sigma: 1 })).toThrow('3 coordinates; 2 points in 2 dimensions have 4')
    expect(() => spectrum(new Float64Array(0), 0, 2, { sigma: 1 })).toThrow('0 points')
    for (const sigma of [0, -1, NaN, Infinity]) {
      expect(() => spectrum(cloud(3, 1), 3, 1, { sigma })).toThrow(`sigma is ${sigma}`)
      expect(() => spectrum(cloud(3, 1), 3, 1, { medians: sigma })).toThrow(`sigma in medians is ${sigma}`)
    }
    for (const t of [0, -1, NaN, Infinity]) expect(() => spectralEntropy([1, 0.5], t)).toThrow(`t is ${t}`)
    expect(() => spectralEntropy([1, NaN], 1)).toThrow('Eigenvalue 1 is NaN')
    expect(() => spectralEntropy([], 1)).toThrow('no eigenvalue')
  })
})

describe('the steps of a spectrum', () => {
  it('give way before the median, the kernel, its normalisation and the eigenvalues', () => {
    const seen = Array.from(affinitySpectrumSteps(cloud(20, 1), 20, 1, { medians: 1 }), ({ stage, share }) => `${stage} ${share}`)
    const from = seen.indexOf('median 0')
    expect(seen.slice(from, from + 4)).toEqual(['median 0', 'kernel 0', 'kernel 0.5', 'eigenvalues 0'])
  })
})

describe('the median without sorting', () => {
  it('is the sorted one', () => {
    const random = new MersenneTwister(4)
    for (let n = 1; n < 60; n++) {
      for (const values of [2, 5, 1e9].map(kinds => Float64Array.from({ length: n }, () => Math.floor(random.unit() * kinds)))) {
        const before = values.slice()
        expect(medianOf(values)).toBe(sortedMedian(values))
        expect(values).toEqual(before)
      }
    }
    expect(medianOf(new Float64Array(0))).toBe(0)
  })
})

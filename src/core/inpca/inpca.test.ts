import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { condensedFromSquare, condensedIndex, condensedSize } from '../condensed.ts'
import { withoutNative } from '../native/native.ts'
import { mulberry32, normals } from '../random.ts'
import { spearman } from '../statistics.ts'
import { runToEnd } from '../steps.ts'
import { bhattacharyyaBetweenSteps, bhattacharyyaSteps } from './bhattacharyya.ts'
import { explainedDistanceSteps, shepardPairs } from './explained-distance.ts'
import { roadToTruth } from './geodesic.ts'
import type { Inpca, InpcaOptions } from './inpca.ts'
import { inpcaSteps } from './inpca.ts'
import { againstNull, withinClassShuffle } from './null-model.ts'
import { placeOutOfSample } from './out-of-sample.ts'
import { checkPredictions } from './predictions.ts'
import { progressSteps } from './progress.ts'
import { explainedStress } from './stress.ts'

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/inpca/', import.meta.url)
const bytes = (place: URL, name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, place))).buffer
const f64 = (name: string): Float64Array => new Float64Array(bytes(own, `${name}.f64`))
const f32 = (name: string): Float32Array => new Float32Array(bytes(own, `${name}.f32`))
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const inpca = (distances: Float64Array, dims: number, options: InpcaOptions = {}): Inpca => runToEnd(inpcaSteps(distances, dims, options))

interface Manifest {
  N: number
  n: number
  C: number
  labels: number[]
  points: { run: number, step: number, acc: number }[]
  n_negative: number
  explained_stress: number[]
  explained_distance_remaining: number[]
  progress: number[]
  geodesic_lambda: number[]
  geodesic_progress: number[]
}

describe('InPCA of training runs, against the published code', () => {
  const { N, n, C, labels, points, ...expected } = JSON.parse(readFileSync(new URL('manifest.json', own), 'utf8')) as Manifest
  const { probabilities, notes } = checkPredictions(f32('probs'), N, n, C)
  const { distances, disjoint } = runToEnd(bhattacharyyaSteps(probabilities, N, n, C))
  const map = inpca(distances, 20)

  it('has its distances', () => {
    const square = f64('dist')
    expect(notes).toEqual([])
    expect(disjoint).toBe(0)
    expect(apart(distances, condensedFromSquare(square, N))).toBeLessThan(1e-10)
    expect(apart(withoutNative(() => runToEnd(bhattacharyyaSteps(probabilities, N, n, C))).distances, condensedFromSquare(square, N))).toBeLessThan(1e-10)
  })

  it('has its eigenvalues, coordinates and stress', () => {
    expect(map.complete).toBe(true)
    expect(map.eigenvalues).toHaveLength(N)
    expect(apart(map.eigenvalues, f64('eigvals'))).toBeLessThan(1e-10)
    expect(map.eigenvalues.filter(value => value < -1e-12)).toHaveLength(expected.n_negative)
    // The fourth axis is negative.
    expect(Array.from(map.signs.subarray(0, 5))).toEqual([1, 1, 1, -1, 1])
    expect(apart(inpca(distances, 5).coordinates, f64('coords5'))).toBeLessThan(1e-7)
    expect(apart(map.stress, expected.explained_stress)).toBeLessThan(1e-9)
  })

  it('has its explained distance, which a negative axis makes worse', () => {
    const { remaining, explained } = runToEnd(explainedDistanceSteps(distances, map))
    expect(apart(expected.explained_distance_remaining, remaining)).toBeLessThan(1e-9)
    expect(remaining[4]).toBeGreaterThan(remaining[3])
    expect(explained[0]).toBe(0)
  })

  it('has its progress', () => {
    expect(apart(runToEnd(progressSteps(probabilities, N, n, C, labels)), expected.progress)).toBeLessThan(1e-4)
    const road = roadToTruth(labels, C, expected.geodesic_lambda)
    expect(apart(runToEnd(progressSteps(road, 7, n, C, labels)), expected.geodesic_progress)).toBeLessThan(1e-4)
  })

  it('places three later checkpoints and seven points of the geodesic as it does', () => {
    const extra = new Float64Array(10 * n * C)
    extra.set(checkPredictions(f32('extra_probs'), 3, n, C).probabilities)
    extra.set(roadToTruth(labels, C, expected.geodesic_lambda), 3 * n * C)
    const found = runToEnd(bhattacharyyaBetweenSteps(extra, 10, probabilities, N, n, C))
    expect(apart(found.distances, f64('extra_dist'))).toBeLessThan(1e-10)
    expect(apart(placeOutOfSample(inpca(distances, 5), found.distances, 10), f64('extra_coords5'))).toBeLessThan(1e-7)
  })

  it('shows what was measured of such runs: few axes, progress that follows accuracy, runs closer than their null', () => {
    expect(map.stress[0]).toBeGreaterThan(0.9)
    expect(map.stress[2]).toBeGreaterThan(0.93)
    expect(map.stress[9]).toBeGreaterThan(0.97)
    expect(map.negativeShare).toBeLessThan(0.01)
    const runs = points.slice(0, 40)
    const progress = runToEnd(progressSteps(probabilities, N, n, C, labels)).subarray(0, 40)
    expect(spearman(progress, runs.map(({ acc }) => acc)).rho).toBeGreaterThan(0.95)
    const shuffledRuns = withinClassShuffle(probabilities.subarray(0, 40 * n * C), 40, n, C, labels, 1, runs.map(({ run }) => run))
    const real = runToEnd(bhattacharyyaSteps(probabilities.subarray(0, 40 * n * C), 40, n, C)).distances
    const scattered = runToEnd(bhattacharyyaSteps(shuffledRuns, 40, n, C)).distances
    const against = againstNull(real, scattered, 40, (i, j) => runs[i].run !== runs[j].run && runs[i].step === runs[j].step && runs[i].step > 0)!
    // By the median, and 90 % rather than 95: two of these eight runs start from noise or learn from noisy labels.
    expect(against.pairs).toBe(4 * 28)
    expect(against.medianRatio).toBeLessThan(0.7)
    expect(against.closer).toBeGreaterThan(0.9)
  })

  const geodesics = existsSync(shared) ? describe : describe.skip
  geodesics('with ../shared/fixtures/inpca (skipped where that folder is missing)', () => {
    it('has its geodesic', () => {
      const road = new Float64Array(bytes(shared, 'geodesic.f64'))
      expect(apart(roadToTruth(labels, C, expected.geodesic_lambda), road)).toBeLessThan(1e-12)
    })
  })
})

/** Any non-negative condensed table: eigenvalues of both signs. */
function randomDistances(n: number, seed: number): Float64Array {
  const random = mulberry32(seed)
  return Float64Array.from({ length: condensedSize(n) }, random)
}

function shown({ n, dims, coordinates, signs }: Inpca, i: number, j: number): number {
  let sum = 0
  for (let k = 0; k < dims; k++) sum += signs[k] * (coordinates[i * dims + k] - coordinates[j * dims + k]) ** 2
  return n > 0 ? sum : NaN
}

function square(distances: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 0 : distances[condensedIndex(Math.floor(at / n), at % n, n)])
}

describe('InPCA', () => {
  it('shows all distances with all axes, explains all stress, and puts its own models back', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(), (n, seed) => {
      const distances = randomDistances(n, seed)
      const map = inpca(distances, n)
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(Math.abs(shown(map, i, j) - distances[condensedIndex(i, j, n)])).toBeLessThan(1e-9)
      expect(map.stress[n - 1]).toBe(1)
      for (let k = 1; k < n; k++) {
        expect(Math.abs(map.eigenvalues[k])).toBeLessThanOrEqual(Math.abs(map.eigenvalues[k - 1]))
        expect(map.stress[k]).toBeGreaterThanOrEqual(map.stress[k - 1])
      }
      const placed = placeOutOfSample(map, square(distances, n), n)
      for (let k = 0; k < n; k++) {
        if (Math.abs(map.eigenvalues[k]) > 1e-8 * Math.abs(map.eigenvalues[0])) {
          for (let i = 0; i < n; i++) expect(Math.abs(placed[i * n + k] - map.coordinates[i * n + k])).toBeLessThan(1e-8)
        }
      }
    }))
  })

  it('makes the component of largest size of every axis positive, and centres it', () => {
    const map = inpca(randomDistances(17, 4), 16)
    for (let k = 0; k < 16; k++) {
      const axis = Array.from(map.coordinates).filter((_, at) => at % 16 === k)
      expect(Math.max(...axis)).toBe(Math.max(...axis.map(Math.abs)))
      expect(Math.abs(axis.reduce((sum, x) => sum + x, 0))).toBeLessThan(1e-12)
    }
  })

  it('is the unweighted map with equal weights, and the doubled model with twice the weight', () => {
    const distances = randomDistances(9, 11)
    const plain = inpca(distances, 8)
    const even = inpca(distances, 8, { weights: new Float64Array(9).fill(3) })
    expect(apart(even.coordinates, plain.coordinates)).toBeLessThan(1e-12)
    expect(apart(even.eigenvalues.map(value => 9 * value), plain.eigenvalues)).toBeLessThan(1e-12)
    expect(apart(even.stress, plain.stress)).toBeLessThan(1e-12)
    // Model 8 twice, at distance 0 from itself: the same as model 8 with weight 2.
    const twice = Float64Array.from({ length: condensedSize(10) })
    for (let i = 0; i < 10; i++) {
      for (let j = i + 1; j < 10; j++) twice[condensedIndex(i, j, 10)] = i === 8 ? 0 : distances[condensedIndex(Math.min(i, 8), Math.min(j, 8), 9)]
    }
    const doubled = inpca(twice, 8)
    const weighted = inpca(distances, 8, { weights: [1, 1, 1, 1, 1, 1, 1, 1, 2] })
    for (let i = 0; i < 9; i++) {
      for (let k = 0; k < 8; k++) expect(Math.abs(Math.abs(doubled.coordinates[i * 8 + k]) - Math.abs(weighted.coordinates[i * 8 + k]))).toBeLessThan(1e-9)
    }
    const whole = inpca(distances, 9, { weights: [1, 2, 3, 4, 5, 6, 7, 8, 9] })
    for (let i = 0; i < 9; i++) for (let j = i + 1; j < 9; j++) expect(shown(whole, i, j)).toBeCloseTo(distances[condensedIndex(i, j, 9)], 12)
    expect(apart(placeOutOfSample(whole, square(distances, 9), 9), whole.coordinates)).toBeLessThan(1e-8)
  })

  it('finds the leading axes of many models, and every eigenvalue where asked', () => {
    // Points in 6 positive and 2 negative directions, of falling spread: rank 8, so that all is known.
    const n = 521
    const normal = normals(mulberry32(2))
    const points = Float64Array.from({ length: n * 8 }, (_, at) => normal() * 0.6 ** (at % 8))
    const distances = new Float64Array(condensedSize(n))
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        let sum = 1e-3
        for (let k = 0; k < 8; k++) sum += (k === 3 || k === 6 ? -1 : 1) * (points[i * 8 + k] - points[j * 8 + k]) ** 2
        distances[condensedIndex(i, j, n)] = Math.max(0, sum)
      }
    }
    const leading = inpca(distances, 5)
    const all = inpca(distances, 5, { allEigenvalues: true })
    const whole = inpca(distances, 200)
    const plain = withoutNative(() => inpca(distances, 5))
    expect(apart(plain.coordinates, leading.coordinates)).toBeLessThan(1e-9)
    expect(apart(plain.stress, leading.stress)).toBeLessThan(1e-12)
    const [left, leftPlainly] = [runToEnd(explainedDistanceSteps(distances, leading)), withoutNative(() => runToEnd(explainedDistanceSteps(distances, leading)))]
    expect(apart(left.remaining, leftPlainly.remaining)).toBeLessThan(1e-13)
    expect(apart(left.explained, leftPlainly.explained)).toBeLessThan(1e-13)
    expect([leading.complete, leading.eigenvalues.length, all.complete, all.eigenvalues.length, whole.complete]).toEqual([false, 5, true, n, true])
    expect(apart(all.eigenvalues, whole.eigenvalues) / whole.eigenvalues[0]).toBeLessThan(1e-12)
    expect(apart(leading.eigenvalues, whole.eigenvalues) / whole.eigenvalues[0]).toBeLessThan(1e-12)
    expect(apart(leading.stress, whole.stress)).toBeLessThan(1e-9)
    expect(apart(all.stress, whole.stress)).toBeLessThan(1e-9)
    expect(apart(leading.coordinates, Float64Array.from({ length: 5 * n }, (_, at) => whole.coordinates[Math.floor(at / 5) * 200 + at % 5]))).toBeLessThan(1e-7)
  }, 120_000)

  it('has nothing to show of one model or of identical ones', () => {
    expect(inpca(new Float64Array(0), 2)).toMatchObject({ n: 1, coordinates: new Float64Array(2), stress: new Float64Array(2), eigenvalues: new Float64Array(1) })
    const same = inpca(new Float64Array(10), 3)
    expect(same).toMatchObject({ n: 5, coordinates: new Float64Array(15), norm: 0, notes: ['All distances are 0: every model lies at the origin.'] })
    expect(runToEnd(explainedDistanceSteps(new Float64Array(10), same)).remaining).toEqual(new Float64Array(4))
    expect(placeOutOfSample(same, new Float64Array(5), 1)).toEqual(new Float64Array(3))
  })

  it('puts two models √d apart on one axis', () => {
    const { coordinates, eigenvalues, signs } = inpca(Float64Array.of(0.25), 3)
    expect(Array.from(coordinates)).toEqual([expect.closeTo(0.25, 14), 0, 0, expect.closeTo(-0.25, 14), 0, 0])
    expect(eigenvalues[0]).toBeCloseTo(0.125, 14)
    expect(Array.from(signs)).toEqual([1, 0, 0])
  })

  it('draws all pairs for a Shepard plot, or some', () => {
    const distances = randomDistances(8, 3)
    const map = inpca(distances, 3)
    const every = shepardPairs(distances, map, 2)
    expect(every.distances).toEqual(distances)
    expect(Array.from(every.i.subarray(0, 8))).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
    const some = shepardPairs(distances, map, 3, 20, 5)
    expect(some.distances).toHaveLength(20)
    some.distances.forEach((distance, at) => {
      expect(some.i[at]).toBeLessThan(some.j[at])
      expect(distance).toBe(distances[condensedIndex(some.i[at], some.j[at], 8)])
      expect(some.shown[at]).toBeCloseTo(shown(map, some.i[at], some.j[at]), 14)
    })
    expect(shepardPairs(distances, map, 3, 20, 5)).toEqual(some)
  })

  it('refuses what are no distances, weights or axes', () => {
    expect(() => inpca(Float64Array.of(1, -1, 1), 2)).toThrow('between models 0 and 2 is -1')
    expect(() => inpca(Float64Array.of(1, 1, NaN), 2)).toThrow('between models 1 and 2 is NaN')
    expect(() => inpca(Float64Array.of(1, 1, 1), 0)).toThrow('0 axes')
    expect(() => inpca(Float64Array.of(1, 1, 1), 2, { weights: [1, 0, 1] })).toThrow('weight of model 1 is 0')
    expect(() => inpca(Float64Array.of(1, 1, 1), 2, { weights: [1, 1] })).toThrow('2 weights for 3 models')
    expect(() => placeOutOfSample(inpca(Float64Array.of(1, 1, 1), 2), Float64Array.of(1, 2), 1)).toThrow('1 new models × 3 mapped ones need 3')
  })
})

describe('explained stress', () => {
  it('is that of the golden spectrum', () => {
    expect(Array.from(explainedStress([3, -2, 1], 14, 0, 3))).toEqual([expect.closeTo(0.40239, 5), expect.closeTo(0.73274, 5), 1])
  })
})

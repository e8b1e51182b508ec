// Both regressions must find what is there to be found, say how sure they are, and stay sensible where there is nothing.
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { expectedImprovement } from './expected-improvement.ts'
import { gaussianProcess, kernelFor, meanAt, processAt } from './gaussian-process.ts'
import { localRidge, ridgeAt, ridgeWithout } from './local-ridge.ts'

const random = mulberry32(6)
const normal = normals(random)
const features = Array.from({ length: 80 }, () => Float64Array.from({ length: 4 }, random))

describe('a local ridge', () => {
  it('gives back a plane, up to what its penalty takes', () => {
    const rows = { features, targets: features.map(([a, b]) => [2 * a - b, 5]), outputs: 2 }
    const { ridge } = localRidge(rows)
    for (const row of features.slice(0, 10)) {
      const [first, second] = ridgeAt(ridge, row)!
      expect(Math.abs(first - 2 * row[0] + row[1])).toBeLessThan(0.15)
      expect(second).toBeCloseTo(5, 12)
    }
  })

  it('follows a bend that a plane cannot', () => {
    const bend = (row: Float64Array) => (row[0] - 0.5) ** 2
    const { leftOut } = localRidge({ features: features.map(row => row.slice(0, 1)), targets: features.map(row => [bend(row)]), outputs: 1 })
    const error = Math.sqrt(leftOut.reduce((sum, { residual }) => sum + residual[0] ** 2, 0) / leftOut.length)
    expect(error).toBeLessThan(0.02)
  })

  it('leaves out honestly: what the others say does not follow from the row’s own target', () => {
    const targets = features.map(() => [normal()])
    const { ridge, leftOut } = localRidge({ features, targets, outputs: 1 })
    const other = localRidge({ features, targets: targets.map((target, row) => row === 7 ? [1e6] : target), outputs: 1 }, ridge.penalty).ridge
    expect(ridgeWithout(other, 7)[0]).toBe(ridgeWithout(ridge, 7)[0])
    const error = Math.sqrt(leftOut.reduce((sum, { residual }) => sum + residual[0] ** 2, 0) / leftOut.length)
    expect(error).toBeGreaterThan(0.9)
  })

  it('says the same of each target whether or not what lies about the rows is shared with a regression of another', () => {
    const surroundings = new Map()
    const first = { features, targets: features.map(() => [normal()]), outputs: 1 }
    const second = { features, targets: features.map(() => [normal(), normal()]), outputs: 2 }
    for (const rows of [first, second]) {
      const [alone, shared] = [localRidge(rows), localRidge({ ...rows, surroundings })]
      expect(shared.leftOut).toEqual(alone.leftOut)
      for (const row of features.slice(0, 10)) expect(ridgeAt(shared.ridge, row)).toEqual(ridgeAt(alone.ridge, row))
      expect(ridgeWithout(shared.ridge, 7)).toEqual(ridgeWithout(alone.ridge, 7))
    }
  })

  it('says what it can of nobody, of one, of twins, and of rows without features', () => {
    const of = (features: Float64Array[], targets: number[][]) => localRidge({ features, targets, outputs: 1 }).ridge
    expect(ridgeAt(of([], []), Float64Array.of(1))).toBeNull()
    expect(ridgeAt(of([Float64Array.of(1)], [[3]]), Float64Array.of(9))![0]).toBe(3)
    const twins = Array.from({ length: 6 }, () => Float64Array.of(0.5))
    expect(ridgeAt(of(twins, twins.map((_, row) => [row])), Float64Array.of(0.5))![0]).toBeCloseTo(2.5, 9)
    const bare = Array.from({ length: 4 }, () => new Float64Array(0))
    expect(ridgeAt(of(bare, [[1], [1], [3], [3]]), new Float64Array(0))![0]).toBe(2)
  })
})

describe('a Gaussian process', () => {
  const groups = [[0], [1], [2], [3]]
  const scores = features.map(([a, b]) => Math.sin(5 * a) + b)

  it('finds which axes matter', () => {
    const { weights, noise } = kernelFor(features, groups, scores)
    expect(weights[0]).toBeGreaterThan(0)
    expect(Math.max(weights[2], weights[3])).toBeLessThan(weights[0])
    expect(noise).toBe(0.01)
    expect(kernelFor(features, groups, features.map(() => normal())).noise).toBe(1)
  })

  it('comes back to what it has seen, and far away to the mean, unsure', () => {
    const process = gaussianProcess(features, groups, scores, { weights: [10, 3, 0, 0], noise: 1e-6 })
    const seen = processAt(process, features[3])
    expect(seen.mean).toBeCloseTo(scores[3], 3)
    expect(seen.deviation).toBeLessThan(0.01)
    expect(meanAt(process, features[3])).toBe(seen.mean)
    const far = processAt(process, Float64Array.of(100, 100, 0, 0))
    expect(far.mean).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / 80, 9)
    expect(far.deviation).toBeGreaterThan(10 * seen.deviation)
  })

  it('is the textbook’s for two points', () => {
    const [a, b] = [Float64Array.of(0), Float64Array.of(1)]
    const process = gaussianProcess([a, b], [[0]], [1, -1], { weights: [1], noise: 0.5 })
    const k = (r: number) => (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r)
    // (R + ½I)⁻¹ (1, −1) = (1, −1) / (1.5 − k(1)), and at 0.25 the mean is its product with (k(.25), k(.75)).
    expect(processAt(process, Float64Array.of(0.25)).mean).toBeCloseTo((k(0.25) - k(0.75)) / (1.5 - k(1)), 12)
    const scale = 1 / (1.5 - k(1))
    const [p, q] = [k(0.25), k(0.75)]
    const explained = (1.5 * (p * p + q * q) - 2 * k(1) * p * q) / (1.5 * 1.5 - k(1) ** 2)
    expect(processAt(process, Float64Array.of(0.25)).deviation).toBeCloseTo(Math.sqrt(scale * (1 - explained)), 12)
  })

  it('stays finite for one row, for twins and for a constant', () => {
    const middle = Float64Array.of(0.5)
    for (const [rows, values] of [[[middle], [2]], [[middle, middle], [1, 3]], [features.map(row => row.slice(0, 1)), features.map(() => 4)]] as const) {
      const process = gaussianProcess(rows, [[0]], values, kernelFor(rows, [[0]], values))
      const { mean, deviation } = processAt(process, Float64Array.of(0.7))
      expect(Number.isFinite(mean) && Number.isFinite(deviation)).toBe(true)
    }
  })
})

describe('expected improvement', () => {
  it('is the mean of what is gained', () => {
    for (const [ahead, deviation] of [[0, 1], [-1, 0.5], [0.3, 0.2]]) {
      let sum = 0
      for (let turn = 0; turn < 40000; turn++) sum += Math.max(0, ahead + deviation * normal())
      expect(Math.abs(expectedImprovement(ahead, deviation) - sum / 40000)).toBeLessThan(0.012)
    }
    expect(expectedImprovement(0, 1)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 12)
    expect(expectedImprovement(0.2, 0)).toBe(0.2)
    expect(expectedImprovement(-0.2, 0)).toBe(0)
  })
})

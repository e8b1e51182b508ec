import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { withoutNative } from '../native/native.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { PredictionDistances } from './bhattacharyya.ts'
import { bhattacharyyaBetweenSteps, bhattacharyyaSteps } from './bhattacharyya.ts'
import { ignorance, truth } from './ends.ts'
import { checkPredictions } from './predictions.ts'

const between = (predictions: Float64Array, models: number, probes: number, classes: number): PredictionDistances =>
  runToEnd(bhattacharyyaSteps(predictions, models, probes, classes))

/** The formula word by word. */
function plainly(predictions: Float64Array, i: number, j: number, probes: number, classes: number): number {
  let sum = 0
  for (let probe = 0; probe < probes; probe++) {
    let overlap = 0
    for (let c = 0; c < classes; c++) overlap += Math.sqrt(predictions[(i * probes + probe) * classes + c]) * Math.sqrt(predictions[(j * probes + probe) * classes + c])
    const d = -Math.log(overlap)
    sum += d === Infinity ? 100 : Math.max(0, d)
  }
  return sum / probes
}

/** Softmax of normal logits; `spread` 20 saturates, and with `zeros` small probabilities are exactly 0. */
function randomModels(models: number, probes: number, classes: number, seed: number, spread = 2, zeros = 0): Float64Array {
  const normal = normals(mulberry32(seed))
  const odds = Float64Array.from({ length: models * probes * classes }, () => Math.exp(spread * normal()))
  for (let start = 0; start < odds.length; start += classes) {
    const sum = odds.subarray(start, start + classes).reduce((total, p) => total + p, 0)
    for (let c = 0; c < classes; c++) odds[start + c] = odds[start + c] / sum < zeros ? 0 : odds[start + c] / sum
  }
  return checkPredictions(odds, models, probes, classes).probabilities
}

const shape = fc.record({
  models: fc.integer({ min: 1, max: 70 }), probes: fc.integer({ min: 1, max: 19 }), classes: fc.integer({ min: 2, max: 7 }),
  seed: fc.nat(), spread: fc.constantFrom(1e-6, 0.1, 2, 20, 100), zeros: fc.constantFrom(0, 1e-4),
})

describe('Bhattacharyya distances between predictions', () => {
  it('are the formula, compiled and plain, for any shape, saturated or all but equal', () => {
    fc.assert(fc.property(shape, ({ models, probes, classes, seed, spread, zeros }) => {
      const predictions = randomModels(models, probes, classes, seed, spread, zeros)
      const native = between(predictions, models, probes, classes)
      const twin = withoutNative(() => between(predictions, models, probes, classes))
      expect(native.disjoint).toBe(twin.disjoint)
      for (let i = 0; i < models; i++) {
        for (let j = i + 1; j < models; j++) {
          const at = condensedIndex(i, j, models)
          const expected = plainly(predictions, i, j, probes, classes)
          expect(Math.abs(native.distances[at] - expected)).toBeLessThan(1e-13 * Math.max(1, expected))
          expect(Math.abs(twin.distances[at] - expected)).toBeLessThan(1e-13 * Math.max(1, expected))
          expect(native.distances[at]).toBeGreaterThanOrEqual(0)
        }
      }
    }), { numRuns: 60 })
  })

  it('are the same from one table to another', () => {
    const [a, b] = [randomModels(37, 7, 3, 1, 30), randomModels(5, 7, 3, 2, 30, 1e-3)]
    const all = between(Float64Array.of(...a, ...b), 42, 7, 3)
    for (const run of [(work: () => PredictionDistances) => work(), withoutNative]) {
      const found = run(() => runToEnd(bhattacharyyaBetweenSteps(a, 37, b, 5, 7, 3)))
      for (let i = 0; i < 37; i++) for (let j = 0; j < 5; j++) expect(found.distances[i * 5 + j]).toBeCloseTo(all.distances[condensedIndex(i, 37 + j, 42)], 13)
    }
  })

  it('put ignorance ln(C)/2 from truth', () => {
    for (const classes of [2, 3, 10]) {
      const labels = Array.from({ length: 9 }, (_, probe) => probe % classes)
      const both = Float64Array.of(...ignorance(9, classes), ...truth(labels, classes))
      expect(Math.abs(between(both, 2, 9, classes).distances[0] - Math.log(classes) / 2)).toBeLessThan(1e-12)
    }
  })

  it('count 100 where nothing is shared, and say how often', () => {
    const right = truth([0, 1, 2, 0, 1], 3)
    const wrong = truth([0, 1, 2, 0, 2], 3)
    for (const run of [(work: () => PredictionDistances) => work(), withoutNative]) {
      expect(run(() => between(Float64Array.of(...right, ...wrong), 2, 5, 3))).toEqual({ distances: Float64Array.of(20), disjoint: 1 })
    }
  })

  it('may be more than 100 where next to nothing is shared', () => {
    // √1e-200 = e^−230: finite, so not replaced.
    const models = Float64Array.of(1e-200, 1, 1, 1e-200)
    expect(between(models, 2, 1, 2).distances[0]).toBeCloseTo(100 * Math.LN10 - Math.log(2), 10)
    expect(withoutNative(() => between(models, 2, 1, 2)).distances[0]).toBeCloseTo(100 * Math.LN10 - Math.log(2), 10)
  })

  it('are exactly 0 between equal models, and right to many digits between nearly equal ones', () => {
    const model = randomModels(1, 151, 10, 3)
    expect(between(Float64Array.of(...model, ...model), 2, 151, 10)).toEqual({ distances: Float64Array.of(0), disjoint: 0 })
    // 1 − overlap = ε²/2 to leading order for p = ½ ± ε against ½.
    const shift = 2 ** -30
    const close = Float64Array.of(0.5, 0.5, 0.5 + shift, 0.5 - shift)
    expect(between(close, 2, 1, 2).distances[0] / (shift * shift / 2)).toBeCloseTo(1, 7)
    expect(withoutNative(() => between(close, 2, 1, 2)).distances[0] / (shift * shift / 2)).toBeCloseTo(1, 7)
  })

  it('do not care for the order of probes or classes, and follow that of models', () => {
    const [models, probes, classes] = [6, 9, 4]
    const predictions = randomModels(models, probes, classes, 5)
    const moved = Float64Array.from(predictions, (_, k) => {
      const [model, probe, c] = [Math.floor(k / (probes * classes)), Math.floor(k / classes) % probes, k % classes]
      return predictions[((models - 1 - model) * probes + (probe * 2) % probes) * classes + (c + 1) % classes]
    })
    const before = between(predictions, models, probes, classes).distances
    const after = between(moved, models, probes, classes).distances
    for (let i = 0; i < models; i++) {
      for (let j = i + 1; j < models; j++) expect(after[condensedIndex(i, j, models)]).toBeCloseTo(before[condensedIndex(models - 1 - i, models - 1 - j, models)], 13)
    }
  })

  it('refuse a table of another size', () => {
    expect(() => between(new Float64Array(5), 1, 2, 3)).toThrow('There are 5 probabilities; 1 models × 2 probes × 3 classes need 6.')
  })
})

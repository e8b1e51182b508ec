import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracies, ignorance, truth } from './ends.ts'
import { checkPredictions, predictionsFromLogits } from './predictions.ts'

describe('predictions at the door', () => {
  it('become float64 with rows that sum to 1, and stay as they were', () => {
    const values = Float32Array.of(0.1, 0.9, 0.3, 0.7)
    const { probabilities, notes } = checkPredictions(values, 1, 2, 2)
    const [a, b] = [Math.fround(0.1), Math.fround(0.9)]
    expect(probabilities[0]).toBe(a / (a + b))
    expect(probabilities[2] + probabilities[3]).toBeCloseTo(1, 15)
    expect(notes).toEqual([])
    expect(values[0]).toBe(a)
  })

  it('say when rows were off by more than rounding', () => {
    const { probabilities, notes } = checkPredictions([0.5, 0.5, 0.5005, 0.5], 2, 1, 2)
    expect(notes).toEqual(['1 of 2 predictions do not sum to 1 (off by up to 5.0e-4): each was divided by its sum.'])
    expect(probabilities[2]).toBeCloseTo(0.5005 / 1.0005, 15)
    // So much is what float16 does, which is how files keep checkpoints.
    expect(checkPredictions([0.5, 0.5002], 1, 1, 2).notes).toEqual([expect.stringContaining('kept in half precision, so 1 of 1 do not sum to exactly 1 (off by at most 2.0e-4)')])
  })

  it('are refused by model and probe', () => {
    expect(() => checkPredictions([0.5, 0.5, 0.5, 0.5, 0, 0], 1, 3, 2)).toThrow('of model 0 for probe 2 sum to 0; they must sum to 1 within 0.001')
    expect(() => checkPredictions([0.5, 0.5, 0.5, NaN], 2, 1, 2)).toThrow('Model 1 gives class 1 of probe 0 the probability NaN')
    expect(() => checkPredictions([0.5, 0.5, -0.1, 1.1], 1, 2, 2)).toThrow('Model 0 gives class 0 of probe 1 the probability -0.1')
    expect(() => checkPredictions([Infinity, 0], 1, 1, 2)).toThrow('the probability Infinity')
    expect(() => checkPredictions([0.5, 0.502], 1, 1, 2)).toThrow('sum to 1.002')
    expect(() => checkPredictions([1, 1], 1, 2, 1)).toThrow('at least 2 classes')
    expect(() => checkPredictions([1, 0, 0], 1, 2, 2)).toThrow('There are 3 probabilities; 1 models × 2 probes × 2 classes need 4.')
    expect(() => checkPredictions([], 0, 2, 2)).toThrow('The number of models is 0')
    expect(() => truth([0, 3], 3)).toThrow('The true class of probe 1 is 3')
  })

  it('come from logits with no class below about 1e-12', () => {
    const probabilities = predictionsFromLogits([0, 1000, 0, Math.log(3)], 1, 2, 2)
    expect(probabilities[0] / 1e-12).toBeCloseTo(1, 9)
    expect(Array.from(probabilities.subarray(2))).toEqual([expect.closeTo(0.25, 15), expect.closeTo(0.75, 15)])
    expect(() => predictionsFromLogits([0, NaN], 1, 1, 2)).toThrow('the logit NaN')
    fc.assert(fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 3, maxLength: 3 }), logits => {
      const row = predictionsFromLogits(logits, 1, 1, 3)
      expect(Math.abs(row[0] + row[1] + row[2] - 1)).toBeLessThan(1e-15)
      expect(Math.min(...row)).toBeGreaterThan(0.99e-12)
    }))
  })

  it('are right as often as their likeliest class', () => {
    const labels = [0, 2, 1]
    const wrong = Float64Array.of(0.6, 0.4, 0, 0.5, 0.5, 0, 0.2, 0.3, 0.5)
    expect(accuracies(Float64Array.of(...ignorance(3, 3), ...truth(labels, 3), ...wrong), 3, 3, 3, labels)).toEqual(Float64Array.of(1 / 3, 1, 1 / 3))
  })
})

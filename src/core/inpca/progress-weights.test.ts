// Weights by progress: crowds count as much as lonely stretches, and the ends are not favoured.
import { describe, expect, it } from 'vitest'
import { progressWeights } from './progress-weights.ts'

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

describe('weights by progress', () => {
  it('sum to 1 and are the same where progress is even, ends included', () => {
    const weights = progressWeights(Array.from({ length: 401 }, (_, k) => k / 400))
    expect(sum(weights)).toBeCloseTo(1, 12)
    const middle = weights[200]
    // At an end itself the half cell beyond it is missing from the sum, as in any sampling that has a point there.
    for (let k = 0; k <= 400; k++) expect(Math.abs(weights[k] / middle - 1)).toBeLessThan(0.06)
  })

  it('give a crowd no more than a few that have a stretch of the same length', () => {
    const few = Array.from({ length: 40 }, (_, k) => 0.5 * k / 40)
    const crowd = Array.from({ length: 1000 }, (_, k) => 0.5 + 0.5 * k / 1000)
    const weights = progressWeights([...few, ...crowd])
    expect(sum(weights.subarray(0, 40)) / sum(weights.subarray(40))).toBeGreaterThan(0.8)
    expect(sum(weights.subarray(0, 40)) / sum(weights.subarray(40))).toBeLessThan(1.2)
  })

  it('are equal for models of equal progress, follow a model wherever it stands in the list, and refuse what is no progress', () => {
    expect(Array.from(progressWeights([0.3, 0.3, 0.3, 0.3]))).toEqual([0.25, 0.25, 0.25, 0.25])
    const progress = [0, 0.9, 0.91, 0.5, 0.92, 1]
    const weights = progressWeights(progress)
    expect(Array.from(progressWeights(progress.toReversed()).toReversed()).map((w, k) => w / weights[k])).toEqual(progress.map(() => expect.closeTo(1, 12)))
    expect(weights[3]).toBeGreaterThan(weights[2])
    expect(progressWeights([0.7])).toEqual(Float64Array.of(1))
    expect(progressWeights([])).toHaveLength(0)
    expect(() => progressWeights([0.1, NaN])).toThrow('The progress of model 1 is NaN')
  })
})

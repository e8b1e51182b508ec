// Initial weights: their spread, their zero biases, and what they hang on.
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '../network.ts'
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import { initialDeviation, initialWeights } from './initialise.ts'
import { layerOffsets } from './plan.ts'

const shape = [200, 120, 80, 10]
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 5, activation: 'relu', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 64, dropout: 0, epochs: 4, initScale: 1, labelNoise: 0, trainFraction: 1,
}
const spec = (change: Partial<Hyperparameters> = {}, weightSeed = 4): NetworkSpec => ({ id: 0, hyper: { ...hyper, ...change }, weightSeed, orderSeed: 1 })
const deviationOf = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

it.each(ACTIVATIONS)('%s weights have mean 0 and their published deviation, times the scale', activation => {
  const weights = initialWeights(spec({ activation, initScale: 1.7 }), shape)
  for (const { inputs, outputs, weights: start, biases } of layerOffsets(shape)) {
    const own = weights.subarray(start, biases)
    const expected = 1.7 * Math.sqrt(activation === 'relu' || activation === 'gelu' ? 2 / inputs : 2 / (inputs + outputs))
    expect(1.7 * initialDeviation(activation, inputs, outputs)).toBe(expected)
    expect(Math.abs(deviationOf(own) / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * own.length))
    expect(Math.abs(own.reduce((sum, value) => sum + value, 0) / own.length / expected)).toBeLessThan(4 / Math.sqrt(own.length))
    expect(weights.subarray(biases, biases + outputs).every(value => value === 0)).toBe(true)
  }
})

describe('the draw', () => {
  it('hangs on the weight seed and not on the order seed', () => {
    expect(initialWeights({ ...spec(), orderSeed: 99 }, shape)).toEqual(initialWeights(spec(), shape))
    expect(initialWeights(spec({}, 5), shape)).not.toEqual(initialWeights(spec(), shape))
  })

  it('is the same draw at another scale', () => {
    const one = initialWeights(spec(), shape)
    initialWeights(spec({ initScale: 2 }), shape).forEach((value, place) => expect(value).toBe(2 * one[place]))
  })

  it('of a layer does not hang on the layers behind it', () => {
    const deeper = initialWeights(spec(), [200, 120, 80, 80, 10])
    expect(deeper.subarray(0, 200 * 120)).toEqual(initialWeights(spec(), shape).subarray(0, 200 * 120))
  })
})

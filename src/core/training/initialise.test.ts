// Initial weights: their spread, their zero biases, and what they hang on.
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '../network.ts'
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import { initialDeviation, initialWeights } from './initialise.ts'
import type { Layer } from './architecture.ts'
import { layersOf } from './architecture.ts'

const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 120, activation: 'relu', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 64, dropout: 0, epochs: 4, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const built = (change: Partial<Hyperparameters> = {}): Layer[] => layersOf({ ...hyper, ...change }, { features: 192, classes: 10, image: { height: 8, width: 8 } })
const MLP = built()
const spec = (change: Partial<Hyperparameters> = {}, weightSeed = 4): NetworkSpec => ({ id: 0, hyper: { ...hyper, ...change }, weightSeed, orderSeed: 1 })
const deviationOf = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

describe.each(ACTIVATIONS)('%s weights', activation => {
  const expectSpread = (layers: Layer[], fans: (layer: Layer) => number): void => {
    const weights = initialWeights(spec({ activation, initScale: 1.7 }), layers)
    for (const layer of layers) {
      const own = weights.subarray(layer.weights, layer.biases)
      const expected = 1.7 * Math.sqrt(2 / fans(layer))
      expect(Math.abs(deviationOf(own) / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * own.length))
      expect(Math.abs(own.reduce((sum, value) => sum + value, 0) / own.length / expected)).toBeLessThan(4 / Math.sqrt(own.length))
      expect(weights.subarray(layer.biases, layer.biases + layer.outputs).every(value => value === 0)).toBe(true)
    }
  }
  const he = activation === 'relu' || activation === 'gelu'

  it('have mean 0 and their published deviation, times the scale', () => {
    expectSpread(MLP, ({ inputs, outputs }) => he ? inputs : inputs + outputs)
    expect(initialDeviation(activation, 50, 150)).toBe(Math.sqrt(2 / (he ? 50 : 200)))
  })

  it('of a convolution count the nine places that reach a unit, and the nine that it reaches', () => {
    expectSpread(built({ family: 'conv', depth: 2, width: 512 }), ({ inputs, outputs, conv }) => he ? inputs : inputs + (conv ? 9 : 1) * outputs)
  })
})

describe('the draw', () => {
  it('hangs on the weight seed and not on the order seed', () => {
    expect(initialWeights({ ...spec(), orderSeed: 99 }, MLP)).toEqual(initialWeights(spec(), MLP))
    expect(initialWeights(spec({}, 5), MLP)).not.toEqual(initialWeights(spec(), MLP))
  })

  it('is the same draw at another scale', () => {
    const one = initialWeights(spec(), MLP)
    initialWeights(spec({ initScale: 2 }), MLP).forEach((value, place) => expect(value).toBe(2 * one[place]))
  })

  it('of a layer does not hang on the layers behind it', () => {
    const deeper = initialWeights(spec(), built({ depth: 3 }))
    expect(deeper.subarray(0, MLP[2].weights)).toEqual(initialWeights(spec(), MLP).subarray(0, MLP[2].weights))
  })
})

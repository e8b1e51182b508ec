// What a spec decides before training: rows, labels, orders, masks and the layout of weights.
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import { dropoutMask, dropoutSeed, epochOrder, fillDropoutMask, planTraining } from './plan.ts'
import { channelsOf, inputUnits, layersOf, multiplyAddsOf, parametersOf } from './architecture.ts'

const rows = 500
const dataset: Dataset = {
  id: 'digits', title: '', inputs: new Float32Array(rows * 3), labels: Uint8Array.from({ length: rows }, (_, row) => row % 4), features: 3, classes: 4, classNames: [],
  train: Uint32Array.from({ length: 400 }, (_, place) => place + 100), test: Uint32Array.from({ length: 100 }, (_, place) => place), probes: new Uint32Array(0),
  trainProbes: new Uint32Array(0), image: null,
}
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 5, activation: 'relu', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 64, dropout: 0.3, epochs: 4, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const spec = (change: Partial<Hyperparameters> = {}, orderSeed = 9): NetworkSpec => ({ id: 0, hyper: { ...hyper, ...change }, weightSeed: 1, orderSeed })

describe('rows', () => {
  it('are every training row once, and as many as the fraction says', () => {
    expect([...planTraining(spec(), dataset).rows].sort((a, b) => a - b)).toEqual([...dataset.train])
    const part = planTraining(spec({ trainFraction: 0.25 }), dataset).rows
    expect(part).toHaveLength(100)
    expect(new Set(part).size).toBe(100)
    expect(part.every(row => dataset.train.includes(row))).toBe(true)
  })

  it('of a smaller fraction are among those of a larger, and at least one', () => {
    const large = new Set(planTraining(spec({ trainFraction: 0.6 }), dataset).rows)
    expect(planTraining(spec({ trainFraction: 0.2 }), dataset).rows.every(row => large.has(row))).toBe(true)
    expect(planTraining(spec({ trainFraction: 0.0001 }), dataset).rows).toHaveLength(1)
  })

  it('hang on the order seed and not on the weight seed', () => {
    const part = { trainFraction: 0.5, labelNoise: 0.5 }
    expect(planTraining({ ...spec(part), weightSeed: 77 }, dataset)).toEqual(planTraining(spec(part), dataset))
    expect(planTraining(spec(part, 10), dataset).rows).not.toEqual(planTraining(spec(part), dataset).rows)
  })
})

describe('label noise', () => {
  it.each([0, 0.1, 0.333, 1])('%f changes exactly that share, never to the true class', share => {
    const { rows, labels } = planTraining(spec({ labelNoise: share }), dataset)
    const wrong = [...rows].filter((row, place) => labels[place] !== dataset.labels[row])
    expect(wrong).toHaveLength(Math.round(share * rows.length))
    expect(labels.every(label => label < 4)).toBe(true)
  })

  it('takes every other class about equally often', () => {
    const { rows, labels } = planTraining(spec({ labelNoise: 1 }), dataset)
    const shifts = [0, 0, 0, 0]
    rows.forEach((row, place) => { shifts[(labels[place] - dataset.labels[row] + 4) % 4]++ })
    expect(shifts[0]).toBe(0)
    for (const count of shifts.slice(1)) expect(Math.abs(count - 400 / 3)).toBeLessThan(40)
  })

  it('leaves the rows and the data set as they are', () => {
    expect(planTraining(spec({ labelNoise: 0.4 }), dataset).rows).toEqual(planTraining(spec(), dataset).rows)
    expect(dataset.labels.every((label, row) => label === row % 4)).toBe(true)
  })

  it('has nothing to change to where there is one class', () => {
    const single = { ...dataset, classes: 1, labels: new Uint8Array(rows) }
    expect(planTraining(spec({ labelNoise: 1 }), single).labels.every(label => label === 0)).toBe(true)
  })
})

describe('epochs', () => {
  it('count their last partial batch', () => {
    expect(planTraining(spec(), dataset)).toMatchObject({ batchesPerEpoch: 7, steps: 28, shape: [3, 5, 5, 4] })
    expect(planTraining(spec({ batchSize: 1024 }), dataset).batchesPerEpoch).toBe(1)
    expect(planTraining(spec({ batchSize: 1 }), dataset).batchesPerEpoch).toBe(400)
  })

  it('are permutations, each another', () => {
    const plan = planTraining(spec(), dataset)
    const first = epochOrder(spec(), plan, 0)
    expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, place) => place))
    expect(epochOrder(spec(), plan, 0)).toEqual(first)
    expect(epochOrder(spec(), plan, 1)).not.toEqual(first)
    expect(epochOrder(spec({}, 10), plan, 0)).not.toEqual(first)
  })
})

describe('dropout masks', () => {
  it('are 0 with the given probability and 1 / (1 − p) otherwise, with mean 1', () => {
    const mask = dropoutMask(spec(), 3, 1, 400, 100)
    const keep = Math.fround(1 / 0.7)
    expect(mask.every(value => value === 0 || value === keep)).toBe(true)
    expect(Math.abs(mask.filter(value => value === 0).length / mask.length - 0.3)).toBeLessThan(0.01)
    expect(Math.abs(mask.reduce((sum, value) => sum + value, 0) / mask.length - 1)).toBeLessThan(0.015)
  })

  it('are all 1 without dropout', () => {
    expect(dropoutMask(spec({ dropout: 0 }), 1, 0, 4, 5).every(value => value === 1)).toBe(true)
  })

  it('differ by step, layer and order seed', () => {
    const masks = [dropoutMask(spec(), 1, 0, 8, 8), dropoutMask(spec(), 2, 0, 8, 8), dropoutMask(spec(), 1, 1, 8, 8), dropoutMask(spec({}, 10), 1, 0, 8, 8)]
    expect(new Set(masks.map(mask => mask.join())).size).toBe(4)
  })

  it('can be made in parts', () => {
    const whole = dropoutMask(spec(), 5, 0, 20, 5)
    const part = new Float32Array(35)
    fillDropoutMask(part, dropoutSeed(spec(), 5, 0), 60, 35, hyper.dropout)
    expect(part).toEqual(whole.subarray(60, 95))
  })
})

describe('layers', () => {
  const digits = { features: 64, classes: 10, image: { width: 8, height: 8 } }
  const layers = (change: Partial<Hyperparameters>, data: Parameters<typeof layersOf>[1] = digits): ReturnType<typeof layersOf> => layersOf({ ...hyper, ...change }, data)

  it.each([['mlp', 3, 32, digits], ['conv', 2, 32, digits], ['conv', 4, 100, { features: 2 * 35, classes: 3, image: { height: 5, width: 7 } }]] as const)(
    'of %s, depth %d, width %d hold weights and then biases, without gaps, and fit together', (family, depth, width, data) => {
      const built = layers({ family, depth, width }, data)
      let next = 0
      built.forEach(({ inputs, outputs, weights, biases, units }, place) => {
        expect(weights).toBe(next)
        expect(biases - weights).toBe(inputs * outputs)
        next = biases + outputs
        expect(inputUnits(built[place])).toBe(place === 0 ? data.features : built[place - 1].units)
        if (!built[place].conv) expect(units).toBe(outputs)
      })
      expect(parametersOf(built)).toBe(next)
      expect(built.at(-1)!.units).toBe(data.classes)
      expect(built.at(-2)).toMatchObject({ units: width, conv: null })
    })

  it('of a perceptron are dense, all hidden ones of one width', () => {
    expect(layers({ depth: 2, width: 32 }).map(({ inputs, outputs, conv }) => [inputs, outputs, conv])).toEqual([[64, 32, null], [32, 32, null], [32, 10, null]])
    expect(parametersOf(layers({ depth: 2, width: 32 }))).toBe(64 * 32 + 32 + 32 * 32 + 32 + 32 * 10 + 10)
    expect(multiplyAddsOf(layers({ depth: 2, width: 32 }))).toBe(64 * 32 + 32 * 32 + 32 * 10)
  })

  it('of convolutions: pooled down from 8 × 8 to 4 × 4 to 2 × 2, and no further; then a dense layer', () => {
    const built = layers({ family: 'conv', depth: 3, width: 32 })
    expect(built.map(({ inputs, outputs, units }) => [inputs, outputs, units])).toEqual([[9, 4, 4 * 16], [36, 4, 4 * 4], [36, 4, 4 * 4], [16, 32, 32], [32, 10, 10]])
    expect(built.map(({ conv }) => conv && [conv.height, conv.width, conv.channels, conv.pooled])).toEqual([[8, 8, 1, true], [4, 4, 4, true], [2, 2, 4, false], null, null])
    expect(multiplyAddsOf(built)).toBe(64 * 9 * 4 + 16 * 36 * 4 + 4 * 36 * 4 + 16 * 32 + 320)
  })

  it('leave out an odd last row or column, and pool no picture with a side below 4', () => {
    const sides = (height: number, width: number): (number | undefined)[] =>
      layers({ family: 'conv', depth: 1, width: 16 }, { features: height * width, classes: 2, image: { height, width } }).slice(0, 1).map(({ units }) => units)
    expect([sides(5, 7), sides(3, 9), sides(4, 4), sides(1, 1)]).toEqual([[2 * 3 * 2], [27 * 2], [4 * 2], [2]])
  })

  it('have an eighth of the width as channels, two at least', () => {
    expect([1, 12, 16, 17, 32, 128, 512].map(channelsOf)).toEqual([2, 2, 2, 3, 4, 16, 64])
  })

  it('of convolutions are refused where the rows are no pictures', () => {
    expect(() => planTraining(spec({ family: 'conv' }), dataset)).toThrow('Convolutions need pictures, and the rows of this data set are none; choose the family mlp.')
  })
})

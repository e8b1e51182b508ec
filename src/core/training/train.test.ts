// The trainer as a whole: held against a second program, repeatable to the bit, learns what can be learnt, and says so when it fails.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import { DEFAULT_DATASET } from '../data/dataset.ts'
import { makeDataset } from '../data/make.ts'
import type { Hyperparameters, NetworkSpec, TrainedNetwork } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import { initialWeights } from './initialise.ts'
import { planTraining } from './plan.ts'
import type { TrainingTick } from './train.ts'
import { plainLearners } from './plain.ts'
import { trainNetwork } from './train.ts'

const digits = makeDataset(DEFAULT_DATASET, readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))

const DEFAULT: Hyperparameters = {
  family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 3e-3, weightDecay: 1e-5, batchSize: 64, dropout: 0, epochs: 15, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const specOf = (change: Partial<Hyperparameters> = {}, weightSeed = 1, orderSeed = 2): NetworkSpec => ({ id: 7, hyper: { ...DEFAULT, ...change }, weightSeed, orderSeed })

function run(spec: NetworkSpec, dataset: Dataset, ticks: TrainingTick[] = []): TrainedNetwork {
  const training = trainNetwork(spec, dataset, plainLearners(dataset), { ...KEEP_NOTHING, state: true })
  for (;;) {
    const next = training.next()
    if (next.done) return next.value
    ticks.push(next.value)
  }
}

/** 40 rows of numbers or pictures and 3 classes, as in fixtures/reference.py. */
const formulaOf = ([height, width, channels]: Picture): Dataset => ({
  id: 'digits', title: 'by formula', features: height * width * channels, classes: 3, classNames: ['a', 'b', 'c'], image: { height, width },
  inputs: Float32Array.from({ length: 40 * height * width * channels }, (_, place) => (place * 37 % 101) / 50.5 - 1),
  labels: Uint8Array.from({ length: 40 }, (_, row) => (row * row + Math.floor(row / 3)) % 3),
  train: Uint32Array.from({ length: 30 }, (_, row) => row), test: Uint32Array.from({ length: 10 }, (_, row) => 30 + row),
  probes: Uint32Array.of(30, 31, 32, 33, 34), trainProbes: Uint32Array.of(3, 7, 8, 20),
})

type Picture = readonly [height: number, width: number, channels: number]
interface Reference {
  picture: Picture
  hyper: Hyperparameters
  weightSeed: number
  orderSeed: number
  initial: number[]
  rows: number[]
  labels: number[]
  curve: number[][]
  weights: number[]
  probabilities: number[]
}
const references = JSON.parse(readFileSync(new URL('./fixtures/reference.json', import.meta.url), 'utf8')) as Reference[]

describe.each(references)('a training in NumPy ($hyper.family, $hyper.activation, $hyper.optimiser, $picture)', reference => {
  const { hyper, weightSeed, orderSeed } = reference
  const spec: NetworkSpec = { id: 0, hyper, weightSeed, orderSeed }
  const formula = formulaOf(reference.picture)
  const network = run(spec, formula)
  const expectClose = (actual: ArrayLike<number>, expected: number[], digitsRight: number): void => {
    expect(actual).toHaveLength(expected.length)
    expected.forEach((value, place) => expect(actual[place]).toBeCloseTo(value, digitsRight))
  }

  it('starts from the same plan and weights', () => {
    const plan = planTraining(spec, formula)
    expect([...plan.rows]).toEqual(reference.rows)
    expect([...plan.labels]).toEqual(reference.labels)
    expectClose(initialWeights(spec, plan.layers), reference.initial, 6)
  })

  it('goes the same way to the same end', () => {
    expectClose(network.curve, reference.curve.flat(), 5)
    expectClose(network.state!.weights, reference.weights, 5)
    expectClose(network.probabilities!, reference.probabilities, 5)
  })
})

describe('repetition', () => {
  const change: Partial<Hyperparameters> = { epochs: 3, dropout: 0.2, labelNoise: 0.1, trainFraction: 0.5, augmentation: 'none', start: 'fresh' }

  it('of a spec is equal to the bit', () => {
    expect(run(specOf(change), digits)).toEqual(run(specOf(change), digits))
  })

  it('with another seed of order or weights, or only another id, differs exactly where it should', () => {
    const one = run(specOf(change), digits)
    expect(run(specOf(change, 1, 3), digits).state!.weights).not.toEqual(one.state!.weights)
    expect(run(specOf(change, 9, 2), digits).state!.weights).not.toEqual(one.state!.weights)
    expect(run({ ...specOf(change), id: 8 }, digits).state!.weights).toEqual(one.state!.weights)
  })

  it('changes nothing of the data set', () => {
    const before = [digits.inputs.slice(), digits.labels.slice(), digits.train.slice()]
    run(specOf({ epochs: 1, labelNoise: 0.5 }), digits)
    expect([digits.inputs, digits.labels, digits.train]).toEqual(before)
  })
})

describe('learning', () => {
  it('a default network reads more than 95 % of the held-out digits', () => {
    const network = run(specOf(), digits)
    expect(network.row.outcome.testAccuracy).toBeGreaterThan(0.95)
    expect(network.row.outcome.divergedAt).toBeNull()
  })

  it('a convolutional network does too', () => {
    const { outcome } = run(specOf({ family: 'conv', depth: 1, width: 64, epochs: 15 }), digits).row
    expect(outcome.testAccuracy).toBeGreaterThan(0.95)
  })

  it.each(['sgd', 'momentum', 'adam', 'adamw'] as const)('%s learns forty rows by heart', optimiser => {
    const few = { ...digits, train: digits.train.slice(0, 40) }
    const learningRate = { sgd: 0.3, momentum: 0.05, adam: 0.01, adamw: 0.01 }[optimiser]
    const { curve, row } = run(specOf({ optimiser, learningRate, batchSize: 16, epochs: 60, weightDecay: 0 }), few)
    expect(row.outcome.trainAccuracy).toBe(1)
    expect(curve.at(-4)).toBeLessThan(0.05)
  })

  it('cannot beat chance on labels that are all wrong', () => {
    expect(run(specOf({ labelNoise: 1, epochs: 5 }), digits).row.outcome.testAccuracy).toBeLessThan(0.1)
  })

  it('without a learning rate worth the name stays where it began', () => {
    const network = run(specOf({ learningRate: 1e-12, optimiser: 'sgd', epochs: 2 }), digits)
    const start = initialWeights(specOf(), planTraining(specOf(), digits).layers)
    network.state!.weights.forEach((value, place) => expect(value).toBeCloseTo(start[place], 9))
    expect(network.curve[9]).toBeCloseTo(network.curve[1], 6)
  })
})

describe('what comes out', () => {
  const ticks: TrainingTick[] = []
  const network = run(specOf({ epochs: 4, dropout: 0.1 }), digits, ticks)
  const { outcome } = network.row

  it('has a row of the curve for the untrained network and each epoch; the last is the outcome', () => {
    expect(network.curve).toHaveLength(5 * 4)
    expect(network.curve.slice(-4)).toEqual(Float32Array.of(outcome.trainLoss, outcome.testLoss, outcome.trainAccuracy, outcome.testAccuracy))
    expect(network.curve[0]).toBeGreaterThan(1.5)
    expect(outcome).toMatchObject({ steps: 4 * 20, parameters: 64 * 32 + 32 + 32 * 32 + 32 + 320 + 10 })
  })

  it('has probes × width activations and probabilities that sum to 1', () => {
    expect(network.activations).toMatchObject({ id: 7, rows: 200, columns: 32 })
    expect(network.activations!.values).toHaveLength(200 * 32)
    for (let row = 0; row < 200; row++) expect(network.probabilities!.subarray(row * 10, row * 10 + 10).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5)
  })

  it('has a confusion matrix of the test rows', () => {
    expect(network.confusion.reduce((sum, count) => sum + count, 0)).toBe(540)
    expect(Array.from({ length: 10 }, (_, label) => network.confusion[label * 11]).reduce((sum, count) => sum + count, 0) / 540).toBe(outcome.testAccuracy)
  })

  it('looks up often, with a share that grows to 1', () => {
    expect(ticks.length).toBeGreaterThan(8)
    ticks.slice(1).forEach((tick, place) => {
      expect(tick.share).toBeGreaterThanOrEqual(ticks[place].share)
      expect(tick.epoch).toBeGreaterThanOrEqual(ticks[place].epoch)
    })
    expect(ticks.at(-1)).toMatchObject({ epoch: 4, epochs: 4, share: 1, testAccuracy: outcome.testAccuracy })
  })

  it('carries weights only where asked for', () => {
    const training = trainNetwork(specOf({ epochs: 1 }), digits, plainLearners(digits), KEEP_NOTHING)
    let next = training.next()
    while (!next.done) next = training.next()
    expect(next.value.state).toBeNull()
  })
})

describe('extremes that are legal', () => {
  it.each<Partial<Hyperparameters>>([
    { batchSize: 1, epochs: 1, trainFraction: 0.02 },
    { batchSize: 1024, epochs: 2 },
    { width: 1, depth: 8, epochs: 1 },
    { trainFraction: 0.01, epochs: 2 },
    { dropout: 0.94, epochs: 1 },
    { labelNoise: 1, epochs: 1 },
  ])('%o trains', change => {
    const network = run(specOf(change), digits)
    expect(network.row.outcome.divergedAt).toBeNull()
    expect(network.curve.every(Number.isFinite)).toBe(true)
  })

  it.each<Picture>([[1, 1, 1], [2, 3, 1], [1, 9, 2], [4, 3, 1], [5, 4, 3]])('pictures of %d × %d × %d train convolutions', (...picture) => {
    const network = run(specOf({ family: 'conv', depth: 3, width: 6, epochs: 2, batchSize: 7, dropout: 0.1 }), formulaOf(picture))
    expect(network.row.outcome.divergedAt).toBeNull()
    expect(network.curve.every(Number.isFinite)).toBe(true)
    expect(network.activations).toMatchObject({ rows: 5, columns: 6 })
    expect(network.state!.weights).toHaveLength(network.row.outcome.parameters)
  })

  it('rows that are no pictures refuse convolutions in a sentence', () => {
    expect(() => run(specOf({ family: 'conv' }), { ...digits, image: null })).toThrow('Convolutions need pictures, and the rows of this data set are none; choose the family mlp.')
  })

  it('with all rows in one batch does not feel their order', () => {
    const once = (orderSeed: number): Float32Array => run(specOf({ batchSize: 1024, epochs: 1, optimiser: 'sgd', learningRate: 0.1 }, 1, orderSeed), { ...digits, train: digits.train.slice(0, 600) }).state!.weights
    const other = once(3)
    once(2).forEach((value, place) => expect(value).toBeCloseTo(other[place], 6))
  })
})

describe('divergence', () => {
  const wild: Partial<Hyperparameters> = { family: 'mlp', depth: 4, width: 64, optimiser: 'sgd', learningRate: 10, epochs: 4 }

  it('is marked with its step; nothing of the network goes on the map', () => {
    const network = run(specOf(wild), digits)
    const { divergedAt, steps } = network.row.outcome
    expect(divergedAt).toBeGreaterThanOrEqual(1)
    expect(divergedAt).toBeLessThan(20)
    expect(divergedAt! - steps).toBeLessThanOrEqual(1)
    expect(network).toMatchObject({ activations: null, probabilities: null, state: null })
  })

  it('keeps the figures of the last finite epoch, here the untrained network', () => {
    const network = run(specOf(wild), digits)
    const { outcome } = network.row
    expect(network.curve).toHaveLength(4)
    expect(network.curve).toEqual(Float32Array.of(outcome.trainLoss, outcome.testLoss, outcome.trainAccuracy, outcome.testAccuracy))
    expect(network.curve.every(Number.isFinite)).toBe(true)
    expect(network.confusion.reduce((sum, count) => sum + count, 0)).toBe(540)
  })

  it('of initial weights already is at the first update, with figures that say that there are none', () => {
    const network = run(specOf({ initScale: 1e30, epochs: 2 }), digits)
    expect(network.row.outcome).toEqual({ divergedAt: 1, steps: 0, parameters: 3466, trainLoss: NaN, testLoss: NaN, trainAccuracy: NaN, testAccuracy: NaN })
    expect(network).toMatchObject({ curve: new Float32Array(0), confusion: new Int32Array(100), activations: null, state: null })
  })

  it('ends the training at once', () => {
    const ticks: TrainingTick[] = []
    run(specOf({ ...wild, epochs: 500 }), digits, ticks)
    expect(ticks.length).toBeLessThan(20)
  })
})

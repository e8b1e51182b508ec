// One update at a time, against the formulas worked out by hand and against identities between the optimisers.
import { describe, expect, it } from 'vitest'
import { OPTIMISERS } from '../network.ts'
import type { Hyperparameters, Optimiser } from '../network.ts'
import { startOptimiser, updateWeights } from './optimiser.ts'
import type { LayerOffsets } from './architecture.ts'

// One layer of two inputs and one output: two weights and a bias.
const layers: LayerOffsets[] = [{ inputs: 2, outputs: 1, weights: 0, biases: 2 }]
const hyperOf = (optimiser: Optimiser, learningRate: number, weightDecay: number): Hyperparameters => ({
  family: 'mlp', depth: 1, width: 1, activation: 'relu', optimiser, learningRate, weightDecay, batchSize: 1, dropout: 0, epochs: 1, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
})

function run(optimiser: Optimiser, rate: number, decay: number, start: number[], gradients: number[][]): number[] {
  const hyper = hyperOf(optimiser, rate, decay)
  const weights = Float64Array.from(start)
  const state = startOptimiser(hyper, weights.length, size => new Float64Array(size))
  for (const gradient of gradients) updateWeights(hyper, state, layers, weights, Float64Array.from(gradient))
  return [...weights]
}
const expectClose = (actual: number[], expected: number[]): void => actual.forEach((value, place) => expect(value).toBeCloseTo(expected[place], 12))

const START = [1, -2, 3]
const G1 = [0.5, -0.25, 2]
const G2 = [-1, 0.75, 0.5]

describe('two updates by hand', () => {
  it('sgd', () => {
    // Decay 0.1 on weights only: 1 − 0.1 (0.5 + 0.1) = 0.94; 0.94 − 0.1 (−1 + 0.094) = 1.0306.
    expectClose(run('sgd', 0.1, 0.1, START, [G1, G2]), [1.0306, -1.955 - 0.1 * (0.75 - 0.1955), 3 - 0.2 - 0.05])
  })

  it('momentum', () => {
    // v = 0.6, w = 0.94; v = 0.54 − 1 + 0.094 = −0.366, w = 0.9766.
    const second = 0.9 * -0.45 + 0.75 + 0.1 * -1.955
    expectClose(run('momentum', 0.1, 0.1, START, [G1, G2]), [0.9766, -1.955 - 0.1 * second, 2.8 - 0.1 * (1.8 + 0.5)])
  })

  it('adam', () => {
    const g1 = 0.5 + 0.1
    const w1 = 1 - 0.1 * g1 / (g1 + 1e-7)
    const g2 = -1 + 0.1 * w1
    const m = (0.9 * 0.1 * g1 + 0.1 * g2) / (1 - 0.81)
    const v = (0.999 * 0.001 * g1 * g1 + 0.001 * g2 * g2) / (1 - 0.999 ** 2)
    expect(run('adam', 0.1, 0.1, START, [G1, G2])[0]).toBeCloseTo(w1 - 0.1 * m / (Math.sqrt(v) + 1e-7), 12)
  })

  it('adamw', () => {
    const w1 = 0.99 - 0.1 * 0.5 / (0.5 + 1e-7)
    const m = (0.9 * 0.1 * 0.5 - 0.1) / (1 - 0.81)
    const v = (0.999 * 0.001 * 0.25 + 0.001) / (1 - 0.999 ** 2)
    expect(run('adamw', 0.1, 0.1, START, [G1, G2])[0]).toBeCloseTo(0.99 * w1 - 0.1 * m / (Math.sqrt(v) + 1e-7), 12)
  })
})

describe('identities', () => {
  it('without decay, adamw is adam', () => {
    expect(run('adamw', 0.05, 0, START, [G1, G2, G1])).toEqual(run('adam', 0.05, 0, START, [G1, G2, G1]))
  })

  it('adam does not feel the gradient\'s scale; its first stride is the learning rate', () => {
    const scaled = (factor: number): number[] => run('adam', 0.05, 0, START, [G1, G2, G1].map(gradient => gradient.map(value => factor * value)))
    scaled(1000).forEach((value, place) => expect(value).toBeCloseTo(scaled(1)[place], 6))
    expectClose(run('adam', 0.05, 0, START, [[1e9, -1e9, 1e9]]), [0.95, -1.95, 2.95])
  })

  it('momentum under a constant gradient speeds up to ten times plain descent', () => {
    const long = Array.from({ length: 300 }, () => G1)
    const before = run('momentum', 0.01, 0, START, long)
    const after = run('momentum', 0.01, 0, START, [...long, G1])
    after.forEach((value, place) => expect(before[place] - value).toBeCloseTo(10 * 0.01 * G1[place], 10))
  })

  it.each(OPTIMISERS)('%s: a zero gradient moves nothing without decay, and with decay shrinks the weights but not the bias', optimiser => {
    expect(run(optimiser, 0.1, 0, START, [[0, 0, 0]])).toEqual(START)
    const [first, second, bias] = run(optimiser, 0.1, 0.5, START, [[0, 0, 0]])
    expect(Math.abs(first)).toBeLessThan(1)
    expect(Math.abs(second)).toBeLessThan(2)
    expect(bias).toBe(3)
  })
})

it.each(OPTIMISERS)('%s tells when a weight leaves the finite numbers', optimiser => {
  const hyper = hyperOf(optimiser, 1, 0)
  const state = startOptimiser(hyper, 3, size => new Float32Array(size))
  const weights = Float32Array.from(START)
  expect(updateWeights(hyper, state, layers, weights, Float64Array.of(1, 1, 1))).toBe(true)
  expect(updateWeights(hyper, state, layers, weights, Float64Array.of(0, NaN, 0))).toBe(false)
  const huge = Float32Array.of(0, 0, -3.4e38)
  expect(updateWeights(hyperOf('sgd', 1, 0), state, layers, huge, Float64Array.of(0, 0, 3.4e38))).toBe(false)
})

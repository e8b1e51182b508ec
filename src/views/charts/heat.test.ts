// What heat maps and unit pictures are drawn from: shades, bands along an order, pictures sorted by length, lines in the plane.
import { describe, expect, it } from 'vitest'
import { layersOf } from '../../core/training/architecture.ts'
import { bandsOf, offDiagonal, shadeOf } from './heat.ts'
import { firstLayer, lineOf } from './unit-pictures.ts'

it('shades run from 0 to 1, evenly in the value or in its logarithm', () => {
  const [even, log] = [shadeOf([0, 4], false), shadeOf([0.01, 100], true)]
  expect([-1, 0, 1, 4, 9].map(even)).toEqual([0, 0, 0.25, 1, 1])
  expect([0, 0.01, 1, 100].map(value => Number(log(value).toFixed(12)))).toEqual([0, 0, 0.5, 1])
  expect(shadeOf([2, 2], false)(2)).toBe(0)
})

it('bands are the stretches of one label along the order', () => {
  const bands = bandsOf([2, 0, 1, 3], [1, 1, 0, 0], ['a', 'b'], () => [0, 0, 0])
  expect(bands.map(({ from, to, name }) => [from, to, name])).toEqual([[0, 1, 'a'], [1, 3, 'b'], [3, 4, 'a']])
})

it('the diagonal does not count', () => {
  expect(offDiagonal([9, 0.2, 0, 9], 2)).toEqual([0.2, 0.2])
  expect(offDiagonal([1, 0, 0, 1], 2)).toEqual([0, 0])
})

const HYPER = {
  family: 'mlp', depth: 1, width: 3, activation: 'relu', optimiser: 'sgd', learningRate: 1, weightDecay: 0, batchSize: 1, dropout: 0, epochs: 1, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
} as const

describe('the first layer', () => {
  it('a unit has the weights of its column, the longest first', () => {
    const data = { features: 4, classes: 2, image: { width: 2, height: 2 } }
    const [layer] = layersOf(HYPER, data)
    // Row by row: input i of unit u is 10 i + u; biases 100, 101, 102.
    const weights = Float32Array.from([0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 100, 101, 102])
    const { units, across, down, reach } = firstLayer(layer, weights, data.image)
    expect([across, down, reach]).toEqual([2, 2, 32])
    expect(units.map(({ unit, bias, weights: own }) => [unit, bias, ...own])).toEqual([[2, 102, 2, 12, 22, 32], [1, 101, 1, 11, 21, 31], [0, 100, 0, 10, 20, 30]])
    expect(units[0].norm).toBeCloseTo(Math.hypot(2, 12, 22, 32), 6)
  })

  it('a convolution has pictures of three by three', () => {
    const data = { features: 64, classes: 10, image: { width: 8, height: 8 } }
    const [layer] = layersOf({ ...HYPER, family: 'conv', width: 16 }, data)
    const { units, across, down, conv } = firstLayer(layer, new Float32Array(layer.biases + layer.outputs).fill(1), data.image)
    expect([units.length, across, down, conv]).toEqual([2, 3, 3, true])
  })

  it('a line ends on the frame, and its points are where the argument is 0', () => {
    const unit = { weights: Float32Array.of(2, -1), bias: 0.5 }
    const { from, to } = lineOf(unit, [-1, 1], [-1, 1])!
    for (const [x, y] of [from, to]) {
      expect(2 * x - y + 0.5).toBeCloseTo(0, 12)
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeCloseTo(1, 12)
    }
    expect(lineOf({ weights: Float32Array.of(1, 0), bias: 5 }, [-1, 1], [-1, 1])).toBeNull()
    expect(lineOf({ weights: Float32Array.of(0, 0), bias: 1 }, [-1, 1], [-1, 1])).toBeNull()
  })
})

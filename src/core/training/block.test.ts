// Forward and backward, through dense layers and convolutions: gradients against differences, products against sums written out.
import { describe, expect, it } from 'vitest'
import type { Activation, Hyperparameters } from '../network.ts'
import { ACTIVATIONS } from '../network.ts'
import { mulberry32, normals } from '../random.ts'
import type { Block } from './block.ts'
import { backward, forward, gatherInputs, makeBlock, scoreForTraining } from './block.ts'
import { layersOf, multiplyAddsOf, parametersOf } from './architecture.ts'

const wide = (size: number): Float64Array => new Float64Array(size)
const ROWS = 7
const everyRow = Uint32Array.from({ length: ROWS }, (_, row) => row)

/** What a network looks at, and how it is built. */
interface Build { family: 'mlp' | 'conv', depth: number, width: number, classes: number, picture: [height: number, width: number, channels: number], dropout?: boolean }
const mlp = (features: number, depth: number, width: number, classes: number): Build => ({ family: 'mlp', depth, width, classes, picture: [1, features, 1] })
const conv = (picture: Build['picture'], depth: number, width: number, classes = 3): Build => ({ family: 'conv', depth, width, classes, picture })

interface Case { block: Block, weights: Float64Array, inputs: Float64Array, labels: number[], masks: Float64Array[] | null }

function makeCase(activation: Activation, { family, depth, width, classes, picture: [height, across, channels], dropout = false }: Build): Case {
  const features = height * across * channels
  const layers = layersOf({ family, depth, width } as Hyperparameters, { features, classes, image: { height, width: across } })
  const normal = normals(mulberry32(depth * 10 + ACTIVATIONS.indexOf(activation)))
  const weights = wide(parametersOf(layers)).map(() => 0.7 * normal())
  const inputs = wide(ROWS * features).map((_, place) => place % 3 === 0 ? 0 : normal())
  const random = mulberry32(2)
  const masks = dropout ? layers.slice(0, -1).map(({ units }) => wide(ROWS * units).map(() => random() < 0.3 ? 0 : 1 / 0.7)) : null
  return { block: makeBlock(layers, activation, wide), weights, inputs, labels: Array.from({ length: ROWS }, (_, row) => row % classes), masks }
}

function meanLoss({ block, weights, inputs, labels, masks }: Case): number {
  gatherInputs(block, inputs, everyRow, 0, ROWS)
  forward(block, weights, ROWS, masks && ((mask, layer) => { mask.set(masks[layer]) }))
  return scoreForTraining(block, ROWS, row => labels[row], ROWS).loss / ROWS
}

const BUILDS: [string, Build][] = [
  ['one hidden layer', mlp(6, 1, 5, 3)],
  ['three hidden layers', mlp(5, 3, 4, 2)],
  ['two hidden layers with dropout', { ...mlp(6, 2, 9, 3), dropout: true }],
  ['a pooled convolution', conv([4, 4, 1], 1, 4)],
  ['a convolution of a picture too small to pool, three channels', conv([3, 3, 3], 1, 5)],
  ['pooled convolutions of a picture with odd sides', conv([5, 7, 2], 2, 9)],
  ['a pooled, then a plain convolution, with dropout', { ...conv([5, 4, 1], 2, 6), dropout: true }],
  ['three convolutions, two of them pooled', conv([8, 8, 1], 3, 20, 4)],
  ['a picture of one place', conv([1, 1, 2], 2, 3)],
  ['a picture of 2 × 3', conv([2, 3, 1], 1, 3)],
]

describe.each(ACTIVATIONS)('gradient of %s', activation => {
  it.each(BUILDS)('through %s is that of finite differences', (_name, build) => {
    const made = makeCase(activation, build)
    meanLoss(made)
    const gradient = new Float64Array(made.weights.length)
    backward(made.block, made.weights, ROWS, gradient)
    const h = 1e-6
    made.weights.forEach((weight, place) => {
      made.weights[place] = weight + h
      const above = meanLoss(made)
      made.weights[place] = weight - h
      const below = meanLoss(made)
      made.weights[place] = weight
      expect(Math.abs(gradient[place] - (above - below) / (2 * h))).toBeLessThan(2e-8)
    })
    // Not the gradient of a dead network.
    expect(gradient.filter(value => value !== 0).length).toBeGreaterThan(gradient.length / 10)
  })

  it.each([mlp(6, 2, 5, 3), conv([5, 4, 1], 2, 5)])('is the same whether the rows come in one block or in several ($family)', build => {
    const made = makeCase(activation, build)
    const { block, weights, inputs, labels } = made
    meanLoss(made)
    const whole = new Float64Array(weights.length)
    backward(block, weights, ROWS, whole)
    const parts = new Float64Array(weights.length)
    for (const [from, to] of [[0, 3], [3, 4], [4, 7]]) {
      gatherInputs(block, inputs, everyRow, from, to)
      forward(block, weights, to - from, null)
      scoreForTraining(block, to - from, row => labels[from + row], ROWS)
      backward(block, weights, to - from, parts)
    }
    parts.forEach((value, place) => expect(value).toBeCloseTo(whole[place], 13))
  })
})

describe('forward', () => {
  it('is the matrix product written out', () => {
    const { block, weights, inputs } = makeCase('tanh', mlp(6, 1, 5, 3))
    gatherInputs(block, inputs, everyRow, 0, ROWS)
    forward(block, weights, ROWS, null)
    for (let row = 0; row < ROWS; row++) {
      const hidden = Array.from({ length: 5 }, (_, unit) => {
        let sum = weights[30 + unit]
        for (let input = 0; input < 6; input++) sum += inputs[row * 6 + input] * weights[input * 5 + unit]
        return Math.tanh(sum)
      })
      for (let label = 0; label < 3; label++) {
        const logit = hidden.reduce((sum, value, unit) => sum + value * weights[35 + unit * 3 + label], weights[50 + label])
        expect(block.values[2][row * 3 + label]).toBeCloseTo(logit, 12)
      }
    }
  })

  it('of a convolution is the sum over nine places and all channels, then the largest of four', () => {
    // 5 × 7 places with two channels, two maps, pooled to 2 × 3.
    const { block, weights, inputs } = makeCase('tanh', conv([5, 7, 2], 1, 9))
    gatherInputs(block, inputs, everyRow, 0, ROWS)
    forward(block, weights, ROWS, null)
    const pixel = (row: number, y: number, x: number, channel: number): number =>
      y < 0 || y > 4 || x < 0 || x > 6 ? 0 : inputs[((row * 5 + y) * 7 + x) * 2 + channel]
    const mapAt = (row: number, y: number, x: number, map: number): number => {
      let sum = weights[18 * 2 + map]
      for (const dy of [-1, 0, 1]) {
        for (const dx of [-1, 0, 1]) {
          for (const channel of [0, 1]) sum += pixel(row, y + dy, x + dx, channel) * weights[(((dy + 1) * 3 + dx + 1) * 2 + channel) * 2 + map]
        }
      }
      return Math.tanh(sum)
    }
    for (let row = 0; row < ROWS; row++) {
      for (let y = 0; y < 2; y++) {
        for (let x = 0; x < 3; x++) {
          for (const map of [0, 1]) {
            const four = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([dy, dx]) => mapAt(row, 2 * y + dy, 2 * x + dx, map))
            expect(block.values[1][((row * 2 + y) * 3 + x) * 2 + map]).toBeCloseTo(Math.max(...four), 12)
          }
        }
      }
    }
  })

  it.each([mlp(6, 2, 5, 3), conv([6, 5, 1], 2, 5)])('gives a row the same logits wherever it stands in a block ($family)', build => {
    const { block, weights, inputs } = makeCase('gelu', build)
    gatherInputs(block, inputs, everyRow, 0, ROWS)
    forward(block, weights, ROWS, null)
    const logits = block.values.at(-1)!.slice(5 * 3, 6 * 3)
    gatherInputs(block, inputs, Uint32Array.of(5), 0, 1)
    forward(block, weights, 1, null)
    expect(block.values.at(-1)!.slice(0, 3)).toEqual(logits)
  })

  it('passes numbers that are none through pooling, wherever they stand', () => {
    const { block, weights, inputs } = makeCase('relu', conv([4, 4, 1], 1, 4))
    for (let place = 0; place < 16; place++) {
      gatherInputs(block, inputs, everyRow, 0, 1)
      block.values[0][place] = NaN
      forward(block, weights, 1, null)
      expect(block.values.at(-1)!.slice(0, 3)).toEqual(Float64Array.of(NaN, NaN, NaN))
    }
  })

  it('keeps blocks small enough to look up between them, whatever the size', () => {
    for (const build of [mlp(64, 1, 4, 10), mlp(64, 2, 32, 10), mlp(200, 8, 512, 5), conv([8, 8, 1], 4, 128, 10), conv([8, 8, 1], 8, 512, 10)]) {
      const { block: { rows, layers } } = makeCase('relu', build)
      expect(rows).toBeGreaterThanOrEqual(4)
      expect(rows).toBeLessThanOrEqual(64)
      expect(rows * multiplyAddsOf(layers)).toBeLessThan(1e7)
    }
  })
})

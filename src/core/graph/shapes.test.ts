// Shapes op by op, and what does not fit: a sentence with the label and the sizes.
import { describe, expect, it } from 'vitest'
import type { Op, Weights } from './graph.ts'
import { layersOfGraph } from './layers.ts'
import { shapesOf } from './shapes.ts'

const weights = (...shape: number[]): Weights => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) })
const op = (id: string, from: string, rest: object): Op => ({ id, from: from === '' ? [] : [from], label: `layer ${id}`, ...rest }) as unknown as Op
const window = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] }
const conv = (id: string, from: string, ins: number, outs: number): Op => op(id, from, { op: 'conv2d', kernel: weights(3, 3, ins, outs), bias: null, groups: 1, ...window })

const after = (inputShape: number[], ...ops: Op[]): number[] => shapesOf({ inputShape, ops }).get(ops.at(-1)!.id)!

describe('shapes', () => {
  it('of windows', () => {
    expect(after([28, 28, 1], conv('a', 'x', 1, 8))).toEqual([26, 26, 8])
    const wide = op('a', 'x', { op: 'conv2d', kernel: weights(3, 5, 2, 8), bias: weights(8), groups: 2, strides: [2, 3], pads: [1, 2, 0, 1], dilations: [2, 1] })
    expect(after([10, 11, 4], wide)).toEqual([4, 4, 8])
    expect(after([6, 6, 3], op('a', 'x', { op: 'depthwiseConv2d', kernel: weights(2, 2, 3, 4), bias: weights(12), ...window }))).toEqual([5, 5, 12])
    expect(after([7, 7, 3], op('a', 'x', { op: 'pool', kind: 'max', size: [2, 2], strides: [2, 2], pads: [0, 0, 1, 1], countPads: false }))).toEqual([4, 4, 3])
  })

  const refused: [string, number[], Op, RegExp][] = [
    ['too few numbers', [63], op('a', 'x', { op: 'dense', kernel: weights(64, 10), bias: null }), /^"layer a" takes 64 numbers and is given 63\.$/],
    ['a bias of another length', [64], op('a', 'x', { op: 'dense', kernel: weights(64, 10), bias: weights(12) }), /bias of shape \[12\]; it needs \[10\]/],
    ['other channels', [8, 8, 3], conv('a', 'x', 1, 8), /takes 1 channels and is given 8×8×3/],
    ['a picture smaller than the window', [2, 8, 1], conv('a', 'x', 1, 8), /window of 3×3 over 2×8/],
    ['no picture', [64], conv('a', 'x', 1, 8), /pictures.*given 64/],
    ['a reshape that does not divide', [10], op('a', 'x', { op: 'reshape', shape: [3, -1] }), /makes 3×-1 of 10/],
    ['two free sizes', [10], op('a', 'x', { op: 'reshape', shape: [-1, -1] }), /makes/],
    ['axes named twice', [2, 3], op('a', 'x', { op: 'transpose', perm: [0, 0] }), /orders the axes as 0, 0/],
    ['sizes that do not broadcast', [2, 3], op('a', 'x', { op: 'add', constant: weights(2) }), /combines 2×3 with 2/],
    ['an axis that is not there', [2, 3], op('a', 'x', { op: 'softmax', axis: 2 }), /axis 2.*2×3/],
    ['an op without its values', [2], op('a', '', { op: 'flatten' }), /takes one value and is given 0/],
    ['a value that nothing makes', [2], op('a', 'b', { op: 'flatten' }), /takes a value that nothing before it makes/],
    ['fractions of a stride', [8, 8, 1], op('a', 'x', { op: 'pool', kind: 'max', size: [2, 2], strides: [0.5, 1], pads: [0, 0, 0, 0], countPads: false }), /strides 0\.5, 1/],
    ['pads as wide as a pool', [8, 8, 1], op('a', 'x', { op: 'pool', kind: 'max', size: [2, 2], strides: [2, 2], pads: [2, 0, 0, 0], countPads: false }), /as much as its 2×2 window/],
  ]
  it.each(refused)('refuse %s', (_, shape, bad, says) => {
    expect(() => shapesOf({ inputShape: shape, ops: [bad] })).toThrow(says)
  })

  it('refuse what is too much before anything is made of it', () => {
    expect(() => shapesOf({ inputShape: [8000, 8000, 1], ops: [] })).toThrow(/64000000 numbers/)
    const pad = op('a', 'x', { op: 'pad', pads: [[0, 2 ** 31], [0, 2 ** 31]], value: 0 })
    expect(() => after([1, 1], pad)).toThrow(/at most/)
    expect(() => after([1, 1, 1, 1, 1, 1], op('a', 'x', { op: 'flatten' }))).toThrow(/6 axes/)
  })
})

describe('layers', () => {
  it('end before the next weights, at the last op that changes more than the shape', () => {
    const graph = {
      inputShape: [8, 8, 1], outputShape: [10], inputLayout: 'NHWC' as const, output: 's',
      ops: [
        op('n', 'x', { op: 'div', constant: weights(1) }), conv('a', 'n', 1, 4), op('r', 'a', { op: 'activation', fn: 'relu' }),
        op('p', 'r', { op: 'pad', pads: [[1, 1], [1, 1], [0, 0]], value: 0 }), conv('b', 'p', 4, 2), op('f', 'b', { op: 'flatten' }),
        op('d', 'f', { op: 'dense', kernel: weights(72, 10), bias: null }), op('s', 'd', { op: 'softmax', axis: -1 }),
      ],
    }
    expect(layersOfGraph(graph).map(({ name, value, shape }) => [name, value, shape])).toEqual([['layer a', 'r', [6, 6, 4]], ['layer b', 'b', [6, 6, 2]], ['layer d', 's', [10]]])
  })
})

// A chain as a graph: kernels laid as the graph wants them, both layouts the same function, each misfit a sentence; and chains changed by hand.
import { describe, expect, test } from 'vitest'
import { runPlainly } from '../fixtures/plain-graph.ts'
import { FormatError } from '../format-error.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain, ChainStep } from './chain.ts'
import { flattened, normsSwapped, stepInserted, stepMoved, stepRemoved, stepReplaced, withActivation, withInput } from './edit.ts'
import { graphOfChain, shapesOfChain } from './graph-of-chain.ts'
import { chainWords } from './words.ts'

const tensor = (name: string, ...shape: number[]): StoredTensor =>
  ({ name, stored: 'float32', shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => Math.sin(k + name.length)) })
const relu: ChainStep = { kind: 'activation', fn: 'relu' }
const dense: ChainStep = { kind: 'dense', weight: 'd.weight', bias: 'd.bias' }
const conv: ChainStep = { kind: 'conv2d', weight: 'c.weight', bias: 'c.bias', stride: 1, padding: 'valid' }
const norm: ChainStep = { kind: 'batchNorm', scale: null, offset: null, mean: 'n.mean', variance: 'n.var', epsilon: 1e-5 }

const TENSORS = [tensor('c.weight', 3, 2, 3, 3), tensor('c.bias', 3), tensor('d.weight', 4, 12), tensor('d.bias', 4), tensor('n.mean', 3), { ...tensor('n.var', 3), data: Float32Array.of(1, 2, 3) }]
const CHAIN: Chain = { layout: 'torch', input: [6, 6, 2], steps: [conv, norm, relu, { kind: 'pool', of: 'max', size: 2 }, { kind: 'flatten' }, dense] }

/** The same tensors as Keras keeps them: flattening height, width, channel. */
const KERAS = TENSORS.map((held): StoredTensor => {
  if (held.name === 'c.weight') {
    return { ...held, shape: [3, 3, 2, 3], data: Float32Array.from({ length: 54 }, (_, k) => held.data[(k % 3) * 18 + (Math.floor(k / 3) % 2) * 9 + Math.floor(k / 6)]) }
  }
  // Row (y, x, c) of Keras is column (c, y, x) of PyTorch; pictures are 2 × 2 here.
  if (held.name === 'd.weight') return { ...held, shape: [12, 4], data: Float32Array.from({ length: 48 }, (_, k) => held.data[(k % 4) * 12 + (Math.floor(k / 4) % 3) * 4 + Math.floor(k / 12)]) }
  return held
})

const sentence = (make: () => unknown): string => {
  try {
    make()
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'fits'
}

describe('a graph of a chain', () => {
  test('both layouts are one function', () => {
    const [torch, keras] = [graphOfChain(CHAIN, TENSORS), graphOfChain({ ...CHAIN, layout: 'keras' }, KERAS)]
    const input = Float32Array.from({ length: 72 }, (_, k) => Math.cos(3 * k))
    const [a, b] = [torch, keras].map(graph => runPlainly(graph, input).get(graph.output)!.data)
    a.forEach((value, k) => expect(Math.abs(value - b[k])).toBeLessThan(1e-6))
    expect([torch.inputLayout, keras.inputLayout, torch.outputShape]).toEqual(['NCHW', 'NHWC', [4]])
    expect(torch.ops.map(({ op }) => op)).toEqual(['conv2d', 'batchNorm', 'activation', 'pool', 'transpose', 'flatten', 'dense'])
    expect(torch.ops.map(({ from }) => from)).toEqual([['x'], ['v0'], ['v1'], ['v2'], ['v3'], ['v4'], ['v5']])
  })

  test('shapes behind each step, without turning a kernel', () => {
    expect(shapesOfChain(CHAIN, TENSORS)).toEqual([[4, 4, 3], [4, 4, 3], [4, 4, 3], [2, 2, 3], [12], [4]])
  })

  test('same keeps the size; in PyTorch it pads alike whatever the stride, in Keras as the stride leaves it', () => {
    const same: ChainStep = { ...conv, padding: 'same', stride: 2 }
    const pads = (layout: Chain['layout'], tensors: StoredTensor[]): unknown => graphOfChain({ layout, input: [6, 6, 2], steps: [same] }, tensors).ops[0]
    expect(pads('torch', TENSORS)).toMatchObject({ pads: [1, 1, 1, 1] })
    expect(pads('keras', KERAS)).toMatchObject({ pads: [0, 0, 1, 1] })
    expect(shapesOfChain({ layout: 'torch', input: [7, 6, 2], steps: [{ ...conv, padding: 'same' }] }, TENSORS)).toEqual([[7, 6, 3]])
    expect(shapesOfChain({ layout: 'torch', input: [6, 6, 2], steps: [{ ...conv, padding: 2, dilation: 2 }] }, TENSORS)).toEqual([[6, 6, 3]])
  })

  test('groups are told from the channels that arrive', () => {
    const graph = graphOfChain({ layout: 'torch', input: [6, 6, 4], steps: [{ ...conv, weight: 'g.weight', bias: null }] }, [tensor('g.weight', 6, 2, 3, 3)])
    expect(graph.ops[0]).toMatchObject({ groups: 2, kernel: { shape: [3, 3, 2, 6] } })
  })

  test.each<[string, Partial<Chain>]>([
    ['Step 6 (dense d) takes 12 inputs; 27 reach it.', { input: [8, 8, 2] }],
    ['Step 1 (dense d) takes 12 inputs; a picture of 6 × 6 × 2 reaches it: put a flatten before it.', { steps: [dense] }],
    ['Step 1 (conv c) works on pictures; 12 reach it.', { input: [12], steps: [conv] }],
    ['Step 1 (conv c) takes 2 channels; 5 reach it.', { input: [6, 6, 5] }],
    ['Step 1 (conv c) has a window of 3 × 3; a picture of 2 × 6 is too small for it.', { input: [2, 6, 2] }],
    ['Step 1 (batch norm n.mean) is of 3 channels; 2 reach it.', { steps: [norm] }],
    ['Step 2 (max pool 9 × 9) has a window of 9 × 9; a picture of 4 × 4 is too small for it.', { steps: [conv, { kind: 'pool', of: 'max', size: 9 }] }],
    ['Step 1 (dense e) wants the tensor "e.weight", which the file does not have.', { steps: [{ kind: 'dense', weight: 'e.weight', bias: null }] }],
    ['Step 1 (dense c) wants a matrix; "c.weight" has shape [3, 2, 3, 3].', { steps: [{ kind: 'dense', weight: 'c.weight', bias: null }] }],
    ['Step 1 (dense d) wants 4 numbers of "c.bias", which has 3.', { input: [12], steps: [{ ...dense, bias: 'c.bias' } as ChainStep] }],
    ['Step 1 (softmax) works on a row of numbers; a picture of 6 × 6 × 2 reaches it.', { steps: [{ kind: 'softmax' }] }],
    ['The chain\'s input is 3 × 4; it should be one number of features, or height × width × channels.', { input: [3, 4] }],
    ['The chain has no steps; it should have a layer with weights at least.', { steps: [] }],
  ])('%s', (expected, change) => expect(sentence(() => graphOfChain({ ...CHAIN, ...change }, TENSORS))).toBe(expected))
})

describe('changes leave the old chain as it is', () => {
  const frozen = JSON.stringify(CHAIN)
  const changed = (chain: Chain): string => chainWords(chain, TENSORS)

  test('each gives a new one', () => {
    expect(changed(CHAIN)).toBe('conv 3 × 3, 2 → 3, valid, batch norm, relu, max pool 2 × 2, flatten, dense 12 → 4')
    expect(changed(withActivation(CHAIN, 'tanh'))).toBe('conv 3 × 3, 2 → 3, valid, batch norm, tanh, max pool 2 × 2, flatten, dense 12 → 4')
    expect(changed(normsSwapped(CHAIN))).toBe('conv 3 × 3, 2 → 3, valid, relu, batch norm, max pool 2 × 2, flatten, dense 12 → 4')
    expect(normsSwapped(normsSwapped(CHAIN))).toEqual(CHAIN)
    expect(changed(stepRemoved(CHAIN, 1))).toBe('conv 3 × 3, 2 → 3, valid, relu, max pool 2 × 2, flatten, dense 12 → 4')
    expect(changed(stepInserted(CHAIN, 6, { kind: 'softmax' }))).toMatch(/dense 12 → 4, softmax$/)
    expect(changed(stepReplaced(CHAIN, 3, { kind: 'globalPool', of: 'average' }))).toMatch(/relu, global average pool, flatten/)
    expect(changed(stepMoved(CHAIN, 2, -1))).toBe(changed(normsSwapped(CHAIN)))
    expect([stepMoved(CHAIN, 0, -1), stepMoved(CHAIN, 5, 1)]).toEqual([CHAIN, CHAIN])
    expect(withInput(CHAIN, [8, 8, 2]).input).toEqual([8, 8, 2])
    expect(flattened(stepRemoved(CHAIN, 4))).toEqual(CHAIN)
    expect(flattened(CHAIN)).toBe(CHAIN)
    expect(JSON.stringify(CHAIN)).toBe(frozen)
  })
})

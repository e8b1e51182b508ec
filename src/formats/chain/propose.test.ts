// Chains of weights: in the order of names and sizes, pictures told from the first dense layer, and nothing proposed that does not fit.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain, ChainStep } from './chain.ts'
import { NO_EVIDENCE } from './evidence.ts'
import { graphOfChain, shapesOfChain } from './graph-of-chain.ts'
import { proposeChains } from './propose.ts'
import { whyNoGraph } from './why.ts'
import { chainWords } from './words.ts'

const tensor = (name: string, ...shape: number[]): StoredTensor => ({ name, stored: 'float32', shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) })
const layer = (name: string, ...shape: number[]): StoredTensor[] => [tensor(`${name}.weight`, ...shape), tensor(`${name}.bias`, shape[0])]
const norm = (name: string, size: number): StoredTensor[] => [...['weight', 'bias', 'running_mean', 'running_var'].map(row => tensor(`${name}.${row}`, size)), tensor(`${name}.num_batches_tracked`)]

const words = (tensors: readonly StoredTensor[], layout: Chain['layout'] = 'torch'): string[] =>
  proposeChains(tensors, layout).map(chain => `${chain.input.join('×')}: ${chainWords(chain, tensors)}`)

describe('dense layers', () => {
  test('in the order of the file, relu after each but the last', () => {
    expect(words([...layer('b', 5, 4), ...layer('a', 3, 5)])).toEqual(['4: dense 4 → 5, relu, dense 5 → 3'])
  })

  test('in the order of their names where the file has another: layer 10 after layer 9', () => {
    const layers = Array.from({ length: 11 }, (_, k) => layer(`fc${k + 1}`, 4, 4)).flat()
    const shuffled = layers.toSorted((a, b) => a.name < b.name ? -1 : 1)
    const [chain] = proposeChains([...shuffled.filter(({ name }) => name.endsWith('bias')), ...shuffled.filter(({ name }) => name.endsWith('weight'))], 'torch')
    expect(chain.steps.flatMap(step => step.kind === 'dense' ? [step.weight] : []).sort()).toEqual(layers.flatMap(({ name }) => name.endsWith('weight') ? [name] : []).sort())
    // Sizes do not tell, so the file's order of weights stands: it chains. Names that do tell win only where it does not.
    expect(words([...layer('net.10', 2, 7), ...layer('net.2', 7, 9), ...layer('net.0', 9, 5)])[0]).toBe('5: dense 5 → 9, relu, dense 9 → 7, relu, dense 7 → 2')
  })

  test('in the order in which sizes follow, where names do not tell', () => {
    expect(words([...layer('head', 2, 7), ...layer('body', 7, 9), ...layer('stem', 9, 5)])).toEqual(['5: dense 5 → 9, relu, dense 9 → 7, relu, dense 7 → 2'])
  })

  test('with a norm behind its layer, wherever it stands in the file, and behind the activation as the second choice', () => {
    expect(words([...layer('fc1', 6, 4), ...layer('fc2', 3, 6), ...norm('bn1', 6)])).toEqual([
      '4: dense 4 → 6, batch norm, relu, dense 6 → 3', '4: dense 4 → 6, relu, batch norm, dense 6 → 3',
    ])
    const [chain] = proposeChains([...layer('fc1', 6, 6), ...layer('fc2', 6, 6), ...layer('fc3', 6, 6), ...norm('bn2', 6), ...norm('bn1', 6)], 'torch')
    expect(chain.steps.map(step => step.kind === 'dense' ? step.weight : step.kind === 'batchNorm' ? step.mean : step.kind)).toEqual([
      'fc1.weight', 'bn1.running_mean', 'activation', 'fc2.weight', 'bn2.running_mean', 'activation', 'fc3.weight',
    ])
  })

  test('whatever weights and biases are called', () => {
    for (const [w, b] of [['W1', 'b1'], ['fc1_w', 'fc1_b'], ['layer1/kernel:0', 'layer1/bias:0'], ['l1.g', 'l1.b']]) {
      const [w2, b2] = [w, b].map(name => name.replace('1', '2'))
      expect(words([tensor(w, 4, 5), tensor(b, 5), tensor(w2, 5, 3), tensor(b2, 3)], 'keras'), w).toEqual(['4: dense 4 → 5, relu, dense 5 → 3'])
    }
    expect(words([tensor('first', 5, 4), tensor('second', 5), tensor('third', 3, 5), tensor('fourth', 3)])).toEqual(['4: dense 4 → 5, relu, dense 5 → 3'])
  })

  test('of coloured pictures: PyTorch flattens them channel by channel', () => {
    const tensors = [...layer('fc1', 5, 3072), ...layer('fc2', 10, 5)]
    expect(words(tensors)).toEqual(['32×32×3: flatten, dense 3072 → 5, relu, dense 5 → 10', '3072: dense 3072 → 5, relu, dense 5 → 10'])
    expect(graphOfChain(proposeChains(tensors, 'torch')[0], tensors).ops.slice(0, 2)).toMatchObject([{ op: 'transpose', perm: [2, 0, 1] }, { op: 'flatten' }])
    expect(words([tensor('d/kernel', 3072, 10), tensor('d/bias', 10)], 'keras')).toEqual(['3072: dense 3072 → 10'])
  })
})

describe('convolutions', () => {
  const conv = (name: string, out: number, into: number, side: number): StoredTensor[] => layer(name, out, into, side, side)

  test.each<[string, StoredTensor[], string]>([
    ['LeNet-5', [...conv('conv1', 6, 1, 5), ...conv('conv2', 16, 6, 5), ...layer('fc1', 120, 256), ...layer('fc2', 84, 120), ...layer('fc3', 10, 84)],
      '28×28×1: conv 5 × 5, 1 → 6, valid, relu, max pool 2 × 2, conv 5 × 5, 6 → 16, valid, relu, max pool 2 × 2, flatten, dense 256 → 120, relu, dense 120 → 84, relu, dense 84 → 10'],
    ['LeNet-5 on CIFAR-10', [...conv('conv1', 6, 3, 5), ...conv('conv2', 16, 6, 5), ...layer('fc1', 120, 400), ...layer('fc2', 10, 120)],
      '32×32×3: conv 5 × 5, 3 → 6, valid, relu, max pool 2 × 2, conv 5 × 5, 6 → 16, valid, relu, max pool 2 × 2, flatten, dense 400 → 120, relu, dense 120 → 10'],
    ['two valid, one pool', [...conv('conv1', 32, 1, 3), ...conv('conv2', 64, 32, 3), ...layer('fc1', 128, 9216), ...layer('fc2', 10, 128)],
      '28×28×1: conv 3 × 3, 1 → 32, valid, relu, conv 3 × 3, 32 → 64, valid, relu, max pool 2 × 2, flatten, dense 9216 → 128, relu, dense 128 → 10'],
    ['two same, two pools', [...conv('conv1', 16, 1, 5), ...conv('conv2', 32, 16, 5), ...layer('out', 10, 1568)],
      '28×28×1: conv 5 × 5, 1 → 16, same, relu, max pool 2 × 2, conv 5 × 5, 16 → 32, same, relu, max pool 2 × 2, flatten, dense 1568 → 10'],
    ['numbers that leave room for pools', [...conv('features.0', 8, 3, 3), ...conv('features.2', 8, 8, 3), ...conv('features.5', 16, 8, 3), ...layer('classifier', 10, 16 * 64)],
      '32×32×3: conv 3 × 3, 3 → 8, same, relu, conv 3 × 3, 8 → 8, same, relu, max pool 2 × 2, conv 3 × 3, 8 → 16, same, relu, max pool 2 × 2, flatten, dense 1024 → 10'],
    ['one number a channel', [...conv('conv1', 16, 3, 3), ...conv('conv2', 32, 16, 3), ...layer('fc', 10, 32)],
      '32×32×3: conv 3 × 3, 3 → 16, same, relu, conv 3 × 3, 16 → 32, same, relu, global average pool, dense 32 → 10'],
  ])('%s', (_name, tensors, expected) => {
    expect(words(tensors)[0]).toBe(expected)
  })

  test('VGG-16 at 224 × 224 is found at once', () => {
    const widths = [64, 64, 'M', 128, 128, 'M', 256, 256, 256, 'M', 512, 512, 512, 'M', 512, 512, 512, 'M']
    const tensors: StoredTensor[] = []
    let [place, before] = [0, 3]
    for (const width of widths) {
      // Shapes alone matter: one number stands for all.
      if (typeof width === 'number') {
        tensors.push({ ...tensor(`features.${place}.weight`), shape: [width, before, 3, 3] }, tensor(`features.${place}.bias`, width))
        before = width
      }
      place += width === 'M' ? 1 : 2
    }
    tensors.push({ ...tensor('classifier.0.weight'), shape: [4096, 25_088] }, tensor('classifier.0.bias', 4096))
    const [{ input, steps }] = proposeChains(tensors, 'torch')
    expect(input).toEqual([224, 224, 3])
    expect(steps.filter(step => step.kind === 'conv2d' || step.kind === 'pool').map(step => step.kind === 'pool' ? 'M' : 'c').join('')).toBe(widths.map(width => width === 'M' ? 'M' : 'c').join(''))
  })

  test('what modules tell of windows is kept', () => {
    const tensors = [...conv('conv1', 4, 1, 3), ...layer('fc', 10, 4 * 196)]
    const [chain] = proposeChains(tensors, 'torch', { ...NO_EVIDENCE, convolutions: new Map([['conv1.weight', { stride: 2, padding: 1 }]]) })
    expect(chainWords(chain, tensors)).toBe('conv 3 × 3, 1 → 4, padding 1, stride 2, relu, flatten, dense 784 → 10')
    expect(chain.input).toEqual([28, 28, 1])
  })
})

describe('what is no chain', () => {
  test.each<[string, StoredTensor[], string]>([
    ['a recurrent layer', [tensor('weight_ih_l0', 8, 3), tensor('weight_hh_l0', 8, 2), tensor('bias_ih_l0', 8)], 'x.pt, and weight_ih_l0 is no dense layer, convolution or batch norm.'],
    ['layer normalisation of another size', [...layer('fc', 4, 4), tensor('norm.weight', 5), tensor('norm.bias', 5)], 'x.pt, and their sizes do not follow on one another.'],
    ['sizes that do not follow', [...layer('a', 4, 5), ...layer('b', 7, 8)], 'x.pt, and their sizes do not follow on one another.'],
    ['a norm of another size', [...layer('a', 4, 5), ...norm('bn', 6)], 'x.pt, and their sizes do not follow on one another.'],
    ['a shortcut', [...layer('conv1', 4, 1, 3, 3), ...layer('block.shortcut.0', 8, 4, 1, 1), ...layer('fc', 2, 8)], 'x.pt, and block.shortcut.0 leads around other layers.'],
    ['attention', [...layer('attn.query', 4, 4), ...layer('attn.key', 4, 4), ...layer('fc', 2, 4)], 'x.pt, and attn.query is no dense layer, convolution or batch norm.'],
    ['no weight at all', [...norm('bn', 6)], 'x.pt, and none of its tensors is the weight of a layer.'],
  ])('%s', (_name, tensors, why) => {
    expect(proposeChains(tensors, 'torch')).toEqual([])
    expect(whyNoGraph('x.pt', tensors, 'torch', [])).toBe(`${why} Its tensors are listed; to place it, bring activations as .npz.`)
  })
})

test('a scale and an offset without running means are layer normalisation, behind its layer or behind the activation', () => {
  const tensors = [...layer('0', 5, 4), tensor('2.weight', 5), tensor('2.bias', 5), ...layer('3', 3, 5)]
  expect(proposeChains(tensors, 'torch').map(chain => chainWords(chain, tensors)))
    .toEqual(['dense 4 → 5, layer norm, relu, dense 5 → 3', 'dense 4 → 5, relu, layer norm, dense 5 → 3'])
})

describe('modules without their code', () => {
  const tensors = [...layer('fc1', 4, 5), ...layer('fc2', 4, 4), ...layer('fc3', 2, 4)]
  const dense = (name: string): ChainStep => ({ kind: 'dense', weight: `${name}.weight`, bias: `${name}.bias` })
  const told = (...steps: ChainStep[]): string => chainWords(proposeChains(tensors, 'torch', { ...NO_EVIDENCE, steps })[0], tensors)
  const tanh: ChainStep = { kind: 'activation', fn: 'tanh' }

  test('are believed where each layer has its activation', () => {
    expect(told(dense('fc1'), tanh, dense('fc2'), { kind: 'activation', fn: 'elu' }, dense('fc3'), { kind: 'softmax' })).toBe('dense 5 → 4, tanh, dense 4 → 4, elu, dense 4 → 2, softmax')
  })

  test('one activation that stands once is that of all layers', () => {
    expect(told(dense('fc1'), dense('fc2'), dense('fc3'), tanh)).toBe('dense 5 → 4, tanh, dense 4 → 4, tanh, dense 4 → 2')
    expect(told(dense('fc1'), dense('fc2'), dense('fc3'))).toBe('dense 5 → 4, relu, dense 4 → 4, relu, dense 4 → 2')
  })
})

test('what belongs to a loss and what counts is no layer', () => {
  expect(words([...layer('fc1', 4, 5), ...layer('fc2', 2, 4), tensor('criterion.weight', 2), tensor('loss_fn.pos_weight', 1), tensor('step')])).toEqual(['5: dense 5 → 4, relu, dense 4 → 2'])
})

test('every chain that is proposed fits, is one of a few, and stands once', () => {
  const size = fc.integer({ min: 1, max: 9 })
  const name = fc.constantFrom('a', 'b', 'conv1', 'fc2', 'net.0', 'net.3', 'bn')
  const some = fc.oneof(
    fc.tuple(name, size, size).map(([text, out, into]) => layer(text, out, into)), fc.tuple(name, size).map(([text, width]) => norm(text, width)),
    fc.tuple(name, size, size, fc.constantFrom(1, 3, 5)).map(([text, out, into, side]) => layer(text, out, into, side, side)),
    fc.tuple(name, fc.array(size, { maxLength: 4 })).map(([text, shape]) => [tensor(text, ...shape)]),
  )
  fc.assert(fc.property(fc.uniqueArray(some, { maxLength: 5, selector: ([{ name: first }]) => first }), fc.constantFrom('torch' as const, 'keras' as const), (groups, layout) => {
    const tensors = groups.flat()
    const chains = proposeChains(tensors, layout)
    expect(chains.length).toBeLessThanOrEqual(8)
    expect(new Set(chains.map(chain => JSON.stringify(chain))).size).toBe(chains.length)
    for (const chain of chains) expect(shapesOfChain(chain, tensors)).toHaveLength(chain.steps.length)
  }), { numRuns: 400 })
})

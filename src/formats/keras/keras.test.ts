// Keras models become graphs: what a configuration of Keras 2 or 3 says, which weights are whose, and every file that is refused.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as h5wasm from 'h5wasm/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Graph } from '../../core/graph/graph.ts'
import { FormatError } from '../format-error.ts'
import { readNpy } from '../npy.ts'
import { openZip } from '../zip.ts'
import { writeZip } from '../zip-write.ts'
import { snakeCase } from './config.ts'
import { readKeras, readKerasH5 } from './keras.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-keras-'))
beforeAll(async () => { await h5wasm.ready })
afterAll(() => rmSync(folder, { recursive: true }))

const file = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../fixtures/models/${path}`, import.meta.url)))

/** A dense chain in plain loops. */
function runChain({ ops, inputShape, output }: Graph, values: Float32Array): number[][] {
  const [width] = inputShape
  return Array.from({ length: values.length / width }, (_, row) => {
    const made = new Map<string, number[]>([['x', [...values.subarray(row * width, (row + 1) * width)]]])
    for (const op of ops) {
      const from = made.get(op.from[0])!
      const product = (bias: number, k: number): number => op.op === 'dense' ? from.reduce((sum, value, i) => sum + value * op.kernel.data[i * op.kernel.shape[1] + k], bias) : NaN
      if (op.op === 'dense') made.set(op.id, Array.from(op.bias!.data, product))
      else if (op.op === 'activation' && op.fn === 'relu') made.set(op.id, from.map(value => Math.max(value, 0)))
      else if (op.op === 'softmax') made.set(op.id, from.map(value => Math.exp(value) / from.reduce((sum, other) => sum + Math.exp(other), 0)))
      else throw new Error(`no ${op.op} in a dense chain`)
    }
    return made.get(output)!
  })
}

describe('the network of the samples', () => {
  const expected = openZip(file('made/mlp_relu/expected.npz'))
  const array = (name: string) => readNpy(expected.read(`${name}.npy`), name)
  it.each(['keras2_written_by_h5py.h5', 'keras3_written_by_h5py.keras'])('%s gives the probabilities that PyTorch gave', name => {
    const model = (name.endsWith('.h5') ? readKerasH5 : readKeras)(file(`made/mlp_relu/${name}`), name)
    const x = array('x')
    const probabilities = array('probs').data
    const found = runChain(model.graph!, Float32Array.from(x.data as ArrayLike<number>)).flat()
    expect(found.length).toBe(probabilities.length)
    found.forEach((value, k) => expect(Math.abs(value - Number(probabilities[k]))).toBeLessThan(1e-5))
    expect(model.tensors.map(({ name: own, shape }) => [own, shape])).toEqual([
      ['dense/kernel', [64, 32]], ['dense/bias', [32]], ['dense_1/kernel', [32, 16]], ['dense_1/bias', [16]], ['dense_2/kernel', [16, 10]], ['dense_2/bias', [10]],
    ])
    expect([model.why, model.warnings, model.proposals]).toEqual([null, [], []])
  })
})

describe('a file that cannot be read is refused in one sentence', () => {
  it.each<[string, ...string[]]>([
    ['keras_truncated.keras', 'zip', 'incomplete'], ['keras_no_config.keras', 'config.json'], ['keras_bomb.keras', 'config.json', '120 MB'], ['keras_shape_mismatch.keras', '64', '48'],
    ['h5_truncated.h5', 'cut short', '13692', '27384'], ['h5_not_keras.h5', 'temperature'], ['h5_huge_dataset.h5', 'model_weights/x'], ['empty/empty.h5', 'empty'],
  ])('%s', (name, ...says) => {
    const read = (): unknown => (name.endsWith('.h5') ? readKerasH5 : readKeras)(file(`bad/${name}`), name)
    expect(read).toThrow(FormatError)
    for (const fragment of [name, ...says]) expect(read).toThrow(fragment)
  })

  it('code is named and not run: the weights are listed', () => {
    const model = readKeras(file('bad/keras_lambda.keras'), 'keras_lambda.keras')
    expect([model.graph, model.tensors.length]).toEqual([null, 6])
    expect(model.why).toContain('a Lambda layer holds Python code, which cannot run here')
  })

  it('weights without an architecture: what they are is told, and what they may be', () => {
    const model = readKerasH5(file('bad/h5_no_config.h5'), 'h5_no_config.h5')
    expect(model.why).toBe('h5_no_config.h5 holds weights without an architecture: dense 64×32, dense_1 32×16, dense_2 16×10. Confirm the layers below to run it.')
    expect(model.proposals.length).toBeGreaterThan(0)
  })
})

// Configurations by hand, with weights written by HDF5's own library as Keras lays them out.

type Config = Record<string, unknown>
const numbers = (shape: readonly number[]): Float32Array =>
  Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, k) => Math.sin(k + shape.length) + 1.5)
let count = 0
function hdf5(fill: (root: h5wasm.Group) => void): Uint8Array {
  const path = join(folder, `${count++}.h5`)
  const whole = new h5wasm.File(path, 'w')
  fill(whole)
  whole.close()
  return new Uint8Array(readFileSync(path))
}

function group(parent: h5wasm.Group, path: string): h5wasm.Group {
  let here = parent
  for (const part of path.split('/').filter(each => each !== '')) here = here.keys().includes(part) ? here.get(part) as h5wasm.Group : here.create_group(part)
  return here
}
const dataset = (parent: h5wasm.Group, path: string, shape: readonly number[]): unknown => {
  const cut = path.lastIndexOf('/')
  return group(parent, path.slice(0, Math.max(cut, 0))).create_dataset({ name: path.slice(cut + 1), data: numbers(shape), shape: [...shape] })
}
/** Every text as long as the longest, padded with zeros, as numpy writes them. */
const list = (parent: h5wasm.Group, name: string, texts: string[]): void => {
  if (texts.length > 0) parent.create_attribute(name, texts, null, `S${Math.max(...texts.map(({ length }) => length))}`)
}

/** layers: name → path of each weight below its group → shape. */
const h5 = (config: Config, layers: Record<string, Record<string, number[]>>, version = '2.15.0'): Uint8Array => hdf5(root => {
  root.create_attribute('keras_version', version)
  root.create_attribute('model_config', JSON.stringify(config))
  const weights = root.create_group('model_weights')
  list(weights, 'layer_names', Object.keys(layers))
  for (const [layer, variables] of Object.entries(layers)) {
    const own = weights.create_group(layer)
    list(own, 'weight_names', Object.keys(variables))
    for (const [path, shape] of Object.entries(variables)) dataset(own, path, shape)
  }
})

const keras = (config: Config, arrays: Record<string, number[]>): Uint8Array => {
  const text = new TextEncoder()
  const member = (name: string, bytes: Uint8Array) => ({ name, level: 0 as const, size: bytes.length, write: (target: Uint8Array) => target.set(bytes) })
  return writeZip([
    member('config.json', text.encode(JSON.stringify(config))), member('metadata.json', text.encode('{"keras_version":"3.5.0"}')),
    member('model.weights.h5', hdf5(root => { for (const [path, shape] of Object.entries(arrays)) dataset(root, path, shape) })),
  ])
}

const layer = (className: string, config: Config, inbound?: unknown): Config =>
  ({ class_name: className, name: config.name, config, ...inbound === undefined ? {} : { inbound_nodes: inbound } })
const twoTimes = (...names: string[]): unknown => [names.map(name => [name, 0, 0, {}])]
const three = (name: string, at = 0): unknown => ({ class_name: '__keras_tensor__', config: { shape: [null, 4], dtype: 'float32', keras_history: [name, at, 0] } })
const threeTimes = (...names: string[]): unknown => [{ args: names.length === 1 ? [three(names[0])] : [names.map(name => three(name))], kwargs: {} }]
const said = (graph: Graph | null): string[] => (graph?.ops ?? []).map(op => `${op.id}=${op.op === 'activation' ? op.fn : op.op}(${op.from.join(',')})`)
const functional = (layers: Config[], inputs: unknown, outputs: unknown): Config =>
  ({ class_name: 'Functional', config: { name: 'm', layers, input_layers: inputs, output_layers: outputs } })
const DENSE = { 'kernel:0': [4, 4], 'bias:0': [4] }

it('weights that no chain fits ask for no confirmation of layers that are not proposed', () => {
  const bytes = hdf5(root => {
    for (const [path, shape] of Object.entries({ 'dense/vars/0': [8, 2], 'dense/vars/1': [2], 'dense_1/vars/0': [5, 3], 'dense_1/vars/1': [3] })) dataset(root, `layers/${path}`, shape)
  })
  const { why, proposals, tensors } = readKerasH5(bytes, 'odd.weights.h5')
  expect([proposals, tensors.length]).toEqual([[], 4])
  expect(why).toBe('odd.weights.h5 holds weights without an architecture, and their sizes do not follow on one another. Its tensors are listed; to place it, bring activations as .npz.')
})

describe('a Functional model with a sum past a layer', () => {
  const layers = (input: Config, link: typeof twoTimes): Config[] => [
    layer('InputLayer', { name: 'in', ...input }, []), layer('Dense', { name: 'a', units: 4, activation: 'relu' }, link('in')),
    layer('Dropout', { name: 'd', rate: 0.5 }, link('a')), layer('Add', { name: 'sum' }, link('in', 'd')), layer('Dense', { name: 'b', units: 4, activation: 'softmax' }, link('sum')),
  ]
  const wanted = ['v0=dense(x)', 'v1=relu(v0)', 'v2=add(x,v1)', 'v3=dense(v2)', 'v4=softmax(v3)']

  it('as Keras 2 writes it', () => {
    const config = functional(layers({ batch_input_shape: [32, 4] }, twoTimes), [['in', 0, 0]], [['b', 0, 0]])
    expect(said(readKerasH5(h5(config, { in: {}, a: DENSE, d: {}, sum: {}, b: DENSE }), 'm.h5').graph)).toEqual(wanted)
  })

  it('as Keras 3 writes it, whatever the layers are called', () => {
    const config = functional(layers({ batch_shape: [null, 4] }, threeTimes), ['in', 0, 0], ['b', 0, 0])
    const [a, b] = ['layers/dense/vars', 'layers/dense_1/vars']
    const model = readKeras(keras(config, { [`${a}/0`]: [4, 4], [`${a}/1`]: [4], [`${b}/0`]: [4, 4], [`${b}/1`]: [4], 'optimizer/vars/2': [4, 4] }), 'm.keras')
    expect(said(model.graph)).toEqual(wanted)
    expect(model.tensors.map(({ name }) => name)).toEqual(['a/kernel', 'a/bias', 'b/kernel', 'b/bias'])
  })

  it('in any order of its layers; round in a circle it is not run', () => {
    const config = (all: Config[]): Config => functional(all, [['in', 0, 0]], [['b', 0, 0]])
    const own = layers({ batch_input_shape: [null, 4] }, twoTimes)
    expect(readKerasH5(h5(config(own.toReversed()), { a: DENSE, b: DENSE }), 'm.h5').graph!.ops.map(({ op }) => op)).toEqual(['dense', 'activation', 'add', 'dense', 'softmax'])
    const round = own.map(each => each.name === 'a' ? { ...each, inbound_nodes: twoTimes('sum') } : each)
    expect(readKerasH5(h5(config(round), { a: DENSE, b: DENSE }), 'm.h5').why).toContain('go round in a circle')
  })

  it('sums with numbers, as Keras 3 keeps x + 0.5 and 1 − x', () => {
    const layersOf = [
      layer('InputLayer', { name: 'in', batch_shape: [null, 4] }, []), layer('Add', { name: 'add' }, [{ args: [three('in'), 0.5], kwargs: {} }]),
      layer('Subtract', { name: 'sub' }, [{ args: [1, three('add')], kwargs: {} }]), layer('Dense', { name: 'b', units: 4 }, threeTimes('sub')),
    ]
    const { graph } = readKeras(keras(functional(layersOf, ['in', 0, 0], ['b', 0, 0]), { 'layers/dense/vars/0': [4, 4], 'layers/dense/vars/1': [4] }), 'm.keras')
    expect(graph!.ops.map(op => op.op === 'add' || op.op === 'sub' ? [op.op, op.constant!.data[0], op.swapped ?? false] : [op.op])).toEqual([['add', 0.5, false], ['sub', 1, true], ['dense']])
  })

  it('two inputs or outputs are named, and not run', () => {
    const config = functional(layers({ batch_input_shape: [null, 4] }, twoTimes), [['in', 0, 0]], [['b', 0, 0], ['sum', 0, 0]])
    const model = readKerasH5(h5(config, { a: DENSE, b: DENSE }), 'm.h5')
    expect([model.graph, model.why, model.tensors.length]).toEqual([null, 'm.h5: the network gives 2 outputs (b, sum); networks of one input and one output are run.', 4])
  })
})

describe('models within models', () => {
  const inner = { class_name: 'Sequential', config: { name: 'inner', layers: [layer('Dense', { name: 'p', units: 4 }), layer('BatchNormalization', { name: 'n' }), layer('Dense', { name: 'q', units: 4 })] } }
  const config = { class_name: 'Sequential', config: { name: 'm', layers: [layer('InputLayer', { name: 'in', batch_input_shape: [null, 4] }), inner, layer('Dense', { name: 'r', units: 2 })] } }
  const norm = { gamma: [4], beta: [4], moving_mean: [4], moving_variance: [4] }

  it('.h5: by the names in the paths, trained variables first', () => {
    const nested = { 'p/kernel:0': [4, 4], 'p/bias:0': [4], 'n/gamma:0': [4], 'n/beta:0': [4], 'q/kernel:0': [4, 4], 'q/bias:0': [4], 'n/moving_mean:0': [4], 'n/moving_variance:0': [4] }
    const model = readKerasH5(h5(config, { inner: nested, r: { 'kernel:0': [4, 2], 'bias:0': [2] } }), 'm.h5')
    expect(said(model.graph)).toEqual(['v0=dense(x)', 'v1=batchNorm(v0)', 'v2=dense(v1)', 'v3=dense(v2)'])
    expect(model.tensors.map(({ name }) => name)).toContain('inner/n/moving_variance')
  })

  it('.h5: in order where the paths name no layers', () => {
    const nested = { 'a/kernel': [4, 4], 'a/bias': [4], 'b/gamma': [4], 'b/beta': [4], 'c/kernel': [4, 4], 'c/bias': [4], 'd/mean': [4], 'd/var': [4] }
    const model = readKerasH5(h5(config, { inner: nested, r: { 'kernel:0': [4, 2], 'bias:0': [2] } }), 'm.h5')
    expect(said(model.graph)).toEqual(['v0=dense(x)', 'v1=batchNorm(v0)', 'v2=dense(v1)', 'v3=dense(v2)'])
  })

  it('.keras: groups within groups', () => {
    const place = 'layers/sequential/layers'
    const arrays = Object.fromEntries([
      ...['dense', 'dense_1'].flatMap(each => [[`${place}/${each}/vars/0`, [4, 4]], [`${place}/${each}/vars/1`, [4]]]),
      ...Object.keys(norm).map((_, k) => [`${place}/batch_normalization/vars/${k}`, [4]]), ['layers/dense/vars/0', [4, 2]], ['layers/dense/vars/1', [2]],
    ]) as Record<string, number[]>
    const model = readKeras(keras(config, arrays), 'm.keras')
    expect(said(model.graph)).toEqual(['v0=dense(x)', 'v1=batchNorm(v0)', 'v2=dense(v1)', 'v3=dense(v2)'])
    expect(model.tensors.map(({ name }) => name)).toContain('inner/n/moving_mean')
  })
})

describe('layers', () => {
  const net = (input: number[], all: Config[], weights: Record<string, Record<string, number[]>>, version?: string) =>
    readKerasH5(h5({ class_name: 'Sequential', config: { name: 's', layers: [layer('InputLayer', { name: 'in', batch_input_shape: [null, ...input] }), ...all] } }, weights, version), 's.h5')

  it('batch norm without scale: ones stand in for it, and epsilon is 0.001', () => {
    const { graph } = net([3], [layer('BatchNormalization', { name: 'n', axis: [1], scale: false })], { n: { 'beta:0': [3], 'moving_mean:0': [3], 'moving_variance:0': [3] } })
    const [op] = graph!.ops
    expect(op).toMatchObject({ op: 'batchNorm', epsilon: 1e-3, scale: { shape: [3] } })
    expect(op.op === 'batchNorm' && [...op.scale.data, ...op.offset.data]).toEqual([1, 1, 1, ...numbers([3])])
  })

  it('batch norm over the first of three axes is one over the last, with the axes moved there and back', () => {
    const weights = { n: { 'gamma:0': [2], 'beta:0': [2], 'moving_mean:0': [2], 'moving_variance:0': [2] } }
    const over = net([2, 4, 5], [layer('BatchNormalization', { name: 'n', axis: 1 })], weights)
    const moved = net([2, 4, 5], [layer('Permute', { name: 'p', dims: [2, 3, 1] }), layer('BatchNormalization', { name: 'n', axis: -1 }), layer('Permute', { name: 'q', dims: [3, 1, 2] })], weights)
    expect(over.graph!.ops.map(({ op }) => op)).toEqual(['transpose', 'batchNorm', 'transpose'])
    expect(said(over.graph)).toEqual(said(moved.graph))
    expect(over.graph!.outputShape).toEqual([2, 4, 5])
  })

  it.each([[7, 3, 2, [1, 1]], [8, 3, 2, [0, 1]], [5, 2, 1, [0, 1]], [6, 5, 3, [1, 1]], [4, 1, 2, [0, 0]]])('same padding of %i places, window %i, stride %i: the smaller half first', (size, window, stride, pads) => {
    const conv = layer('Conv2D', { name: 'c', filters: 2, kernel_size: [window, window], strides: [stride, stride], padding: 'same' })
    const { graph } = net([size, size, 1], [conv], { c: { 'kernel:0': [window, window, 1, 2], 'bias:0': [2] } })
    expect(graph!.ops[0]).toMatchObject({ pads: [pads[0], pads[0], pads[1], pads[1]] })
    expect(graph!.outputShape).toEqual([Math.ceil(size / stride), Math.ceil(size / stride), 2])
  })

  it('a separable convolution is a depthwise one and one of 1×1', () => {
    const conv = layer('SeparableConv2D', { name: 'c', filters: 5, kernel_size: 3, depth_multiplier: 2, activation: 'relu' })
    const { graph } = net([6, 6, 3], [conv], { c: { 'depthwise_kernel:0': [3, 3, 3, 2], 'pointwise_kernel:0': [1, 1, 6, 5], 'bias:0': [5] } })
    expect(said(graph)).toEqual(['v0=depthwiseConv2d(x)', 'v1=conv2d(v0)', 'v2=relu(v1)'])
  })

  it('hard sigmoid became another function in Keras 3', () => {
    const only = (version: string) => net([3], [layer('Activation', { name: 'a', activation: 'hard_sigmoid' })], { a: {} }, version).graph!.ops[0]
    expect(only('2.15.0')).toMatchObject({ fn: 'hardSigmoid', alpha: 0.2, beta: 0.5 })
    expect(only('3.5.0')).toMatchObject({ fn: 'hardSigmoid', alpha: 1 / 6, beta: 0.5 })
  })

  it('activations as Keras writes them: names, functions, layers', () => {
    const only = (activation: unknown) => net([3], [layer('Activation', { name: 'a', activation })], { a: {} }).graph!.ops.map(op => op.op === 'activation' ? [op.fn, op.alpha] : [op.op])
    expect(only('swish')).toEqual([['silu', undefined]])
    expect(only({ module: 'builtins', class_name: 'function', config: 'elu', registered_name: 'function' })).toEqual([['elu', 1]])
    expect(only({ module: 'keras.layers', class_name: 'LeakyReLU', config: { negative_slope: 0.2 } })).toEqual([['leakyRelu', 0.2]])
    expect(only({ class_name: 'ReLU', config: { max_value: 6 } })).toEqual([['relu6', undefined]])
    expect(only('leaky_relu')).toEqual([['leakyRelu', 0.2]])
    expect(only('log_softmax')).toEqual([['logSoftmax']])
    expect(only('linear')).toEqual([])
    const strange = net([3], [layer('Activation', { name: 'a', activation: 'sparsemax' })], { a: {} })
    expect(strange.why).toContain('activation sparsemax is not supported (layer a)')
  })

  it('slopes that Keras 2 and 3 call by different names, and 0.3 where none is said', () => {
    const slope = (config: Config) => net([3], [layer('LeakyReLU', { name: 'a', ...config })], { a: {} }).graph!.ops[0]
    expect([slope({ alpha: 0.1 }), slope({ negative_slope: 0.2 }), slope({})].map(op => op.op === 'activation' && op.alpha)).toEqual([0.1, 0.2, 0.3])
  })

  it('scaling within the network is arithmetic with constants', () => {
    const { graph } = net([3], [layer('Rescaling', { name: 'r', scale: 0.5, offset: -1 }), layer('Normalization', { name: 'n', axis: [-1] })], { n: { mean: [3], variance: [3], count: [] } })
    expect(said(graph)).toEqual(['v0=mul(x)', 'v1=add(v0)', 'v2=sub(v1)', 'v3=div(v2)'])
    const last = graph!.ops[3]
    expect(last.op === 'div' && [...last.constant!.data]).toEqual([...numbers([3])].map(value => Math.fround(Math.sqrt(value))))
  })

  it('quantised weights are not taken for numbers', () => {
    const bytes = h5({ class_name: 'Sequential', config: [layer('Dense', { name: 'a', units: 4, batch_input_shape: [null, 4] })] }, { a: {} })
    const path = join(folder, `${count++}.h5`)
    writeFileSync(path, bytes)
    const whole = new h5wasm.File(path, 'a')
    const own = whole.get('model_weights/a') as h5wasm.Group
    list(own, 'weight_names', ['kernel', 'bias'])
    own.create_dataset({ name: 'kernel', data: new Int8Array(16), shape: [4, 4], dtype: '<b' })
    own.create_dataset({ name: 'bias', data: new Float32Array(4), shape: [4] })
    whole.close()
    const model = readKerasH5(new Uint8Array(readFileSync(path)), 's.h5')
    expect([model.graph, model.why]).toEqual([null, 's.h5: its weights are quantised (a/kernel is int8), which is not supported. Save the network before it is quantised.'])
  })

  it('an unknown one is named with its layer, and its weights are listed', () => {
    const model = net([3], [layer('Attention7', { name: 'who', units: 3 })], { who: { 'w:0': [3, 3] } })
    expect(model.why).toBe('s.h5: layer type Attention7 is not supported (layer who). Its weights are listed; to place it, bring activations as .npz.')
    expect(model.tensors.map(({ name, shape }) => [name, shape])).toEqual([['who/w', [3, 3]]])
  })

  it('a weight that is missing or of another shape is refused', () => {
    expect(() => net([4], [layer('Dense', { name: 'a', units: 4 })], { a: { 'kernel:0': [4, 4] } })).toThrow('s.h5: layer a has no bias among its weights; it needs one of shape [4].')
    expect(() => net([5], [layer('Dense', { name: 'a', units: 4 })], { a: DENSE })).toThrow('s.h5: a/kernel has shape [4, 4], the layer needs [5, 4].')
  })

  it('an input without a size is told', () => {
    const model = readKerasH5(h5({ class_name: 'Sequential', config: [layer('Conv2D', { name: 'c', batch_input_shape: [null, null, null, 3], filters: 1, kernel_size: 3 })] }, { c: {} }), 's.h5')
    expect(model.why).toBe('s.h5: its input has shape any×any×3; networks whose input has one fixed size are run.')
  })
})

it('names of classes as Keras makes them', () => {
  expect(['Dense', 'Conv2D', 'BatchNormalization', 'SeparableConv2D', 'MaxPooling2D', 'PReLU', 'GlobalAveragePooling2D'].map(snakeCase))
    .toEqual(['dense', 'conv2d', 'batch_normalization', 'separable_conv2d', 'max_pooling2d', 'p_re_lu', 'global_average_pooling2d'])
})

it('.keras groups are counted by class: dense_10 comes after dense_9', () => {
  const names = Array.from({ length: 12 }, (_, k) => `layer${k}`)
  const config = { class_name: 'Sequential', config: { name: 'm', build_input_shape: [null, 1], layers: names.map((name, k) => layer('Dense', { name, units: k + 2 })) } }
  const arrays = Object.fromEntries(names.flatMap((_, k) => [[`layers/dense${k === 0 ? '' : `_${k}`}/vars/0`, [k + 1, k + 2]], [`layers/dense${k === 0 ? '' : `_${k}`}/vars/1`, [k + 2]]]))
  const model = readKeras(keras(config, arrays as Record<string, number[]>), 'm.keras')
  expect([model.graph!.ops.length, model.graph!.outputShape]).toEqual([12, [13]])
})

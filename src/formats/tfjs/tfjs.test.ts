// tfjs models become graphs: weight files found and joined, quantised numbers made whole, both kinds of topology, and every file that is refused.
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DroppedFile } from '../dropped.ts'
import { FormatError } from '../format-error.ts'
import { deepJson } from '../fixtures/deep-nests.ts'
import { savedCases } from '../fixtures/saved-networks.ts'
import { toHalf } from '../half.ts'
import { writeLayersModel } from '../layers-model.ts'
import { readKerasH5 } from '../keras/keras.ts'
import { readTfjs } from './tfjs.ts'

const place = (path: string): URL => new URL(`../fixtures/models/${path}/`, import.meta.url)
const files = (path: string): DroppedFile[] => readdirSync(place(path)).map(name => ({ path: name, bytes: new Uint8Array(readFileSync(new URL(name, place(path)))) }))
function read(all: readonly DroppedFile[]) {
  const json = all.find(({ path }) => path.endsWith('model.json'))!
  return readTfjs(json, all.filter(file => file !== json))
}

describe('the network of the samples', () => {
  const other = readKerasH5(new Uint8Array(readFileSync(new URL('keras2_written_by_h5py.h5', place('made/mlp_relu')))), 'it.h5')
  it.each([['tfjs', 0], ['tfjs_sharded4096', 0], ['tfjs_float16', 2 ** -10], ['tfjs_uint8', 0.0046]])('%s has the weights of the .h5, to %d', (name, step) => {
    const all = files(`made/mlp_relu/${name}`)
    const { model, taken } = read(all.toReversed())
    expect(taken.sort()).toEqual(all.map(({ path }) => path).filter(path => path.endsWith('.bin')).sort())
    expect(model.tensors.map(({ shape }) => shape)).toEqual(other.tensors.map(({ shape }) => shape))
    model.tensors.forEach(({ data }, k) => data.forEach((value, i) => expect(Math.abs(value - other.tensors[k].data[i])).toBeLessThanOrEqual(step * (name === 'tfjs_float16' ? Math.abs(value) : 1))))
    expect(model.graph!.ops.map(({ op, from }) => [op, from])).toEqual(other.graph!.ops.map(({ op, from }) => [op, from]))
    expect([model.graph!.inputShape, model.graph!.outputShape, model.why, model.warnings]).toEqual([[64], [10], null, []])
  })

  it.each(['tfjs_proto', 'tfjs_xss_name'])('%s reads like any other, and leaves nothing behind', name => {
    const { model } = read(files(`bad/${name}`))
    expect(model.tensors.map(({ data }) => [...data])).toEqual(read(files('made/mlp_relu/tfjs')).model.tensors.map(({ data }) => [...data]))
    expect(model.graph!.ops.length).toBe(6)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('networks that we save ourselves are read back', () => {
    for (const { network, name } of savedCases()) {
      const { 'model.json': json, 'weights.bin': bin } = writeLayersModel(network)
      const { model } = readTfjs({ path: 'a/model.json', bytes: json }, [{ path: 'a/weights.bin', bytes: bin }])
      expect([name, model.why]).toEqual([name, null])
      expect(model.graph!.ops.filter(({ op }) => op === 'dense' || op === 'conv2d').length).toBe(network.layers.length)
      expect(Float32Array.from(model.tensors.flatMap(({ data }) => [...data]))).toEqual(network.weights)
    }
  })
})

describe('a model that cannot be read is refused in one sentence', () => {
  it.each<[string, ...string[]]>([
    ['tfjs_truncated_bin', 'group1-shard1of1.bin', '5556', '11112', 'cut short'], ['tfjs_no_bin', 'model.json', 'group1-shard1of1.bin'], ['tfjs_wrong_shape', 'dense_3/bias', '12', '10'],
    ['tfjs_huge_shape', '11112', '40 GB'], ['tfjs_remote_path', 'x.bin'], ['tfjs_cut_json', '600'],
  ])('%s', (name, ...says) => {
    expect(() => read(files(`bad/${name}`))).toThrow(FormatError)
    for (const fragment of says) expect(() => read(files(`bad/${name}`))).toThrow(fragment)
  })

  it.each(['package.json', 'array.json', 'deep.json'])('%s', name => {
    const json = { path: name, bytes: name === 'deep.json' ? deepJson() : new Uint8Array(readFileSync(new URL(name, place('bad/json_other')))) }
    expect(() => readTfjs(json, [])).toThrow(FormatError)
  })

  it('an architecture alone', () => {
    expect(() => read([{ path: 'model.json', bytes: new TextEncoder().encode('{"modelTopology":{"class_name":"Sequential","config":{"layers":[]}}}') }]))
      .toThrow('model.json is an architecture without weights. Save the whole model.')
  })

  it('what is not finite is told; an unknown layer is named and its weights are listed', () => {
    expect(read(files('bad/tfjs_nan')).model.warnings).toEqual(['2 weights are not finite (dense_1/kernel)'])
    const { model } = read(files('bad/tfjs_unknown_layer'))
    expect([model.graph, model.tensors.length]).toEqual([null, 6])
    expect(model.why).toContain('layer type MyAttention is not supported (layer dense_2)')
  })
})

describe('weight files', () => {
  const all = files('made/mlp_relu/tfjs')
  const json = all.find(({ path }) => path === 'model.json')!
  const { bytes } = all.find(({ path }) => path !== 'model.json')!
  const taken = (...others: [string, Uint8Array][]): string[] => readTfjs({ ...json, path: 'b/model.json' }, others.map(([path, own]) => ({ path, bytes: own }))).taken

  it('a second download is taken where it fits', () => {
    expect(taken(['group1-shard1of1 (1).bin', bytes])).toEqual(['group1-shard1of1 (1).bin'])
    expect(taken(['group1-shard1of1(2).bin', bytes])).toEqual(['group1-shard1of1(2).bin'])
    expect(taken(['group1-shard1of1.bin', bytes.slice(1)], ['group1-shard1of1 (1).bin', bytes])).toEqual(['group1-shard1of1 (1).bin'])
  })

  it('of two models\' files of one name, those in the same folder', () => {
    expect(taken(['a/group1-shard1of1.bin', new Uint8Array(bytes.length)], ['b/group1-shard1of1.bin', bytes])).toEqual(['b/group1-shard1of1.bin'])
  })

  it('too long is not the right file', () => {
    expect(() => taken(['group1-shard1of1.bin', new Uint8Array(bytes.length + 8)])).toThrow('holds 11120 bytes; model.json describes 11112. They do not belong together.')
  })
})

// Graphs by hand: TensorFlow's nodes as JSON.

type Node = Record<string, unknown>
const text = (value: string) => ({ s: btoa(value) })
const ints = (...values: number[]) => ({ list: { i: values.map(String) } })
const shape = (...sizes: number[]) => ({ dim: sizes.map(size => ({ size: String(size) })) })
const node = (op: string, name: string, input: string[] = [], attr: Record<string, unknown> = {}): Node => ({ name, op, input, attr })
const placeholder = (...sizes: number[]): Node => node('Placeholder', 'in', [], { shape: { shape: shape(...sizes) } })

interface Constant { name: string, shape: number[], dtype?: string, values: number[] }
function graphModel(nodes: Node[], constants: Constant[]) {
  const data = constants.flatMap(({ values, dtype }) => [...new Uint8Array((dtype === 'int32' ? Int32Array : Float32Array).from(values).buffer)])
  const own = constants.map(({ name }) => node('Const', name))
  const weights = constants.map(({ values: _, ...rest }) => ({ dtype: 'float32', ...rest }))
  const model = { format: 'graph-model', modelTopology: { node: [...own, ...nodes] }, weightsManifest: [{ paths: ['w.bin'], weights }] }
  return readTfjs({ path: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(model)) }, [{ path: 'w.bin', bytes: Uint8Array.from(data) }]).model
}
const filled = (name: string, ...sizes: number[]): Constant =>
  ({ name, shape: sizes, values: Array.from({ length: sizes.reduce((product, size) => product * size, 1) }, (_, k) => k + 1) })
const whole = (name: string, ...values: number[]): Constant => ({ name, shape: [values.length], dtype: 'int32', values })
const window = (padding: string, stride: number) => ({ padding: text(padding), strides: ints(1, stride, stride, 1), dilations: ints(1, 1, 1, 1), data_format: text('NHWC') })

describe('a GraphModel', () => {
  it('whose shapes are computed: Shape, StridedSlice, Pack and Reshape fold to a flattening of one sample', () => {
    const model = graphModel([
      placeholder(-1, 4, 4, 2), node('Conv2D', 'net/conv/Conv2D', ['in', 'k'], window('SAME', 2)), node('BiasAdd', 'net/conv/BiasAdd', ['net/conv/Conv2D', 'b']),
      node('Relu', 'net/conv/Relu', ['net/conv/BiasAdd', '^in']), node('Shape', 's', ['net/conv/Relu']),
      node('StridedSlice', 'rows', ['s', 'zero', 'one', 'one'], { shrink_axis_mask: { i: '1' } }), node('Pack', 'target', ['rows', 'twelve']),
      node('Reshape', 'net/flatten/Reshape', ['net/conv/Relu', 'target']), node('MatMul', 'net/dense/MatMul', ['net/flatten/Reshape', 'w'], { transpose_b: { b: true } }),
      node('AddV2', 'net/dense/add', ['net/dense/MatMul', 'c']), node('Softmax', 'net/dense/Softmax', ['net/dense/add']), node('Identity', 'Identity', ['net/dense/Softmax']),
    ], [filled('k', 3, 3, 2, 3), filled('b', 3), whole('zero', 0), whole('one', 1), whole('twelve', 12), filled('w', 5, 12), filled('c', 5)])
    expect(model.why).toBeNull()
    expect(model.graph!.ops.map(({ op, label }) => `${op}:${label}`)).toEqual(['conv2d:conv', 'activation:conv', 'flatten:flatten', 'dense:dense', 'softmax:dense'])
    const [conv, , , dense] = model.graph!.ops
    expect(conv).toMatchObject({ pads: [0, 0, 1, 1], strides: [2, 2], bias: { shape: [3] } })
    expect(dense.op === 'dense' && [dense.kernel.shape, [...dense.kernel.data.slice(0, 5)], [...dense.bias!.data]]).toEqual([[12, 5], [1, 13, 25, 37, 49], [1, 2, 3, 4, 5]])
    expect([model.graph!.inputShape, model.graph!.outputShape]).toEqual([[4, 4, 2], [5]])
  })

  it('of fused nodes, depthwise too, with batch norm and pools', () => {
    const model = graphModel([
      placeholder(1, 6, 6, 2), node('FusedDepthwiseConv2dNative', 'a/dw', ['in', 'd', 'b'], { ...window('VALID', 1), fused_ops: { list: { s: ['BiasAdd', 'Relu6'].map(each => btoa(each)) } } }),
      node('FusedBatchNormV3', 'a/bn', ['a/dw', 'b', 'b', 'b', 'b'], { epsilon: { f: 0.01 } }), node('AvgPool', 'a/pool', ['a/bn:0'], { ...window('SAME', 2), ksize: ints(1, 2, 2, 1) }),
      node('LeakyRelu', 'a/leaky', ['a/pool'], { alpha: { f: 0.3 } }), node('Mean', 'a/mean', ['a/leaky', 'axes']), node('Mul', 'a/mul', ['a/mean', 'half']), node('Sub', 'a/sub', ['two', 'a/mul']),
    ], [filled('d', 3, 3, 2, 1), filled('b', 2), whole('axes', 1, 2), { name: 'half', shape: [], values: [0.5] }, { name: 'two', shape: [1, 2], values: [2, 3] }])
    expect(model.why).toBeNull()
    expect(model.graph!.ops.map(op => op.op === 'activation' ? op.fn : op.op)).toEqual(['depthwiseConv2d', 'relu6', 'batchNorm', 'pool', 'leakyRelu', 'globalPool', 'mul', 'sub'])
    expect(model.graph!.ops.at(-1)).toMatchObject({ swapped: true, constant: { shape: [2] } })
  })

  it('keeps a sum of two values and a join of two', () => {
    const model = graphModel([
      placeholder(-1, 3), node('Tanh', 't', ['in']), node('AddV2', 's', ['in', 't']), node('ConcatV2', 'j', ['s', 't', 'axis']),
    ], [{ name: 'axis', shape: [], dtype: 'int32', values: [-1] }])
    expect(model.graph!.ops.map(({ op, from }) => [op, from])).toEqual([['activation', ['x']], ['add', ['x', 'v0']], ['concat', ['v1', 'v0']]])
    expect(model.graph!.outputShape).toEqual([6])
  })

  it('names an operator that it does not know, two outputs, and rows that would be mixed', () => {
    expect(graphModel([placeholder(-1, 3), node('QuantumFold', 'q', ['in'])], [filled('w', 2)]).why)
      .toBe('model.json: operator QuantumFold is not supported (node q). Its weights are listed; to place it, bring activations as .npz.')
    expect(graphModel([placeholder(-1, 3), node('Tanh', 'a', ['in']), node('Relu', 'b', ['in'])], []).why).toBe('model.json: the network gives 2 outputs (a, b); networks of one input and one output are run.')
    expect(graphModel([placeholder(-1, 4), node('Reshape', 'r', ['in', 'to'])], [whole('to', -1, 8)]).why).toContain('which mixes rows')
  })

  it('round in a circle, or with a node that is missing, is refused', () => {
    expect(() => graphModel([placeholder(-1, 3), node('Relu', 'a', ['b']), node('Relu', 'b', ['a']), node('Relu', 'c', ['b'])], [])).toThrow('go round in a circle')
    expect(() => graphModel([placeholder(-1, 3), node('Relu', 'a', ['nowhere'])], [])).toThrow('model.json: node a takes nowhere, which the file does not hold.')
  })
})

it('halves and 16-bit steps are read as they are defined', () => {
  const halves = toHalf(Float32Array.of(0.5, -2))
  const steps = Uint16Array.of(0, 65_535)
  const weights = [
    { name: 'd/kernel', shape: [1, 2], dtype: 'float32', quantization: { dtype: 'float16', original_dtype: 'float32' } },
    { name: 'd/bias', shape: [2], dtype: 'float32', quantization: { dtype: 'uint16', scale: 2, min: -1 } },
  ]
  const topology = { class_name: 'Sequential', config: { layers: [{ class_name: 'Dense', config: { name: 'd', units: 2, batch_input_shape: [null, 1] } }] } }
  const json = { modelTopology: topology, weightsManifest: [{ paths: ['w'], weights }] }
  const bytes = Uint8Array.of(...new Uint8Array(halves.buffer), ...new Uint8Array(steps.buffer))
  const { model } = readTfjs({ path: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) }, [{ path: 'w', bytes }])
  expect(model.tensors.map(({ stored, data }) => [stored, [...data]])).toEqual([['float16', [0.5, -2]], ['uint16', [-1, 131_069]]])
})

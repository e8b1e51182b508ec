// ONNX operators: small models written here, read by us and run, against ONNX Runtime on the same rows.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ModelToWrite, NodeToWrite, TensorToWrite } from '../../src/formats/fixtures/onnx-writer.ts'
import { functionOf, onnxModel } from '../../src/formats/fixtures/onnx-writer.ts'
import { product } from '../../src/core/graph/graph-names.ts'
import { byOracle, byUs, largestDifference, numbers, read } from './onnx-oracle.ts'
import { startWasmForTests } from './wasm-for-tests.ts'

beforeAll(startWasmForTests)

const ROWS = 3

const model = (sample: readonly number[], nodes: readonly NodeToWrite[], tensors: readonly TensorToWrite[] = [], more: Partial<ModelToWrite> = {}): Uint8Array =>
  onnxModel({ nodes, tensors, inputs: [{ name: 'x', dims: ['n', ...sample] }], outputs: [{ name: 'y', dims: null }], ...more })

async function expectSame(sample: readonly number[], bytes: Uint8Array, { low = 2, within = 2e-5, each = false, above = false } = {}): Promise<void> {
  const values = numbers(ROWS * product(sample), 7, low)
  if (above) values.forEach((value, k) => { values[k] = Math.abs(value) + 0.1 })
  const wanted = await byOracle(bytes, values, sample, ROWS, each)
  expect(largestDifference(await byUs(read(bytes), values, ROWS), wanted)).toBeLessThan(within)
}

const floats = (name: string, dims: readonly number[], seed = 1): TensorToWrite => ({ name, dims, floats: numbers(product(dims), seed, 1) })
const ints = (name: string, list: readonly number[]): TensorToWrite => ({ name, dims: [list.length], ints: list })
const one = (type: string, attributes: NodeToWrite['attributes'] = {}, more: readonly string[] = []): NodeToWrite[] => [{ type, from: ['x', ...more], to: 'y', attributes }]

describe('activations', () => {
  const cases: [string, NodeToWrite['attributes']?, number?][] = [
    ['Relu'], ['LeakyRelu'], ['LeakyRelu', { alpha: { float: 0.2 } }], ['Elu'], ['Elu', { alpha: { float: 0.7 } }], ['Selu'], ['Celu', { alpha: { float: 0.6 } }], ['Sigmoid'], ['HardSigmoid'],
    ['HardSigmoid', { alpha: { float: 0.3 }, beta: { float: 0.4 } }], ['HardSwish'], ['Tanh'], ['Softplus'], ['Softsign'], ['Exp'], ['Abs'], ['Neg'], ['Reciprocal'], ['Mish', {}, 18],
    ['Gelu', {}, 20], ['Gelu', { approximate: 'tanh' }, 20], ['Identity'], ['Dropout', {}], ['Softmax'], ['LogSoftmax'], ['Softmax', { axis: 1 }, 11], ['Softmax', {}, 9], ['LogSoftmax', {}, 11],
    ['Cast', { to: 1 }], ['Flatten'], ['Clip', { min: { float: 0 }, max: { float: 6 } }, 9], ['Clip', { min: { float: -0.5 }, max: { float: 0.75 } }, 6], ['Clip', {}, 13],
  ]
  it.each(cases)('%s %j', async (type, attributes = {}, opset = 17) => expectSame([5], model([5], one(type, attributes), [], { opset })))

  it('of values above zero', async () => {
    for (const type of ['Log', 'Sqrt']) await expectSame([5], model([5], one(type)), { above: true })
    await expectSame([5], model([5], one('Pow', {}, ['p']), [{ name: 'p', dims: [], floats: [1.7] }]), { above: true })
  })

  it('powers, bounds and slopes from constants', async () => {
    for (const exponent of [1, 2, 3, -1]) await expectSame([5], model([5], one('Pow', {}, ['p']), [{ name: 'p', dims: [], floats: [exponent] }]))
    await expectSame([5], model([5], one('Clip', {}, ['low', 'high']), [{ name: 'low', dims: [], floats: [0] }, { name: 'high', dims: [], floats: [6] }]))
    await expectSame([5], model([5], one('Clip', {}, ['', 'high']), [{ name: 'high', dims: [], floats: [0.5] }]))
    await expectSame([5], model([5], one('Max', {}, ['low']), [{ name: 'low', dims: [], floats: [0] }]))
    await expectSame([5], model([5], one('Min', {}, ['high']), [{ name: 'high', dims: [1], floats: [0.25] }]))
    await expectSame([5], model([5], one('PRelu', {}, ['s']), [{ name: 's', dims: [1], floats: [0.3] }]))
    await expectSame([3, 4, 4], model([3, 4, 4], one('PRelu', {}, ['s']), [floats('s', [3, 1, 1])]))
  })

  it('two values: the larger, the smaller, the sum, the mean', async () => {
    for (const type of ['Max', 'Min', 'Sum', 'Mean', 'Add', 'Sub', 'Mul']) {
      await expectSame([5], model([5], [{ type: 'Tanh', from: ['x'], to: 't' }, { type, from: ['x', 't'], to: 'y' }]))
    }
    await expectSame([5], model([5], [{ type: 'Exp', from: ['x'], to: 't' }, { type: 'Div', from: ['x', 't'], to: 'y' }]))
  })

  it('softmax over the last of several axes, over channels, and over all of them in old versions', async () => {
    await expectSame([3, 4, 5], model([3, 4, 5], one('Softmax', { axis: -1 }), [], { opset: 13 }))
    await expectSame([3, 4, 5], model([3, 4, 5], one('Softmax', { axis: 1 }), [], { opset: 13 }))
    await expectSame([3, 4, 5], model([3, 4, 5], one('Softmax', {}), [], { opset: 11 }))
    await expectSame([3, 4, 5], model([3, 4, 5], one('LogSoftmax', { axis: 2 }), [], { opset: 11 }))
    await expectSame([10, 1, 1], model([10, 1, 1], one('Softmax', { axis: 1 }), [], { opset: 9 }))
  })
})

describe('activations written out in small steps', () => {
  const scalar = (name: string, value: number): TensorToWrite => ({ name, dims: [], floats: [value] })
  const constants = [scalar('root', Math.SQRT2), scalar('inverse', Math.SQRT1_2), scalar('one', 1), scalar('half', 0.5), scalar('three', 3), scalar('c', 0.044715), scalar('k', Math.sqrt(2 / Math.PI))]
  const kinds = (bytes: Uint8Array): string[] => read(bytes).graph!.ops.map(op => op.op === 'activation' ? op.fn : op.op)

  it('gelu as PyTorch writes it: x/√2, erf, +1, ·x, ·½', async () => {
    const bytes = model([5], [
      { type: 'Div', from: ['x', 'root'], to: 'a' }, { type: 'Erf', from: ['a'], to: 'b' }, { type: 'Add', from: ['b', 'one'], to: 'c2' },
      { type: 'Mul', from: ['x', 'c2'], to: 'd' }, { type: 'Mul', from: ['d', 'half'], to: 'y' },
    ], constants)
    expect(kinds(bytes)).toEqual(['gelu'])
    await expectSame([5], bytes)
  })

  it('gelu in other orders', async () => {
    const first = model([5], [
      { type: 'Mul', from: ['inverse', 'x'], to: 'a' }, { type: 'Erf', from: ['a'], to: 'b' }, { type: 'Add', from: ['one', 'b'], to: 'c2' },
      { type: 'Mul', from: ['x', 'half'], to: 'd' }, { type: 'Mul', from: ['d', 'c2'], to: 'y' },
    ], constants)
    const second = model([5], [
      { type: 'Div', from: ['x', 'root'], to: 'a' }, { type: 'Erf', from: ['a'], to: 'b' }, { type: 'Add', from: ['b', 'one'], to: 'c2' },
      { type: 'Mul', from: ['c2', 'half'], to: 'd' }, { type: 'Mul', from: ['d', 'x'], to: 'y' },
    ], constants)
    for (const bytes of [first, second]) {
      expect(kinds(bytes)).toEqual(['gelu'])
      await expectSame([5], bytes)
    }
  })

  it('gelu by tanh', async () => {
    const bytes = model([5], [
      { type: 'Pow', from: ['x', 'three'], to: 'a' }, { type: 'Mul', from: ['a', 'c'], to: 'b' }, { type: 'Add', from: ['x', 'b'], to: 'd' }, { type: 'Mul', from: ['d', 'k'], to: 'e' },
      { type: 'Tanh', from: ['e'], to: 'f' }, { type: 'Add', from: ['f', 'one'], to: 'g' }, { type: 'Mul', from: ['x', 'g'], to: 'h' }, { type: 'Mul', from: ['h', 'half'], to: 'y' },
    ], constants)
    expect(kinds(bytes)).toEqual(['geluTanh'])
    await expectSame([5], bytes)
  })

  it('silu, and what only looks like one', async () => {
    const silu = model([5], [{ type: 'Sigmoid', from: ['x'], to: 's' }, { type: 'Mul', from: ['x', 's'], to: 'y' }])
    expect(kinds(silu)).toEqual(['silu'])
    await expectSame([5], silu)
    const gate = model([5], [{ type: 'Tanh', from: ['x'], to: 't' }, { type: 'Sigmoid', from: ['x'], to: 's' }, { type: 'Mul', from: ['t', 's'], to: 'y' }])
    expect(kinds(gate)).toEqual(['tanh', 'sigmoid', 'mul'])
    await expectSame([5], gate)
  })

  it('erf on its own is not supported', () => {
    const bytes = model([5], one('Erf'))
    expect(read(bytes).graph).toBeNull()
    expect(read(bytes).why).toBe('test.onnx: operator Erf outside a gelu is not supported (node 0).')
  })

  it('layer normalisation, as one operator and written out', async () => {
    await expectSame([6], model([6], one('LayerNormalization', { epsilon: { float: 1e-4 } }, ['s', 'b']), [floats('s', [6]), floats('b', [6], 2)]))
    const steps: NodeToWrite[] = [
      { type: 'ReduceMean', from: ['x'], to: 'm', attributes: { axes: [-1] } }, { type: 'Sub', from: ['x', 'm'], to: 'd' }, { type: 'Pow', from: ['d', 'two'], to: 'q' },
      { type: 'ReduceMean', from: ['q'], to: 'v', attributes: { axes: [-1] } }, { type: 'Add', from: ['v', 'e'], to: 'w' }, { type: 'Sqrt', from: ['w'], to: 'r' }, { type: 'Div', from: ['d', 'r'], to: 'y' },
    ]
    await expectSame([2, 6], model([2, 6], steps, [scalar('two', 2), scalar('e', 1e-5)]))
  })
})

describe('layers', () => {
  it('Gemm in all its turns', async () => {
    await expectSame([4], model([4], one('Gemm', {}, ['w', 'b']), [floats('w', [4, 3]), floats('b', [3], 2)]))
    await expectSame([4], model([4], one('Gemm', { transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } }, ['w', 'b']), [floats('w', [3, 4]), floats('b', [1, 3], 2)]))
    await expectSame([4], model([4], one('Gemm', { transB: 1 }, ['w', 'b']), [floats('w', [3, 4]), floats('b', [], 2)]))
    await expectSame([4], model([4], one('Gemm', {}, ['w']), [floats('w', [4, 3])]))
  })

  it('MatMul and a vector after it are one dense op with a bias', async () => {
    for (const from of [['m', 'b'], ['b', 'm']]) {
      const bytes = model([4], [{ type: 'MatMul', from: ['x', 'w'], to: 'm' }, { type: 'Add', from, to: 'y' }], [floats('w', [4, 3]), floats('b', [3], 2)])
      expect(read(bytes).graph!.ops.map(({ op }) => op)).toEqual(['dense'])
      await expectSame([4], bytes)
    }
  })

  it('a product that is used twice keeps its sum apart', async () => {
    await expectSame([4], model([4], [
      { type: 'MatMul', from: ['x', 'w'], to: 'm' }, { type: 'Add', from: ['m', 'b'], to: 's' }, { type: 'Mul', from: ['m', 's'], to: 'y' },
    ], [floats('w', [4, 3]), floats('b', [3], 2)]))
  })

  it('one vector added to two products is the bias of both', async () => {
    const bytes = model([4], [
      { type: 'MatMul', from: ['x', 'w'], to: 'm' }, { type: 'Add', from: ['m', 'b'], to: 's' }, { type: 'MatMul', from: ['s', 'w'], to: 'k' }, { type: 'Add', from: ['k', 'b'], to: 'y' },
    ], [floats('w', [4, 4]), floats('b', [4], 2)])
    expect(read(bytes).graph!.ops.map(({ op }) => op)).toEqual(['dense', 'dense'])
    await expectSame([4], bytes)
  })

  it('matrices over the last axis, from the left, and vectors', async () => {
    await expectSame([3, 4], model([3, 4], one('MatMul', {}, ['w']), [floats('w', [4, 2])]))
    await expectSame([3, 4], model([3, 4], [{ type: 'MatMul', from: ['w', 'x'], to: 'y' }], [floats('w', [5, 3])]))
    await expectSame([4], model([4], one('MatMul', {}, ['w']), [floats('w', [4])]))
  })

  const picture = [3, 7, 6]
  const convolutions: [string, NodeToWrite['attributes'], number[]][] = [
    ['plain', {}, [4, 3, 3, 3]], ['padded', { pads: [1, 0, 2, 1] }, [4, 3, 3, 2]], ['strided', { strides: [2, 3], pads: [1, 1, 1, 1] }, [4, 3, 3, 3]], ['dilated', { dilations: [2, 2], pads: [2, 2, 2, 2] }, [4, 3, 3, 3]],
    ['SAME_UPPER', { auto_pad: 'SAME_UPPER', strides: [2, 2] }, [4, 3, 4, 3]], ['SAME_LOWER', { auto_pad: 'SAME_LOWER', strides: [2, 2] }, [4, 3, 4, 3]], ['VALID', { auto_pad: 'VALID' }, [2, 3, 2, 2]],
    ['depthwise', { group: 3, pads: [1, 1, 1, 1] }, [3, 1, 3, 3]], ['depthwise, twice as many out', { group: 3 }, [6, 1, 3, 2]],
  ]
  it.each(convolutions)('Conv, %s', async (_, attributes, dims) => {
    const given = { ...attributes, kernel_shape: dims.slice(2) }
    await expectSame(picture, model(picture, one('Conv', given, ['w', 'b']), [floats('w', dims), floats('b', [dims[0]], 2)]))
    await expectSame(picture, model(picture, one('Conv', given, ['w']), [floats('w', dims)]))
  })

  it('Conv in groups, of one channel, of sequences', async () => {
    await expectSame([4, 5, 5], model([4, 5, 5], one('Conv', { group: 2 }, ['w']), [floats('w', [6, 2, 3, 3])]))
    await expectSame([1, 5, 5], model([1, 5, 5], one('Conv', {}, ['w']), [floats('w', [6, 1, 3, 3])]))
    await expectSame([3, 9], model([3, 9], one('Conv', { pads: [1, 2], strides: [2] }, ['w', 'b']), [floats('w', [4, 3, 3]), floats('b', [4], 2)]))
  })

  it('a constant for each channel after a Conv is its bias', async () => {
    const bytes = model(picture, [{ type: 'Conv', from: ['x', 'w'], to: 'c' }, { type: 'Add', from: ['c', 'b'], to: 'y' }], [floats('w', [4, 3, 3, 3]), floats('b', [4, 1, 1], 2)])
    expect(read(bytes).graph!.ops.filter(({ op }) => op === 'add')).toEqual([])
    await expectSame(picture, bytes)
  })

  const pools: [string, NodeToWrite['attributes']][] = [
    ['MaxPool', { kernel_shape: [2, 2], strides: [2, 2] }], ['MaxPool', { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }], ['MaxPool', { kernel_shape: [3, 2], strides: [2, 2], ceil_mode: 1 }],
    ['MaxPool', { kernel_shape: [3, 3], auto_pad: 'SAME_LOWER', strides: [2, 2] }],
    ['AveragePool', { kernel_shape: [2, 2] }], ['AveragePool', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [2, 2] }],
    ['AveragePool', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 }], ['AveragePool', { kernel_shape: [3, 3], auto_pad: 'SAME_UPPER', strides: [2, 2] }],
    ['GlobalAveragePool', {}], ['GlobalMaxPool', {}],
  ]
  it.each(pools)('%s %j', async (type, attributes) => expectSame(picture, model(picture, one(type, attributes))))

  it('means over places, with and without their axes, are global pooling', async () => {
    for (const keepdims of [0, 1]) {
      await expectSame(picture, model(picture, one('ReduceMean', { axes: [2, 3], keepdims }), [], { opset: 13 }))
      await expectSame(picture, model(picture, one('ReduceMax', { axes: [-1, -2], keepdims }), [], { opset: 13 }))
      await expectSame(picture, model(picture, one('ReduceMean', { keepdims }, ['axes']), [ints('axes', [2, 3])], { opset: 18 }))
      await expectSame(picture, model(picture, one('ReduceSum', { keepdims }, ['axes']), [ints('axes', [1])], { opset: 13 }))
      await expectSame(picture, model(picture, one('ReduceMin', { axes: [1, 3], keepdims }), [], { opset: 13 }))
    }
  })

  it('lengths, sums of squares, one number for a row', async () => {
    for (const type of ['ReduceL2', 'ReduceSumSquare']) await expectSame(picture, model(picture, one(type, { axes: [1], keepdims: 0 }), [], { opset: 13 }))
    await expectSame([4], model([4], [{ type: 'Gemm', from: ['x', 'w'], to: 'g' }, { type: 'Squeeze', from: ['g', 'a'], to: 'y' }], [floats('w', [4, 1]), ints('a', [1])]))
    await expectSame([4], model([4], [{ type: 'ReduceL2', from: ['x'], to: 'l', attributes: { axes: [1] } }, { type: 'Div', from: ['x', 'l'], to: 'y' }], [], { opset: 13 }))
  })

  it('InstanceNormalization', async () => {
    await expectSame(picture, model(picture, one('InstanceNormalization', {}, ['s', 'b']), [floats('s', [3]), floats('b', [3], 2)]), { within: 1e-4 })
  })

  it('BatchNormalization of pictures, of vectors, of sequences', async () => {
    for (const sample of [[3, 4, 4], [3], [3, 5]]) {
      const variance: TensorToWrite = { name: 'v', dims: [3], floats: [0.5, 1.5, 2] }
      await expectSame(sample, model(sample, one('BatchNormalization', { epsilon: { float: 1e-3 } }, ['s', 'b', 'm', 'v']), [floats('s', [3]), floats('b', [3], 2), floats('m', [3], 3), variance]))
    }
  })

  it('zeros around, by attribute and by inputs', async () => {
    await expectSame(picture, model(picture, one('Pad', { pads: [0, 0, 1, 2, 0, 0, 3, 1] }), [], { opset: 10 }))
    await expectSame(picture, model(picture, one('Pad', {}, ['p', 'v']), [ints('p', [0, 1, 1, 2, 0, 0, 3, 1]), { name: 'v', dims: [], floats: [0.5] }]))
    await expectSame(picture, model(picture, one('Pad', {}, ['p', '', 'a']), [ints('p', [1, 2]), ints('a', [-1])], { opset: 18 }))
  })
})

describe('shapes', () => {
  it('Reshape, Flatten, Squeeze, Unsqueeze, Transpose', async () => {
    const sample = [2, 3, 4]
    await expectSame(sample, model(sample, one('Reshape', {}, ['s']), [ints('s', [-1, 24])]))
    await expectSame(sample, model(sample, one('Reshape', {}, ['s']), [ints('s', [0, -1, 2])]))
    await expectSame(sample, model(sample, one('Flatten')))
    await expectSame(sample, model(sample, one('Flatten', { axis: -1 })), { each: true })
    await expectSame(sample, model(sample, one('Transpose', { perm: [0, 3, 1, 2] })))
    await expectSame(sample, model(sample, one('Unsqueeze', {}, ['a']), [ints('a', [1])]))
    await expectSame([2, 1, 4], model([2, 1, 4], one('Squeeze', {}, ['a']), [ints('a', [2])]))
    await expectSame([2, 1, 4], model([2, 1, 4], one('Squeeze', { axes: [2] }), [], { opset: 11 }))
  })

  it('concatenation, of pictures and of vectors', async () => {
    await expectSame([4], model([4], [{ type: 'Relu', from: ['x'], to: 'r' }, { type: 'Concat', from: ['x', 'r'], to: 'y', attributes: { axis: 1 } }]))
    await expectSame([2, 5, 5], model([2, 5, 5], [
      { type: 'Conv', from: ['x', 'w'], to: 'a', attributes: { pads: [1, 1, 1, 1] } }, { type: 'MaxPool', from: ['x'], to: 'b', attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
      { type: 'Concat', from: ['a', 'b', 'x'], to: 'y', attributes: { axis: 1 } },
    ], [floats('w', [3, 2, 3, 3])]))
  })

  it('the flatten that PyTorch writes: the shape, its first number, −1 behind it', async () => {
    const sample = [2, 3, 3]
    const nodes: NodeToWrite[] = [
      { type: 'Conv', from: ['x', 'w'], to: 'c' }, { type: 'Shape', from: ['c'], to: 's' }, { type: 'Gather', from: ['s', 'zero'], to: 'n', attributes: { axis: 0 } },
      { type: 'Unsqueeze', from: ['n', 'first'], to: 'n1' }, { type: 'Concat', from: ['n1', 'rest'], to: 'target', attributes: { axis: 0 } }, { type: 'Reshape', from: ['c', 'target'], to: 'y' },
    ]
    await expectSame(sample, model(sample, nodes, [floats('w', [4, 2, 2, 2]), { name: 'zero', dims: [], ints: [0] }, ints('first', [0]), ints('rest', [-1])]))
  })

  it('the flatten of other exporters: slices, products, casts and choices of the shape', async () => {
    const sample = [2, 3, 3]
    const nodes: NodeToWrite[] = [
      { type: 'Shape', from: ['x'], to: 's' }, { type: 'Slice', from: ['s', 'a', 'b'], to: 'n' }, { type: 'Slice', from: ['s', 'b', 'end'], to: 'r' },
      { type: 'ReduceProd', from: ['r'], to: 'p', attributes: { axes: [0], keepdims: 1 } }, { type: 'Cast', from: ['p'], to: 'q', attributes: { to: 7 } },
      { type: 'Concat', from: ['n', 'q'], to: 't', attributes: { axis: 0 } }, { type: 'Equal', from: ['t', 'minus'], to: 'e' }, { type: 'Where', from: ['e', 'minus', 't'], to: 'target' },
      { type: 'Reshape', from: ['x', 'target'], to: 'y' },
    ]
    await expectSame(sample, model(sample, nodes, [ints('a', [0]), ints('b', [1]), ints('end', [Number.MAX_SAFE_INTEGER]), ints('minus', [-1])]))
    const largest: TensorToWrite = { name: 'end', dims: [1], ints: [9223372036854775807n] }
    await expectSame(sample, model(sample, nodes, [ints('a', [0]), ints('b', [1]), largest, ints('minus', [-1])]))
  })

  it('a picture with channels last, brought forward by its own Transpose', async () => {
    const sample = [6, 5, 3]
    const bytes = model(sample, [
      { type: 'Transpose', from: ['x'], to: 't', attributes: { perm: [0, 3, 1, 2] } }, { type: 'Conv', from: ['t', 'w'], to: 'c' }, { type: 'Relu', from: ['c'], to: 'r' },
      { type: 'Transpose', from: ['r'], to: 'u', attributes: { perm: [0, 2, 3, 1] } }, { type: 'Reshape', from: ['u', 's'], to: 'f' }, { type: 'MatMul', from: ['f', 'v'], to: 'y' },
    ], [floats('w', [2, 3, 3, 3]), ints('s', [-1, 24]), floats('v', [24, 4])])
    const { graph } = read(bytes)
    expect(graph!.inputLayout).toBe('NHWC')
    expect(graph!.ops.map(({ op }) => op)).toEqual(['conv2d', 'activation', 'flatten', 'dense'])
    await expectSame(sample, bytes)
  })

  it('a picture of one channel, brought forward by a Reshape', async () => {
    const sample = [5, 5, 1]
    const bytes = model(sample, [{ type: 'Reshape', from: ['x', 's'], to: 't' }, { type: 'Conv', from: ['t', 'w'], to: 'y' }], [ints('s', [-1, 1, 5, 5]), floats('w', [2, 1, 3, 3])])
    expect(read(bytes).graph).toMatchObject({ inputLayout: 'NHWC', inputShape: [5, 5, 1] })
    await expectSame(sample, bytes)
  })

  it('rows within a sample: sequences laid one below the other and back', async () => {
    const sample = [3, 4]
    await expectSame(sample, model(sample, [
      { type: 'Reshape', from: ['x', 'flat'], to: 'a' }, { type: 'Gemm', from: ['a', 'w'], to: 'b' }, { type: 'Reshape', from: ['b', 'back'], to: 'y' },
    ], [ints('flat', [-1, 4]), ints('back', [-1, 3, 2]), floats('w', [4, 2])]))
  })

  it('a fixed batch, spelt out in a target too', async () => {
    const bytes = onnxModel({
      nodes: [{ type: 'Reshape', from: ['x', 's'], to: 'f' }, { type: 'Gemm', from: ['f', 'w'], to: 'y' }], tensors: [ints('s', [3, 12]), floats('w', [12, 2])],
      inputs: [{ name: 'x', dims: [3, 3, 4] }], outputs: [{ name: 'y', dims: [3, 2] }],
    })
    expect(read(bytes).graph!.inputShape).toEqual([3, 4])
    await expectSame([3, 4], bytes)
  })
})

describe('constants', () => {
  it('weights turned, reshaped, scaled and summed while the file is read', async () => {
    const nodes: NodeToWrite[] = [
      { type: 'Reshape', from: ['w', 's'], to: 'a' }, { type: 'Transpose', from: ['a'], to: 'b', attributes: { perm: [1, 0] } }, { type: 'Mul', from: ['b', 'k'], to: 'c' },
      { type: 'Sqrt', from: ['v'], to: 'd' }, { type: 'Div', from: ['c', 'd'], to: 'e' }, { type: 'MatMul', from: ['x', 'e'], to: 'y' },
    ]
    const bytes = model([4], nodes, [floats('w', [3, 2, 2]), ints('s', [3, 4]), { name: 'k', dims: [], floats: [0.5] }, { name: 'v', dims: [3], floats: [1, 4, 9] }])
    expect(read(bytes).graph!.ops.map(({ op }) => op)).toEqual(['dense'])
    await expectSame([4], bytes)
  })

  it('weights in Constant nodes, weights in 8 bits', async () => {
    await expectSame([4], model([4], [
      { type: 'Constant', from: [], to: 'w', attributes: { value: { tensor: { dims: [4, 3], floats: numbers(12, 1) } } } }, { type: 'MatMul', from: ['x', 'w'], to: 'y' },
    ]))
    const quantised: TensorToWrite = { name: 'q', dims: [4, 3], type: 3, fields: [0x4a, 12, ...[1, 2, 3, 250, 5, 6, 7, 8, 9, 128, 11, 127]] }
    await expectSame([4], model([4], [{ type: 'DequantizeLinear', from: ['q', 's', 'z'], to: 'w', attributes: { axis: 1 } }, { type: 'MatMul', from: ['x', 'w'], to: 'y' }], [
      quantised, { name: 's', dims: [3], floats: [0.1, 0.2, 0.3] }, { name: 'z', dims: [3], type: 3, fields: [0x4a, 3, 1, 255, 0] },
    ]))
  })

  it('the input normalised by constants, before anything else', async () => {
    const sample = [3, 4, 4]
    const bytes = model(sample, [
      { type: 'Sub', from: ['x', 'mean'], to: 'a' }, { type: 'Div', from: ['a', 'sd'], to: 'b' }, { type: 'Conv', from: ['b', 'w'], to: 'y' },
    ], [floats('mean', [1, 3, 1, 1]), { name: 'sd', dims: [3, 1, 1], floats: [0.5, 0.25, 2] }, floats('w', [2, 3, 3, 3])])
    expect(read(bytes).graph!.ops.map(({ op }) => op)).toContain('sub')
    await expectSame(sample, bytes)
  })

  it('a constant divided by values, a constant less values', async () => {
    for (const type of ['Sub', 'Div', 'Mul', 'Add']) await expectSame([4], model([4], [{ type, from: ['c', 'x'], to: 'y' }], [floats('c', [4])]))
  })

  it('initialisers that are listed as inputs too', async () => {
    const bytes = onnxModel({
      nodes: one('Gemm', {}, ['w', 'b']), tensors: [floats('w', [4, 3]), floats('b', [3], 2)], ir: 3, opset: 8,
      inputs: [{ name: 'w', dims: [4, 3] }, { name: 'x', dims: ['n', 4] }, { name: 'b', dims: [3] }], outputs: [{ name: 'y', dims: null }],
    })
    const values = numbers(ROWS * 4, 7)
    expect(read(bytes).graph!.inputShape).toEqual([4])
    expect(largestDifference(await byUs(read(bytes), values, ROWS), await byOracle(bytes, values, [4], ROWS))).toBeLessThan(2e-5)
  })
})

describe('classifiers as scikit-learn\'s converter writes them', () => {
  const network: NodeToWrite[] = [
    { type: 'Cast', from: ['x'], to: 'c', attributes: { to: 1 } }, { type: 'MatMul', from: ['c', 'w1'], to: 'm1' }, { type: 'Add', from: ['m1', 'b1'], to: 'a1' }, { type: 'Relu', from: ['a1'], to: 'r' },
    { type: 'MatMul', from: ['r', 'w2'], to: 'm2' }, { type: 'Add', from: ['m2', 'b2'], to: 'a2' }, { type: 'Softmax', from: ['a2'], to: 'probabilities', attributes: { axis: 1 } },
  ]
  const tensors = [floats('w1', [4, 5]), floats('b1', [1, 5], 2), floats('w2', [5, 3], 3), floats('b2', [1, 3], 4)]

  it('a network whose probabilities are given names is read up to them', async () => {
    const plain = onnxModel({ nodes: network, tensors, inputs: [{ name: 'x', dims: ['n', 4] }], outputs: [{ name: 'probabilities', dims: ['n', 3] }] })
    const zipped = onnxModel({
      nodes: [...network, { type: 'ArgMax', from: ['probabilities'], to: 'k', attributes: { axis: 1 } }, { type: 'ArrayFeatureExtractor', domain: 'ai.onnx.ml', from: ['classes', 'k'], to: 'label' },
        { type: 'ZipMap', domain: 'ai.onnx.ml', from: ['probabilities'], to: 'named' }],
      tensors: [...tensors, { name: 'classes', dims: [3], ints: [0, 1, 2] }], inputs: [{ name: 'x', dims: ['n', 4] }], outputs: [{ name: 'label', dims: ['n'], type: 7 }, { name: 'named', dims: null, type: 0 }],
      opsets: { 'ai.onnx.ml': 1 },
    })
    const values = numbers(ROWS * 4, 7)
    expect(read(zipped).graph!.ops.map(({ op }) => op)).toEqual(['dense', 'activation', 'dense', 'softmax'])
    expect(largestDifference(await byUs(read(zipped), values, ROWS), await byOracle(plain, values, [4], ROWS))).toBeLessThan(2e-5)
  })

  it('a scaler before it is part of it', async () => {
    const scaler: NodeToWrite = { type: 'Scaler', domain: 'ai.onnx.ml', from: ['x'], to: 's', attributes: { offset: { floats: [1, -2, 0.5, 0] }, scale: { floats: [2, 0.5, 1, 0.25] } } }
    await expectSame([4], model([4], [scaler, { type: 'MatMul', from: ['s', 'w'], to: 'y' }], [floats('w', [4, 3])], { opsets: { 'ai.onnx.ml': 1 } }))
  })

  it('an input without sizes takes what the first layer takes', async () => {
    const bytes = model([4], [{ type: 'Flatten', from: ['x'], to: 'f' }, { type: 'Gemm', from: ['f', 'w'], to: 'y', attributes: { transB: 1 } }], [floats('w', [3, 4])], { inputs: [{ name: 'x', dims: ['n', 'm'] }] })
    expect(read(bytes).graph!.inputShape).toEqual([4])
    await expectSame([4], bytes)
  })
})

describe('functions that the model brings', () => {
  it('are replaced by their bodies', async () => {
    const linear = functionOf({
      name: 'linear', domain: 'mine', inputs: ['a', 'w', 'b'], outputs: ['z'], attributes: ['turn'],
      nodes: [{ type: 'Gemm', from: ['a', 'w', 'b'], to: 't', attributes: { transB: { refers: 'turn' } } }, { type: 'Relu', from: ['t'], to: 'z' }],
    })
    const bytes = onnxModel({
      nodes: [
        { type: 'linear', domain: 'mine', from: ['x', 'w1', 'b1'], to: 'h', attributes: { turn: 1 } }, { type: 'linear', domain: 'mine', from: ['h', 'w2', 'b2'], to: 'y', attributes: { turn: 1 } },
      ],
      tensors: [floats('w1', [5, 4]), floats('b1', [5], 2), floats('w2', [3, 5], 3), floats('b2', [3], 4)],
      inputs: [{ name: 'x', dims: ['n', 4] }], outputs: [{ name: 'y', dims: null }], opsets: { mine: 1 }, functions: [linear],
    })
    expect(read(bytes).graph!.ops.map(({ op }) => op)).toEqual(['dense', 'activation', 'dense', 'activation'])
    await expectSame([4], bytes)
  })
})

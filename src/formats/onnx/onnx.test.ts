// What is refused and how it is said; weights however they are stored; bytes that are damaged.
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { number, onnxModel, run, tensor, varint } from '../fixtures/onnx-writer.ts'
import type { ModelToWrite, NodeToWrite, TensorToWrite } from '../fixtures/onnx-writer.ts'
import { FormatError } from '../format-error.ts'
import { toHalf } from '../half.ts'
import type { SavedModel } from '../saved-model.ts'
import { looksLikeOnnx, readOnnx } from './onnx.ts'
import { signed, Wire } from './wire.ts'

const fixtures = new URL('../fixtures/models/', import.meta.url)
const bytesAt = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, fixtures)))
const read = (bytes: Uint8Array, path = 'some/folder/test.onnx', others: { path: string, bytes: Uint8Array }[] = []): SavedModel => readOnnx({ path, bytes }, others).model
const floats = (name: string, dims: readonly number[]): TensorToWrite =>
  ({ name, dims, floats: Array.from({ length: dims.reduce((all, size) => all * size, 1) }, (_, k) => k / 8) })
const model = (nodes: readonly NodeToWrite[], tensors: readonly TensorToWrite[] = [], more: Partial<ModelToWrite> = {}): Uint8Array =>
  onnxModel({ nodes, tensors, inputs: [{ name: 'x', dims: ['n', 4] }], outputs: [{ name: 'y', dims: ['n', 3] }], ...more })
const gemm: NodeToWrite = { type: 'Gemm', from: ['x', 'w'], to: 'y', name: '/fc/Gemm' }

function refusal(bytes: Uint8Array, path?: string, others?: { path: string, bytes: Uint8Array }[]): string {
  try {
    read(bytes, path, others)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  throw new Error('was read')
}

describe('files that are not in order', () => {
  it('cut short, anywhere', () => {
    expect(refusal(bytesAt('bad/onnx_truncated.onnx'))).toMatch(/^test\.onnx is cut short/)
    const bytes = bytesAt('made/mlp_relu/model.onnx')
    for (let end = 20; end < bytes.length - 20; end += 97) expect(refusal(bytes.slice(0, end))).toMatch(/cut short/)
  })

  it('a loop', () => {
    expect(refusal(bytesAt('bad/onnx_cycle.onnx'))).toMatch(/^test\.onnx: its graph has a loop/)
    expect(refusal(model([{ type: 'Relu', from: ['y'], to: 'y' }]))).toMatch(/loop/)
  })

  it('weights in a file that is not there, or is too short', () => {
    expect(refusal(bytesAt('bad/onnx_external_missing.onnx'))).toBe('test.onnx keeps its weights in model.onnx.data: drop that file too.')
    const short = { path: 'model.onnx.data', bytes: bytesAt('made/mlp_relu/onnx_external/model.onnx.data').slice(0, 5000) }
    expect(refusal(bytesAt('made/mlp_relu/onnx_external/model.onnx'), 'model.onnx', [short])).toMatch(/^model\.onnx\.data holds 5000 bytes; model\.onnx describes .* cut short: download it again\.$/)
  })

  it('weights outside are found by base name only, wherever the file says they are', () => {
    const entry = (key: string, value: string): number[] => run(13, [...run(1, key), ...run(2, value)])
    const outside = (location: string, ...more: number[]): Uint8Array =>
      model([gemm], [{ name: 'w', dims: [4, 3], floats: [], fields: [...entry('location', location), ...more, ...number(14, 1)] }])
    const data = { path: 'dropped/w.data', bytes: new Uint8Array(new Float32Array(13).fill(0.5).buffer) }
    for (const location of ['w.data', '../../etc/w.data', '/etc/w.data', 'C:\\w.data']) {
      const { model: found, taken } = readOnnx({ path: 'm.onnx', bytes: outside(location) }, [data])
      expect(found.tensors[0].data).toEqual(new Float32Array(12).fill(0.5))
      expect(taken).toEqual(['dropped/w.data'])
    }
    expect(read(outside('w.data', ...entry('offset', '4'), ...entry('length', '48')), 'm.onnx', [data]).tensors[0].data).toHaveLength(12)
    expect(read(outside('w.data'), 'm.onnx', [{ ...data, path: 'w (1).data' }]).tensors).toHaveLength(1)
    expect(refusal(outside('w.data', ...entry('offset', '8')), 'm.onnx', [data])).toMatch(/w\.data holds 52 bytes; m\.onnx describes 56 bytes/)
    expect(refusal(outside('w.data', ...entry('offset', '-4')), 'm.onnx', [data])).toMatch(/"-4"/)
    expect(refusal(outside('w.data', ...entry('length', '4')), 'm.onnx', [data])).toMatch(/needs 48 bytes; 4 bytes/)
    expect(refusal(outside('secret/other.data'), 'm.onnx', [data])).toBe('m.onnx keeps its weights in other.data: drop that file too.')
  })

  it('shapes that the bytes do not fill, or that overflow', () => {
    expect(refusal(model([gemm], [{ name: 'w', dims: [4, 3], floats: [1, 2, 3] }]))).toBe('test.onnx: "w" has shape [4, 3] and needs 48 bytes; the file holds 12 bytes for it.')
    expect(refusal(model([gemm], [{ name: 'w', dims: [2 ** 31, 2 ** 31], floats: [] }]))).toMatch(/million numbers/)
    expect(refusal(model([gemm], [{ name: 'w', dims: [2 ** 32, 2 ** 32], floats: [] }]))).toMatch(/million numbers/)
    expect(refusal(model([gemm], [{ name: 'w', dims: [-4, -3], floats: [] }]))).toMatch(/shape \[-4, -3\]/)
    expect(refusal(model([gemm], [{ name: 'w', dims: Array<number>(9).fill(1), floats: [1] }]))).toMatch(/more than 8 dimensions/)
    expect(refusal(model([gemm], [{ name: 'w', dims: [4, 3], floats: [], fields: run(4, new Uint8Array(new Float32Array(11).buffer)) }]))).toMatch(/12 numbers; the file holds 11/)
  })

  it('names that nothing gives, names given twice', () => {
    expect(refusal(model([gemm]))).toBe('test.onnx: node "/fc/Gemm" takes "w", which nothing in the file gives.')
    expect(refusal(model([gemm, gemm], [floats('w', [4, 3])]))).toMatch(/"y" is given twice/)
  })

  it('learners that are no networks', () => {
    const node: NodeToWrite = { type: 'LinearClassifier', domain: 'ai.onnx.ml', from: ['x'], to: ['label', 'y'] }
    const outputs = [{ name: 'label', dims: ['n'], type: 7 }, { name: 'y', dims: ['n', 3] }]
    expect(refusal(model([node], [], { outputs }), 'iris.onnx')).toBe('iris.onnx is a scikit-learn model (LinearClassifier), not a neural network.')
    const map: NodeToWrite = { type: 'ZipMap', domain: 'ai.onnx.ml', from: ['p'], to: 'y' }
    expect(refusal(model([{ ...node, type: 'TreeEnsembleClassifier', to: ['label', 'p'] }, map], [], { outputs }), 'iris.onnx')).toMatch(/\(TreeEnsembleClassifier\)/)
  })

  it('functions that call one another', () => {
    const body = (name: string, calls: string): number[] => [...run(1, name), ...run(4, 'a'), ...run(5, 'b'), ...run(7, [...run(1, 'a'), ...run(2, 'b'), ...run(4, calls), ...run(7, 'mine')]), ...run(10, 'mine')]
    const bytes = model([{ type: 'ping', domain: 'mine', from: ['x'], to: 'y' }], [], { functions: [body('ping', 'pong'), body('pong', 'ping')] })
    expect(refusal(bytes)).toMatch(/call one another without end/)
  })

  it('constants that would grow without end', () => {
    const grow: NodeToWrite[] = [
      { type: 'ConstantOfShape', from: ['s'], to: 'a' }, { type: 'Tile', from: ['a', 'r'], to: 'b' }, { type: 'Tile', from: ['b', 'r'], to: 'c' }, { type: 'Add', from: ['x', 'c'], to: 'y' },
    ]
    const { graph, why } = read(model(grow, [{ name: 's', dims: [1], ints: [40_000] }, { name: 'r', dims: [1], ints: [40_000] }]))
    expect(graph).toBeNull()
    expect(why).toMatch(/^test\.onnx: operator Tile \(node 1\) computes constants of more numbers than are kept\.$/)
    const multiply: NodeToWrite[] = [{ type: 'ConstantOfShape', from: ['s'], to: 'a' }, { type: 'MatMul', from: ['a', 'a'], to: 'b' }, { type: 'Add', from: ['x', 'b'], to: 'y' }]
    expect(read(model(multiply, [{ name: 's', dims: [2], ints: [4000, 4000] }])).why).toMatch(/operator MatMul \(node 1\) takes too long to compute/)
  })
})

describe('what is in order but cannot be run', () => {
  it('an operator that is not known: its node is named and the weights are listed', () => {
    const found = read(bytesAt('bad/onnx_unknown_op.onnx'))
    expect(found.graph).toBeNull()
    expect(found.why).toBe('test.onnx: operator QuantumFold is not supported (node "/fc1/Gemm").')
    expect(found.tensors).toHaveLength(6)
    expect(read(model([{ type: 'Nova', from: ['x'], to: 'y' }])).why).toBe('test.onnx: operator Nova is not supported (node 0).')
    expect(read(model([{ type: 'Relu', domain: 'other', from: ['x'], to: 'y' }])).why).toMatch(/Relu is not supported/)
  })

  it('one that leads nowhere does no harm', () => {
    expect(read(model([{ type: 'Nova', from: ['x'], to: 'z' }, gemm], [floats('w', [4, 3])])).why).toBeNull()
  })

  it('several inputs, several outputs, none', () => {
    const inputs = [{ name: 'a', dims: ['n', 3] }, { name: 'b', dims: ['n', 3] }]
    expect(read(model([{ type: 'Add', from: ['a', 'b'], to: 'y' }], [], { inputs })).why).toBe('test.onnx: it has 2 inputs ("a", "b"); a network with one can be run.')
    const outputs = [{ name: 'y', dims: ['n', 3] }, { name: 'z', dims: ['n', 3] }]
    expect(read(model([gemm, { type: 'Relu', from: ['y'], to: 'z' }], [floats('w', [4, 3])], { outputs })).why).toBe('test.onnx: it has 2 outputs ("y", "z"); a network with one can be run.')
    expect(read(model([{ type: 'Relu', from: ['c'], to: 'y' }], [floats('c', [3])])).why).toMatch(/depends on no input/)
  })

  it('a label beside the probabilities is left out', () => {
    const outputs = [{ name: 'label', dims: ['n'], type: 7 }, { name: 'y', dims: ['n', 3] }]
    expect(read(model([gemm, { type: 'ArgMax', from: ['y'], to: 'label' }], [floats('w', [4, 3])], { outputs })).graph!.outputShape).toEqual([3])
  })

  it('an input that leaves more open than its rows', () => {
    const inputs = [{ name: 'x', dims: ['n', 3, 'height', 'width'] }]
    const conv: NodeToWrite = { type: 'Conv', from: ['x', 'w'], to: 'y' }
    expect(read(model([conv], [floats('w', [2, 3, 3, 3])], { inputs })).why).toBe('test.onnx: its input "x" has shape rows × 3 × any × any; only the number of rows may be left open.')
  })

  it('weights that do not fit', () => {
    expect(read(model([gemm], [floats('w', [5, 3])])).why).toMatch(/^test\.onnx: operator Gemm \(node "\/fc\/Gemm"\) takes 5 numbers .* is given \[1, 4\]\.$/)
  })

  it('parts of values, rows mixed with rows, products of values', () => {
    const why = (...nodes: NodeToWrite[]): string | null => read(model(nodes, [{ name: 'i', dims: [2], ints: [0, 1] }])).why
    expect(why({ type: 'Gather', from: ['x', 'i'], to: 'y', attributes: { axis: 1 } })).toMatch(/Gather that takes out a part is not supported/)
    expect(why({ type: 'ReduceMean', from: ['x'], to: 'y', attributes: { axes: [0] } })).toMatch(/ReduceMean over rows/)
    expect(why({ type: 'MatMul', from: ['x', 'x'], to: 'y' })).toMatch(/MatMul of two values/)
  })

  it('numbers that are not finite are told', () => {
    const found = read(bytesAt('bad/onnx_nan.onnx'))
    expect(found.graph).not.toBeNull()
    expect(found.warnings).toEqual([expect.stringMatching(/^\d+ weights? (is|are) not finite \(fc\d\.\w+\)$/)])
  })
})

describe('weights however they are stored', () => {
  const values = [0.5, -1.25, 3, 0, -0.75, 2, 1, 8, -2, 0.125, 4, -16]
  const bits = (array: Uint16Array): number[] => [...new Uint8Array(array.buffer)]
  const bfloats = Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), each => each >>> 16)
  const halves = toHalf(Float32Array.from(values))
  const stores: [string, number, number[]][] = [
    ['float32', 1, run(9, new Uint8Array(Float32Array.from(values).buffer))], ['float32', 1, run(4, new Uint8Array(Float32Array.from(values).buffer))],
    ['float32', 1, values.flatMap(value => [...varint(4 * 8 + 5), ...new Uint8Array(Float32Array.of(value).buffer)])],
    ['float64', 11, run(9, new Uint8Array(Float64Array.from(values).buffer))], ['float64', 11, run(10, new Uint8Array(Float64Array.from(values).buffer))],
    ['float16', 10, run(9, bits(halves))], ['float16', 10, run(5, [...halves].flatMap(varint))], ['bfloat16', 16, run(9, bits(bfloats))], ['bfloat16', 16, [...bfloats].flatMap(each => number(5, each))],
  ]
  it.each(stores)('%s (type %i)', (stored, type, fields) => {
    const [found] = read(model([gemm], [{ name: 'w', dims: [4, 3], fields, type }])).tensors
    expect(found).toEqual({ name: 'w', stored, shape: [4, 3], data: Float32Array.from(values) })
  })

  it('integers, packed or one by one, negative ones too', () => {
    const list = [-1, 3, 0, -9_007_199_254_740_991, 300]
    for (const fields of [run(7, list.flatMap(varint)), list.flatMap(each => number(7, each)), run(9, new Uint8Array(BigInt64Array.from(list, BigInt).buffer))]) {
      expect(read(model([gemm], [floats('w', [4, 3]), { name: 'i', dims: [5], fields, type: 7 }])).tensors[1].data).toEqual(Float32Array.from(list))
    }
    expect(read(model([gemm], [floats('w', [4, 3]), { name: 'i', dims: [3], fields: run(5, [-1, 2, 0].flatMap(varint)), type: 6 }])).tensors[1].stored).toBe('int32')
  })

  it('dims packed or not; a name that is a property of every object', () => {
    const packed = [...run(1, [4, 3]), ...number(2, 1), ...run(8, '__proto__'), ...run(9, new Uint8Array(48))]
    const node = [...run(1, 'x'), ...run(1, '__proto__'), ...run(2, 'y'), ...run(4, 'MatMul')]
    const graph = [...run(1, node), ...run(5, packed), ...run(11, run(1, 'x')), ...run(12, run(1, 'y'))]
    const found = read(Uint8Array.from([...number(1, 8), ...run(7, graph), ...run(8, number(2, 17))]))
    expect(found.tensors[0]).toMatchObject({ name: '__proto__', shape: [4, 3] })
    expect(found.graph!.outputShape).toEqual([3])
  })

  it('zeros that a writer left out', () => {
    const softmax = [...run(1, 'x'), ...run(2, 'y'), ...run(4, 'Softmax'), ...run(5, [...run(1, 'axis'), ...number(20, 2)])]
    const dims = [...run(1, []), ...run(1, number(1, 4))]
    const graph = [...run(1, softmax), ...run(11, [...run(1, 'x'), ...run(2, run(1, [...number(1, 1), ...run(2, dims)]))]), ...run(12, run(1, 'y'))]
    expect(read(Uint8Array.from([...number(1, 8), ...run(7, graph), ...run(8, number(2, 17))])).why).toMatch(/Softmax over rows/)
  })

  it('a copy, never a view of the file', () => {
    const bytes = bytesAt('made/mlp_relu/model.onnx')
    expect(read(bytes).tensors.every(({ data }) => data.buffer !== bytes.buffer)).toBe(true)
  })

  it('a graph in two parts, with fields that nobody knows', () => {
    const first = run(7, [...run(1, [...run(1, 'x'), ...run(1, 'w'), ...run(2, 'y'), ...run(4, 'MatMul'), ...number(99, 7)]), ...run(77, 'unknown')])
    const second = run(7, [...run(5, tensor(floats('w', [4, 3]))), ...run(11, [...run(1, 'x')]), ...run(12, run(1, 'y'))])
    const group = [...varint(50 * 8 + 3), ...number(1, 5), ...varint(51 * 8 + 3), ...varint(51 * 8 + 4), ...varint(50 * 8 + 4)]
    const found = read(Uint8Array.from([...number(1, 8), ...first, ...group, ...second, ...run(8, number(2, 17))]))
    expect(found.graph).toMatchObject({ inputShape: [4], outputShape: [3] })
  })
})

describe('bytes', () => {
  it('integers of any size come back', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), value => {
      const bytes = Uint8Array.from(varint(value))
      expect(signed(bytes, 0, bytes.length)).toBe(value)
    }))
  })

  it('a varint without end, lengths beyond the file', () => {
    expect(refusal(Uint8Array.from([8, 8, 0x3a, ...Array<number>(20).fill(0xff)]))).toMatch(/damaged|cut short/)
    expect(refusal(Uint8Array.from([8, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 1]))).toMatch(/cut short/)
    const deep = Uint8Array.from([...Array<number>(200).fill(0x0b), ...Array<number>(200).fill(0x0c)])
    expect(() => new Wire(deep, 0, deep.length, 'deep').next()).toThrow(FormatError)
  })

  it('whatever is changed: an answer or a sentence', () => {
    const files = ['mlp_relu', 'mlp_bn', 'cnn8x8'].map(folder => bytesAt(`made/${folder}/model.onnx`))
    const changed = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 })
    fc.assert(fc.property(fc.constantFrom(...files), changed, fc.boolean(), (file, changes, early) => {
      const bytes = file.slice()
      for (const [at, value] of changes) bytes[at % (early ? 1200 : bytes.length)] = value
      try {
        const found = read(bytes)
        expect(found.graph === null).toBe(found.why !== null)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }), { numRuns: 1500, seed: 6 })
  })

  it('are told from other files\'', () => {
    const ours = ['made/mlp_relu/model.onnx', 'made/mlp_relu/onnx_external/model.onnx', 'made/cnn8x8/model.onnx', 'bad/onnx_truncated.onnx', 'bad/wrong_ext/onnx_named.h5', 'bad/onnx_cycle.onnx']
    for (const path of ours) {
      expect(looksLikeOnnx(bytesAt(path))).toBe(true)
    }
    const others = ['state_dict.pt', 'state_dict_legacy.pt', 'model.safetensors', 'tfjs/model.json', 'tfjs/group1-shard1of1.bin', 'keras2_written_by_h5py.h5']
    for (const file of others) expect(looksLikeOnnx(bytesAt(`made/mlp_relu/${file}`))).toBe(false)
    expect(looksLikeOnnx(bytesAt('bad/wrong_ext/png_named.onnx'))).toBe(false)
    expect(looksLikeOnnx(new Uint8Array())).toBe(false)
    expect(looksLikeOnnx(Uint8Array.of(8))).toBe(false)
    expect(looksLikeOnnx(new TextEncoder().encode('a,b\n1,2\n'))).toBe(false)
  })
})

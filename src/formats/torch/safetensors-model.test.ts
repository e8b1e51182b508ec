// safetensors files: our own come back as they run here, every kind of number is read, and a header is not believed.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runPlainly } from '../fixtures/plain-graph.ts'
import { savedCases } from '../fixtures/saved-networks.ts'
import { FormatError } from '../format-error.ts'
import { writeSafetensors } from '../safetensors.ts'
import { writeTensors } from '../tensor-file.ts'
import { inputOfText, stepsOfText } from './module-text.ts'
import { keyTwice } from './safetensors-header.ts'
import { readSafetensorsModel } from './safetensors-model.ts'

const sentence = (bytes: Uint8Array): string => {
  try {
    readSafetensorsModel(bytes, 'x.safetensors')
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

const fileOf = (header: object | string, numbers: ArrayLike<number> = []): Uint8Array => {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + numbers.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(Array.from(numbers), 8 + text.length)
  return bytes
}
const entry = (dtype: string, shape: unknown, from: number, to: number): object => ({ dtype, shape, data_offsets: [from, to] })

describe('files that are saved here', () => {
  test.each(savedCases().map(saved => [saved.name, saved] as const))('%s: runs without a question, as the trainer runs it', (_name, { network, inputs, rows, classes, probabilities }) => {
    const model = readSafetensorsModel(writeSafetensors(network), 'mine.safetensors')
    expect([model.why, model.assumed, model.warnings, model.proposals, model.producer]).toEqual([null, [], [], [], 'netfold (layers as a note in the file says)'])
    const features = inputs.length / rows
    expect(model.graph!.inputShape.reduce((a, b) => a * b, 1)).toBe(features)
    for (let row = 0; row < rows; row++) {
      const logits = runPlainly(model.graph!, inputs.subarray(row * features, (row + 1) * features)).get(model.graph!.output)!.data
      const powers = logits.map(Math.exp)
      const total = powers.reduce((a, b) => a + b)
      powers.forEach((power, c) => expect(Math.abs(power / total - probabilities[row * classes + c])).toBeLessThan(1e-5))
    }
  })

  test('with a note that does not fit the tensors, they are weights like others', () => {
    const tensors = new Map([['0.weight', { shape: [2, 3], data: new Float32Array(6) }], ['0.bias', { shape: [2], data: new Float32Array(2) }]])
    const model = readSafetensorsModel(writeTensors(tensors, { format: 'pt', pytorch: 'nn.Sequential(nn.Linear(4, 2))', input: 'rows x 4' }), 'x.safetensors')
    expect([model.graph, model.proposals[0].input, model.producer]).toEqual([null, [3], 'pytorch'])
    expect(model.why).toBe('x.safetensors holds weights without an architecture: 0 3×2. Confirm the layers below to run it.')
  })
})

describe('a note of modules', () => {
  test('is taken apart by a grammar', () => {
    const text = 'torch.nn.Sequential(nn.Conv2d(1, 6, kernel_size=(3, 3), stride=2, padding=\'same\', bias=False), nn.LeakyReLU(0.2), nn.MaxPool2d(3, stride=2), nn.Flatten(), nn.Dropout(0.5), nn.Linear(9, 2))'
    expect(stepsOfText(text, ['0.weight', '5.weight', '5.bias'])).toEqual([
      { kind: 'conv2d', weight: '0.weight', bias: null, stride: 2, padding: 'same' }, { kind: 'activation', fn: 'leakyRelu', alpha: 0.2 }, { kind: 'pool', of: 'max', size: 3, stride: 2 },
      { kind: 'flatten' }, { kind: 'dense', weight: '5.weight', bias: '5.bias' },
    ])
    for (const other of ['', 'nn.Sequential()', 'nn.Linear(1, 2)', 'nn.Sequential(nn.LSTM(3, 4))', 'nn.Sequential(nn.ReLU(); nn.ReLU())', 'nn.Sequential(nn.Linear(__import__(\'os\'), 2))', 'nn.Sequential(nn.constructor())']) {
      expect(stepsOfText(other, []), other).toBeNull()
    }
    expect(['rows x 64', 'rows x 3 x 8 x 9', 'rows', 'rows x', 'rows x 2 x 3'].map(inputOfText)).toEqual([[64], [8, 9, 3], null, null, null])
  })

  test('of any text is a list of steps or nothing', () => {
    const piece = fc.constantFrom('nn.', 'Linear', 'Conv2d', 'Sequential', '(', ')', ',', ' ', '3', '\'tanh\'', 'padding=', 'ReLU()', 'toString', '__proto__')
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      const steps = stepsOfText(`nn.Sequential(${pieces.join('')})`, ['0.weight'])
      expect(steps === null || steps.length > 0).toBe(true)
    }))
  })
})

test('every kind of number', () => {
  const header = {
    f64: entry('F64', [1], 0, 8), f32: entry('F32', [1], 8, 12), f16: entry('F16', [2], 12, 16), bf16: entry('BF16', [1], 16, 18), i64: entry('I64', [1], 18, 26), i32: entry('I32', [1], 26, 30),
    i16: entry('I16', [1], 30, 32), u16: entry('U16', [1], 32, 34), i8: entry('I8', [2], 34, 36), u8: entry('U8', [1], 36, 37), flags: entry('BOOL', [2], 37, 39), f8: entry('F8_E4M3', [1], 39, 40),
  }
  const bytes = new Uint8Array(40)
  const view = new DataView(bytes.buffer)
  view.setFloat64(0, 0.1, true)
  view.setFloat32(8, -2.5, true)
  view.setUint16(12, 0x3c00, true)
  view.setUint16(14, 0xfc00, true)
  view.setUint16(16, 0x3fc0, true)
  view.setBigInt64(18, -3n, true)
  view.setInt32(26, -70_000, true)
  view.setInt16(30, -300, true)
  view.setUint16(32, 65_535, true)
  bytes.set([200, 100, 200, 0, 7], 34)
  const { tensors, warnings } = readSafetensorsModel(fileOf(header, bytes), 'x.safetensors')
  expect(tensors.map(({ name, data }) => [name, ...data])).toEqual([
    ['f64', Math.fround(0.1)], ['f32', -2.5], ['f16', 1, -Infinity], ['bf16', 1.5], ['i64', -3], ['i32', -70_000], ['i16', -300], ['u16', 65_535], ['i8', -56, 100], ['u8', 200], ['flags', 0, 1],
  ])
  expect(warnings).toEqual(['1 weight is not finite (f16)', 'One tensor of a kind that is not read (F8_E4M3) left out: f8'])
})

describe('a header is not believed', () => {
  test.each<[string, Uint8Array]>([
    ['x.safetensors is not a safetensors file: it should begin with the length of a JSON header and the header.', new TextEncoder().encode('\x05')],
    ['x.safetensors claims a header of 100 bytes in a file of 10. Download or save it again.', Uint8Array.of(100, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d)],
    ['The header of x.safetensors is not JSON text.', fileOf('{"a": nonsense}')],
    ['x.safetensors: its header names "a" twice. Save it again.', fileOf('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', [1])],
    ['x.safetensors: "b" begins at byte 1, within the tensor before it, which ends at 2. Save it again.', fileOf({ a: entry('U8', [2], 0, 2), b: entry('U8', [2], 1, 3) }, [1, 2, 3])],
    ['x.safetensors: 1 byte before "b" belongs to no tensor. Save it again.', fileOf({ a: entry('U8', [1], 0, 1), b: entry('U8', [1], 2, 3) }, [1, 2, 3])],
    ['x.safetensors holds 2 bytes more than the tensors that its header describes. Save it again.', fileOf({ a: entry('U8', [1], 0, 1) }, [1, 2, 3])],
    ['x.safetensors: "a" should lie between two whole numbers of bytes (data_offsets).', fileOf({ a: entry('U8', [1], -1, 0) }, [1])],
    ['x.safetensors: the shape of "a" should be a list of whole numbers from 0.', fileOf({ a: entry('U8', [1.5], 0, 1) }, [1])],
    ['x.safetensors: "a" has shape [2147483648, 2147483648], which needs', fileOf({ a: entry('F32', [2 ** 31, 2 ** 31], 0, 0) })],
    ['x.safetensors: "a" holds "Q4" numbers; F64, F32,', fileOf({ a: entry('Q4', [1], 0, 1) }, [1])],
    ['x.safetensors: "a" has 9 dimensions; 8 is the most that is read.', fileOf({ a: entry('U8', [1, 1, 1, 1, 1, 1, 1, 1, 1], 0, 1) }, [1])],
    ['x.safetensors holds a data set (Xtrain, Ytrain), not a network: to train on it, bring it as .npz with x and y.', fileOf({ Xtrain: entry('U8', [1], 0, 1), Ytrain: entry('U8', [1], 1, 2) }, [1, 2])],
    ['x.safetensors has no tensors in it, so there are no weights to read: save the network\'s state_dict.', fileOf({ __metadata__: { format: 'pt' } })],
  ])('%s', (expected, bytes) => expect(sentence(bytes).startsWith(expected), sentence(bytes)).toBe(true))

  test('names that objects have are names like others', () => {
    const header = '{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"constructor.weight":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}'
    expect(readSafetensorsModel(fileOf(header, [3, 4]), 'x').tensors.map(({ name, data }) => [name, ...data])).toEqual([['__proto__', 3], ['constructor.weight', 4]])
  })

  test('a name that stands twice is found wherever JSON may hide it', () => {
    expect(['{"a":1,"b":{"a":2}}', '[{"a":1},{"a":1}]', '{"a":["a","a"],"b":"a\\",\\"a"}', '{}'].map(keyTwice)).toEqual([null, null, null, null])
    expect(['{"a":1,"a":2}', '{"x":{"b":1 , "b" :2}}', '{"a\\n":1,"a\\u000a":2}'].map(keyTwice)).toEqual(['a', 'b', 'a\n'])
    fc.assert(fc.property(fc.json(), text => { expect(keyTwice(JSON.stringify(JSON.parse(text)))).toBeNull() }))
  })
})

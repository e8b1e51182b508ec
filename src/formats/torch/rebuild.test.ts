// Tensors that contradict themselves or ask for more than there is: each is refused before anything is allocated for it. And either order of bytes.
import { describe, expect, test } from 'vitest'
import { FormatError } from '../format-error.ts'
import type { SavedModel } from '../saved-model.ts'
import { writeZip } from '../zip-write.ts'
import { readTorch } from './torch.ts'

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)]
  return [0x58, bytes.length, 0, 0, 0, ...bytes]
}
const number = (value: number): number[] => {
  const bytes = new Uint8Array(new BigInt64Array([BigInt(value)]).buffer)
  return [0x8a, 8, ...bytes]
}
const tuple = (...items: number[][]): number[] => [0x28, ...items.flat(), 0x74]
const named = (module: string, name: string): number[] => [0x63, ...new TextEncoder().encode(`${module}\n${name}\n`)]
const called = (maker: number[], ...args: number[][]): number[] => [...maker, ...tuple(...args), 0x52]
const storage = (key: string, kind = named('torch', 'FloatStorage')): number[] => [...tuple(text('storage'), kind, text(key), text('cpu'), number(4)), 0x51]
const v2 = named('torch._utils', '_rebuild_tensor_v2')
const [FALSE, NONE] = [[0x89], [0x4e]]

/** A tensor of a storage: rebuilt as PyTorch writes it. */
const tensor = (shape: number[], strides: number[], offset = 0, key = '0'): number[] =>
  called(v2, storage(key), number(offset), tuple(...shape.map(number)), tuple(...strides.map(number)), FALSE, NONE)

/** {name: tensor} in a zip, with four floats in storage 0: 1, 2, 3, 4. */
function fileOf(value: number[], { big = false, name = 'fc.weight', numbers = 4 } = {}): Uint8Array {
  const pickle = Uint8Array.from([0x80, 2, 0x7d, ...text(name), ...value, 0x73, 0x2e])
  const floats = new Uint8Array(4 * numbers)
  const view = new DataView(floats.buffer)
  for (let k = 0; k < numbers; k++) view.setFloat32(4 * k, k + 1, !big)
  const members: [string, Uint8Array][] = [['any/data.pkl', pickle], ['any/data/0', floats], ...big ? [['any/byteorder', new TextEncoder().encode('big')] as [string, Uint8Array]] : []]
  return writeZip(members.map(([member, bytes]) => ({ name: member, level: 9 as const, size: bytes.length, write: target => target.set(bytes) })))
}
const read = (bytes: Uint8Array): SavedModel => readTorch(bytes, 'x.pt')
const values = (bytes: Uint8Array): number[] => [...read(bytes).tensors[0].data]
const sentence = (bytes: Uint8Array): string => {
  try {
    read(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('what is read', () => {
  test('rows, columns, a part, one number spread', () => {
    expect(values(fileOf(tensor([2, 2], [2, 1])))).toEqual([1, 2, 3, 4])
    expect(values(fileOf(tensor([2, 2], [1, 2])))).toEqual([1, 3, 2, 4])
    expect(values(fileOf(tensor([2], [2], 1)))).toEqual([2, 4])
    expect(values(fileOf(tensor([2, 3], [1, 0])))).toEqual([1, 1, 1, 2, 2, 2])
    expect(values(fileOf(tensor([], [], 3)))).toEqual([4])
    expect(values(fileOf(tensor([0, 5], [5, 1])))).toEqual([])
  })

  test('either order of bytes', () => expect(values(fileOf(tensor([4], [1]), { big: true }))).toEqual([1, 2, 3, 4]))

  test('parameters, tensors of subclasses, tensors that name their kind, and those without strides', () => {
    const plain = tensor([4], [1])
    expect(values(fileOf(called(named('torch._utils', '_rebuild_parameter'), plain, FALSE, NONE)))).toEqual([1, 2, 3, 4])
    const given = tuple(storage('0'), number(0), tuple(number(4)), tuple(number(1)), FALSE, NONE)
    expect(values(fileOf(called(named('torch._tensor', '_rebuild_from_type_v2'), v2, named('my', 'Tensor'), given, NONE)))).toEqual([1, 2, 3, 4])
    const untyped = storage('0', named('torch.storage', 'UntypedStorage'))
    const v3 = called(named('torch._utils', '_rebuild_tensor_v3'), untyped, number(0), tuple(number(8)), tuple(number(1)), FALSE, NONE, named('torch', 'bfloat16'))
    // Upper halves of 1, 2, 3 and 4 are those numbers; lower halves are 0.
    expect(values(fileOf(v3))).toEqual([0, 1, 0, 2, 0, 3, 0, 4])
    expect(values(fileOf(called(named('torch._utils', '_rebuild_tensor'), storage('0', named('torch.cuda', 'FloatStorage')), number(1), tuple(number(2)), tuple(number(1)))))).toEqual([2, 3])
  })
})

describe('what is refused', () => {
  test.each<[string, Uint8Array]>([
    ['x.pt: "fc.weight" of shape [2, 2] needs 5 numbers, its storage has 4. The file is damaged: save it again.', fileOf(tensor([2, 2], [2, 1], 1))],
    ['x.pt: "fc.weight" of shape [2, 2] needs 4 numbers, its storage has 3. The file is damaged: save it again.', fileOf(tensor([2, 2], [2, 1]), { numbers: 3 })],
    // One number, ten thousand million times: refused by its shape.
    ['x.pt: "fc.weight" of shape [100000, 100000] has 10000000000 numbers; 50 million is the most that is read.', fileOf(tensor([100_000, 100_000], [0, 0]))],
    ['x.pt: "fc.weight" of shape [4294967296, 4294967296, 1] needs', fileOf(tensor([2 ** 32, 2 ** 32, 1], [2 ** 32, 1, 1]))],
    ['x.pt: "fc.weight" has 9 dimensions; 8 is the most that is read.', fileOf(tensor([1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1]))],
    ['x.pt: storage "7", which "fc.weight" lies in, is missing from the file. Save it again.', fileOf(tensor([1], [1], 0, '7'))],
    ['x.pt: storage "../../etc/passwd", which "fc.weight" lies in, is missing from the file. Save it again.', fileOf(tensor([1], [1], 0, '../../etc/passwd'))],
    ['x.pt: "fc.weight" is damaged: its shape, its strides and its offset are not whole numbers from 0 that agree. Save the file again.', fileOf(tensor([-1], [1]))],
    ['x.pt: "fc.weight" is damaged: its shape, its strides and its offset are not whole numbers from 0 that agree. Save the file again.', fileOf(tensor([1], [1], -4))],
    ['x.pt: "fc.weight" is damaged: its shape, its strides and its offset are not whole numbers from 0 that agree. Save the file again.', fileOf(tensor([1, 1], [1]))],
    ['x.pt: "fc.weight" is damaged: its storage is not said. Save the file again.', fileOf(called(v2, NONE, number(0), tuple(number(1)), tuple(number(1))))],
    ['x.pt holds only tensors of a kind that is not read (sparse, quantised or complex): fc.weight. Save plain weights.',
      fileOf(called(v2, storage('0', named('torch', 'ComplexFloatStorage')), number(0), tuple(number(1)), tuple(number(1))))],
  ])('%s', (expected, bytes) => expect(sentence(bytes).startsWith(expected), sentence(bytes)).toBe(true))

  test('many tensors over one storage: their numbers count together', () => {
    // Sixty views of ten million numbers each, over a single one.
    const views = Array.from({ length: 60 }, (_, k) => [...text(`v${k}`), ...tensor([10_000_000], [0])]).flat()
    const nested = [0x7d, 0x28, ...views, 0x75]
    expect(sentence(fileOf(nested, { name: 'state_dict' }))).toBe('x.pt holds tensors of more than 200 million numbers in all, more than is read.')
  })

  test('a zip that PyTorch did not write', () => {
    const other = writeZip([{ name: 'readme.txt', level: 9, size: 2, write: target => target.set([1, 2]) }])
    expect(sentence(other)).toBe('x.pt: the zip has no data.pkl, so PyTorch did not write it.')
  })
})

test('code beside tensors is named, and the tensors are read', () => {
  const nested = [0x7d, 0x28, ...text('a'), ...tensor([4], [1]), ...text('b'), ...called(named('posix', 'system'), text('echo harmless')), 0x75]
  const { tensors, warnings } = read(fileOf(nested, { name: 'state_dict' }))
  expect(tensors.map(({ name }) => name)).toEqual(['a'])
  expect(warnings).toEqual(['The file names code (posix.system); nothing was run, and only its tensors were read'])
})

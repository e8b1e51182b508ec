// The safetensors format: there and back, its alignment, and files that are not what they say.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import type { Tensor } from './tensor-file.ts'
import { readTensors, writeTensors } from './tensor-file.ts'

const tensor = (...shape: number[]): Tensor => ({ shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => Math.sin(k)) })
const TENSORS = new Map([['b', tensor(2, 3)], ['a', tensor(4)], ['none', tensor(0, 5)], ['one', tensor()]])

const sentence = (bytes: Uint8Array): string => {
  try {
    readTensors(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

/** A file with this header and so many bytes of numbers. */
const fileOf = (header: object | string, numbers: number): Uint8Array => {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + numbers)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  return bytes
}
const f32 = (shape: unknown, from: number, to: number, dtype = 'F32'): object => ({ dtype, shape, data_offsets: [from, to] })

describe('a file of tensors', () => {
  test('comes back as it was, whatever the names, shapes and texts', () => {
    const name = fc.string({ minLength: 1, maxLength: 6 }).filter(text => text !== '__metadata__')
    const shape = fc.array(fc.nat(4), { maxLength: 4 })
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(name, shape), { selector: ([text]) => text, maxLength: 5 }), fc.dictionary(name, fc.string()), (shapes, metadata) => {
      const tensors = new Map(shapes.map(([text, lengths]) => [text, tensor(...lengths)]))
      const read = readTensors(writeTensors(tensors, metadata))
      expect(new Map([...read.tensors].sort())).toEqual(new Map([...tensors].sort()))
      expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(metadata).sort())
    }))
  })

  test('begins its numbers at a multiple of 8 bytes, one tensor right behind the other, little-endian', () => {
    const bytes = writeTensors(TENSORS, { note: 'é' })
    const view = new DataView(bytes.buffer)
    const length = Number(view.getBigUint64(0, true))
    expect(length % 8).toBe(0)
    expect(bytes.length).toBe(8 + length + 4 * 11)
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as object
    expect(header).toEqual({ __metadata__: { note: 'é' }, b: f32([2, 3], 0, 24), a: f32([4], 24, 40), none: f32([0, 5], 40, 40), one: f32([], 40, 44) })
    expect(view.getFloat32(8 + length + 24 + 4, true)).toBe(Math.fround(Math.sin(1)))
  })

  test('is read also without texts, padding, or order in its header', () => {
    const { tensors, metadata } = readTensors(fileOf({ second: f32([1], 4, 8), first: f32([1, 1], 0, 4) }, 8))
    expect([[...tensors.keys()], metadata]).toEqual([['first', 'second'], {}])
  })

  test.each<[string, Uint8Array]>([
    ['This is not a safetensors file: it should begin with the length of a JSON header and the header.', new Uint8Array(0)],
    ['This is not a safetensors file: it should begin with the length of a JSON header and the header.', new TextEncoder().encode('PK-something-else')],
    ['The header claims 18 GB; 20 MB is the most that is read.', Uint8Array.of(0, 0, 128, 75, 4, 0, 0, 0, 0x7b)],
    ['The file is cut short: it ends within its header.', fileOf({}, 0).subarray(0, 9)],
    ['The header is not JSON text.', fileOf('{nonsense}', 0)],
    ['The header nests brackets more than 200 deep.', fileOf('{"a":'.repeat(300), 0)],
    ['The header: a is 1; it should be a JSON object.', fileOf({ a: 1 }, 0)],
    ['The header: __metadata__: n is 3; it should be a text.', fileOf({ __metadata__: { n: 3 } }, 0)],
    ['The tensor "a" holds "BF16" numbers; F32 is read.', fileOf({ a: f32([1], 0, 2, 'BF16') }, 2)],
    ['The tensor "a" of shape 2 × -1 lies from byte 0 to -8', fileOf({ a: f32([2, -1], 0, -8) }, 0)],
    ['The tensor "a" of shape 2 lies from byte 0 to 4; it should have 8 bytes.', fileOf({ a: f32([2], 0, 4) }, 4)],
    ['The header: a: data_offsets is [0]; it should be two places in the file.', fileOf({ a: { dtype: 'F32', shape: [0], data_offsets: [0] } }, 0)],
    ['The tensor "b" begins at byte 8; the one before it ends at 4.', fileOf({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12)],
    ['The tensor "b" begins at byte 0; the one before it ends at 4.', fileOf({ a: f32([1], 0, 4), b: f32([1], 0, 4) }, 4)],
    ['The file is cut short: its header describes 4 bytes of numbers and 3 bytes are there.', fileOf({ a: f32([1], 0, 4) }, 3)],
    ['The file holds 1 byte more than the tensors that its header describes.', fileOf({ a: f32([1], 0, 4) }, 5)],
  ])('is refused: %s', (start, bytes) => expect(sentence(bytes).slice(0, start.length)).toBe(start))

  test('cut anywhere is refused; a changed byte is refused or read, and nothing else happens', () => {
    const bytes = writeTensors(TENSORS, { note: 'text' })
    for (let end = 0; end < bytes.length; end++) expect(sentence(bytes.subarray(0, end))).not.toBe('read')
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const other = bytes.slice()
      other[at] ^= change
      sentence(other)
    }), { numRuns: 1000 })
  })
})

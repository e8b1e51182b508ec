// .npy: what is written reads back; layouts and byte orders that others write read right; every bad header has its sentence.
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import type { NpyArray } from './npy.ts'
import { DTYPES, readNpy, writeNpy } from './npy.ts'

/** A .npy file by hand: header text and data bytes. */
function file(header: string, data: Uint8Array = new Uint8Array(), version = 1): Uint8Array {
  const text = new TextEncoder().encode(header)
  const start = version === 1 ? 10 : 12
  const bytes = new Uint8Array(start + text.length + data.length)
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), version, 0])
  const view = new DataView(bytes.buffer)
  if (version === 1) view.setUint16(8, text.length, true)
  else view.setUint32(8, text.length, true)
  bytes.set(text, start)
  bytes.set(data, start + text.length)
  return bytes
}

const dict = (descr: string, shape: string, fortran = 'False'): string => `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`
const refusal = (bytes: Uint8Array): string => {
  try {
    readNpy(bytes, 'a.npy')
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('writing and reading', () => {
  const arrays: NpyArray[] = [
    { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, -0, NaN, Infinity, 1e-40, 3.4e38) },
    { dtype: 'float64', shape: [3], data: Float64Array.of(Math.PI, -Infinity, 5e-324) },
    { dtype: 'float16', shape: [1, 2, 1], data: Float32Array.of(0.5, -65_504) },
    { dtype: 'int8', shape: [2], data: Int8Array.of(-128, 127) },
    { dtype: 'int16', shape: [1], data: Int16Array.of(-32_768) },
    { dtype: 'int32', shape: [2], data: Int32Array.of(-(2 ** 31), 7) },
    { dtype: 'int64', shape: [2], data: BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n) },
    { dtype: 'uint8', shape: [0], data: Uint8Array.of() },
    { dtype: 'uint16', shape: [1], data: Uint16Array.of(65_535) },
    { dtype: 'uint32', shape: [1], data: Uint32Array.of(2 ** 32 - 1) },
    { dtype: 'uint64', shape: [1], data: BigUint64Array.of(2n ** 64n - 1n) },
    { dtype: 'bool', shape: [], data: Uint8Array.of(1) },
  ]

  test.each(arrays)('$dtype of shape $shape comes back exactly', array => {
    expect(readNpy(writeNpy(array), 'a.npy')).toEqual(array)
  })

  test('every type is tried above', () => {
    expect(new Set(arrays.map(array => array.dtype))).toEqual(new Set(DTYPES))
  })

  test('data begin at a multiple of 64, the header ends in a newline, and the array may sit anywhere in its buffer', () => {
    const bytes = writeNpy({ dtype: 'float64', shape: [1], data: new Float64Array([1, 2, 3]).subarray(1, 2) })
    expect(bytes.length).toBe(128 + 8)
    expect(bytes[127]).toBe(10)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(readNpy(shifted.subarray(3), 'a.npy').data).toEqual(Float64Array.of(2))
  })

  test('a shape that does not fit the numbers is refused at the door', () => {
    expect(() => writeNpy({ dtype: 'uint8', shape: [2, 2], data: Uint8Array.of(1) })).toThrow('An array of shape (2, 2) holds 4 numbers, not 1')
  })
})

describe('what others write', () => {
  const numbers = Uint8Array.of(1, 2, 3, 4, 5, 6)

  test('versions 2 and 3, keys in any order, double quotes, long integers of Python 2, no trailing comma', () => {
    const header = '{"shape": (2L, 3L), "fortran_order": False, "descr": "|u1"}'
    for (const version of [1, 2, 3]) expect(readNpy(file(header, numbers, version), 'a.npy')).toEqual({ dtype: 'uint8', shape: [2, 3], data: numbers })
  })

  test('Fortran order is turned into row-major', () => {
    expect(readNpy(file(dict('\'|u1\'', '(2, 3)', 'True'), numbers), 'a.npy').data).toEqual(Uint8Array.of(1, 3, 5, 2, 4, 6))
    const cube = readNpy(file(dict('\'<i2\'', '(2, 2, 2)', 'True'), new Uint8Array(Int16Array.from({ length: 8 }, (_, k) => 300 + k).buffer)), 'a.npy')
    expect([...cube.data]).toEqual([300, 304, 302, 306, 301, 305, 303, 307])
    expect(readNpy(file(dict('\'|u1\'', '(2, 0)', 'True')), 'a.npy').data.length).toBe(0)
  })

  test('big-endian numbers', () => {
    expect([...readNpy(file(dict('\'>i4\'', '(2,)'), Uint8Array.of(0, 0, 1, 0, 255, 255, 255, 254)), 'a.npy').data]).toEqual([256, -2])
    expect([...readNpy(file(dict('\'>f2\'', '(1,)'), Uint8Array.of(0x3c, 0)), 'a.npy').data]).toEqual([1])
  })
})

describe('refusals, one sentence each', () => {
  const good = dict('\'<f8\'', '(2,)')
  test.each([
    ['nothing', new Uint8Array(), 'a.npy is empty (0 bytes).'],
    ['another file', new TextEncoder().encode('PNG and so on'), 'a.npy is not a NumPy array: it does not begin with NumPy\'s mark. Save it with np.save or np.savez.'],
    ['a file of six bytes', file('').subarray(0, 6), 'a.npy is cut short: it ends within its header.'],
    ['a cut header', file(good).subarray(0, 30), 'a.npy is cut short: it ends within its header.'],
    ['a future version', file(good, new Uint8Array(16), 4), 'a.npy has version 4 of the .npy format; versions 1, 2 and 3 are read.'],
    ['too few numbers', file(good, new Uint8Array(9)), 'a.npy is cut short: its header describes 16 bytes of numbers and 9 bytes are there.'],
    ['too many numbers', file(good, new Uint8Array(17)), 'a.npy holds 1 byte more than the array that its header describes.'],
    ['pickled objects', file(dict('\'|O\'', '(2,)')), 'a.npy holds Python objects (dtype "|O"); save real numbers or whole numbers, such as float32 or int32.'],
    ['text', file(dict('\'<U12\'', '(2,)')), 'a.npy holds text (dtype "<U12"); save real numbers or whole numbers, such as float32 or int32.'],
    ['complex numbers', file(dict('\'<c16\'', '(2,)')), 'a.npy holds complex numbers (dtype "<c16"); save real numbers or whole numbers, such as float32 or int32.'],
    ['long doubles', file(dict('\'<f16\'', '(2,)')), 'a.npy holds numbers (dtype "<f16"); save real numbers or whole numbers, such as float32 or int32.'],
    ['records', file(dict('[(\'x\', \'<f8\'), (\'y\', \'<i4\')]', '(2,)')), 'a.npy holds records of several fields; save each field as an array of its own.'],
    ['an absurd size', file(dict('\'<f8\'', '(1000000, 1000000)')), 'a.npy: its header claims an array of 1000000 × 1000000 numbers; 50 million is the most that is read.'],
    ['a size beyond all numbers', file(dict('\'<f8\'', `(${'9'.repeat(400)}, 0)`)), `a.npy: its header claims an array of Infinity × 0 numbers; 50 million is the most that is read.`],
    ['too many dimensions', file(dict('\'|u1\'', '(1, 1, 1, 1, 1, 1, 1, 1, 1)'), Uint8Array.of(0)), 'a.npy: the array has 9 dimensions; 8 is the most that is read.'],
    ['no shape', file('{\'descr\': \'<f8\', \'fortran_order\': False}'), 'a.npy has a header without descr, fortran_order and shape: "{\'descr\': \'<f8\', \'fortran_order\': False}".'],
    ['a negative length', file(dict('\'<f8\'', '(-1,)')), `a.npy has a header that is not a dictionary as NumPy writes it: "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }".`],
    ['a broken length', file(dict('\'<f8\'', '(1.5,)')), `a.npy has a header that is not a dictionary as NumPy writes it: "{'descr': '<f8', 'fortran_order': False, 'shape': (1.5,), }".`],
    ['code', file('__import__(\'os\').system(\'true\')'), 'a.npy has a header that is not a dictionary as NumPy writes it: "__import__(\'os\').system(\'true\')".'],
    ['an unclosed dictionary', file('{\'descr\': \'<f8\', '), 'a.npy has a header that is not a dictionary as NumPy writes it: "{\'descr\': \'<f8\',".'],
    ['something after the dictionary', file(`${good.trim()} 1`), `a.npy has a header that is not a dictionary as NumPy writes it: "${good.trim()} 1".`],
  ])('%s', (_what, bytes, sentence) => {
    expect(refusal(bytes)).toBe(sentence)
  })

  test('no header, cut anywhere or with any byte changed, ends in anything but an array or a sentence', () => {
    const bytes = writeNpy({ dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) })
    for (let length = 0; length < bytes.length; length++) expect(refusal(bytes.subarray(0, length))).not.toBe('read')
    for (let at = 0; at < 128; at++) {
      for (const value of [0, 39, 40, 57, 123, 255]) {
        const changed = bytes.slice()
        changed[at] = value
        expect(refusal(changed)).toMatch(/^(read|a\.npy.*\.)$/)
      }
    }
  })
})

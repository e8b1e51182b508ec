// Arrays that leave are read back as they were, of every type and shape, with the words that tell what they are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeArrays } from './arrays-file.ts'
import type { NpyArray } from './npy.ts'
import { openNpz } from './npz.ts'

const ARRAYS: readonly NpyArray[] = [
  { dtype: 'float64', shape: [2, 3], data: Float64Array.of(NaN, -0, Infinity, Number.MIN_VALUE, 0.1, -Number.MAX_VALUE) },
  { dtype: 'float32', shape: [3], data: Float32Array.of(NaN, -0, 1e-45) },
  { dtype: 'int32', shape: [1, 2], data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1) },
  { dtype: 'int64', shape: [2], data: BigInt64Array.of(-1n, 4294967295n) },
  { dtype: 'uint8', shape: [0, 4], data: new Uint8Array(0) },
  { dtype: 'uint16', shape: [], data: Uint16Array.of(65535) },
  { dtype: 'bool', shape: [3], data: Uint8Array.of(1, 0, 1) },
]
const bitsOf = ({ data }: NpyArray): number[] => [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]

test('every type and shape comes back to the bit, named in the manifest', () => {
  const named = ARRAYS.map((array, k) => ({ name: `folder/${k}`, array, words: `number ${k}`, ...k === 4 && { categories: ['relu', '=tanh'] } }))
  const npz = openNpz(writeArrays(named, { netfold: '1.2.3', provenance: { seeds: { layout: 42 } } }))
  for (const { name, array } of named) {
    const read = npz.array(`${name}.npy`)
    expect([read.dtype, read.shape, bitsOf(read)]).toEqual([array.dtype, array.shape, bitsOf(array)])
  }
  const manifest = npz.json('manifest.json') as { arrays: Record<string, unknown> }
  expect(manifest).toMatchObject({ format: 'netfold-arrays', version: 1, netfold: '1.2.3', provenance: { seeds: { layout: 42 } } })
  expect(Object.keys(manifest.arrays)).toEqual(named.map(({ name }) => name))
  expect(manifest.arrays['folder/4']).toEqual({ words: 'number 4', shape: [0, 4], dtype: 'uint8', categories: ['relu', '=tanh'] })
})

test('any float64 and float32 numbers come back to the bit; the same arrays give the same bytes', () => {
  fc.assert(fc.property(fc.float64Array({ maxLength: 40 }), fc.float32Array({ maxLength: 40 }), (doubles, singles) => {
    const arrays = [
      { name: 'activations/7', words: '', array: { dtype: 'float64' as const, shape: [doubles.length], data: doubles } },
      { name: 'b', words: '', array: { dtype: 'float32' as const, shape: [singles.length], data: singles } },
    ]
    const bytes = writeArrays(arrays, {})
    expect(writeArrays(arrays, {})).toEqual(bytes)
    const npz = openNpz(bytes)
    expect(bitsOf(npz.array('activations/7.npy'))).toEqual(bitsOf(arrays[0].array))
    expect(bitsOf(npz.array('b.npy'))).toEqual(bitsOf(arrays[1].array))
  }), { numRuns: 200 })
})

test('more than is read back is not written, and a sentence says how much there would be', () => {
  const huge = { dtype: 'float64' as const, shape: [65e6], data: { length: 65e6 } as unknown as Float64Array }
  expect(() => writeArrays([{ name: 'a', words: '', array: huge }], {})).toThrow('The arrays would have 520 MB in 1 members; 512 MB in 40000 is the most. Choose fewer, or those of the selection.')
})

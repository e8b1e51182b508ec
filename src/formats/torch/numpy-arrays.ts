// Arrays of NumPy within a pickle: numbers that stand in the pickle itself. Plain kinds of numbers are read, nothing is called.
import type { Dtype } from '../saved-model.ts'
import type { Value } from './pickle-values.ts'
import { Made, wholeOf } from './pickle-values.ts'
import type { Described } from './rebuild.ts'
import { SIZES } from './storages.ts'

const RECONSTRUCTED = /^numpy\.(_?core\.)?multiarray\._reconstruct$/
const KINDS = new Map<string, Dtype>([
  ['f8', 'float64'], ['f4', 'float32'], ['f2', 'float16'], ['i8', 'int64'], ['i4', 'int32'], ['i2', 'int16'], ['i1', 'int8'], ['u1', 'uint8'], ['u2', 'uint16'], ['b1', 'bool'],
])

export const isArray = (value: Value): value is Made => value instanceof Made && RECONSTRUCTED.test(value.name)

/** Null for what is no array, or one of other kinds, or one that contradicts itself. */
export function arrayIn(value: Value): Described | null {
  if (!isArray(value) || !Array.isArray(value.state)) return null
  const [, shape, type, columnsFirst, held] = value.state
  const dtype = type instanceof Made && typeof type.args[0] === 'string' ? KINDS.get(type.args[0].replace(/^[<>|=]/, '')) : undefined
  const bytes = bytesOf(held)
  if (!(type instanceof Made) || dtype === undefined || bytes === null || !Array.isArray(shape)) return null
  const sizes = shape.map(wholeOf)
  if (!sizes.every((size): size is number => size !== null && size >= 0)) return null
  const count = sizes.reduce((product, size) => product * size, 1)
  if (count * SIZES[dtype] !== bytes.length) return null
  const order = columnsFirst === true ? sizes.map((_, axis) => axis) : sizes.map((_, axis) => sizes.length - 1 - axis)
  const strides = sizes.map(() => 1)
  order.slice(1).forEach((axis, k) => { strides[axis] = strides[order[k]] * sizes[order[k]] })
  const bigEndian = Array.isArray(type.state) && type.state[1] === '>'
  return { dtype, key: '', offset: 0, shape: sizes, strides, inline: { bytes, bigEndian } }
}

/** Bytes, or the text as which protocols before 3 keep them: a letter a byte. */
function bytesOf(value: Value | undefined): Uint8Array | null {
  if (value instanceof Uint8Array) return value
  if (!(value instanceof Made) || value.name !== '_codecs.encode') return null
  const [text, code] = value.args
  return typeof text === 'string' && code === 'latin1' ? Uint8Array.from(text, letter => letter.charCodeAt(0)) : null
}

// The numbers of one HDF5 data set: where they lie, whether the file can hold them, and a copy of them.
import type { DataObjects } from 'jsfive'
import { FormatError, quoted, sized } from '../format-error.ts'
import { fromHalf } from '../half.ts'
import { LIMITS } from '../limits.ts'
import type { Dtype, StoredTensor } from '../saved-model.ts'
import type { ChunkedLayout } from './hdf5-chunks.ts'
import { chunkedBytes } from './hdf5-chunks.ts'

export interface ArrayLayout {
  readonly shape: readonly number[]
  /** “<f4”; null where the items are no numbers. */
  readonly type: string | null
  readonly place: { readonly kind: 'stretch', readonly at: number } | { readonly kind: 'nothing' } | ChunkedLayout
}

const DATASPACE = 1
const LAYOUT = 8

/** Reads the messages of a data set's header, none of its numbers. Source: HDF5 File Format Specification 3.0, IV.A.2.b, d, i. */
export function arrayLayout(objects: DataObjects, buffer: ArrayBuffer): ArrayLayout {
  const shape = objects.determine_data_shape(buffer, objects.find_msg_type(DATASPACE)[0].get('offset_to_message'))
  const type = typeOf(objects)
  const message = objects.find_msg_type(LAYOUT)[0].get('offset_to_message')
  const view = new DataView(buffer)
  const version = view.getUint8(message)
  const [, dims, kind, at] = objects._get_data_message_properties(message)
  if (kind === 0) return { shape, type, place: { kind: 'stretch', at: at + 2 } }
  if (kind === 1) {
    const address = view.getBigUint64(at, true)
    return { shape, type, place: address === 0xffffffffffffffffn ? { kind: 'nothing' } : { kind: 'stretch', at: Number(address) } }
  }
  if (kind !== 2 || version > 3) throw new FormatError(`its numbers lie in a layout of HDF5 1.10 that is not read`)
  const rank = version === 3 ? view.getUint8(at) : dims!
  const tree = version === 3 ? at + 1 : at
  const root = view.getBigUint64(tree, true)
  const chunk = Array.from({ length: rank - 1 }, (_, k) => view.getUint32(tree + 8 + 4 * k, true))
  if (root === 0xffffffffffffffffn) return { shape, type, place: { kind: 'nothing' } }
  const filters = (objects.filter_pipeline ?? []).map(filter => Number(filter.get('filter_id')))
  return { shape, type, place: { kind: 'chunks', root: Number(root), chunk, filters } }
}

/** Null for types that are no numbers, and for those that jsfive does not know. */
function typeOf(objects: DataObjects): string | null {
  try {
    return typeof objects.dtype === 'string' ? objects.dtype : null
  } catch {
    return null
  }
}

const TYPES = new Map<string, [Dtype, number, (view: DataView, at: number, little: boolean) => number]>([
  ['f8', ['float64', 8, (view, at, little) => view.getFloat64(at, little)]],
  ['f4', ['float32', 4, (view, at, little) => view.getFloat32(at, little)]],
  ['f2', ['float16', 2, (view, at, little) => fromHalf(Uint16Array.of(view.getUint16(at, little)))[0]]],
  ['i8', ['int64', 8, (view, at, little) => Number(view.getBigInt64(at, little))]],
  ['u8', ['int64', 8, (view, at, little) => Number(view.getBigUint64(at, little))]],
  ['i4', ['int32', 4, (view, at, little) => view.getInt32(at, little)]],
  ['u4', ['int64', 4, (view, at, little) => view.getUint32(at, little)]],
  ['i2', ['int16', 2, (view, at, little) => view.getInt16(at, little)]],
  ['u2', ['uint16', 2, (view, at, little) => view.getUint16(at, little)]],
  ['i1', ['int8', 1, (view, at) => view.getInt8(at)]],
  ['u1', ['uint8', 1, (view, at) => view.getUint8(at)]],
])

/** A copy as float32, in row-major order. Errors: FormatError for a shape beyond the limits or beyond the file, before anything is allocated. */
export function readArray({ shape, type, place }: ArrayLayout, bytes: Uint8Array, name: string, path: string, file: string): StoredTensor | null {
  const known = type === null ? undefined : TYPES.get(type.slice(1))
  if (!known || type!.length !== 3) return null
  const [stored, size, read] = known
  const count = shape.reduce((product, length) => product * length, 1)
  const claim = `${file}: ${quoted(path)} claims ${shape.join('×')} numbers (${sized(count * size)})`
  if (shape.length > LIMITS.rank) throw new FormatError(`${file}: ${quoted(path)} has ${shape.length} dimensions; ${LIMITS.rank} is the most that is read.`)
  // Numbers may be missing, or deflated to a thousandth: so much a file of this length cannot hold, whatever it says.
  if (!(count <= LIMITS.numbers) || (place.kind !== 'stretch' && count * size > 1100 * bytes.length)) {
    throw new FormatError(`${claim}; the file has ${sized(bytes.length)}, and ${LIMITS.numbers / 1e6} million numbers are the most that is read.`)
  }
  if (place.kind === 'stretch' && place.at + count * size > bytes.length) throw new FormatError(`${claim}; the file ends after ${bytes.length} bytes. It is cut short: download it again.`)
  const data = new Float32Array(count)
  if (place.kind !== 'nothing') {
    const source = place.kind === 'stretch' ? bytes.subarray(place.at, place.at + count * size) : chunkedBytes(place, shape, size, bytes)
    const view = new DataView(source.buffer, source.byteOffset, source.byteLength)
    const little = type![0] !== '>'
    if (type === '<f4') new Uint8Array(data.buffer).set(source)
    else for (let i = 0; i < count; i++) data[i] = read(view, i * size, little)
  }
  return { name, stored, shape: [...shape], data }
}

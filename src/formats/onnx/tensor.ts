// TensorProto → its numbers, wherever and however they lie: raw bytes, typed fields, or a file beside the model.
import { FormatError, quoted, sized } from '../format-error.ts'
import { fromHalf } from '../half.ts'
import { LIMITS } from '../limits.ts'
import type { Dtype } from '../saved-model.ts'
import type { DecodedTensor } from './known.ts'
import { constantOf, product } from './known.ts'
import type { Range, StoredMessage } from './messages.ts'
import { eachVarint } from './messages.ts'
import { BYTES, signed, VARINT } from './wire.ts'

interface Kind { readonly stored: Dtype, readonly size: number, /** Which typed field holds it where there are no raw bytes. */ readonly field: number }

/** TensorProto.DataType; those that hold numbers. */
const KINDS = new Map<number, Kind>([
  [1, { stored: 'float32', size: 4, field: 4 }], [2, { stored: 'uint8', size: 1, field: 5 }], [3, { stored: 'int8', size: 1, field: 5 }], [4, { stored: 'uint16', size: 2, field: 5 }],
  [5, { stored: 'int16', size: 2, field: 5 }], [6, { stored: 'int32', size: 4, field: 5 }], [7, { stored: 'int64', size: 8, field: 7 }], [9, { stored: 'bool', size: 1, field: 5 }],
  [10, { stored: 'float16', size: 2, field: 5 }], [11, { stored: 'float64', size: 8, field: 10 }], [16, { stored: 'bfloat16', size: 2, field: 5 }],
])

/** DataTypes of text, complex numbers and the like, for sentences. */
const OTHERS = new Map([[8, 'text'], [12, 'uint32'], [13, 'uint64'], [14, 'complex64'], [15, 'complex128'], [17, 'float8'], [18, 'float8'], [19, 'float8'], [20, 'float8'], [21, 'uint4'], [22, 'int4']])

export const isFloat = (type: number): boolean => type === 1 || type === 10 || type === 11 || type === 16

export interface Bytes { readonly bytes: Uint8Array, /** For sentences. */ readonly file: string }

/** Whether tensors of this type are read. */
export const isNumeric = (type: number): boolean => KINDS.has(type)

/**
 * `beside` finds the file that keeps a tensor's numbers, by its location. Errors: FormatError where shape and bytes do not agree, before anything
 * is allocated.
 */
export function decoded(message: StoredMessage, from: Bytes, beside: (location: string) => Bytes): DecodedTensor {
  const kind = KINDS.get(message.type)
  const label = message.name === '' ? 'a constant' : quoted(message.name)
  if (!kind) throw new FormatError(`${from.file}: ${label} holds ${OTHERS.get(message.type) ?? `numbers of type ${message.type}`}, which is not read; float32 would be.`)
  const count = countOf(message, label, from.file)
  const source = sourceOf(message, kind, count, label, from, beside)
  const whole = kind.stored !== 'float32' && kind.stored !== 'float64' && !kind.stored.includes('float16')
  const data = source ? fromRaw(source.bytes, source.start, count, kind) : fromTyped(message, kind, count, label, from)
  return { stored: kind.stored, constant: { ...constantOf(message.dims, data, whole), name: message.name } }
}

function countOf({ dims }: StoredMessage, label: string, file: string): number {
  if (!dims.every(size => Number.isSafeInteger(size) && size >= 0)) throw new FormatError(`${file}: ${label} has shape [${dims.join(', ')}]; sizes should be whole numbers from 0.`)
  const count = product(dims)
  if (!(count <= LIMITS.numbers)) throw new FormatError(`${file}: ${label} has shape [${dims.join(', ')}], more than the ${LIMITS.numbers / 1e6} million numbers that a tensor may have.`)
  return count
}

/** Where raw bytes begin; null where the numbers lie in typed fields. */
function sourceOf(message: StoredMessage, kind: Kind, count: number, label: string, from: Bytes, beside: (location: string) => Bytes): { bytes: Uint8Array, start: number } | null {
  const wanted = count * kind.size
  if (message.external) return externalOf(message.external, wanted, label, from.file, beside)
  const [raw] = message.raw
  if (!raw || (raw.end === raw.start && message.typed.size > 0)) return null
  if (raw.end - raw.start !== wanted) {
    throw new FormatError(`${from.file}: ${label} has shape [${message.dims.join(', ')}] and needs ${sized(wanted)}; the file holds ${sized(raw.end - raw.start)} for it.`)
  }
  return { bytes: from.bytes, start: raw.start }
}

function externalOf(entries: ReadonlyMap<string, string>, wanted: number, label: string, file: string, beside: (location: string) => Bytes): { bytes: Uint8Array, start: number } {
  const data = beside(entries.get('location') ?? '')
  const start = byteCount(entries.get('offset') ?? '0', label, file)
  const length = byteCount(entries.get('length') ?? String(wanted), label, file)
  if (length !== wanted) throw new FormatError(`${file}: ${label} needs ${sized(wanted)}; ${sized(length)} are set apart for it in ${data.file}.`)
  if (start + length > data.bytes.length) {
    throw new FormatError(`${data.file} holds ${sized(data.bytes.length)}; ${file} describes ${sized(start + length)}. The file is cut short: download it again.`)
  }
  return { bytes: data.bytes, start }
}

function byteCount(text: string, label: string, file: string): number {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (Number.isNaN(count)) throw new FormatError(`${file}: ${label} is said to begin or end at byte ${quoted(text)} of another file; a whole number would be right.`)
  return count
}

function fromRaw(bytes: Uint8Array, start: number, count: number, { stored, size }: Kind): Float32Array | Float64Array {
  // A copy: aligned, and free of the file's buffer.
  const { buffer } = bytes.slice(start, start + count * size)
  switch (stored) {
    case 'float32': return new Float32Array(buffer)
    case 'float64': return Float32Array.from(new Float64Array(buffer))
    case 'float16': return fromHalf(new Uint16Array(buffer))
    case 'bfloat16': return fromBfloat(new Uint16Array(buffer))
    case 'int64': return Float64Array.from(new BigInt64Array(buffer), Number)
    case 'int32': return Float64Array.from(new Int32Array(buffer))
    case 'int16': return Float64Array.from(new Int16Array(buffer))
    case 'uint16': return Float64Array.from(new Uint16Array(buffer))
    case 'int8': return Float64Array.from(new Int8Array(buffer))
    case 'uint8': case 'bool': return Float64Array.from(new Uint8Array(buffer))
  }
}

/** The upper half of a float32. */
const fromBfloat = (bits: Uint16Array): Float32Array => new Float32Array(Uint32Array.from(bits, half => half << 16).buffer)

function fromTyped(message: StoredMessage, kind: Kind, count: number, label: string, { bytes, file }: Bytes): Float32Array | Float64Array {
  const ranges = message.typed.get(kind.field) ?? []
  const data = kind.field === 4 ? new Float32Array(count) : new Float64Array(count)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let filled = 0
  const take = (value: number): void => {
    if (filled < count) data[filled] = value
    filled++
  }
  for (const range of ranges) eachNumber(bytes, view, range, kind.field, file, take)
  if (filled !== count) throw new FormatError(`${file}: ${label} has shape [${message.dims.join(', ')}], ${count} numbers; the file holds ${filled} for it.`)
  if (kind.stored === 'float64') return Float32Array.from(data)
  if (kind.stored === 'float16') return fromHalf(Uint16Array.from(data))
  return kind.stored === 'bfloat16' ? fromBfloat(Uint16Array.from(data)) : data
}

function eachNumber(bytes: Uint8Array, view: DataView, { start, end, wire }: Range, field: number, file: string, take: (value: number) => void): void {
  if (field === 5 || field === 7) {
    if (wire === VARINT) take(signed(bytes, start, end))
    else if (wire === BYTES) eachVarint(bytes, start, end, file, take)
    return
  }
  const size = field === 4 ? 4 : 8
  if ((end - start) % size !== 0 || wire === VARINT) throw new FormatError(`${file} is damaged: a list of numbers ends within one. Download or export it again.`)
  for (let at = start; at < end; at += size) take(size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true))
}

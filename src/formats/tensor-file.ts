// The safetensors format: 8 bytes that say how long the header is (little-endian), the header in JSON, and the tensors' numbers one behind the
// other, row-major. Source: the format's description in its repository, github.com/huggingface/safetensors. float32 tensors only.
import { FormatError, quoted, sized } from './format-error.ts'
import { fieldsOf, numberItem, wrong } from './json-fields.ts'
import { LIMITS } from './limits.ts'
import { parseJson } from './npz.ts'

/** Row-major; a shape of [] is a single number. */
export interface Tensor { shape: number[], data: Float32Array }

export interface TensorFile {
  /** In the order in which their numbers lie. */
  tensors: Map<string, Tensor>
  /** Texts by name. */
  metadata: Record<string, string>
}

const METADATA = '__metadata__'

/** Tensors lie in the order given, the first at a multiple of 8 bytes. */
export function writeTensors(tensors: ReadonlyMap<string, Tensor>, metadata: Record<string, string>): Uint8Array {
  let end = 0
  const entries = [...tensors].map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data_offsets: [end, end += data.byteLength] }] as const)
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries<unknown>([[METADATA, metadata], ...entries])))
  const start = Math.ceil((8 + text.length) / 8) * 8
  const bytes = new Uint8Array(start + end)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true)
  bytes.fill(0x20, 8, start)
  bytes.set(text, 8)
  let at = start
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

/** Reads and checks a file: tensors must fit their shapes and cover the file without gaps or overlaps. */
export function readTensors(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > LIMITS.file) throw new FormatError(`The file has ${sized(bytes.length)}; ${sized(LIMITS.file)} is the most that is read.`)
  const length = bytes.length < 8 ? 0 : Number(view.getBigUint64(0, true))
  if (length === 0 || bytes[8] !== 0x7b) throw new FormatError('This is not a safetensors file: it should begin with the length of a JSON header and the header.')
  if (length > LIMITS.json) throw new FormatError(`The header claims ${sized(length)}; ${sized(LIMITS.json)} is the most that is read.`)
  const start = 8 + length
  if (start > bytes.length) throw new FormatError('The file is cut short: it ends within its header. Download or save it again.')
  const header = fieldsOf(parseJson(bytes.subarray(8, start), 'The header'), 'The header')
  const texts = header.get(METADATA) === undefined ? null : header.object(METADATA)
  const metadata = Object.fromEntries((texts?.keys() ?? []).map(key => [key, texts!.text(key)]))
  const found = header.keys().filter(name => name !== METADATA).map(name => {
    const fields = header.object(name)
    const dtype = fields.text('dtype')
    if (dtype !== 'F32') throw new FormatError(`The tensor ${quoted(name)} holds ${quoted(dtype)} numbers; F32 is read.`)
    const shape = fields.list('shape', numberItem)
    const offsets = fields.list('data_offsets', numberItem)
    if (offsets.length !== 2) throw wrong(`The header: ${name}: data_offsets`, offsets, 'two places in the file')
    const [from, to] = offsets
    const size = shape.reduce((product, axis) => product * axis, 4)
    if (!shape.every(axis => Number.isSafeInteger(axis) && axis >= 0) || shape.length > LIMITS.rank || to - from !== size) {
      throw new FormatError(`The tensor ${quoted(name)} of shape ${shape.join(' × ')} lies from byte ${from} to ${to}; it should have ${size} bytes.`)
    }
    return { name, shape, from, to }
  }).sort((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const { name, from, to } of found) {
    if (from !== end) throw new FormatError(`The tensor ${quoted(name)} begins at byte ${from}; the one before it ends at ${end}.`)
    end = to
  }
  const held = bytes.length - start
  if (held < end) throw new FormatError(`The file is cut short: its header describes ${sized(end)} of numbers and ${sized(held)} are there.`)
  if (held > end) throw new FormatError(`The file holds ${sized(held - end)} more than the tensors that its header describes.`)
  const tensors = new Map(found.map(({ name, shape, from, to }) => [name, { shape, data: new Float32Array(bytes.slice(start + from, start + to).buffer) }]))
  return { tensors, metadata }
}

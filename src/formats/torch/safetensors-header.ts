// The header of a safetensors file, read without trust: where each tensor lies, and the texts beside them.
// Source: the format's description in its repository, github.com/huggingface/safetensors.
import { FormatError, quoted, sized } from '../format-error.ts'
import { fieldsOf } from '../json-fields.ts'
import { LIMITS } from '../limits.ts'
import { parseJson } from '../npz.ts'
import type { Dtype } from '../saved-model.ts'
import { SIZES } from './storages.ts'

export interface Entry {
  name: string
  /** Null for kinds of numbers that are known and not read. */
  dtype: Dtype | null
  /** As the file says it. */
  kind: string
  shape: number[]
  /** Bytes of it. */
  from: number
  to: number
}

export interface Header { entries: Entry[], notes: Map<string, string> }

const DTYPES = new Map<string, Dtype>([
  ['F64', 'float64'], ['F32', 'float32'], ['F16', 'float16'], ['BF16', 'bfloat16'], ['I64', 'int64'], ['I32', 'int32'], ['I16', 'int16'], ['I8', 'int8'], ['U16', 'uint16'], ['U8', 'uint8'],
  ['BOOL', 'bool'],
])
const OTHERS = new Map([['U32', 4], ['U64', 8], ['C64', 8], ['F8_E4M3', 1], ['F8_E5M2', 1], ['F8_E8M0', 1], ['F8_E4M3FNUZ', 1], ['F8_E5M2FNUZ', 1]])

const METADATA = '__metadata__'

/** Tensors in the order in which their numbers lie. Errors: FormatError, one sentence that names the file. */
export function readHeader(bytes: Uint8Array, where: string): Header {
  const unlike = (): FormatError => new FormatError(`${where} is not a safetensors file: it should begin with the length of a JSON header and the header.`)
  if (bytes.length < 8) throw unlike()
  const claimed = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true))
  if (claimed > bytes.length - 8 || claimed > LIMITS.tensorHeader) {
    const most = claimed > LIMITS.tensorHeader && claimed <= bytes.length - 8 ? `; ${sized(LIMITS.tensorHeader)} is the most that is read` : ` in a file of ${bytes.length}. Download or save it again`
    throw new FormatError(`${where} claims a header of ${claimed < 1e15 ? claimed : claimed.toExponential(1).replace('+', '')} bytes${most}.`)
  }
  if (claimed < 2 || bytes[8] !== 0x7b) throw unlike()
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + claimed))
  const header = fieldsOf(parseJson(text, `The header of ${where}`), `The header of ${where}`)
  const twice = keyTwice(text)
  if (twice !== null) throw new FormatError(`${where}: its header names ${quoted(twice)} twice. Save it again.`)
  const held = bytes.length - 8 - claimed
  const entries = header.keys().filter(name => name !== METADATA).map(name => entryOf(name, header.get(name), held, where))
  if (entries.length > LIMITS.tensors) throw new FormatError(`${where} holds more than ${LIMITS.tensors} tensors, more than is read.`)
  entries.sort((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const { name, from, to } of entries) {
    if (from < end) throw new FormatError(`${where}: ${quoted(name)} begins at byte ${from}, within the tensor before it, which ends at ${end}. Save it again.`)
    if (from > end) throw new FormatError(`${where}: ${sized(from - end)} before ${quoted(name)} ${from - end === 1 ? 'belongs' : 'belong'} to no tensor. Save it again.`)
    end = to
  }
  if (held > end) throw new FormatError(`${where} holds ${sized(held - end)} more than the tensors that its header describes. Save it again.`)
  const notes = header.get(METADATA)
  const texts = typeof notes === 'object' && notes !== null && !Array.isArray(notes) ? fieldsOf(notes, METADATA) : null
  return { entries, notes: new Map((texts?.keys() ?? []).flatMap(key => typeof texts!.get(key) === 'string' ? [[key, texts!.text(key)] as const] : [])) }
}

const whole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function entryOf(name: string, value: unknown, held: number, where: string): Entry {
  const fields = fieldsOf(value, `${where}: ${quoted(name)}`)
  const kind = fields.text('dtype')
  const dtype = DTYPES.get(kind) ?? null
  const size = dtype ? SIZES[dtype] : OTHERS.get(kind)
  if (size === undefined) throw new FormatError(`${where}: ${quoted(name)} holds ${quoted(kind)} numbers; ${[...DTYPES.keys()].join(', ')} are read.`)
  const [shape, offsets] = [fields.get('shape'), fields.get('data_offsets')]
  if (!Array.isArray(shape) || !shape.every(whole)) throw new FormatError(`${where}: the shape of ${quoted(name)} should be a list of whole numbers from 0.`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(whole)) throw new FormatError(`${where}: ${quoted(name)} should lie between two whole numbers of bytes (data_offsets).`)
  if (shape.length > LIMITS.rank) throw new FormatError(`${where}: ${quoted(name)} has ${shape.length} dimensions; ${LIMITS.rank} is the most that is read.`)
  const [from, to] = offsets
  const count = shape.reduce((product, axis) => product * axis, 1)
  if (to - from !== count * size) {
    throw new FormatError(`${where}: ${quoted(name)} has shape [${shape.join(', ')}], which needs ${sized(count * size)}; ${from > to ? 'its end lies before its begin' : `${sized(to - from)} are set aside for it`}.`)
  }
  if (to > held) throw new FormatError(`${where}: ${quoted(name)} runs past the end of the file, by ${sized(to - held)}. The file is cut short: download or save it again.`)
  if (count > LIMITS.numbers) throw new FormatError(`${where}: ${quoted(name)} has ${count} numbers; ${LIMITS.numbers / 1e6} million is the most that is read.`)
  return { name, dtype, kind, shape, from, to }
}

/** The first name that stands twice in one object of a JSON text; JSON.parse would keep the last and say nothing. The text is JSON. */
export function keyTwice(text: string): string | null {
  const open: (Set<string> | null)[] = []
  let key = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '{' || letter === '[') {
      open.push(letter === '{' ? new Set() : null)
      key = letter === '{'
    } else if (letter === '}' || letter === ']') open.pop()
    else if (letter === ',') key = open[open.length - 1] !== null
    else if (letter === ':') key = false
    else if (letter === '"') {
      const from = at
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++
      const names = open[open.length - 1]
      if (!key || !names) continue
      const name = JSON.parse(text.slice(from, at + 1)) as string
      if (names.has(name)) return name
      names.add(name)
    }
  }
  return null
}

// NumPy's .npy: one array, its type and shape in a short header. Reads versions 1 to 3, either byte and memory order; writes version 1.
import { FormatError, quoted, sized } from './format-error.ts'
import { fromHalf, toHalf } from './half.ts'
import { LIMITS } from './limits.ts'

/** What an array's numbers are held in here; bool as 0 and 1, float16 widened to float32. */
interface Holders {
  float16: Float32Array
  float32: Float32Array
  float64: Float64Array
  int8: Int8Array
  int16: Int16Array
  int32: Int32Array
  int64: BigInt64Array
  uint8: Uint8Array
  uint16: Uint16Array
  uint32: Uint32Array
  uint64: BigUint64Array
  bool: Uint8Array
}

export type Dtype = keyof Holders

/** An array in row-major (C) order; a shape of [] is a single number. */
export type NpyArray<D extends Dtype = Dtype> = { [K in D]: { dtype: K, shape: number[], data: Holders[K] } }[D]

interface Kind { descr: string, size: number, hold: (buffer: ArrayBuffer) => Holders[Dtype] }

const KINDS: Record<Dtype, Kind> = {
  float16: { descr: 'f2', size: 2, hold: buffer => fromHalf(new Uint16Array(buffer)) },
  float32: { descr: 'f4', size: 4, hold: buffer => new Float32Array(buffer) },
  float64: { descr: 'f8', size: 8, hold: buffer => new Float64Array(buffer) },
  int8: { descr: 'i1', size: 1, hold: buffer => new Int8Array(buffer) },
  int16: { descr: 'i2', size: 2, hold: buffer => new Int16Array(buffer) },
  int32: { descr: 'i4', size: 4, hold: buffer => new Int32Array(buffer) },
  int64: { descr: 'i8', size: 8, hold: buffer => new BigInt64Array(buffer) },
  uint8: { descr: 'u1', size: 1, hold: buffer => new Uint8Array(buffer) },
  uint16: { descr: 'u2', size: 2, hold: buffer => new Uint16Array(buffer) },
  uint32: { descr: 'u4', size: 4, hold: buffer => new Uint32Array(buffer) },
  uint64: { descr: 'u8', size: 8, hold: buffer => new BigUint64Array(buffer) },
  bool: { descr: 'b1', size: 1, hold: buffer => new Uint8Array(buffer) },
}

export const DTYPES = Object.keys(KINDS) as Dtype[]

const MAGIC = '\x93NUMPY'

/** An array → the bytes of a .npy file, as NumPy writes them (version 1, little-endian, data at a multiple of 64). */
export function writeNpy(array: NpyArray): Uint8Array {
  const bytes = new Uint8Array(npySize(array))
  writeNpyInto(array, bytes)
  return bytes
}

/** Bytes of the array's file. */
export const npySize = (array: NpyArray): number => headerOf(array).length + array.data.length * KINDS[array.dtype].size

/** writeNpy into so many bytes of something larger. */
export function writeNpyInto(array: NpyArray, target: Uint8Array): void {
  const header = headerOf(array)
  for (let i = 0; i < header.length; i++) target[i] = header.charCodeAt(i)
  const stored = array.dtype === 'float16' ? toHalf(array.data) : array.data
  target.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), header.length)
}

/** One letter a byte. */
function headerOf(array: NpyArray): string {
  const { descr, size } = KINDS[array.dtype]
  const numbers = array.shape.reduce((product, length) => product * length, 1)
  if (numbers !== array.data.length) throw new RangeError(`An array of shape (${array.shape.join(', ')}) holds ${numbers} numbers, not ${array.data.length}`)
  const shape = array.shape.length === 1 ? `(${array.shape[0]},)` : `(${array.shape.join(', ')})`
  const dict = `{'descr': '${size === 1 ? '|' : '<'}${descr}', 'fortran_order': False, 'shape': ${shape}, }`
  const start = Math.ceil((10 + dict.length + 1) / 64) * 64
  return `${MAGIC}\x01\x00${String.fromCharCode((start - 10) & 255, (start - 10) >> 8)}${dict.padEnd(start - 11)}\n`
}

/** The bytes of a .npy file → its array. `name` is the file's or member's, for the sentence that refuses it. */
export function readNpy(bytes: Uint8Array, name: string): NpyArray {
  const { descr, fortran, shape, start } = readHeader(bytes, name)
  const dtype = dtypeOf(descr, name)
  const { size, hold } = KINDS[dtype]
  if (shape.length > LIMITS.rank) throw new FormatError(`${name}: the array has ${shape.length} dimensions; ${LIMITS.rank} is the most that is read.`)
  const numbers = shape.reduce((product, length) => product * length, 1)
  if (!(numbers <= LIMITS.numbers)) {
    throw new FormatError(`${name}: its header claims an array of ${shape.join(' × ')} numbers; ${LIMITS.numbers / 1e6} million is the most that is read.`)
  }
  const held = bytes.length - start
  if (held < numbers * size) throw new FormatError(`${name} is cut short: its header describes ${sized(numbers * size)} of numbers and ${sized(held)} are there.`)
  if (held > numbers * size) throw new FormatError(`${name} holds ${sized(held - numbers * size)} more than the array that its header describes.`)
  const buffer = new ArrayBuffer(numbers * size)
  const copy = new Uint8Array(buffer)
  copy.set(bytes.subarray(start))
  if (descr.startsWith('>')) swapBytes(copy, size)
  if (fortran && shape.length > 1) toRowMajor(copy, shape, size)
  return { dtype, shape, data: hold(buffer) } as NpyArray
}

/** A single text saved as an array (np.savez of a str, of bytes, or of a uint8 array of UTF-8), or null where the array holds something else. */
export function readNpyText(bytes: Uint8Array, name: string): string | null {
  const { descr, start } = readHeader(bytes, name)
  const [order, code] = [descr[0], descr.slice(1)]
  const data = bytes.subarray(start)
  if (/^(S\d+|u1)$/.test(code)) return new TextDecoder().decode(data).replace(/\0+$/, '')
  if (!/^U\d+$/.test(code)) return null
  // NumPy keeps text as 32-bit code points.
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  return Array.from({ length: data.length >> 2 }, (_, k) => view.getUint32(4 * k, order !== '>')).filter(code => code > 0 && code <= 0x10ffff).map(code => String.fromCodePoint(code)).join('')
}

function dtypeOf(descr: string, name: string): Dtype {
  const [order, code] = [descr[0], descr.slice(1)]
  const found = DTYPES.find(dtype => KINDS[dtype].descr === code)
  if (found && ('<>'.includes(order) || (order === '|' && KINDS[found].size === 1))) return found
  const what = { O: 'Python objects', U: 'text', S: 'text', a: 'text', V: 'raw records', c: 'complex numbers', M: 'dates', m: 'durations' }[code[0]]
  throw new FormatError(`${name} holds ${what ?? 'numbers'} (dtype ${quoted(descr)}); save real numbers or whole numbers, such as float32 or int32.`)
}

interface Header { descr: string, fortran: boolean, shape: number[], start: number }

function readHeader(bytes: Uint8Array, name: string): Header {
  if (bytes.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== MAGIC) throw new FormatError(`${name} is not a NumPy array: it does not begin with NumPy's mark. Save it with np.save or np.savez.`)
  const version = bytes[6]
  if (bytes.length < 12) throw new FormatError(`${name} is cut short: it ends within its header.`)
  if (version < 1 || version > 3) throw new FormatError(`${name} has version ${version} of the .npy format; versions 1, 2 and 3 are read.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [from, length] = version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)]
  if (length > LIMITS.arrayHeader) throw new FormatError(`${name} claims a header of ${sized(length)}; ${sized(LIMITS.arrayHeader)} is the most that is read.`)
  const start = from + length
  if (start > bytes.length) throw new FormatError(`${name} is cut short: it ends within its header.`)
  const text = new TextDecoder().decode(bytes.subarray(from, start))
  const values = parseHeader(text, name)
  const [descr, fortran, shape] = [values.get('descr'), values.get('fortran_order'), values.get('shape')]
  if (descr === 'structured') throw new FormatError(`${name} holds records of several fields; save each field as an array of its own.`)
  if (typeof descr !== 'string' || typeof fortran !== 'boolean' || !Array.isArray(shape)) throw new FormatError(`${name} has a header without descr, fortran_order and shape: ${quoted(text.trim())}.`)
  return { descr, fortran, shape, start }
}

type HeaderValue = string | boolean | number[]

const TOKEN = /\s*(?:'([^'\\]*)'|"([^"\\]*)"|(True|False)\b|(\d+)L?(?![\w.])|([{}()[\]:,]))/y

/** The header is a Python dict literal of strings, booleans and tuples of whole numbers: that grammar and no more, never evaluated. */
function parseHeader(text: string, name: string): Map<string, HeaderValue> {
  const unreadable = () => new FormatError(`${name} has a header that is not a dictionary as NumPy writes it: ${quoted(text.trim())}.`)
  const tokens: (string | boolean | number | { mark: string })[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text)
    if (!match) throw unreadable()
    const [, single, double, truth, digits, mark] = match
    tokens.push(single ?? double ?? (truth ? truth === 'True' : digits ? Number(digits) : { mark }))
  }
  let at = 0
  const peek = (mark: string): boolean => { const token = tokens[at]; return typeof token === 'object' && token.mark === mark }
  const expect = (mark: string): void => { if (!peek(mark)) throw unreadable(); at++ }
  const tuple = (): number[] => {
    const lengths: number[] = []
    while (!peek(')')) {
      const length = tokens[at++]
      if (typeof length !== 'number') throw unreadable()
      lengths.push(length)
      if (!peek(')')) expect(',')
    }
    at++
    return lengths
  }
  const values = new Map<string, HeaderValue>()
  expect('{')
  while (!peek('}')) {
    const key = tokens[at++]
    if (typeof key !== 'string') throw unreadable()
    expect(':')
    // A list as descr is a structured type: named as such, since what follows in it is beyond this grammar.
    if (peek('[')) return new Map<string, HeaderValue>([['descr', 'structured'], ['fortran_order', false], ['shape', []]])
    if (peek('(')) { at++; values.set(key, tuple()) } else {
      const value = tokens[at++]
      if (typeof value !== 'string' && typeof value !== 'boolean') throw unreadable()
      values.set(key, value)
    }
    if (!peek('}')) expect(',')
  }
  at++
  if (at !== tokens.length) throw unreadable()
  return values
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse()
}

/** Column-major elements of `size` bytes → row-major, in place. */
function toRowMajor(bytes: Uint8Array, shape: number[], size: number): void {
  const source = bytes.slice()
  const rank = shape.length
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1))
  const index = new Array<number>(rank).fill(0)
  let from = 0
  for (let to = 0; to < bytes.length; to += size) {
    for (let byte = 0; byte < size; byte++) bytes[to + byte] = source[from * size + byte]
    for (let axis = rank - 1; axis >= 0; axis--) {
      from += strides[axis]
      if (++index[axis] < shape[axis]) break
      from -= strides[axis] * shape[axis]
      index[axis] = 0
    }
  }
}

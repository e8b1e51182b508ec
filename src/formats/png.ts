// A PNG's own notes: text chunks written and read, and how many of its pixels make a metre. The picture itself is left as it is. (W3C, PNG, third edition.)
import { FormatError } from './format-error.ts'
import { crc32 } from './zip.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Signature and the header chunk, which is always first and always of one length. */
const HEADER = 33

export interface PngNotes {
  /** Keyword (1 to 79 Latin-1 letters) and any text. */
  texts: ReadonlyMap<string, string>
  /** Pixels a metre. */
  density?: number
}

/** The same picture with notes after its header. Throws FormatError where the bytes are no PNG. */
export function pngWith(bytes: Uint8Array, { texts, density }: PngNotes): Uint8Array<ArrayBuffer> {
  pngSize(bytes)
  const chunks = [...density === undefined ? [] : [chunk('pHYs', physical(density))], ...[...texts].map(([keyword, text]) => chunk('iTXt', international(keyword, text)))]
  const size = chunks.reduce((sum, { length }) => sum + length, bytes.length)
  const made = new Uint8Array(size)
  made.set(bytes.subarray(0, HEADER))
  let at = HEADER
  for (const one of chunks) {
    made.set(one, at)
    at += one.length
  }
  made.set(bytes.subarray(HEADER), at)
  return made
}

/** Pixels. Throws FormatError where the bytes are no PNG. */
export function pngSize(bytes: Uint8Array): { width: number, height: number } {
  if (bytes.length < HEADER || SIGNATURE.some((byte, k) => bytes[k] !== byte)) throw new FormatError('The file is not a PNG picture.')
  const view = viewOf(bytes)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** The international texts of a PNG by their keywords; compressed ones, which we write none of, are passed over. Throws FormatError where it is none, or is damaged. */
export function pngTexts(bytes: Uint8Array): Map<string, string> {
  pngSize(bytes)
  const view = viewOf(bytes)
  const found = new Map<string, string>()
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) break
    const named = bytes.subarray(at + 4, at + 8 + length)
    if (crc32(named) !== view.getUint32(at + 8 + length)) throw new FormatError('The PNG is damaged: the checksum of a part does not match.')
    const kind = String.fromCharCode(...named.subarray(0, 4))
    if (kind === 'IEND') return found
    if (kind === 'iTXt') {
      const text = readText(named.subarray(4))
      if (text) found.set(...text)
    }
    at += 12 + length
  }
  throw new FormatError('The PNG is incomplete: save it again.')
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Keyword, 0, not compressed, method 0, no language, no translated keyword, text as UTF-8. */
function international(keyword: string, text: string): Uint8Array {
  const head = Uint8Array.from([...keyword].map(letter => letter.charCodeAt(0)))
  const body = new TextEncoder().encode(text)
  const data = new Uint8Array(head.length + 5 + body.length)
  data.set(head)
  data.set(body, head.length + 5)
  return data
}

function readText(data: Uint8Array): [string, string] | null {
  const keyword = data.indexOf(0)
  const language = data.indexOf(0, keyword + 3)
  const translated = data.indexOf(0, language + 1)
  if (keyword < 1 || language < 0 || translated < 0 || data[keyword + 1] !== 0) return null
  return [String.fromCharCode(...data.subarray(0, keyword)), new TextDecoder().decode(data.subarray(translated + 1))]
}

function physical(density: number): Uint8Array {
  const data = new Uint8Array(9)
  const view = viewOf(data)
  view.setUint32(0, Math.round(density))
  view.setUint32(4, Math.round(density))
  data[8] = 1 // the unit is the metre
  return data
}

function chunk(kind: string, data: Uint8Array): Uint8Array {
  const made = new Uint8Array(12 + data.length)
  const view = viewOf(made)
  view.setUint32(0, data.length)
  made.set([...kind].map(letter => letter.charCodeAt(0)), 4)
  made.set(data, 8)
  view.setUint32(8 + data.length, crc32(made.subarray(4, 8 + data.length)))
  return made
}

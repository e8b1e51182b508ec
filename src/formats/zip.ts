// A zip archive's table of contents, read with care: sizes lie, so they are checked before and after inflating, and so is the checksum.
import { inflateSync } from 'fflate'
import { FormatError, quoted, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'

interface ZipEntry { name: string, method: number, encrypted: boolean, crc: number, packed: number, size: number, offset: number }

/** Member names and their bytes; nothing is unpacked until it is asked for. */
export interface Zip {
  names: string[]
  has(name: string): boolean
  /** The unpacked bytes; refuses more than `limit` of them before unpacking. */
  read(name: string, limit?: number): Uint8Array
}

/** Why these bytes are no zip archive, as the end of a sentence. */
export function notZip(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'is empty (0 bytes)'
  const [a, b] = bytes
  if (a === 0x1f && b === 0x8b) return 'is gzip-compressed; unpack it first'
  if (a === 0x7b || a === 0x5b) return 'is JSON text, not a zip archive'
  if (a === 0x3c) return 'is a web page or XML text, not a zip archive'
  return 'is not a zip archive'
}

export const looksLikeZip = (bytes: Uint8Array): boolean => bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** Opens an archive. Refuses one that is cut short, has more than `members` members, two of one name, or claims to unpack to too much. */
export function openZip(bytes: Uint8Array, members: number = LIMITS.members): Zip {
  if (!looksLikeZip(bytes)) throw new FormatError(`The file ${notZip(bytes)}.`)
  if (bytes.length > LIMITS.file) throw new FormatError(`The file has ${sized(bytes.length)}; ${sized(LIMITS.file)} is the most that is read.`)
  const entries = new Map<string, ZipEntry>()
  let unpacked = 0
  for (const entry of directory(bytes, members)) {
    if (entries.has(entry.name)) throw new FormatError(`The archive holds two members named ${quoted(entry.name)}.`)
    entries.set(entry.name, entry)
    unpacked += entry.size
  }
  if (unpacked > LIMITS.unpacked) throw new FormatError(`The archive would unpack to ${sized(unpacked)}; ${sized(LIMITS.unpacked)} is the most that is read.`)
  return {
    names: [...entries.keys()],
    has: name => entries.has(name),
    read(name, limit = LIMITS.unpacked) {
      const entry = entries.get(name)
      if (!entry) throw new FormatError(`The archive has no ${name}.`)
      if (entry.size > limit) throw new FormatError(`${name} would unpack to ${sized(entry.size)}, more than the ${sized(limit)} that it may have.`)
      return unpack(bytes, entry)
    },
  }
}

const CUT = 'The zip is incomplete: download or save it again.'

/** Finds the record at the archive's end, then yields the central directory's entries. */
function* directory(bytes: Uint8Array, members: number): Generator<ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const lowest = Math.max(0, end - 65_535)
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < lowest) throw new FormatError(CUT)
  let count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const locator = end - 20
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    const record = Number(view.getBigUint64(locator + 8, true))
    if (record + 56 > bytes.length || view.getUint32(record, true) !== 0x06064b50) throw new FormatError(CUT)
    count = Number(view.getBigUint64(record + 32, true))
    at = Number(view.getBigUint64(record + 48, true))
  }
  if (count > members) throw new FormatError(`The archive claims ${count} members; ${members} is the most that is read.`)
  const text = new TextDecoder()
  for (let k = 0; k < count; k++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new FormatError(CUT)
    const lengths = [28, 30, 32].map(offset => view.getUint16(at + offset, true))
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2]
    if (next > bytes.length) throw new FormatError(CUT)
    const name = text.decode(bytes.subarray(at + 46, at + 46 + lengths[0]))
    const wide = [24, 20, 42].map(offset => view.getUint32(at + offset, true))
    widen(view, at + 46 + lengths[0], lengths[1], wide)
    const [size, packed, offset] = wide
    yield { name, method: view.getUint16(at + 10, true), encrypted: (view.getUint16(at + 8, true) & 1) === 1, crc: view.getUint32(at + 16, true), packed, size, offset }
    at = next
  }
}

/** Sizes too large for 32 bits stand in a zip64 extra field, in a fixed order, only those that are needed. */
function widen(view: DataView, from: number, length: number, wide: number[]): void {
  for (let at = from; at + 4 <= from + length;) {
    const [tag, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)]
    if (tag === 1) {
      let field = at + 4
      for (let k = 0; k < wide.length; k++) {
        if (wide[k] !== 0xffffffff) continue
        if (field + 8 > Math.min(at + 4 + size, from + length)) throw new FormatError(CUT)
        wide[k] = Number(view.getBigUint64(field, true))
        field += 8
      }
    }
    at += 4 + size
  }
}

function unpack(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name } = entry
  if (entry.encrypted) throw new FormatError(`${name} is encrypted; save the archive without a password.`)
  if (entry.method !== 0 && entry.method !== 8) throw new FormatError(`${name} is packed by method ${entry.method}; stored and deflated members are read.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) throw new FormatError(CUT)
  const from = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (from + entry.packed > bytes.length) throw new FormatError(CUT)
  const packed = bytes.subarray(from, from + entry.packed)
  const plain = entry.method === 0 ? packed : inflated(packed, entry)
  if (plain.length !== entry.size || crc32(plain) !== entry.crc) throw new FormatError(`${name} is damaged: its checksum does not match. Download or save the file again.`)
  return plain
}

function inflated(packed: Uint8Array, entry: ZipEntry): Uint8Array {
  // Deflate cannot do better than 1:1032, so a larger claim is a lie: refused before memory is taken for it.
  if (entry.size > 1032 * (packed.length + 1)) throw new FormatError(`${entry.name} is damaged: ${sized(packed.length)} cannot unpack to ${sized(entry.size)}.`)
  try {
    // The output cannot grow beyond the size claimed: what a longer stream adds falls off and the checksum tells.
    return inflateSync(packed, { out: new Uint8Array(entry.size) })
  } catch {
    throw new FormatError(`${entry.name} is damaged: it cannot be unpacked. Download or save the file again.`)
  }
}

/** Four tables of 256: what a byte does to the checksum that lies 0, 1, 2 or 3 bytes before the end of its word. */
const CRC_TABLES = crcTables()

function crcTables(): Uint32Array {
  const tables = new Uint32Array(1024)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    tables[byte] = crc
  }
  for (let k = 256; k < 1024; k++) tables[k] = (tables[k - 256] >>> 8) ^ tables[tables[k - 256] & 255]
  return tables
}

/** The checksum of zip, gzip and PNG. Several pieces count as one text. */
export function crc32(...pieces: Uint8Array[]): number {
  let crc = 0xffffffff
  for (const bytes of pieces) {
    const words = bytes.length & ~3
    for (let i = 0; i < words; i += 4) {
      crc ^= bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24
      crc = CRC_TABLES[768 + (crc & 255)] ^ CRC_TABLES[512 + (crc >>> 8 & 255)] ^ CRC_TABLES[256 + (crc >>> 16 & 255)] ^ CRC_TABLES[crc >>> 24]
    }
    for (let i = words; i < bytes.length; i++) crc = CRC_TABLES[(crc ^ bytes[i]) & 255] ^ (crc >>> 8)
  }
  return (crc ^ 0xffffffff) >>> 0
}

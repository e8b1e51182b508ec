// Writes a zip archive. Members that are stored are written straight into it, so that an archive of hundreds of megabytes is held in memory once.
// Source: PKWARE's APPNOTE.TXT 6.3, sections 4.3 and 4.4. The same members always give the same bytes.
import { deflateSync } from 'fflate'
import { crc32 } from './zip.ts'

export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

export interface ZipMember {
  name: string
  /** How hard it is deflated; 0: stored as it is. */
  level: Level
  /** Bytes. */
  size: number
  /** Writes them. */
  write(target: Uint8Array): void
}

/** Version 2.0 of the format is enough to read it. */
const VERSION = 20
/** The flag that says that a name is UTF-8. */
const UTF8 = 0x0800
/** 1 January 1980, 0 o'clock, as NumPy dates members: day, month, years since 1980. A true date would make the bytes depend on the day. */
const DATE = 1 | 1 << 5

interface Entry { member: ZipMember, name: Uint8Array, packed: Uint8Array | null, crc: number, length: number, offset: number }

/** Members in the order given; at most 65,535 of them and 4 GB, without zip64. */
export function writeZip(members: readonly ZipMember[]): Uint8Array {
  const text = new TextEncoder()
  let next = 0
  const entries = members.map((member): Entry => {
    const name = text.encode(member.name)
    const plain = member.level === 0 ? null : new Uint8Array(member.size)
    if (plain) member.write(plain)
    const packed = plain && deflateSync(plain, { level: member.level })
    const length = packed ? packed.length : member.size
    const offset = next
    next += 30 + name.length + length
    return { member, name, packed, crc: plain ? crc32(plain) : 0, length, offset }
  })
  const directory = next
  const size = entries.reduce((sum, { name }) => sum + 46 + name.length, 0)
  const bytes = new Uint8Array(directory + size + 22)
  const view = new DataView(bytes.buffer)
  let at = directory
  for (const entry of entries) {
    const body = bytes.subarray(entry.offset + 30 + entry.name.length, entry.offset + 30 + entry.name.length + entry.length)
    if (entry.packed) {
      body.set(entry.packed)
      entry.packed = null
    } else {
      entry.member.write(body)
      entry.crc = crc32(body)
    }
    view.setUint32(entry.offset, 0x04034b50, true)
    describe(view, entry.offset + 4, entry)
    bytes.set(entry.name, entry.offset + 30)
    view.setUint32(at, 0x02014b50, true)
    view.setUint16(at + 4, VERSION, true)
    describe(view, at + 6, entry)
    view.setUint32(at + 42, entry.offset, true)
    bytes.set(entry.name, at + 46)
    at += 46 + entry.name.length
  }
  view.setUint32(at, 0x06054b50, true)
  view.setUint16(at + 8, entries.length, true)
  view.setUint16(at + 10, entries.length, true)
  view.setUint32(at + 12, size, true)
  view.setUint32(at + 16, directory, true)
  return bytes
}

/** What a member's own header and the directory both say of it. */
function describe(view: DataView, at: number, { member, name, crc, length }: Entry): void {
  view.setUint16(at, VERSION, true)
  view.setUint16(at + 2, name.length === member.name.length ? 0 : UTF8, true)
  view.setUint16(at + 4, member.level === 0 ? 0 : 8, true)
  view.setUint16(at + 8, DATE, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, length, true)
  view.setUint32(at + 18, member.size, true)
  view.setUint16(at + 22, name.length, true)
}

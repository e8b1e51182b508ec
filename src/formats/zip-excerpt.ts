// Some members of an archive that stays where it is: only its table of contents and these members are read, and they come as an archive of their own, so that
// whoever opens it checks as much as ever.
import { FormatError, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'

/** Reads bytes `from` to `to` (exclusive) of a file. */
export type ReadBytes = (from: number, to: number) => Promise<Uint8Array>

/** What stands after the last member: an archive's comment has 65,535 bytes at most, the record before it 22, and what says that it is a zip64 20. */
const TAIL = 65_535 + 22 + 20

interface Entry { name: string, record: Uint8Array, from: number, to: number }

/** Every member's name, and an archive of those that are wanted. Null for an archive that must be read as a whole (zip64). Refuses one that is cut short. */
export async function excerptOf(size: number, read: ReadBytes, wanted: (name: string) => boolean): Promise<{ names: string[], bytes: Uint8Array } | null> {
  if (size > LIMITS.file) throw new FormatError(`The file has ${sized(size)}; ${sized(LIMITS.file)} is the most that is read.`)
  const entries = await contents(size, read)
  if (!entries) return null
  const records: Uint8Array[] = []
  const stretches: [from: number, to: number][] = []
  let length = 0
  for (const { record, from, to } of entries.filter(({ name }) => wanted(name))) {
    const last = stretches.at(-1)
    if (last?.[1] === from) last[1] = to // thousands of members that lie together are read at once
    else stretches.push([from, to])
    const moved = record.slice()
    new DataView(moved.buffer).setUint32(42, length, true)
    records.push(moved)
    length += to - from
  }
  const pieces: Uint8Array[] = []
  for (const [from, to] of stretches) pieces.push(await read(from, to))
  return { names: entries.map(({ name }) => name), bytes: joined([...pieces, ...records, endRecord(records, length)]) }
}

const CUT = 'The zip is incomplete: download or save it again.'

/** In the order of their places; each reaches to where the next one begins. */
async function contents(size: number, read: ReadBytes): Promise<Entry[] | null> {
  const tail = await read(Math.max(0, size - TAIL), size)
  const view = viewOf(tail)
  let end = tail.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new FormatError(CUT)
  if (end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) return null
  const [count, length, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  if (count > LIMITS.arrayMembers) throw new FormatError(`The archive claims ${count} members; ${LIMITS.arrayMembers} is the most that is read.`)
  if (start + length > size) throw new FormatError(CUT)
  const directory = await read(start, start + length)
  const entries = recordsOf(directory, count)
    .map(({ name, record }): Entry => ({ name, record, from: viewOf(record).getUint32(42, true), to: start }))
    .sort((a, b) => a.from - b.from)
  if (entries.some(({ from }) => from === 0xffffffff)) return null
  entries.forEach((entry, k) => {
    if (entry.from > start) throw new FormatError(CUT)
    if (k + 1 < entries.length) entry.to = Math.min(start, entries[k + 1].from)
  })
  return entries
}

function recordsOf(directory: Uint8Array, count: number): { name: string, record: Uint8Array }[] {
  const view = viewOf(directory)
  const text = new TextDecoder()
  let at = 0
  return Array.from({ length: count }, () => {
    if (at + 46 > directory.length || view.getUint32(at, true) !== 0x02014b50) throw new FormatError(CUT)
    const [name, extra, comment] = [28, 30, 32].map(offset => view.getUint16(at + offset, true))
    const next = at + 46 + name + extra + comment
    if (next > directory.length) throw new FormatError(CUT)
    const found = { name: text.decode(directory.subarray(at + 46, at + 46 + name)), record: directory.subarray(at, next) }
    at = next
    return found
  })
}

function endRecord(records: readonly Uint8Array[], start: number): Uint8Array {
  const bytes = new Uint8Array(22)
  const view = viewOf(bytes)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, records.length, true)
  view.setUint16(10, records.length, true)
  view.setUint32(12, records.reduce((sum, { length }) => sum + length, 0), true)
  view.setUint32(16, start, true)
  return bytes
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength)

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

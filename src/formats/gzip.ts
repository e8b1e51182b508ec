// A gzipped file, unpacked under the limits. What its last bytes say of its size may lie, so the bytes are counted while they come and only then kept.
import { Gunzip } from 'fflate'
import { FormatError, quoted, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'
import { crc32 } from './zip.ts'

export const looksLikeGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Deflate makes at most so many bytes of one. */
const MOST_PER_BYTE = 1032
/** Bytes that are handed over at a time. */
const PIECE = 16_384

/**
 * The unpacked bytes, all members one behind the other. Errors: FormatError for more than `limit` bytes, for a file that is cut short or damaged.
 * Format: RFC 1952.
 */
export function gunzipped(bytes: Uint8Array, name: string, limit: number = LIMITS.file): Uint8Array {
  const cut = (): FormatError => new FormatError(`${shown(name)} is cut short or damaged: it cannot be unpacked. Download it again.`)
  if (bytes.length < 20) throw cut()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const claimed = view.getUint32(bytes.length - 4, true)
  if (claimed > limit && claimed <= MOST_PER_BYTE * bytes.length) throw new FormatError(`${shown(name)} would unpack to ${sized(claimed)}; ${sized(limit)} is the most that is read of files dropped at once.`)
  let size = 0
  let further = 0
  // Twice through: first counted, then kept, so that no more is held than there is.
  const pass = (keep: (piece: Uint8Array, at: number) => void): void => {
    size = 0
    further = 0
    const stream = new Gunzip(piece => {
      if (size + piece.length > limit) throw new FormatError(`${shown(name)} would unpack to more than ${sized(limit)}, the most that is read of files dropped at once.`)
      keep(piece, size)
      size += piece.length
    })
    // Called for the second member and those after it.
    stream.onmember = () => {
      if (++further > LIMITS.members) throw new FormatError(`${shown(name)} is made of more than ${LIMITS.members} pieces, the most that are read.`)
    }
    try {
      for (let at = 0; at < bytes.length; at += PIECE) stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
    } catch (error) {
      throw error instanceof FormatError ? error : cut()
    }
  }
  pass(() => undefined)
  const plain = new Uint8Array(size)
  pass((piece, at) => plain.set(piece, at))
  const whole = claimed === size % 2 ** 32 && view.getUint32(bytes.length - 8, true) === crc32(plain)
  // The last eight bytes speak of the last member only.
  if (further === 0 && !whole) throw cut()
  return plain
}

const shown = (name: string): string => quoted(name).slice(1, -1)

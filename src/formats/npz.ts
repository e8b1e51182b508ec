// NumPy's .npz: a zip of .npy arrays, here also with .json members beside them. The same members always give the same bytes.
import { FormatError, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { NpyArray } from './npy.ts'
import { npySize, readNpy, readNpyText, writeNpyInto } from './npy.ts'
import type { Zip } from './zip.ts'
import { openZip } from './zip.ts'
import type { Level, ZipMember } from './zip-write.ts'
import { writeZip } from './zip-write.ts'

/** A member is an array (its name ends in .npy) or a JSON value (.json). */
export type Member = [name: `${string}.npy`, array: NpyArray] | [name: `${string}.json`, value: object]

/** Members in the order given → the archive, deflated as hard as `level` says (0: stored). The same members always give the same bytes. */
export function writeNpz(members: Iterable<Member>, level: (name: string) => Level = () => 9): Uint8Array {
  const text = new TextEncoder()
  return writeZip(Array.from(members, ([name, value]): ZipMember => {
    if (name.endsWith('.npy')) return { name, level: level(name), size: npySize(value as NpyArray), write: target => writeNpyInto(value as NpyArray, target) }
    const bytes = text.encode(`${jsonText(value)}\n`)
    return { name, level: level(name), size: bytes.length, write: target => target.set(bytes) }
  }))
}

/** A JSON member's text. */
export const jsonText = (value: object): string => JSON.stringify(value, nonFinite)

/** JSON knows no NaN and no infinity: null and the words stand for them. */
function nonFinite(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  return Number.isNaN(value) ? null : String(value)
}

export interface Npz {
  /** Members' names, with their endings. */
  names: string[]
  has(name: string): boolean
  array(name: `${string}.npy`): NpyArray
  json(name: `${string}.json`): unknown
  /** A member's text: a file of text, or a text that np.savez kept as an array of its own (NAME.npy). Null where there is neither. */
  text(name: string): string | null
}

/** Opens an archive; members are unpacked when asked for. */
export function openNpz(bytes: Uint8Array): Npz {
  const zip: Zip = openZip(bytes, LIMITS.arrayMembers)
  return {
    names: zip.names,
    has: zip.has,
    array: name => readNpy(zip.read(name, LIMITS.numbers * 8 + LIMITS.arrayHeader), name),
    json: name => parseJson(zip.read(name, LIMITS.json), name),
    text: name => zip.has(name) ? new TextDecoder().decode(zip.read(name, LIMITS.json))
      : zip.has(`${name}.npy`) ? readNpyText(zip.read(`${name}.npy`, 4 * LIMITS.json), name) : null,
  }
}

/** Parsed JSON of a member or file; refuses text that is none, is too long, or nests too deep. */
export function parseJson(member: Uint8Array | string, name: string): unknown {
  if (member.length > LIMITS.text) throw new FormatError(`${name} has ${sized(member.length)} of text; ${sized(LIMITS.text)} is the most that is read.`)
  const text = typeof member === 'string' ? member : new TextDecoder().decode(member)
  const ends = nesting(text)
  if (ends === 'too deep') throw new FormatError(`${name} nests brackets more than ${LIMITS.nesting} deep.`)
  try {
    return JSON.parse(text)
  } catch {
    if (ends === 'open') throw new FormatError(`${name} is not complete JSON: it ends at character ${text.length}. Download or save it again.`)
    throw new FormatError(`${name} is not JSON text.`)
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c]

/** How brackets nest, told from the text: anything recursive over a value that nests too deep could overflow. open: the text ends within a bracket or a string. */
function nesting(text: string): 'sound' | 'open' | 'too deep' {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === 0x5b || code === 0x7b) { if (++depth > LIMITS.nesting) return 'too deep' } else if (code === 0x5d || code === 0x7d) depth--
  }
  return inString || depth > 0 ? 'open' : 'sound'
}

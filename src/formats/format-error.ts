// What a reader throws when a file is not what it should be: one sentence, fit to be shown as it stands.

/** A refused file. Anything else that a reader throws is a fault of the program. */
export class FormatError extends Error {
  override name = 'FormatError'
}

/** Marks that turn the direction of what follows them: with one, “gpj.exe” is written as another ending reads. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Without control characters and turned directions; as long as it is. */
export const straight = (text: string): string => text.replace(TURNS, '').replace(/\p{Cc}/gu, ' ')

/** A name or value that comes from a file, in quotation marks: cut at 60 characters (never within one), without control characters and turned directions. */
export function quoted(text: string): string {
  const clean = straight(text)
  return `"${clean.length > 60 ? `${clean.slice(0, 60).replace(/[\ud800-\udbff]$/, '')}…` : clean}"`
}

const SIZES = [[1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB']] as const

/** Bytes as people say them: 5556 bytes, 46 kB, 120 MB. */
export function sized(count: number): string {
  if (count < 10_000) return count === 1 ? '1 byte' : `${count} bytes`
  const [unit, name] = SIZES.find(([size]) => count >= size)!
  const value = count / unit
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${name}`
}

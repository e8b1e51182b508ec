// Text with delimiters → rows of cells, one at a time: a table of data may have millions of cells, and none of their texts is kept longer than needed.
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'

/** UTF-8, UTF-16 by its mark, else Latin-1. */
export function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Letters of a line that are looked at to find the delimiter; and cells of a row that are taken apart: one more than a table may have. */
const LONGEST_LOOK = 200_000
const MOST = LIMITS.dataColumns + 1

const DELIMITERS = ['\t', ';', '|', ',', ' '] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** Share of the lines that have a delimiter as often as most. */
const STEADY = 0.75

/**
 * The first that stands equally often in most of the first lines, outside of quotes: a comma may be a decimal one, and blanks stand in texts. Null where
 * there is none.
 */
export function delimiterOf(text: string): Delimiter | null {
  const lines: string[] = []
  for (let at = 0; at < text.length && lines.length < 12;) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, Math.min(end < 0 ? text.length : end, at + LONGEST_LOOK)).replace(/"[^"]*"/g, '').trim()
    if (line !== '' && !line.startsWith('#')) lines.push(line)
    at = end < 0 ? text.length : end + 1
  }
  let best: Delimiter | null = null
  let score = 0
  for (const delimiter of DELIMITERS) {
    const counts = lines.map(line => delimiter === ' ' ? line.split(/ +/).length - 1 : line.split(delimiter).length - 1)
    const usual = counts.toSorted((x, y) => x - y)[counts.length >> 1] ?? 0
    const own = usual === 0 ? 0 : counts.filter(count => count === usual).length / counts.length
    if (own >= STEADY) return delimiter
    if (own > score) [best, score] = [delimiter, own]
  }
  return best
}

/** Cells are trimmed where they stand without quotes; blank lines and lines that begin with # are left out. Errors: a quotation mark that never ends. */
export function* rowsOf(text: string, delimiter: Delimiter, name: string): Generator<string[], void, void> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 0
  while (at < text.length) {
    line++
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const plain = text.slice(at, end)
    if (!plain.includes('"')) {
      at = end + 1
      const trimmed = plain.trim()
      if (trimmed !== '' && !trimmed.startsWith('#')) yield delimiter === ' ' ? trimmed.split(/ +/, MOST) : plain.split(delimiter, MOST).map(cell => cell.trim())
      continue
    }
    const cells: string[] = []
    at = quotedRow(text, at, delimiter, cells)
    if (at < 0) throw new FormatError(`${name}: a quotation mark in line ${line} is never closed.`)
    yield cells
  }
}

/** Reads one row in which quotation marks stand, and returns where the next begins; −1 where a quoted cell never ends. */
function quotedRow(text: string, from: number, delimiter: Delimiter, cells: string[]): number {
  let at = from
  for (;;) {
    while (text[at] === ' ') at++
    let cell = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const close = text.indexOf('"', at)
        if (close < 0) return -1
        cell += text.slice(at, close)
        at = close + 1
        if (text[at] !== '"') break
        cell += '"'
        at++
      }
    }
    let end = at
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++
    cells.push(cell + text.slice(at, end).trim())
    if (cells.length >= MOST) {
      const next = text.indexOf('\n', end)
      return next < 0 ? text.length : next + 1
    }
    if (end >= text.length || text[end] === '\n') return end + 1
    at = end + 1
  }
}

// Delimited text as rows of cells: by commas, semicolons, tabs or bars, whichever divides it. Quoting as in RFC 4180.
import { FormatError, quoted } from './format-error.ts'
import { LIMITS } from './limits.ts'

export type Delimiter = ',' | ';' | '\t' | '|'

interface DelimitedText { delimiter: Delimiter, /** Header first; rows without any text are left out. */ rows: string[][] }

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|']

/** Cells as they are written, by place. Errors: FormatError for a quotation mark without its twin, or more cells than a table may have. */
export function delimitedText(text: string, name: string): DelimitedText {
  const plain = text.replace(/^\uFEFF/, '')
  // Spreadsheets write the delimiter into a first line of its own.
  const told = /^sep=([,;\t|])\r?\n/i.exec(plain)
  const body = told ? plain.slice(told[0].length) : plain
  const delimiter = told ? told[1] as Delimiter : delimiterOf(body)
  return { delimiter, rows: rowsOf(body, delimiter, name) }
}

/** The delimiter by which most of the first lines have as many cells as the header; of two such the one with more cells. A comma where none divides. */
export function delimiterOf(text: string): Delimiter {
  const lines = firstLines(text)
  const scores = DELIMITERS.map(delimiter => {
    const counts = lines.map(line => countOutsideQuotes(line, delimiter))
    const [header = 0] = counts
    return { delimiter, header, agreeing: header === 0 ? 0 : counts.filter(count => count === header).length / counts.length }
  })
  // A decimal comma divides a row into twice as many cells as its header has.
  const best = scores.filter(score => score.header > 0).sort((a, b) => Number(b.agreeing > 0.8) - Number(a.agreeing > 0.8) || b.header - a.header)[0]
  return best ? best.delimiter : ','
}

/** Up to 20 lines with text in them, line ends within quotes not counted. */
function firstLines(text: string): string[] {
  const lines: string[] = []
  let from = 0
  let inQuotes = false
  for (let at = 0; at <= text.length && lines.length < 20 && at < 200_000; at++) {
    const letter = text[at]
    if (letter === '"') inQuotes = !inQuotes
    if (at === text.length || (!inQuotes && (letter === '\n' || letter === '\r'))) {
      if (text.slice(from, at).trim() !== '') lines.push(text.slice(from, at))
      from = at + 1
    }
  }
  return lines
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0
  let inQuotes = false
  for (const letter of line) {
    if (letter === '"') inQuotes = !inQuotes
    else if (letter === delimiter && !inQuotes) count++
  }
  return count
}

function rowsOf(text: string, delimiter: string, name: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cells = 0
  let at = 0
  const end = (cell: string): void => {
    row.push(cell)
    if (++cells > LIMITS.cells) throw new FormatError(`${shown(name)} has more than ${LIMITS.cells / 1e6} million cells, the most that a table may have.`)
    if (row.length > LIMITS.columns) throw new FormatError(`${shown(name)}: row ${rows.length + 1} has more than ${LIMITS.columns} cells, the most that is read.`)
  }
  const endRow = (): void => {
    if (row.length > 1 || row[0].trim() !== '') rows.push(row)
    row = []
  }
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const close = text.indexOf('"', at)
        if (close < 0) throw new FormatError(`${shown(name)}: row ${rows.length + 1} opens a quotation mark that is never closed; every one should have its twin.`)
        cell += text.slice(at, close)
        at = close + 1
        if (text[at] !== '"') break
        cell += '"'
        at++
      }
    }
    // What stands behind a closing quotation mark belongs to the cell all the same.
    const from = at
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
    end(cell + text.slice(from, at))
    if (at >= text.length) {
      endRow()
      return rows
    }
    if (text[at] === delimiter) {
      at++
      continue
    }
    endRow()
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    if (at >= text.length) return rows
  }
}

const shown = (name: string): string => quoted(name).slice(1, -1)

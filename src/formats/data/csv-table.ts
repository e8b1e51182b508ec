// A table of data as text → its columns: numbers where cells are numbers, texts where they are few, and which cells are empty.
import { shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { decoded, delimiterOf, rowsOf } from './csv-rows.ts'
import type { DraftColumn } from './data-draft.ts'

export interface Table {
  rows: number
  columns: DraftColumn[]
  /** Names that the first line gives to the classes 0, 1, …; null where it does not. */
  classNames: string[] | null
  warnings: string[]
}

const MISSING: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-', 'inf', '-inf', '+inf', 'infinity', '-infinity', '#n/a'])
const TRUTH = new Map([['true', 1], ['false', 0]])

/** Missing is NaN, text is null. */
function numberIn(cell: string, decimalComma: boolean): number | null {
  if (cell === '') return NaN
  let value = Number(cell)
  if (value - value === 0 && !/^[+-]?0[xob]/i.test(cell)) return value
  const lower = cell.toLowerCase()
  if (MISSING.has(lower)) return NaN
  const truth = TRUTH.get(lower)
  if (truth !== undefined) return truth
  if (decimalComma && /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+(e[+-]?\d+)?$/i.test(cell)) {
    value = Number(cell.replaceAll('.', '').replace(',', '.'))
    return value
  }
  if (!decimalComma && /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell)) return Number(cell.replaceAll(',', ''))
  return /^[+-]?\d+(\.\d+)?e\+?\d+$/i.test(cell) ? NaN : null // a number too large to be one
}

class Column {
  numbers: number[] = []
  private codes: Int32Array | null = null
  private places: Map<string, number> | null = null
  private tooMany = false
  texts = 0
  blanks = 0

  add(cell: string, decimalComma: boolean): void {
    const value = numberIn(cell, decimalComma)
    const row = this.numbers.push(value ?? NaN) - 1
    if (value === null) this.text(cell, row)
    else if (value !== value) this.blanks++
  }

  private text(cell: string, row: number): void {
    this.texts++
    if (this.tooMany) return
    this.places ??= new Map()
    const place = this.places.get(cell) ?? this.places.size
    this.places.set(cell, place)
    if (this.places.size > LIMITS.dataWords) {
      this.tooMany = true
      this.codes = this.places = null
      return
    }
    if (!this.codes || this.codes.length <= row) {
      const longer = new Int32Array(Math.max(64, 2 * (row + 1))).fill(-1)
      if (this.codes) longer.set(this.codes)
      this.codes = longer
    }
    this.codes[row] = place
  }

  done(name: string): DraftColumn {
    const { numbers, texts, blanks } = this
    const codes = this.codes && Int32Array.from({ length: numbers.length }, (_, row) => this.codes![row] ?? -1)
    const words = [...this.places?.keys() ?? []]
    const column = { name, numbers: Float64Array.from(numbers), codes, words, texts, blanks }
    return { ...column, values: this.tooMany ? null : distinct(column.numbers, words.length) }
  }
}

/** Different numbers and texts; null where there are more than are trained on as classes. */
function distinct(numbers: Float64Array, words: number): number | null {
  const seen = new Set<number>()
  for (const value of numbers) {
    if (value === value && seen.add(value).size + words > LIMITS.dataClasses) return null
  }
  return words > LIMITS.dataClasses ? null : seen.size + words
}

/** The first line is a header where none of its cells is a number, or where those that are only count the columns. */
function isHeader(cells: readonly string[], decimalComma: boolean): boolean {
  const numbers = cells.flatMap((cell, at) => {
    const value = numberIn(cell, decimalComma)
    return value !== null && value === value ? [[value, at]] : []
  })
  if (numbers.length === 0) return cells.some(cell => cell !== '')
  if (numbers.length < 4) return false
  const off = numbers[0][0]
  return (off === 0 || off === 1) && numbers.every(([value], k) => value === off + k)
}

/** Errors: no delimiter, no rows, too many cells or columns. */
export function readCsvTable({ path, bytes }: DroppedFile): Table {
  const name = shownName(path)
  if (bytes.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  const text = decoded(bytes)
  const delimiter = delimiterOf(text)
  if (!delimiter) throw new FormatError(`${name} has one column only: a data set has a row a sample, with its features and its label between commas, semicolons or tabs.`)
  const decimalComma = delimiter !== ','
  let first: string[] | null = null
  let names: string[] | null = null
  let columns: Column[] = []
  let rows = 0
  let longer = 0
  const add = (cells: readonly string[]): void => {
    rows++
    if (rows * columns.length > LIMITS.dataCells) throw new FormatError(`${name} holds more than ${LIMITS.dataCells / 1e6} million cells; ${LIMITS.dataCells / 1e6} million is the most that is read. Save it as .npz.`)
    columns.forEach((column, at) => column.add(cells[at] ?? '', decimalComma))
  }
  for (const cells of rowsOf(text, delimiter, name)) {
    if (columns.length === 0) {
      if (cells.length > LIMITS.dataColumns) throw new FormatError(`${name} has ${cells.length} columns; ${LIMITS.dataColumns} is the most that is read.`)
      columns = cells.map(() => new Column())
      if (isHeader(cells, decimalComma)) names = cells
      else first = cells
      continue
    }
    if (first && rows === 0) {
      // scikit-learn's own tables begin with their numbers of rows and of features, then the classes' names: known at the end.
      if (!countsThem(first, columns.length)) add(first)
      else names = first
    }
    if (cells.length > columns.length && cells.slice(columns.length).some(cell => cell !== '')) longer++
    else add(cells)
  }
  if (first && rows === 0 && !names) add(first)
  if (rows === 0) throw new FormatError(`${name}: no rows in this table (a header and no rows).`)
  const counted = first !== null && names === first
  if (counted && Number(first![0]) !== rows + longer) throw new FormatError(`${name}: its first line says ${first![0]} rows, the file holds ${rows + longer}. Download it again.`)
  const named = counted ? columns.map((_, at) => at === columns.length - 1 ? 'target' : `column ${at + 1}`) : columns.map((_, at) => names?.[at] || `column ${at + 1}`)
  const done = columns.map((column, at) => column.done(named[at].replace(/\p{Cc}/gu, ' ').slice(0, 60))).filter(column => column.blanks < rows)
  return {
    rows, columns: done, classNames: counted ? first!.slice(2).filter(cell => cell !== '') : null,
    warnings: longer > 0 ? [`${longer} of ${rows + longer} rows ${longer === 1 ? 'has more cells than the first and is' : 'have more cells than the first and are'} left out.`] : [],
  }
}

/** “150, 4, setosa, versicolor, virginica”: so many rows, one column less than there are, and names. */
function countsThem(cells: readonly string[], columns: number): boolean {
  return Number(cells[1]) === columns - 1 && Number.isInteger(Number(cells[0])) && Number(cells[0]) > 0 && cells.length > 2
    && cells.slice(2).every(cell => cell === '' || !Number.isFinite(Number(cell))) && cells[2] !== ''
}

// A table of networks trained elsewhere: a row per id with any hyper-parameters and metrics, from JSON (a list of objects, or an object of
// objects by id) or CSV. Values stay as they are: numbers, words, truth values.
import Papa from 'papaparse'
import { FormatError, quoted } from './format-error.ts'
import { parseJson } from './npz.ts'

export type TableValue = number | string | boolean | null
export type TableRow = Record<string, TableValue>

/** Columns that may name a row's network, the first that is there. */
export const ID_COLUMNS = ['id', 'name', 'network', 'run', 'run_id', 'number']

/** What a table may hold, so that a file cannot ask for everything. */
const MOST_COLUMNS = 500

/** Rows by id. The columns' names stay data: they never become keys of objects that have others. */
export function readNetworksTable(text: string, name: string): Map<string, TableRow> {
  const rows = name.toLowerCase().endsWith('.csv') ? csvRows(text, name) : jsonRows(parseJson(text, name), name)
  const byId = new Map<string, TableRow>()
  for (const [index, { id, row }] of rows.entries()) {
    if (byId.has(id)) throw new FormatError(`${name}: row ${index + 1} is a second one for ${quoted(id)}; there should be one row a network.`)
    if (Object.keys(row).length > MOST_COLUMNS) throw new FormatError(`${name}: row ${index + 1} has ${Object.keys(row).length} columns; ${MOST_COLUMNS} is the most that is read.`)
    byId.set(id, row)
  }
  return byId
}

interface Named { id: string, row: TableRow }

function csvRows(text: string, name: string): Named[] {
  // Cells by place, not by name: by name Papa would rename columns called alike, and lose one called __proto__.
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  const [error] = errors.filter(({ code }) => code !== 'UndetectableDelimiter')
  if (error) throw new FormatError(`${name}: line ${(error.row ?? 0) + 1} is not CSV (${error.message}).`)
  const [header = [], ...lines] = data
  const columns = header.map(column => column.trim())
  const twice = columns.find((column, at) => columns.indexOf(column) < at)
  if (twice !== undefined) throw new FormatError(`${name}: two columns are called ${quoted(twice)}; every column should have a name of its own.`)
  const at = columns.indexOf(idColumn(columns, name))
  return lines.map((cells, index) => {
    if (cells.length !== columns.length) throw new FormatError(`${name}: row ${index + 1} has ${counted(cells.length, 'cell')} and the header ${columns.length}; every row should have the header's columns.`)
    // Entries make properties of the object's own, whatever they are called.
    return { id: cells[at].trim(), row: Object.fromEntries(cells.map((cell, place) => [columns[place], csvValue(cell)] as const).filter((_, place) => place !== at)) }
  })
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Only a plain decimal numeral is a number: 0x10, 1_000 and Infinity stay the words that they are. */
const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function csvValue(cell: string): TableValue {
  const text = cell.trim()
  if (text === '') return null
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  const value = text.length <= 60 && NUMERAL.test(text) ? Number(text) : NaN
  return Number.isFinite(value) ? value : text
}

function jsonRows(json: unknown, name: string): Named[] {
  if (typeof json !== 'object' || json === null) throw new FormatError(`${name} should be a list of rows, each an object with an id.`)
  if (!Array.isArray(json)) return Object.entries(json).map(([id, row]) => ({ id, row: plainRow(row, `${name}: ${quoted(id)}`) }))
  return json.map((item, index) => {
    const where = `${name}: row ${index + 1}`
    const all = plainRow(item, where)
    const column = idColumn(Object.keys(all), where)
    const id = all[column]
    if (typeof id !== 'string' && typeof id !== 'number') throw new FormatError(`${where}: ${column} should be the network's name or number.`)
    return { id: String(id), row: Object.fromEntries(Object.entries(all).filter(([key]) => key !== column)) }
  })
}

/** Nested values (a config within a row) are taken apart by dots; lists become text. */
function plainRow(value: unknown, where: string): TableRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FormatError(`${where} should be an object of hyper-parameters and metrics.`)
  const cells: [string, TableValue][] = []
  const open: { prefix: string, object: object }[] = [{ prefix: '', object: value }]
  for (let next = open.pop(); next; next = open.pop()) {
    for (const [key, cell] of Object.entries(next.object) as [string, unknown][]) {
      if (typeof cell === 'object' && cell !== null && !Array.isArray(cell)) open.push({ prefix: `${next.prefix}${key}.`, object: cell })
      else if (typeof cell === 'number' || typeof cell === 'boolean' || typeof cell === 'string' || cell === null) cells.push([next.prefix + key, cell])
      else cells.push([next.prefix + key, JSON.stringify(cell)])
    }
  }
  const names = new Set<string>()
  for (const [key] of cells) {
    if (names.has(key)) throw new FormatError(`${where} has two values called ${quoted(key)}, one of them nested; every value should have a name of its own.`)
    names.add(key)
  }
  return Object.fromEntries(cells)
}

function idColumn(columns: readonly string[], where: string): string {
  const lower = columns.map(column => column.trim().toLowerCase())
  const found = ID_COLUMNS.map(wanted => lower.indexOf(wanted)).find(at => at >= 0)
  if (found === undefined) throw new FormatError(`${where} has no column that names the network; call it id.`)
  return columns[found]
}

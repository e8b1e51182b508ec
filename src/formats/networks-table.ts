// Rows of networks trained elsewhere as JSON: a list of objects, or an object of objects by id, with any hyper-parameters and metrics. Values stay as they
// are: numbers, words, truth values. Tables as CSV: runs-table.ts.
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
  const rows = jsonRows(parseJson(text, name), name)
  const byId = new Map<string, TableRow>()
  for (const [index, { id, row }] of rows.entries()) {
    if (byId.has(id)) throw new FormatError(`${name}: row ${index + 1} is a second one for ${quoted(id)}; there should be one row a network.`)
    if (Object.keys(row).length > MOST_COLUMNS) throw new FormatError(`${name}: row ${index + 1} has ${Object.keys(row).length} columns; ${MOST_COLUMNS} is the most that is read.`)
    byId.set(id, row)
  }
  return byId
}

interface Named { id: string, row: TableRow }

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

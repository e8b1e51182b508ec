// A table of runs trained elsewhere (Weights & Biases, Optuna, a spreadsheet): hyper-parameters and metrics by run, to be joined to networks by id.
import { endingOf, shownName } from './base-name.ts'
import { delimitedText } from './csv.ts'
import { decodedText } from './decoded-text.ts'
import { FormatError, quoted, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { TableRow } from './networks-table.ts'
import { ID_COLUMNS, readNetworksTable } from './networks-table.ts'
import type { RunColumn } from './run-columns.ts'
import { runColumn } from './run-columns.ts'
import { chartOf, foldedChart, foldedSteps, stepsOf } from './run-steps.ts'

export interface RunsTable {
  /** What wrote it, as far as its columns tell. */
  source: 'wandb' | 'optuna' | 'table'
  /** Runs by id, in the file's order; of a table with a row a step the last and the best of each run. */
  rows: Map<string, TableRow>
  /** Names of the columns, the id's left out. */
  columns: string[]
  /** What the reader should know, a sentence each. */
  warnings: string[]
}

/**
 * Text or bytes (UTF-8, UTF-16 by its mark, Latin-1) → runs. Cells are numbers, truth values or words by column; what is missing is null and never 0.
 * `joining`: the rows must each name a network of its own; then a table without names, or with one twice, is refused too.
 * Errors: FormatError, one sentence, for a table without runs, rows of another length than the header, too many cells.
 */
export function readRunsTable(input: string | Uint8Array, path: string, joining = false): RunsTable {
  const name = shownName(path)
  const text = textOf(input, name)
  if (endingOf(path) === 'json' || /^\s*[{[]/.test(text)) return fromJson(text, name)
  const { header, rows, delimiter } = cellsOf(text, name)
  if (rows.length === 0) throw new FormatError(`${name}: no runs in this table (a header and no rows).`)
  const decimalComma = delimiter !== ','
  const found = chartOf(header)
  const idAt = found ? -1 : idPlace(header)
  const steps = found ? null : stepsOf(header, rows, idAt)
  if (joining && !found && idAt < 0) throw new FormatError(`${name} has no column that names the network; call it id.`)
  const ids = idsOf(rows, idAt, steps !== null, withoutEnding(name))
  if (joining && steps === null && idAt >= 0) refuseTwice(rows.map(row => row[idAt].trim()), name)
  const typed = header.map((title, at) => at === idAt ? null : runColumn(title, rows.map(row => row[at]), decimalComma, ids.labels)).filter(column => column !== null)
  const warnings = [...ids.warnings, ...typed.flatMap(column => column.warnings), ...stateWarnings(typed)]
  const source = sourceOf(header, found !== null)
  if (found) {
    const { rows: folded, columns, warning } = foldedChart(found, typed)
    return { source: 'wandb', rows: folded, columns, warnings: [warning, ...warnings] }
  }
  if (steps !== null) {
    const { rows: folded, columns, warning } = foldedSteps(typed, ids.labels)
    return { source, rows: folded, columns, warnings: [warning, ...warnings] }
  }
  const byId = new Map(ids.labels.map((id, row) => [id, Object.fromEntries(typed.map(column => [column.title, column.values[row]])) as TableRow]))
  return { source, rows: byId, columns: typed.map(({ title }) => title), warnings }
}

/** Of a table that is told by its beginning. */
const BEGINNING = 100_000

/** Whether a table speaks of runs, by its header: a data set has features, and a column for the class. `input`: its bytes, of which the beginning is looked at. */
export function isRunsTable(input: Uint8Array, path: string): boolean {
  try {
    const text = textOf(input.subarray(0, BEGINNING), shownName(path))
    const whole = input.length <= BEGINNING ? text : text.slice(0, text.lastIndexOf('\n') + 1)
    const { header, rows } = cellsOf(whole, shownName(path))
    const names = header.map(title => title.toLowerCase())
    const metrics = names.some(title => METRIC.test(title))
    const classes = names.some(title => /^(class|label|target|species|category|diagnosis|y)$/.test(title))
    return metrics || chartOf(header) !== null || (idPlace(header) >= 0 && !classes) || rows.length === 0
  } catch (error) {
    // What is wrong with it is the reader's to say.
    if (error instanceof FormatError) return true
    throw error
  }
}

const METRICS = ['acc', 'accuracy', 'loss', 'auc', 'auroc', 'f1', 'perplexity', 'reward', 'lr', 'learning_?rate', 'epochs?', 'batch_?size', 'dropout', 'optimi[sz]er', 'weight_?decay', 'params_.*']
const METRIC = new RegExp(`(^|[^a-z])(${[...METRICS, '_step', '_runtime', 'run', 'run_id'].join('|')})([^a-z]|$)`)

function textOf(input: string | Uint8Array, name: string): string {
  if (input.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  if (input.length > LIMITS.text) throw new FormatError(`${name} has ${sized(input.length)} of text; ${sized(LIMITS.text)} is the most that is read.`)
  const text = typeof input === 'string' ? input : decodedText(input)
  if (text === null) throw new FormatError(`${name} is not text; a table is read as CSV.`)
  return text
}

interface Cells { header: string[], rows: string[][], delimiter: string }

function cellsOf(text: string, name: string): Cells {
  const { delimiter, rows: [head = [], ...lines] } = delimitedText(text, name)
  // A delimiter behind the last cell makes an empty column of no name.
  const width = head.at(-1)?.trim() === '' && lines.every(line => (line[head.length - 1] ?? '').trim() === '') ? head.length - 1 : head.length
  const blank = (cells: readonly string[]): boolean => cells.every(cell => cell.trim() === '')
  const fits = (line: readonly string[]): boolean => line.length === head.length || (line.length >= width && blank(line.slice(width)))
  const ragged = lines.flatMap((line, at) => fits(line) ? [] : [{ row: at + 2, cells: line.length }])
  if (ragged.length > 0) {
    const [first, ...others] = ragged
    const more = others.length > 3 ? `, and ${others.length} more rows differ` : others.map(({ row, cells }) => `; row ${row} has ${cells}`).join('')
    throw new FormatError(`${name}: row ${first.row} has ${first.cells} cells, the header has ${width}${more}. Every row should have the header's columns.`)
  }
  return { delimiter, header: uniqueNames(head.slice(0, width).map((title, at) => title.trim() || (at === 0 ? '' : `column ${at + 1}`))), rows: lines.map(line => line.slice(0, width)) }
}

/** Names that stand twice are kept apart: lr, lr (2). */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names)
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  return names.map(name => {
    let own = name
    for (let k = counts.get(name) ?? 1; seen.has(own); counts.set(name, k)) {
      k++
      own = `${name} (${k})`
      if (taken.has(own) && !seen.has(own)) own = name
    }
    seen.add(own)
    return own
  })
}

/** Place of the column that names runs: a known name, else pandas' nameless index; −1 where there is none. */
function idPlace(header: readonly string[]): number {
  const lower = header.map(title => title.trim().toLowerCase())
  const known = ID_COLUMNS.map(wanted => lower.indexOf(wanted)).find(at => at >= 0)
  return known ?? lower.indexOf('')
}

function idsOf(rows: readonly string[][], at: number, folded: boolean, fileName: string): { labels: string[], warnings: string[] } {
  if (at < 0 && folded) return { labels: rows.map(() => fileName), warnings: [] }
  if (at < 0) return { labels: rows.map((_, k) => `row ${k + 1}`), warnings: ['No column names the runs (id, name, run or number): they are called row 1, row 2, …, and join no network.'] }
  const written = rows.map((row, k) => row[at].trim() || `row ${k + 1}`)
  const nameless = rows.filter(row => row[at].trim() === '').length
  const labels = folded ? written : uniqueNames(written)
  const twice = labels.filter((label, k) => label !== written[k]).length
  return {
    labels,
    warnings: [
      ...nameless > 0 ? [`${counted(nameless, 'run has', 'runs have')} no name: called by the row.`] : [],
      ...twice > 0 ? [`${counted(twice, 'run has', 'runs have')} the name of another: kept apart as ${labels.find((label, k) => label !== written[k])!}${twice > 1 ? ', …' : ''}.`] : [],
    ],
  }
}

function refuseTwice(ids: readonly string[], name: string): void {
  const seen = new Set<string>()
  for (const [row, id] of ids.entries()) {
    if (seen.has(id)) throw new FormatError(`${name}: row ${row + 2} is a second one for ${quoted(id)}; there should be one row a network.`)
    seen.add(id)
  }
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

const withoutEnding = (name: string): string => name.replace(/(.)\.[^.]+$/, '$1')

function stateWarnings(columns: readonly RunColumn[]): string[] {
  const states = columns.find(({ title }) => /^state$/i.test(title))?.values
  if (!states) return []
  const odd = states.filter(state => typeof state === 'string' && !/^(complete|finished|done|success)$/i.test(state)) as string[]
  return odd.length === 0 ? [] : [`${odd.length} of ${states.length} runs did not finish (${[...new Set(odd)].slice(0, 3).join(', ')}).`]
}

function sourceOf(header: readonly string[], chart: boolean): RunsTable['source'] {
  const has = (...names: string[]): boolean => names.every(name => header.includes(name))
  if (has('number') && (header.some(title => title.startsWith('params_')) || has('state', 'value'))) return 'optuna'
  if (chart || has('_step') || has('_runtime') || has('_timestamp') || has('Name', 'State') || has('Name', 'Runtime')) return 'wandb'
  return 'table'
}

function fromJson(text: string, name: string): RunsTable {
  const rows = readNetworksTable(text, /\.json$/i.test(name) ? name : `${name}.json`)
  if (rows.size === 0) throw new FormatError(`${name}: no runs in this table (an empty list).`)
  return { source: 'table', rows, columns: [...new Set([...rows.values()].flatMap(row => Object.keys(row)))], warnings: [] }
}

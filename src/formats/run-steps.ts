// Tables with a row a step and not a row a run: histories and charts exported from Weights & Biases, training logs. Each run keeps its last values and its best.
import type { TableRow, TableValue } from './networks-table.ts'
import type { RunColumn } from './run-columns.ts'
import { betterOf } from './run-columns.ts'

interface Folded { rows: Map<string, TableRow>, columns: string[], warning: string }

const STEPS = ['_step', 'step', 'global_step', 'trainer/global_step', 'epoch', 'iteration']

/** A chart's export: a step, then “run - metric” with twins for the least and the most of a group of runs. By place in the header. */
export type Chart = ReadonlyMap<number, { run: string, metric: string }>

export function chartOf(header: readonly string[]): Chart | null {
  const lower = header.map(title => title.toLowerCase())
  const step = lower.findIndex(title => STEPS.includes(title) || title === 'relative time (process)' || title === 'wall time' || title === 'relative time (wall)')
  if (step < 0 || header.length < 2) return null
  const places = new Map<number, { run: string, metric: string }>()
  for (const [at, title] of header.entries()) {
    if (at === step) continue
    const cut = title.lastIndexOf(' - ')
    if (cut <= 0) return null
    if (!/__(MIN|MAX)$/.test(title)) places.set(at, { run: title.slice(0, cut), metric: title.slice(cut + 3) })
  }
  return places.size > 0 ? places : null
}

/** `typed`: every column of the header, in its order. */
export function foldedChart(chart: Chart, typed: readonly RunColumn[]): Folded {
  const cells = new Map<string, [string, TableValue][]>()
  for (const [at, { run, metric }] of chart) {
    const own = cells.get(run) ?? []
    cells.set(run, own)
    own.push(...lastAndBest(metric, typed[at].values))
  }
  return finished(cells, typed[0]?.values.length ?? 0)
}

/** The place of the steps where rows are steps: they rise within every run, and runs stand in more than one row. Null where rows are runs. */
export function stepsOf(header: readonly string[], rows: readonly (readonly string[])[], idAt: number): number | null {
  const lower = header.map(title => title.toLowerCase())
  const at = STEPS.map(name => lower.indexOf(name)).find(place => place >= 0)
  if (at === undefined) return null
  const last = new Map<string, number>()
  for (const row of rows) {
    const run = idAt < 0 ? '' : row[idAt].trim()
    const step = row[at].trim() === '' ? NaN : Number(row[at])
    const before = last.get(run)
    if (!(step > (before ?? -Infinity))) return null
    last.set(run, step)
  }
  return last.size < rows.length ? at : null
}

/** `runs`: the run of each row. */
export function foldedSteps(typed: readonly RunColumn[], runs: readonly string[]): Folded {
  const rowsOf = new Map<string, number[]>()
  for (const [row, run] of runs.entries()) {
    const own = rowsOf.get(run)
    if (own) own.push(row)
    else rowsOf.set(run, [row])
  }
  const cellsOf = (rows: readonly number[]): [string, TableValue][] => typed.flatMap(({ title, values }) => lastAndBest(title, rows.map(row => values[row])))
  const cells = new Map([...rowsOf].map(([run, rows]) => [run, cellsOf(rows)]))
  return finished(cells, runs.length)
}

/** The last value that is not missing; and the best, where the name says which way is better. */
function lastAndBest(title: string, values: readonly TableValue[]): [string, TableValue][] {
  const last = values.findLast(value => value !== null) ?? null
  const better = betterOf(title)
  if (better === 0) return [[title, last]]
  const best = values.reduce<number | null>((found, value) => typeof value === 'number' && (found === null || better * value > better * found) ? value : found, null)
  return [[title, last], [`${title} (best)`, best]]
}

function finished(cells: ReadonlyMap<string, readonly [string, TableValue][]>, steps: number): Folded {
  const runs = cells.size === 1 ? '1 run' : `${cells.size} runs`
  return {
    rows: new Map([...cells].map(([run, own]) => [run, Object.fromEntries(own)])),
    columns: [...new Set([...cells.values()].flatMap(own => own.map(([title]) => title)))],
    warning: `The table has a row a step (${steps}): folded to the last values of ${runs}, and the best where a name says which way is better.`,
  }
}

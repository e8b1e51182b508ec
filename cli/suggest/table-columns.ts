// Which columns of a table are hyper-parameters: those that are named so, or all that are neither metrics nor book-keeping; and what may be proposed of each.
import type { TableValue } from '../../src/core/network.ts'
import type { Column } from '../../src/core/search/columns.ts'
import { columnSeen } from '../../src/core/search/columns.ts'
import type { Value } from '../../src/core/search/space.ts'
import { Refusal } from '../refusal.ts'

export type Row = Readonly<Record<string, TableValue>>

export interface Columns {
  /** By the name under which they are proposed. */
  columns: Map<string, Column>
  /** Where each stands in a row. */
  titles: Map<string, string>
  /** Columns that are no hyper-parameters. */
  leftOut: string[]
}

/** Tables of Optuna, Weights & Biases and MLflow say so themselves; the prefix is not part of the name. */
const PREFIX = /^(params_|params\.|config\.|hparams\.|hyperparameters\.)(?=.)/

/** Words of metrics and book-keeping in a column's name. */
const NO_SETTING = new RegExp(`(^|_)(${[
  'acc', 'accuracy', 'loss', 'auc', 'auroc', 'f1', 'error', 'err', 'perplexity', 'reward', 'score', 'value', 'metric', 'entropy', 'silhouette',
  'time', 'timestamp', 'runtime', 'duration', 'seconds', 'date', 'datetime', 'created', 'state', 'status', 'seed', 'step', 'number', 'name', 'id', 'tags', 'notes', 'user', 'host', 'parameters', 'flops',
].join('|')})(_|$)`)

/** Words that are this varied are names or notes and no choice. */
const MOST_WORDS = 20

/** `given`: exactly these, by title or by the name without a prefix. `score`: never one of them. */
export function columnsOf(rows: readonly Row[], score: string, given: ReadonlyMap<string, Column> | null): Columns {
  const all = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const named = all.some(title => PREFIX.test(title))
  const nameOf = (title: string): string => named ? title.replace(PREFIX, '') : title
  const columns = new Map<string, Column>()
  const titles = new Map<string, string>()
  const take = (title: string, name: string, column: Column): void => {
    columns.set(name, column)
    titles.set(name, title)
  }
  if (given) {
    for (const [name, column] of given) {
      const title = all.find(one => one === name) ?? all.find(one => nameOf(one) === name)
      if (title === undefined) throw new Refusal('--space', `${name} is no column of these networks; there are ${all.join(', ')}.`)
      take(title, name, column)
    }
  } else {
    for (const title of all) {
      if (title === score || (named ? !PREFIX.test(title) : NO_SETTING.test(underscored(title)))) continue
      const seen = seenIn(rows, title)
      const column = columnSeen(seen)
      if (!column || 2 * seen.length < rows.length || isNotes(column, seen.length)) continue
      take(title, nameOf(title), column)
    }
  }
  const taken = new Set(titles.values())
  return { columns, titles, leftOut: all.filter(title => !taken.has(title) && title !== score) }
}

const underscored = (title: string): string => title.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_').toLowerCase()

export const isValue = (value: TableValue | undefined): value is Value => value !== null && value !== undefined && !(typeof value === 'number' && !Number.isFinite(value))

const seenIn = (rows: readonly Row[], title: string): Value[] => rows.flatMap(row => isValue(row[title]) ? [row[title]] : [])

/** Words of which each network has its own, or nearly. */
const isNotes = (column: Column, networks: number): boolean =>
  'values' in column && column.values.some(value => typeof value === 'string') && (column.values.length > MOST_WORDS || (column.values.length > 3 && 2 * column.values.length > networks))

// A map's networks as a search sees them: settings under their names, and a score that is better when it is higher.
import type { NetworkRow, Outcome } from '../../src/core/network.ts'
import type { Column, Settings } from '../../src/core/search/columns.ts'
import { axesOf } from '../../src/core/search/columns.ts'
import type { Axes, Value } from '../../src/core/search/space.ts'
import type { Trial } from '../../src/core/search/trial.ts'
import { columnsOf, isValue } from './table-columns.ts'

export interface Voters {
  axes: Axes<Settings>
  columns: ReadonlyMap<string, Column>
  leftOut: string[]
  /** The column that is the score, and how it is read: score = (value − at) · by. */
  score: { column: string, at: number, by: number }
  trials: Trial<Settings>[]
  notes: string[]
}

/** What the outcome of a network says, besides what its makers wrote down. */
const FIGURES = ['testAccuracy', 'testLoss', 'trainAccuracy', 'trainLoss'] as const satisfies readonly (keyof Outcome)[]

/** Columns that are taken for the score where nobody names one, the first that is there. */
const USUAL = [
  'value', 'val_accuracy', 'val_acc', 'valid_accuracy', 'validation_accuracy', 'test_accuracy', 'test_acc', 'accuracy', 'acc', 'score', 'testaccuracy', 'val_loss', 'test_loss', 'loss',
]

const LOSSES = /loss|error|perplexity/i

/** Throws one sentence where nothing can be voted for. `lower`: less is better; of losses and errors it is anyway. */
export function votersOf(networks: readonly NetworkRow[], wanted: string | null, lower: boolean, given: ReadonlyMap<string, Column> | null): Voters {
  const rows = networks.map(rowOf)
  const column = wanted ?? usualScore(rows)
  // Of our own networks one that diverged is worse than every number.
  const scored = networks.map(({ outcome: { divergedAt } }, k) => ({ k, value: divergedAt === null ? rows[k][column] : NaN })).filter(({ value }) => typeof value === 'number')
  if (scored.length === 0) throw new Error(`has no network with a number under ${column}; the columns with numbers are ${numeric(rows).join(', ') || 'none'}.`)
  const { columns, titles, leftOut } = columnsOf(scored.map(({ k }) => rows[k]), column, given)
  const { at, by } = scaleOf(scored.map(({ value }) => value as number).filter(Number.isFinite), lower || LOSSES.test(column))
  const trials = scored.flatMap(({ k, value }): Trial<Settings>[] => {
    const settings = Array.from(titles, ([name, title]): [string, Value | null] => [name, isValue(rows[k][title]) ? rows[k][title] : null])
    const whole = settings.every((pair): pair is [string, Value] => pair[1] !== null)
    return whole ? [{ id: networks[k].id, hyper: Object.fromEntries(settings), score: ((value as number) - at) * by }] : []
  })
  const left = networks.length - trials.length
  return {
    axes: axesOf(columns), columns, leftOut: leftOut.filter(title => !(FIGURES as readonly string[]).includes(title)), score: { column, at, by }, trials,
    notes: left === 0 ? [] : [`${left === 1 ? 'One network has' : `${left} networks have`} no ${column}, or not every setting, and no vote.`],
  }
}

/** What its makers wrote, or our own settings; and what came of training where that is known. */
function rowOf({ hyper, brought, outcome }: NetworkRow): Record<string, Value | null> {
  const figures = FIGURES.filter(key => Number.isFinite(outcome[key])).map(key => [key, outcome[key]] as const)
  return Object.fromEntries<Value | null>([...figures, ...Object.entries<Value | null>(brought?.values ?? { ...hyper })])
}

function usualScore(rows: readonly Record<string, Value | null>[]): string {
  const numbers = numeric(rows)
  const found = USUAL.map(name => numbers.find(title => title.toLowerCase() === name)).find(title => title !== undefined)
  if (found === undefined) throw new Error(`does not say which column is the score; name it by --score: ${numbers.join(', ') || 'there is none with numbers'}.`)
  return found
}

const numeric = (rows: readonly Record<string, Value | null>[]): string[] =>
  [...new Set(rows.flatMap(row => Object.entries(row).filter(([, value]) => typeof value === 'number').map(([title]) => title)))]

/** Predictions are kept between 0 and 1: shares stay as they are; what else was seen fills the middle half, so that more may be foretold on either side. */
function scaleOf(values: readonly number[], lower: boolean): { at: number, by: number } {
  const [least, most] = [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)]
  if (!lower && least >= 0 && most <= 1) return { at: 0, by: 1 }
  const span = most > least ? most - least : Math.abs(most) || 1
  return lower ? { at: most + span / 2, by: -1 / (2 * span) } : { at: least - span / 2, by: 1 / (2 * span) }
}

// Settings of networks trained elsewhere, under names of their own: columns of a table as the axes of a search, as somebody says or as the values seen suggest.
import { logarithm } from '../elementary.ts'
import type { Range } from '../recipe.ts'
import { along } from '../population.ts'
import { below, deriveSeed, mulberry32 } from '../random.ts'
import { median } from '../statistics.ts'
import type { Axes, ListAxis, NumberAxis, Value } from './space.ts'
import { featureCount } from './space.ts'

/** Settings by the names of their columns. */
export type Settings = Readonly<Record<string, Value>>

/** What a column may hold: numbers from–to, on a scale of ratios or evenly, or one of some values. */
export type Column = Range & { log: boolean, whole: boolean } | { values: readonly Value[] }

/** Positive numbers that span more than this may be ratios: they are if their median stands nearer to the middle on that scale. Our choice. */
const LOG_FROM = 10

/** Whole numbers that come in at most so many values, each in at least so many networks on the average, are a list: a batch of 32 or 64 and nothing between. */
const LIST = { values: 6, times: 3 }

/** What the values seen suggest; null where there are none. Numbers that are not finite must be left out before. */
export function columnSeen(values: readonly Value[]): Column | null {
  if (values.length === 0) return null
  const distinct = [...new Set(values)]
  if (!distinct.every(value => typeof value === 'number')) return { values: distinct.toSorted((a, b) => String(a) < String(b) ? -1 : 1) }
  const sorted = distinct.toSorted((a, b) => a - b)
  const [from, to] = [sorted[0], sorted.at(-1)!]
  const whole = sorted.every(Number.isInteger)
  if (whole && sorted.length <= LIST.values && values.length >= LIST.times * sorted.length) return { values: sorted }
  const middle = median(values as readonly number[])
  const ratios = from > 0 && to / from > LOG_FROM && Math.abs(logarithm(middle / from) / logarithm(to / from) - 0.5) < Math.abs((middle - from) / (to - from) - 0.5)
  return { from, to, whole, log: ratios }
}

/** A column without any choice is a setting like others, and no axis. Each has random numbers of its own: another column, or another range of it, changes no draw. */
export function axesOf(columns: ReadonlyMap<string, Column>): Axes<Settings> {
  const numbers: NumberAxis<string>[] = []
  const lists: ListAxis<string>[] = []
  for (const [key, column] of columns) {
    if ('values' in column) {
      const values = [...new Set(column.values)]
      const ordered = values.every(value => typeof value === 'number')
      if (values.length > 1) lists.push({ key, ordered, values: ordered ? values.toSorted((a, b) => a - b) : values })
    } else if (column.to > column.from) {
      const { from, to, log, whole } = column
      numbers.push({ key, range: { from, to }, scale: { log, whole } })
    }
  }
  const draw = (seed: number, index: number): Settings => Object.fromEntries(Array.from(columns, ([key, column]) => [key, drawnFrom(column, deriveSeed(seed, 'hyper', key, index))]))
  return { numbers, lists, features: featureCount(numbers, lists), still: draw(0, 0), draw }
}

function drawnFrom(column: Column, seed: number): Value {
  const random = mulberry32(seed)
  return 'values' in column ? column.values[below(column.values.length, random)] : along(column, column, random())
}

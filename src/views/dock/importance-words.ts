// What a report of importance allows one to say, and its rows for a chart, the most important first. Pure.
import type { Measure, MeasureKey } from '../../store/measures.ts'
import type { Importances } from '../../store/questions/importance-inputs.ts'
import { shortName } from '../panels/hyper-values.ts'
import { networksOf } from '../panels/words.ts'
import { tick } from '../ui/format.ts'

export interface ImportanceRow {
  key: MeasureKey
  name: string
  /** Loss of R² when it is shuffled, and its 95 % interval; NaN where there is none. */
  value: number
  low: number
  high: number
  /** Whether it is above what chance gives. */
  clear: boolean
}

export function importanceRows({ keys, report }: Importances, measures: readonly Measure[]): ImportanceRow[] {
  return keys.map((key, k) => {
    const { value, error, chance } = report.inputs[k]
    const measure = measures.find(found => found.key === key)
    return { key, name: measure ? shortName(measure) : key, value, low: value - 1.96 * error, high: value + 1.96 * error, clear: value > chance && !(value - 1.96 * error <= 0) }
  }).sort((a, b) => (b.value || 0) - (a.value || 0))
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const listed = (names: readonly string[]): string => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

/** 'Learning rate matters most to accuracy (R² .71 out of bag, 360 networks).' An order, not a share: R² may be far below a half. */
export function importanceSentence(of: 'accuracy' | 'position', { report }: Importances, rows: readonly ImportanceRow[]): string {
  const what = of === 'accuracy' ? 'accuracy' : 'where networks lie'
  const { r2, rows: n } = report
  if (rows.length === 0) return 'These networks do not differ in any hyper-parameter.'
  if (Number.isNaN(r2.value)) return n < 20 ? 'Forests need 20 networks at least.' : `${capital(what)} is the same for all ${networksOf(n)}: there is nothing to explain.`
  const figures = `(R² ${tick(Math.round(100 * r2.value) / 100)} out of bag, ${networksOf(n)})`
  const clear = rows.filter(row => row.clear)
  if (clear.length === 0 || r2.value <= Math.max(0, r2.chance || 0)) return `No hyper-parameter explains ${what} better than chance ${figures}.`
  const total = clear.reduce((sum, row) => sum + row.value, 0)
  let share = 0
  const most = clear.filter(row => { const before = share; share += row.value; return before <= total / 2 }).slice(0, 3)
  return `${capital(listed(most.map(row => row.name)))} ${most.length === 1 ? 'matters' : 'matter'} most to ${what} ${figures}.`
}

// What a report of factors over pairs of runs allows one to say, and its rows for a chart, the most important first. Pure.
import type { FactorReport } from '../../protocol/trajectories.ts'

export interface FactorRow {
  name: string
  /** Loss of R² when it is shuffled, with its 95 % interval; NaN where there is none. */
  value: number
  low: number
  high: number
  chance: number
  /** Whether it is above what chance gives, and its interval above nought. */
  clear: boolean
}

export function factorRows({ factors }: FactorReport): FactorRow[] {
  return factors.map(({ name, value, error, chance }) => {
    const [low, high] = [value - 1.96 * error, value + 1.96 * error]
    return { name, value, low, high, chance, clear: value > 0 && !(value <= chance) && !(low <= 0) }
  }).sort((a, b) => (b.value || 0) - (a.value || 0))
}

/**
 * constant: no factor differs between the runs. none: R² is no better than chance. unclear: it is, but no single factor is. some: these are clear.
 */
export type FactorFinding = { kind: 'constant' | 'none' | 'unclear' } | { kind: 'some', clear: readonly FactorRow[] }

export function findingOf(report: FactorReport, rows: readonly FactorRow[]): FactorFinding {
  if (rows.length === 0) return { kind: 'constant' }
  if (!(report.r2.value > Math.max(0, report.r2.chance || 0))) return { kind: 'none' }
  const clear = rows.filter(row => row.clear)
  return clear.length > 0 ? { kind: 'some', clear } : { kind: 'unclear' }
}

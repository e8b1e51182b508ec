// Networks as columns that a forest can read: hyper-parameters that differ, and what they are to explain.
import type { Input, Target } from '../../core/importance/forest.ts'
import { MOST_LEVELS } from '../../core/importance/forest.ts'
import type { ImportanceReport } from '../../core/importance/importance.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { Measure, MeasureKey } from '../measures.ts'

/** keys: the hyper-parameters that differ on the map, in the report's order. */
export interface Importances { keys: MeasureKey[], report: ImportanceReport }

/** What one sets before training; parameters follow from the others and are left out, or they would share what is the others'. */
export function inputsOf(rows: readonly NetworkRow[], measures: readonly Measure[]): { keys: MeasureKey[], inputs: Input[] } {
  const keys: MeasureKey[] = []
  const inputs: Input[] = []
  for (const measure of measures) {
    if ((measure.group !== 'hyper' && measure.group !== 'brought') || measure.key === 'parameters') continue
    if (measure.kind === 'category' && measure.values.length > MOST_LEVELS) continue
    const values = measure.kind === 'number'
      ? Float64Array.from(rows, measure.read)
      : Float64Array.from(rows, row => { const level = measure.values.indexOf(measure.read(row)); return level < 0 ? NaN : level })
    // Values that differ in their last bits are one.
    if (new Set(Array.from(values, value => Number(value.toPrecision(9)))).size < 2) continue
    keys.push(measure.key)
    inputs.push({ values, levels: measure.kind === 'number' ? 0 : measure.values.length })
  }
  return { keys, inputs }
}

export function targetOf(of: 'accuracy' | 'position', rows: readonly NetworkRow[], positions: Float64Array, space: Float64Array | null): Target {
  if (of === 'accuracy') return { values: Float64Array.from(rows, row => row.outcome.testAccuracy), outputs: 1 }
  return space ? { values: space.slice(), outputs: 3 } : { values: positions.slice(), outputs: 2 }
}

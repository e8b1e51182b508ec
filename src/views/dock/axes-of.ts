// Which axes the parallel coordinates have: hyper-parameters that differ on this map, then what came of them. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Measure, MeasureKey } from '../../store/measures.ts'
import { measuresOf } from '../../store/measures.ts'
import { distinctValues, settingsAmong } from '../panels/hyper-values.ts'

/** Whether these networks differ in it. */
export function varies(measure: Measure, rows: readonly NetworkRow[]): boolean {
  if (measure.kind === 'category') return new Set(rows.map(measure.read)).size > 1
  return distinctValues(measure, rows).length > 1
}

/** Parameters follow from width and depth, so they are not among the first; accuracy stands last. */
export function firstAxes(rows: readonly NetworkRow[], most = 12): MeasureKey[] {
  const settings = settingsAmong(rows).filter(measure => measure.key !== 'parameters' && varies(measure, rows)).map(({ key }) => key)
  const outcomes = measuresOf(rows).filter(({ key }) => key === 'spectralEntropy' || key === 'testAccuracy').filter(measure => varies(measure, rows)).map(({ key }) => key).reverse()
  return [...settings.slice(0, most - outcomes.length), ...outcomes]
}

/** The same axes with one of them so many places further on; it stops at the ends. */
export function moved(keys: readonly MeasureKey[], key: MeasureKey, by: number): MeasureKey[] {
  const from = keys.indexOf(key)
  if (from < 0) return [...keys]
  const others = keys.filter(other => other !== key)
  const to = Math.min(others.length, Math.max(0, from + by))
  return [...others.slice(0, to), key, ...others.slice(to)]
}

// The columns of the table: what each is called, how wide it is, what it sorts by and what it shows. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Measure, MeasureKey } from '../../store/measures.ts'
import { measuresOf } from '../../store/measures.ts'
import { shortName } from '../panels/hyper-values.ts'
import { measured } from '../ui/format.ts'
import { varies } from './axes-of.ts'

export interface Column { key: MeasureKey, name: string, label: string, measure: Measure, numeric: boolean, width: number }

/** About the width of a figure at 12 px, and what stands around a cell's text with its sort sign. */
const FIGURE = 6.6
const AROUND = 30

export function columnOf(measure: Measure): Column {
  const name = shortName(measure)
  const numeric = measure.kind === 'number'
  const widest = Math.max(name.length, numeric ? 7 : Math.max(...(measure.values.map(value => value.length)), 0))
  return { key: measure.key, name, label: measure.label, measure, numeric, width: Math.round(widest * FIGURE + AROUND) }
}

/** Hyper-parameters that differ between accuracy, by which one looks for a network, and what else came of them. */
export function firstColumns(rows: readonly NetworkRow[], derived: readonly Measure[] = []): MeasureKey[] {
  const measures = measuresOf(rows, derived)
  const there = (keys: readonly string[]): MeasureKey[] => keys.flatMap(key => measures.find(measure => measure.key === key)?.key ?? [])
  const settings = measures.filter(measure => (measure.group === 'hyper' || measure.group === 'brought') && varies(measure, rows)).map(({ key }) => key)
  return [...there(['testAccuracy']), ...settings, ...there(['trainAccuracy', 'testLoss', 'spectralEntropy', 'silhouette', 'cka', 'loops'])]
}

export const cellText = ({ measure }: Column, row: NetworkRow): string => {
  const value = measure.read(row)
  return typeof value === 'string' ? measured(measure, value) : measured(measure, value)
}

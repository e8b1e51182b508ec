// The order of the table's rows: by a column, up or down; what has no value stands last both ways; ties by id. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Measure, MeasureKey } from '../../store/measures.ts'

export interface Sort { key: MeasureKey | 'network', down: boolean }

/** A press on a column's head: numbers begin with the greatest, names with the first; then the other way; then by id again. */
export function nextSort(standing: Sort | null, key: Sort['key'], numeric: boolean): Sort | null {
  if (standing?.key !== key) return { key, down: numeric }
  return standing.down === numeric ? { key, down: !numeric } : null
}

export function sorted(rows: readonly NetworkRow[], sort: Sort | null, measure: Measure | null): NetworkRow[] {
  const byId = (a: NetworkRow, b: NetworkRow): number => a.id - b.id
  if (!sort || (sort.key !== 'network' && !measure)) return [...rows].sort(byId)
  const way = sort.down ? -1 : 1
  if (!measure) return [...rows].sort((a, b) => way * byId(a, b))
  const place = measure.kind === 'category' ? new Map(measure.values.map((value, at) => [value, at])) : null
  const values = new Map(rows.map(row => [row, place ? place.get(String(measure.read(row))) ?? NaN : Number(measure.read(row))]))
  return [...rows].sort((a, b) => {
    const [x, y] = [values.get(a)!, values.get(b)!]
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || byId(a, b)
    return way * (x < y ? -1 : x > y ? 1 : 0) || byId(a, b)
  })
}

/** The selected before the others, both in the order that they have. */
export function selectedFirst(rows: readonly NetworkRow[], ids: ReadonlySet<number>): readonly NetworkRow[] {
  return [...rows.filter(row => ids.has(row.id)), ...rows.filter(row => !ids.has(row.id))]
}

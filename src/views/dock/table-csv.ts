// The table as it stands, as CSV (RFC 4180): its columns, its order, numbers in full. What is not known is empty.
import type { NetworkRow } from '../../core/network.ts'
import { csvCell } from '../../formats/csv-cell.ts'
import { titleOf } from '../ui/format.ts'
import type { Column } from './table-columns.ts'

export function tableCsv(rows: readonly NetworkRow[], columns: readonly Column[], ids: ReadonlySet<number>): string {
  const head = ['id', 'name', 'selected', 'divergedAt', ...columns.map(({ key }) => key.replace(/^(column|derived):/, ''))]
  const lines = rows.map(row => [row.id, titleOf(row), ids.has(row.id) ? 1 : 0, row.outcome.divergedAt ?? '', ...columns.map(({ measure }) => known(measure.read(row)))])
  return [head, ...lines].map(line => line.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

const known = (value: number | string): number | string => typeof value === 'number' && !Number.isFinite(value) ? '' : value

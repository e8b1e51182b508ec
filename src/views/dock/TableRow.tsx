// One network as a row: its check-box, its mark and name, its values; tinted where it is selected, marked where it is in a group or open.
import type { MouseEvent } from 'react'
import { memo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { kindOf, titleOf } from '../ui/format.ts'
import type { Column } from './table-columns.ts'
import { cellText } from './table-columns.ts'

interface Props {
  id: string
  row: NetworkRow
  index: number
  columns: readonly Column[]
  template: string
  top: number
  height: number
  fill: string
  selected: boolean
  group: 'A' | 'B' | null
  open: boolean
  /** The column that keys stand on; null: in another row. */
  active: number | null
  onPress: (event: MouseEvent, index: number, column: number) => void
}

export const TableRow = memo(function TableRow({ id, row, index, columns, template, top, height, fill, selected, group, open, active, onPress }: Props) {
  const diverged = row.outcome.divergedAt !== null
  return (
    <div
      className="Table-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-current={open ? 'true' : undefined}
      data-id={row.id}
      data-diverged={diverged || undefined}
      style={{ top, height, gridTemplateColumns: template }}
      // A range of check-boxes is no range of text.
      onMouseDown={event => { if (event.shiftKey) event.preventDefault() }}
    >
      <div id={`${id}-${index}-0`} role="gridcell" aria-colindex={1} className="Table-check" data-active={active === 0 || undefined} onClick={event => onPress(event, index, 0)} aria-label={`${titleOf(row)} ${selected ? 'selected' : 'not selected'}`}>
        <span className="Table-box" data-on={selected || undefined} aria-hidden />
      </div>
      <div id={`${id}-${index}-1`} role="gridcell" aria-colindex={2} className="Table-name" data-active={active === 1 || undefined} onClick={event => onPress(event, index, 1)}>
        <Glyph row={row} fill={fill} />
        <b>{titleOf(row)}</b>
        <span>{diverged ? 'diverged' : kindOf(row)}</span>
        {group && <i data-group={group}>{group}</i>}
      </div>
      {columns.map((column, k) => (
        <div
          key={column.key}
          id={`${id}-${index}-${k + 2}`}
          role="gridcell"
          aria-colindex={k + 3}
          data-numeric={column.numeric || undefined}
          data-active={active === k + 2 || undefined}
          onClick={event => onPress(event, index, k + 2)}
        >
          {cellText(column, row)}
        </div>
      ))}
    </div>
  )
})

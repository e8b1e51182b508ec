// The table's head: it stays in sight, says how the rows are sorted, and sorts them; its check-box selects all that are shown, or none.
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Column } from './table-columns.ts'
import type { Sort } from './table-order.ts'

interface Props {
  id: string
  columns: readonly Column[]
  template: string
  sort: Sort | null
  all: 'all' | 'some' | 'none'
  active: number | null
  onPress: (column: number) => void
}

export function TableHead({ id, columns, template, sort, all, active, onPress }: Props) {
  const cell = (column: number, key: Sort['key'], name: string, label: string, numeric: boolean, sticky: boolean) => {
    const on = sort?.key === key
    const Sign = sort?.down ? ArrowDown : ArrowUp
    return (
      <div
        key={key}
        id={`${id}--1-${column}`}
        role="columnheader"
        aria-colindex={column + 1}
        aria-sort={on ? (sort.down ? 'descending' : 'ascending') : 'none'}
        aria-label={label}
        className={sticky ? 'Table-name' : undefined}
        data-numeric={numeric || undefined}
        data-active={active === column || undefined}
        title={`Sort by ${label.toLowerCase()}`}
        onClick={() => onPress(column)}
      >
        <span>{name}</span>
        {on && <Sign size={12} aria-hidden />}
      </div>
    )
  }
  return (
    <div className="Table-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
      <div id={`${id}--1-0`} role="columnheader" aria-colindex={1} className="Table-check" data-active={active === 0 || undefined} onClick={() => onPress(0)}>
        <span className="Table-box" data-on={all === 'all' || undefined} data-some={all === 'some' || undefined} aria-hidden />
        <span className="visually-hidden">{all === 'all' ? 'Selected: all that are shown. Press to let them go.' : 'Selected. Press to select all that are shown.'}</span>
      </div>
      {cell(1, 'network', 'network', 'Network', false, true)}
      {columns.map((column, k) => cell(k + 2, column.key, column.name, column.label, column.numeric, false))}
    </div>
  )
}

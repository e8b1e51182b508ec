// The rows themselves: only those in sight are in the page. One stop for Tab; arrows walk over cells, Space selects, Enter opens or sorts.
import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { useColours } from '../panels/use-colours.ts'
import { useApp } from '../use-app.ts'
import type { Column } from './table-columns.ts'
import type { Sort } from './table-order.ts'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { useRowHeight } from './use-row-height.ts'
import { walked } from './table-walk.ts'

interface Props { rows: readonly NetworkRow[], columns: readonly Column[], sort: Sort | null, onSort: (key: Sort['key'], numeric: boolean) => void }

/** Check-box, then name; then the columns. */
export const BEFORE = 2
const CHECK = 34
const NAME = 156

export function TableGrid({ rows, columns, sort, onSort }: Props) {
  const id = useId()
  const ids = useApp(state => state.selection.ids)
  const groups = useApp(state => state.groups)
  const openId = useApp(state => state.open?.id ?? null)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const { fill } = useColours()
  const scroll = useRef<HTMLDivElement>(null)
  /** Row −1 is the head. */
  const [at, setAt] = useState({ row: 0, column: 0 })
  const [focused, setFocused] = useState(false)
  /** Where a range of check-boxes begins. */
  const anchor = useRef<number | null>(null)
  const height = useRowHeight()
  // eslint-disable-next-line react-hooks/incompatible-library -- the rows in sight change as one scrolls: this component is drawn anew then, and memoises nothing
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => height, overscan: 8, scrollPaddingStart: height })
  useEffect(() => virtual.measure(), [virtual, height])
  const place = { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, columns.length + BEFORE - 1) }
  const template = [CHECK, NAME, ...columns.map(({ width }) => width)].map(width => `${width}px`).join(' ')
  const width = CHECK + NAME + columns.reduce((sum, column) => sum + column.width, 0)
  const allShown = rows.every(row => ids.has(row.id))

  const range = useCallback((to: number, how: 'add' | 'toggle') => {
    const from = anchor.current === null ? -1 : rows.findIndex(row => row.id === anchor.current)
    const [low, high] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
    select(rows.slice(low, high + 1).map(row => row.id), 'panel', from < 0 ? how : 'add')
  }, [rows, select])
  const toggle = useCallback((index: number) => {
    anchor.current = rows[index].id
    select([rows[index].id], 'panel', 'toggle')
  }, [rows, select])
  const open = useCallback((row: NetworkRow) => { void openNetwork(row.id) }, [openNetwork])

  const press = useCallback((event: MouseEvent, index: number, column: number) => {
    setAt({ row: index, column })
    if (event.shiftKey) range(index, 'toggle')
    else if (column === 0 || event.ctrlKey || event.metaKey) toggle(index)
    else open(rows[index])
  }, [range, toggle, open, rows])

  const keys = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 200) / height) - 2)
    const next = walked(place, event, { rows: rows.length, columns: columns.length + BEFORE, page })
    if (next) {
      setAt(next)
      if (next.row >= 0) virtual.scrollToIndex(next.row)
      const before = columns.slice(0, Math.max(0, next.column - BEFORE))
      if (next.column >= BEFORE) bringColumn(scroll.current, before.reduce((sum, column) => sum + column.width, CHECK + NAME), columns[next.column - BEFORE].width)
      if (event.shiftKey && next.row >= 0 && next.row !== place.row) {
        anchor.current ??= rows[Math.max(0, place.row)].id
        range(next.row, 'add')
      }
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (place.row < 0) head(place.column)
      else if (event.key === ' ' || place.column === 0) toggle(place.row)
      else open(rows[place.row])
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) select(rows.map(row => row.id), 'panel')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const head = (column: number) => {
    if (column === 0) select(allShown ? [] : rows.map(row => row.id), 'panel')
    else if (column === 1) onSort('network', false)
    else onSort(columns[column - BEFORE].key, columns[column - BEFORE].numeric)
  }
  return (
    <div
      ref={scroll}
      className="Table-scroll"
      role="grid"
      tabIndex={0}
      aria-label="Networks"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + BEFORE}
      aria-multiselectable
      aria-activedescendant={focused ? `${id}-${place.row}-${place.column}` : undefined}
      onKeyDown={keys}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div style={{ width, height: virtual.getTotalSize() + height, position: 'relative' }} role="presentation">
        <TableHead
          id={id}
          columns={columns}
          template={template}
          sort={sort}
          all={allShown ? 'all' : rows.some(row => ids.has(row.id)) ? 'some' : 'none'}
          active={focused && place.row < 0 ? place.column : null}
          onPress={column => { setAt({ row: -1, column }); head(column) }}
        />
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          return (
            <TableRow
              key={row.id}
              id={id}
              row={row}
              index={index}
              columns={columns}
              template={template}
              top={start + height}
              height={size}
              fill={fill(row)}
              selected={ids.has(row.id)}
              group={groups.a.has(row.id) ? 'A' : groups.b.has(row.id) ? 'B' : null}
              open={row.id === openId}
              active={focused && place.row === index ? place.column : null}
              onPress={press}
            />
          )
        })}
      </div>
    </div>
  )
}

/** The column that keys walked to comes into sight, beside the two that stay. */
function bringColumn(scroll: HTMLDivElement | null, left: number, width: number): void {
  if (!scroll) return
  if (left - CHECK - NAME < scroll.scrollLeft) scroll.scrollLeft = left - CHECK - NAME
  else if (left + width > scroll.scrollLeft + scroll.clientWidth) scroll.scrollLeft = left + width - scroll.clientWidth
}

// In the dock: the sortable, searchable twin of the map. Searching leaves rows out of the table, and nothing else; selecting is the check-boxes.
import './TableDock.css'
import { Columns3, Download, X } from 'lucide-react'
import { useCallback, useDeferredValue, useId, useMemo, useRef } from 'react'
import type { MeasureKey } from '../../store/measures.ts'
import { grouped, measuresOf } from '../../store/measures.ts'
import { networksOf } from '../panels/words.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { DockAside, useRemembered } from './dock-memory.tsx'
import { DockPopover } from './DockPopover.tsx'
import { TableGrid } from './TableGrid.tsx'
import { columnOf, firstColumns } from './table-columns.ts'
import { tableCsv } from './table-csv.ts'
import type { Sort } from './table-order.ts'
import { nextSort, selectedFirst, sorted } from './table-order.ts'
import { QUERY_HINT, readQuery } from './table-query.ts'

export function TableDock() {
  const map = useApp(state => state.map)
  const derived = useApp(state => state.derived)
  const ids = useApp(state => state.selection.ids)
  const select = useApp(state => state.select)
  const saveText = useApp(state => state.saveText)
  const series = map?.series ?? 0
  const [typed, setTyped] = useRemembered('table query', '')
  const [sort, setSort] = useRemembered<Sort | null>('table sort', { key: 'testAccuracy', down: true })
  const [first, setFirst] = useRemembered('table selected first', false)
  const [chosen, setChosen] = useRemembered<readonly MeasureKey[] | null>(`table columns of ${series}`, null)
  const menu = useRef<HTMLButtonElement>(null)
  const menuId = useId()
  const hintId = useId()
  const text = useDeferredValue(typed)

  const networks = useMemo(() => map ? [...map.networks, ...map.diverged] : [], [map])
  const measures = useMemo(() => map ? measuresOf(map.networks, derived) : [], [map, derived])
  const usual = useMemo(() => map ? firstColumns(map.networks, derived) : [], [map, derived])
  const keys = chosen ?? usual
  const columns = useMemo(() => keys.flatMap(key => {
    const measure = measures.find(found => found.key === key)
    return measure ? [columnOf(measure)] : []
  }), [keys, measures])
  const query = useMemo(() => readQuery(text, measures), [text, measures])
  const inOrder = useMemo(() => sorted(networks, sort, measures.find(({ key }) => key === sort?.key) ?? null), [networks, sort, measures])
  const found = useMemo(() => query.asks ? inOrder.filter(query.test) : inOrder, [inOrder, query])
  const rows = useMemo(() => first ? selectedFirst(found, ids) : found, [found, first, ids])
  const listed = useMemo(() => grouped(measures), [measures])
  const onSort = useCallback((key: Sort['key'], numeric: boolean) => setSort(before => nextSort(before, key, numeric)), [setSort])

  const shown = rows.length === networks.length ? networksOf(networks.length) : `${integer(rows.length)} of ${networksOf(networks.length)}`
  return (
    <div className="Table">
      <DockAside>
        <div className="Table-find">
          <input
            type="search"
            className="Table-query"
            placeholder="lr > 0.01 relu"
            aria-label="Find networks"
            aria-describedby={hintId}
            aria-invalid={query.fault ? true : undefined}
            title={QUERY_HINT}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={event => setTyped(event.target.value)}
            onKeyDown={event => {
              if (event.key !== 'Escape' || typed === '') return
              event.stopPropagation()
              setTyped('')
            }}
          />
          <span id={hintId} className="visually-hidden">{QUERY_HINT}</span>
          <p role="status" data-fault={query.fault ? true : undefined}>{query.fault ?? (rows.length === 0 ? 'No network matches.' : `${shown}${ids.size > 0 ? `, ${integer(ids.size)} selected` : ''}`)}</p>
        </div>
        {query.asks && rows.length > 0 && <Button variant="quiet" small onClick={() => select(rows.map(row => row.id), 'panel')}>Select these</Button>}
        <Button variant="quiet" small aria-pressed={first} onClick={() => setFirst(!first)}>Selected first</Button>
        <button ref={menu} type="button" className="Button Button-quiet Button-small" popoverTarget={menuId} aria-haspopup="dialog"><Columns3 size={14} aria-hidden />Columns</button>
        <Button variant="quiet" small icon={<Download size={14} aria-hidden />} title="These rows and columns, in this order" onClick={() => saveText(tableCsv(rows, columns, ids), 'netfold-table.csv', 'text/csv')}>CSV</Button>
      </DockAside>
      <DockPopover id={menuId} label="Columns" anchor={menu}>
        {() => (
          <div className="DockPopover-list">
            {listed.map(group => (
              <div key={group.name}>
                <h3 className="DockPopover-title">{group.name}</h3>
                {group.measures.map(({ key, label }) => (
                  <Check key={key} label={label} checked={keys.includes(key)} onChange={checked => setChosen(checked ? [...keys, key] : keys.filter(other => other !== key))} />
                ))}
              </div>
            ))}
            <Button variant="quiet" small onClick={() => setChosen(null)}>As at first</Button>
          </div>
        )}
      </DockPopover>
      {rows.length > 0
        ? <TableGrid rows={rows} columns={columns} sort={sort} onSort={onSort} />
        : (
            <p className="Panel-empty">
              {query.fault ?? 'No network matches what you typed.'}
              {' '}
              <Button variant="quiet" small icon={<X size={14} aria-hidden />} onClick={() => setTyped('')}>Clear</Button>
            </p>
          )}
    </div>
  )
}

// The selected networks, or all, as a file: a CSV table for a spreadsheet or pandas, or JSON with the settings of the map that they are from.
import type { NetworkRow } from '../core/network.ts'
import { csvCell } from '../formats/csv-cell.ts'
import { dataInFileName } from './file-name.ts'
import type { Measure } from './measures.ts'
import { measuresOf } from './measures.ts'
import { provenanceOf } from './provenance.ts'
import { sentenceOf } from './run-context.ts'
import type { Session } from './session.ts'
import type { Groups, MapView } from './state.ts'

export type ExportFormat = 'csv' | 'json'

export function downloadSelection({ store, services, notify }: Session, format: ExportFormat): void {
  const { map, selection, groups, derived } = store.getState()
  if (!map || selection.ids.size === 0) return notify('warn', 'Nothing was exported: no network is selected.')
  try {
    const text = format === 'csv' ? selectionTable(map, selection.ids, groups, derived) : selectionDocument(map, selection.ids, groups, derived)
    services.download(new Blob([text], { type: TYPES[format] }), `netfold-${dataInFileName(map.manifest)}-selection-${selection.ids.size}.${format}`)
  } catch (error) {
    notify('danger', `The selection could not be exported: ${sentenceOf(error)}`)
  }
}

/** The selected networks; all of them where none is selected. */
export function downloadTable(session: Session, format: ExportFormat): void {
  const { map, selection, groups, derived } = session.store.getState()
  if (!map) return session.notify('warn', 'Nothing was exported: there is no map yet.')
  if (selection.ids.size > 0) return downloadSelection(session, format)
  const ids = new Set([...map.networks, ...map.diverged].map(row => row.id))
  const text = format === 'csv' ? selectionTable(map, ids, groups, derived) : selectionDocument(map, ids, groups, derived)
  session.services.download(new Blob([text], { type: TYPES[format] }), `netfold-${dataInFileName(map.manifest)}-${ids.size}.${format}`)
}

const TYPES: Record<ExportFormat, string> = { csv: 'text/csv;charset=utf-8', json: 'application/json' }

type Cell = string | number | null

/** One line a network, diverged ones too, ascending by id; columns id, name, group, seeds, then every measure. What is not known is empty. RFC 4180. */
export function selectionTable(map: MapView, ids: ReadonlySet<number>, groups: Groups, derived: readonly Measure[] = []): string {
  const columns = columnsOf(map, derived)
  const head = ['id', 'name', 'group', 'weightSeed', 'orderSeed', 'divergedAt', ...columns.map(column => column.name)]
  const lines = rowsOf(map, ids).map((row): Cell[] => [
    row.id, row.brought?.name ?? `#${row.id}`, groupOf(row.id, groups), row.weightSeed, row.orderSeed, row.outcome.divergedAt, ...columns.map(({ measure }) => known(measure.read(row))),
  ])
  return [head, ...lines].map(line => line.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

/** The same networks with everything that makes their map again: data set, recipe, geometry, what PHATE said. NaN, which JSON has not, is null. */
export function selectionDocument(map: MapView, ids: ReadonlySet<number>, groups: Groups, derived: readonly Measure[] = []): string {
  const columns = columnsOf(map, derived)
  const { title, madeBy, dataset, datasetTitle, train, test, probes, recipe, geometry, phate } = map.manifest
  return JSON.stringify({
    format: 'netfold-selection',
    version: 1,
    netfold: __VERSION__,
    provenance: provenanceOf(map),
    map: { title, madeBy, networks: map.networks.length, dataset, datasetTitle, train, test, probes, recipe, geometry, phate },
    networks: rowsOf(map, ids).map(row => ({
      id: row.id,
      name: row.brought?.name ?? `#${row.id}`,
      group: groupOf(row.id, groups),
      weightSeed: row.weightSeed,
      orderSeed: row.orderSeed,
      hyper: row.hyper,
      outcome: row.outcome,
      measures: Object.fromEntries(columns.filter(({ measure }) => measure.group !== 'hyper' && measure.group !== 'outcome').map(({ name, measure }) => [name, known(measure.read(row))])),
    })),
  }, (_, value: unknown) => typeof value === 'number' && !Number.isFinite(value) ? null : value, 2)
}

const rowsOf = (map: MapView, ids: ReadonlySet<number>): NetworkRow[] => [...map.networks, ...map.diverged].filter(row => ids.has(row.id)).sort((a, b) => a.id - b.id)

const groupOf = (id: number, { a, b }: Groups): Cell => a.has(id) ? 'A' : b.has(id) ? 'B' : null

const known = (value: string | number): Cell => value === '' || (typeof value === 'number' && !Number.isFinite(value)) ? null : value

/** A column brought along has its own name and a derived one its key's last part, unless another column has that name already. */
function columnsOf(map: MapView, derived: readonly Measure[]): { name: string, measure: Measure }[] {
  const taken = new Set(['id', 'name', 'group', 'weightSeed', 'orderSeed', 'divergedAt'])
  return measuresOf(map.networks, derived).map(measure => {
    const short = measure.key.replace(/^(column|derived):/, '')
    const name = taken.has(short) ? measure.key : short
    taken.add(name)
    return { name, measure }
  })
}

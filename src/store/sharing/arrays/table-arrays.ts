// The table of networks as arrays: a row for each network, those on the map first, in the order of `ids`. Pure.
import type { NetworkRow } from '../../../core/network.ts'
import type { Measure } from '../../measures.ts'
import { measuresOf } from '../../measures.ts'
import type { AppState, MapView } from '../../state.ts'
import type { Offer } from './offer.ts'
import { single } from './offer.ts'

/** Every network: row k < the map's count lies at row k of the embedding; diverged ones follow. */
export const rowsOf = (map: MapView): NetworkRow[] => [...map.networks, ...map.diverged]

export function tableOffers({ map, derived, groups, selection }: Pick<AppState, 'map' | 'derived' | 'groups' | 'selection'>): Offer[] {
  if (!map) return []
  const rows = rowsOf(map)
  const n = rows.length
  const seed = (read: (row: NetworkRow) => number | null): BigInt64Array => BigInt64Array.from(rows, row => BigInt(read(row) ?? -1))
  const mask = (name: string, words: string, ids: ReadonlySet<number>): Offer[] =>
    ids.size === 0 ? [] : [single(name, words, { dtype: 'bool', shape: [n], data: Uint8Array.from(rows, row => Number(ids.has(row.id))) })]
  const steps = (name: string, words: string, read: (row: NetworkRow) => number): Offer =>
    single(name, words, { dtype: 'int32', shape: [n], data: Int32Array.from(rows, read) })
  const trained = rows.some(row => row.hyper)
  const names = nameMaker()
  return [
    single('ids', `Of every network: the first ${map.networks.length} are on the map, in the order of embedding and distance; the others have no place on it.`, {
      dtype: 'int32', shape: [n], data: Int32Array.from(rows, row => row.id),
    }),
    ...mask('selection', 'Whether each is selected.', selection.ids),
    ...mask('groups/a', 'Whether each is in group A.', groups.a),
    ...mask('groups/b', 'Whether each is in group B.', groups.b),
    ...trained ? [
      single('seeds/weight', 'Of the initial weights; −1: unknown.', { dtype: 'int64', shape: [n], data: seed(row => row.weightSeed) }),
      single('seeds/order', 'Of rows, label noise, batches, dropout, augmentation and the false task of a corner; −1: unknown.', { dtype: 'int64', shape: [n], data: seed(row => row.orderSeed) }),
    ] : [],
    steps('outcome/divergedAt', 'The update at which a number was no longer finite; −1: never.', row => row.outcome.divergedAt ?? -1),
    ...trained ? [steps('outcome/steps', 'Updates made.', row => row.outcome.steps)] : [],
    ...measuresOf(map.networks, derived).map(measure => column(measure, rows, map.networks.length, names)),
  ]
}

const FOLDERS: Record<Measure['group'], string> = { outcome: 'outcome', hyper: 'hyper', representation: 'measures', brought: 'columns', derived: 'derived' }

/** Names of columns that strangers gave become names of files: letters, digits, dashes, each once. */
function nameMaker(): (measure: Measure) => string {
  const taken = new Set<string>()
  return ({ key, group }) => {
    const own = key.replace(/^(column|derived):/, '')
    const plain = `${FOLDERS[group]}/${own.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'column'}`
    let name = plain
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${plain}-${k}`
    taken.add(name.toLowerCase())
    return name
  }
}

/** float64, NaN where unknown; words as codes. What is measured of places on the map has no rows for networks without one. */
function column(measure: Measure, rows: readonly NetworkRow[], placed: number, nameOf: (measure: Measure) => string): Offer {
  const of = measure.group === 'representation' || measure.group === 'derived' ? rows.slice(0, placed) : rows
  const name = nameOf(measure)
  const shape = [of.length]
  if (measure.kind === 'number') return single(name, `${measure.label}; NaN: unknown.`, { dtype: 'float64', shape, data: Float64Array.from(of, measure.read) })
  const places = new Map(measure.values.map((value, place) => [value, place]))
  const wide = measure.values.length > 254
  const none = wide ? 65535 : 255
  const codes = of.map(row => places.get(measure.read(row)) ?? none)
  const words = `${measure.label}: ${measure.values.map((value, place) => `${place} ${value}`).join(', ').slice(0, 200)}; ${none}: unknown.`
  return single(name, words, wide ? { dtype: 'uint16', shape, data: Uint16Array.from(codes) } : { dtype: 'uint8', shape, data: Uint8Array.from(codes) }, { categories: measure.values })
}

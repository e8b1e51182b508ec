// Where a brought network lies, in figures: how good its place is, and what share of the map's networks it is ahead of. Pure.
import { condensedIndex } from '../../core/condensed.ts'
import type { NetworkRow } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Landing, Neighbour } from '../../protocol/geometry.ts'
import type { OwnKey } from '../measures.ts'
import { measureOf } from '../measures.ts'
import type { MapView } from '../state.ts'
import type { Landed } from './imported.ts'

/** Neighbours that a network's loneliness is told by. */
const FIFTH = 5

/** Neighbours that a card shows. */
const SHOWN = 10

const TOLD = ['testAccuracy', 'testLoss', 'parameters', 'spectralEntropy', 'silhouette', 'cka', 'loops'] as const satisfies readonly OwnKey[]

/** Largest distance of one of `among` to its 5th neighbour among them (to its last, where there are fewer); 0 where there is only one. */
export function loneliestOf({ ids, condensed }: { ids: readonly number[], condensed: Float64Array }, among: ReadonlySet<number>): number {
  const places = ids.flatMap((id, place) => among.has(id) ? [place] : [])
  if (places.length < 2) return 0
  let most = 0
  const distances = new Float64Array(places.length - 1)
  for (const a of places) {
    let next = 0
    for (const b of places) if (b !== a) distances[next++] = condensed[condensedIndex(a, b, ids.length)]
    distances.sort()
    most = Math.max(most, distances[Math.min(FIFTH, distances.length) - 1])
  }
  return most
}

/** Of the others the share with a lower value. Measures that it has no value of are left out. */
export function percentilesOf(row: NetworkRow, others: readonly NetworkRow[]): Landed['percentiles'] {
  return TOLD.flatMap(key => {
    const measure = measureOf(key)
    if (measure.kind !== 'number') return []
    const value = measure.read(row)
    if (!Number.isFinite(value) || (key === 'parameters' && value === 0)) return []
    const values = others.map(measure.read).filter(Number.isFinite)
    return [{ measure: measure.label, value, share: values.length === 0 ? NaN : values.filter(other => other < value).length / values.length }]
  })
}

/** Whom a brought network is held against: those that were trained for the map; on a map of brought ones alone, the others. */
export function othersThan(id: number, { networks }: Pick<MapView, 'networks'>): NetworkRow[] {
  const own = networks.filter(row => row.id < FIRST_BROUGHT)
  return own.length > 0 ? own : networks.filter(row => row.id !== id)
}

export function landedOf({ id, residual, offMap }: Pick<Landing, 'id' | 'residual' | 'offMap'>, map: MapView, nearest: readonly Neighbour[], loneliest: number): Landed {
  const row = map.networks.find(other => other.id === id)!
  return { id, residual, offMap, nearest: nearest.slice(0, SHOWN), loneliest, percentiles: percentilesOf(row, othersThan(id, map)) }
}

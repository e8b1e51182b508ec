// From what an earlier visit left in the vault to the map as it was, and to what is left to train. Pure.
import { condensedIndex, condensedSize } from '../core/condensed.ts'
import type { NetworkActivations, NetworkRow, NetworkSpec } from '../core/network.ts'
import { FIRST_BROUGHT } from '../core/network.ts'
import { DEFAULT_GEOMETRY } from '../core/settings.ts'
import type { MapManifest } from '../formats/map-file.ts'
import type { InterimOf } from '../protocol/training.ts'
import type { KeptColumns, KeptDistances, KeptNetwork, KeptSession } from '../protocol/vault.ts'
import type { Standing } from './holdings.ts'
import { placesOf, withMeasures } from './map-view.ts'
import type { MapView } from './state.ts'

export interface Restored {
  map: MapView
  standing: Standing
  /** Of the networks that the standing layout is made of, and of those that have no place by its metric. */
  activations: NetworkActivations[]
  /** Trained, and not on the map yet. */
  unplaced: KeptNetwork[]
  /** What is left of the run: null where nothing is trained or placed any more. */
  rest: { specs: NetworkSpec[], begun: InterimOf[], finished: NetworkRow[], asked: number } | null
}

/** Null where there is no map to come back to: the page was closed before anything of it was written. */
export function restored({ run, standing, distances, measures, columns, networks: kept, interims }: KeptSession, version: number): Restored | null {
  if (!standing) return null
  // A table may have been joined after they were put away.
  const networks = columns ? kept.map(network => ({ ...network, row: withColumns(network.row, columns) })) : kept
  const known = new Map(networks.map(network => [network.id, network]))
  const onMap = standing.ids.filter(id => known.has(id))
  const landed = new Set(standing.landed.filter(id => known.has(id)))
  const laid = onMap.filter(id => !landed.has(id))
  const geometry = { ...DEFAULT_GEOMETRY, ...standing.manifest.geometry } // what an older page kept says less
  const dims = geometry.dimensions
  const places = new Map(standing.ids.map((id, k) => [id, [...standing.positions.subarray(dims * k, dims * (k + 1))]]))
  const coordinates = (ids: readonly number[]): Float64Array => Float64Array.from(ids.flatMap(id => places.get(id)!))
  const placed = new Set(onMap)
  // A brought network without a place was taken off the map.
  const off = networks.filter(({ id }) => !placed.has(id) && id < FIRST_BROUGHT)
  const trained = run.state === 'finished' ? [] : off.filter(({ activations }) => activations)
  const waiting = new Set(trained.map(({ id }) => id))
  const over = run.state === 'finished' || run.state === 'paused' // of what waits for the visitor's word nothing is touched
  const map: MapView = {
    version, series: version, origin: standing.origin, manifest: { ...standing.manifest, geometry },
    networks: onMap.map(id => known.get(id)!.row), ...placesOf(coordinates(onMap), dims),
    diverged: off.filter(({ id }) => !waiting.has(id)).map(({ row }) => row), entropy: standing.entropy, comparable: standing.comparable, landed, fresh: new Set(),
  }
  const asked = new Set(run.specs.map(({ id }) => id))
  const specs = run.state === 'running' ? run.specs.filter(({ id }) => !known.has(id)) : []
  const left = new Set(specs.map(({ id }) => id))
  return {
    map: measures ? withMeasures(map, measures) : map,
    ...geometryOf(map.manifest, distances, known, laid, landed, coordinates(laid), run.state === 'finished' ? off.map(({ id }) => id) : []),
    unplaced: over ? [] : trained,
    rest: over ? null : {
      specs, begun: interims.filter(({ id }) => left.has(id)), finished: networks.filter(({ id }) => asked.has(id)).map(({ row }) => row), asked: run.specs.length,
    },
  }
}

const withColumns = (row: NetworkRow, columns: KeptColumns): NetworkRow => columns.has(row.id) ? { ...row, brought: columns.get(row.id)! } : row

/** How the geometry session is begun again: from the distances that were kept, or, where some are missing, from activations alone. */
function geometryOf(
  { geometry: settings, phate }: MapManifest, distances: KeptDistances | null, known: ReadonlyMap<number, KeptNetwork>,
  laid: number[], landed: ReadonlySet<number>, coordinates: Float64Array, outside: number[],
): Pick<Restored, 'standing' | 'activations'> {
  const of = (ids: Iterable<number>): NetworkActivations[] => Array.from(ids, id => known.get(id)!.activations).filter(found => found !== null)
  const condensed = distances && restrictedTo(laid, distances)
  if (condensed) {
    const base = { ids: laid, distances: condensed, coordinates, t: phate.t }
    return { standing: { settings, base, added: of(landed), layout: null }, activations: of([...laid, ...outside]) }
  }
  const layout = laid.length > 0 ? { ids: laid, coordinates, t: phate.t, settings } : null
  return { standing: { settings, base: null, added: of([...laid, ...landed, ...outside]), layout }, activations: [] }
}

/** Distances among these networks; null where one of them has none, or where there are none to speak of. */
function restrictedTo(ids: readonly number[], { ids: all, condensed }: KeptDistances): Float64Array | null {
  const at = new Map(all.map((id, k) => [id, k]))
  if (ids.length === 0 || !ids.every(id => at.has(id))) return null
  const places = ids.map(id => at.get(id)!)
  const result = new Float64Array(condensedSize(ids.length))
  let next = 0
  for (let a = 0; a < places.length; a++) for (let b = a + 1; b < places.length; b++) result[next++] = condensed[condensedIndex(places[a], places[b], all.length)]
  return result
}

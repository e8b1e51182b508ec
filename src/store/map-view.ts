// From a map file, and from what arrives while training, to the map that the views draw. Pure: every change makes a new MapView.
import type { Measures, NetworkRow } from '../core/network.ts'
import { rowsAt, staying } from '../core/without.ts'
import type { MapHead, MapManifest } from '../formats/map-file.ts'
import type { Embedding, Landing } from '../protocol/geometry.ts'
import type { MapView } from './state.ts'

const NONE: ReadonlySet<number> = new Set()
const byId = (a: NetworkRow, b: NetworkRow): number => a.id - b.id

export function mapFromHead(head: MapHead, origin: MapView['origin'], comparable: boolean, version: number): MapView {
  const rows = new Map(head.networks.map(row => [row.id, row]))
  const dims = head.manifest.geometry.dimensions
  const placed = head.ids.map((id, k) => ({ row: rows.get(id)!, place: head.embedding.subarray(dims * k, dims * (k + 1)) })).sort((a, b) => a.row.id - b.row.id)
  const onMap = new Set(head.ids)
  return {
    version,
    series: version,
    origin,
    manifest: head.manifest,
    networks: placed.map(({ row }) => row),
    ...placesOf(Float64Array.from(placed.flatMap(({ place }) => [...place])), dims),
    diverged: head.networks.filter(row => !onMap.has(row.id)),
    entropy: null,
    comparable,
    landed: NONE,
    fresh: NONE,
  }
}

/** A layout as views have it: N × 2, and N × 3 where it has so many dimensions. */
export function placesOf(coordinates: Float64Array, dimensions: 2 | 3): Pick<MapView, 'positions' | 'space'> {
  if (dimensions === 2) return { positions: coordinates, space: null }
  return { positions: coordinates.filter((_, k) => k % 3 < 2), space: coordinates }
}

/** The other way round. */
export const coordinatesOf = ({ positions, space }: Pick<MapView, 'positions' | 'space'>): Float64Array => space ?? positions

/** An empty map that networks are about to arrive on. */
export function emptyMap(manifest: MapManifest, version: number): MapView {
  return { version, series: version, origin: 'session', manifest, networks: [], positions: new Float64Array(0), space: null, diverged: [], entropy: null, comparable: true, landed: NONE, fresh: NONE }
}

/** Lays networks on the standing map; nothing moves. */
export function withLanded(map: MapView, rows: readonly NetworkRow[], landings: readonly Landing[]): MapView {
  const places = new Map(landings.map(landing => [landing.id, landing]))
  const arrived = rows.filter(row => places.has(row.id))
  const old = new Map(map.networks.map((row, k) => [row.id, k]))
  const networks = [...map.networks, ...arrived].sort(byId)
  const dims = map.manifest.geometry.dimensions
  const standing = coordinatesOf(map)
  const coordinates = Float64Array.from(networks.flatMap(({ id }) => {
    const place = places.get(id)
    const from = old.get(id)
    if (!place) return [...standing.subarray(dims * from!, dims * (from! + 1))]
    return dims === 3 ? [place.x, place.y, place.z ?? 0] : [place.x, place.y]
  }))
  const ids = arrived.map(row => row.id)
  return { ...map, version: map.version + 1, origin: 'session', networks, ...placesOf(coordinates, dims), landed: new Set([...map.landed, ...ids]), fresh: new Set(ids) }
}

/**
 * Takes the places that PHATE gave; the map and `rows` must hold every embedded network. The map's own rows win: they may have been measured since. A network
 * that has no place in it joins those without one, and one that has a place again leaves them.
 */
export function withEmbedding(map: MapView, rows: readonly NetworkRow[], embedding: Embedding): MapView {
  const known = new Map([...map.diverged, ...rows, ...map.networks].map(row => [row.id, row]))
  const networks = embedding.ids.map(id => known.get(id)!)
  const before = new Set(map.networks.map(row => row.id))
  return {
    ...map,
    version: map.version + 1,
    networks,
    diverged: withoutPlace(map, embedding.ids),
    ...placesOf(embedding.coordinates, embedding.coordinates.length === 3 * embedding.ids.length && embedding.ids.length > 0 ? 3 : 2),
    entropy: embedding.entropy,
    landed: NONE,
    fresh: new Set(embedding.ids.filter(id => !before.has(id))),
    manifest: { ...map.manifest, mapped: networks.length, phate: phateOf(embedding) },
  }
}

/** What a manifest says of a layout. */
export const phateOf = ({ t, stress, components, turned }: Embedding): MapManifest['phate'] => ({ t, stress, components, ...turned && { turned: true } })

function withoutPlace(map: MapView, embedded: readonly number[]): NetworkRow[] {
  const placed = new Set(embedded)
  const off = map.networks.filter(({ id }) => !placed.has(id))
  const back = map.diverged.some(({ id }) => placed.has(id))
  return off.length > 0 || back ? [...map.diverged.filter(({ id }) => !placed.has(id)), ...off].sort(byId) : map.diverged
}

/** Without these networks; nobody else moves. */
export function withoutNetworks(map: MapView, ids: ReadonlySet<number>): MapView {
  const places = staying(map.networks.map(row => row.id), ids)
  const dims = map.manifest.geometry.dimensions
  return {
    ...map, version: map.version + 1, networks: places.map(place => map.networks[place]), ...placesOf(rowsAt(coordinatesOf(map), dims, places), dims),
    diverged: map.diverged.filter(({ id }) => !ids.has(id)), landed: new Set([...map.landed].filter(id => !ids.has(id))), fresh: NONE,
  }
}

export function withDiverged(map: MapView, rows: readonly NetworkRow[]): MapView {
  return rows.length ? { ...map, version: map.version + 1, diverged: [...map.diverged, ...rows].sort(byId) } : map
}

/** Gives the networks that were measured what was measured of them. */
export function withMeasures(map: MapView, measures: ReadonlyMap<number, Measures>): MapView {
  if (measures.size === 0) return map
  const networks = map.networks.map(row => {
    const found = measures.get(row.id)
    return found ? { ...row, measures: found } : row
  })
  return { ...map, networks }
}

/** Without what depends on the scale and sigma of distances, which are about to be others. */
export function withoutWalkMass(map: MapView): MapView {
  const measures = new Map(map.networks.flatMap(row => row.measures ? [[row.id, Object.fromEntries(Object.entries(row.measures).filter(([name]) => name !== 'walkMass'))] as const] : []))
  return withMeasures(map, measures)
}

/** What was measured of the map's networks, in their order, as a file keeps it: a column a measure, NaN where it is undefined or not known. */
export function measureColumns({ networks }: MapView): Map<string, Float64Array> {
  const names = new Set(networks.flatMap(row => Object.keys(row.measures ?? {})))
  const columns = Array.from(names, name => [name, Float64Array.from(networks, row => row.measures?.[name] ?? NaN)] as const)
  return new Map(columns.filter(([, values]) => values.some(Number.isFinite)))
}

/** The other way round: each network's own, of a file's columns. */
export function measuresById(ids: readonly number[], columns: ReadonlyMap<string, Float64Array>): Map<number, Measures> {
  if (columns.size === 0) return new Map()
  return new Map(ids.map((id, k) => [id, Object.fromEntries(Array.from(columns, ([name, values]) => [name, values[k]]))]))
}

/** A map file's head, from what is on screen. */
export function headOf(map: MapView): MapHead {
  return {
    manifest: { ...map.manifest, mapped: map.networks.length, parts: {} },
    networks: [...map.networks, ...map.diverged].sort(byId),
    ids: map.networks.map(row => row.id),
    embedding: coordinatesOf(map),
  }
}

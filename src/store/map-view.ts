// From a map file, and from what arrives while training, to the map that the views draw. Pure: every change makes a new MapView.
import type { Measures, NetworkRow } from '../core/network.ts'
import type { MapHead, MapManifest } from '../formats/map-file.ts'
import type { Embedding, Landing } from '../protocol/geometry.ts'
import type { MapView } from './state.ts'

const NONE: ReadonlySet<number> = new Set()
const byId = (a: NetworkRow, b: NetworkRow): number => a.id - b.id

export function mapFromHead(head: MapHead, origin: MapView['origin'], comparable: boolean, version: number): MapView {
  const rows = new Map(head.networks.map(row => [row.id, row]))
  const placed = head.ids.map((id, k) => ({ row: rows.get(id)!, x: head.embedding[2 * k], y: head.embedding[2 * k + 1] })).sort((a, b) => a.row.id - b.row.id)
  const onMap = new Set(head.ids)
  return {
    version,
    series: version,
    origin,
    manifest: head.manifest,
    networks: placed.map(({ row }) => row),
    positions: Float64Array.from(placed.flatMap(({ x, y }) => [x, y])),
    space: null,
    diverged: head.networks.filter(row => !onMap.has(row.id)),
    entropy: null,
    comparable,
    landed: NONE,
    fresh: NONE,
  }
}

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
  const positions = new Float64Array(2 * networks.length)
  networks.forEach((row, k) => {
    const place = places.get(row.id)
    const from = old.get(row.id)
    positions[2 * k] = place ? place.x : map.positions[2 * from!]
    positions[2 * k + 1] = place ? place.y : map.positions[2 * from! + 1]
  })
  const ids = arrived.map(row => row.id)
  return { ...map, version: map.version + 1, origin: 'session', networks, positions, landed: new Set([...map.landed, ...ids]), fresh: new Set(ids) }
}

/** Takes the places that PHATE gave; the map and `rows` must hold every embedded network. The map's own rows win: they may have been measured since. */
export function withEmbedding(map: MapView, rows: readonly NetworkRow[], embedding: Embedding): MapView {
  const known = new Map([...rows, ...map.networks].map(row => [row.id, row]))
  const networks = embedding.ids.map(id => known.get(id)!)
  const before = new Set(map.networks.map(row => row.id))
  return {
    ...map,
    version: map.version + 1,
    networks,
    positions: embedding.coordinates,
    entropy: embedding.entropy,
    landed: NONE,
    fresh: new Set(embedding.ids.filter(id => !before.has(id))),
    manifest: { ...map.manifest, mapped: networks.length, phate: { t: embedding.t, stress: embedding.stress, components: embedding.components } },
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
    embedding: map.positions,
  }
}

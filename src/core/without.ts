// Tables of networks after some of these have gone; the others stay as they were.
import { condensedIndex, condensedSize } from './condensed.ts'

/** Places 0 … ids.length − 1 of those that stay, in their order. */
export const staying = (ids: readonly number[], gone: ReadonlySet<number>): number[] => ids.flatMap((id, place) => gone.has(id) ? [] : [place])

/** Condensed distances among those at `places` (of n things, each once), in that order. */
export function condensedAmong(condensed: Float64Array, n: number, places: readonly number[]): Float64Array {
  const result = new Float64Array(condensedSize(places.length))
  let next = 0
  for (let a = 0; a < places.length; a++) for (let b = a + 1; b < places.length; b++) result[next++] = condensed[condensedIndex(places[a], places[b], n)]
  return result
}

/** Rows of an N × columns table. */
export const rowsAt = (table: Float64Array, columns: number, places: readonly number[]): Float64Array =>
  Float64Array.from(places.flatMap(place => [...table.subarray(columns * place, columns * (place + 1))]))

interface Layout { ids: number[], coordinates: Float64Array }

/** `dims`: columns of the coordinates. */
export function layoutWithout<L extends Layout>(layout: L, dims: number, gone: ReadonlySet<number>): L {
  if (!layout.ids.some(id => gone.has(id))) return layout
  const places = staying(layout.ids, gone)
  return { ...layout, ids: places.map(place => layout.ids[place]), coordinates: rowsAt(layout.coordinates, dims, places) }
}

/** The same of a map with its distances. */
export function baseWithout<B extends Layout & { distances: Float64Array }>(base: B, dims: number, gone: ReadonlySet<number>): B {
  const places = staying(base.ids, gone)
  return places.length === base.ids.length ? base : { ...layoutWithout(base, dims, gone), distances: condensedAmong(base.distances, base.ids.length, places) }
}

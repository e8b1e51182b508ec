// The distances that belong to the map on screen. While networks train, the geometry session already holds some that the map does not show yet.
import { condensedAmong } from '../core/without.ts'
import type { Session } from './session.ts'
import type { MapView } from './state.ts'

/** Condensed, in the order of the map's networks. Of a map that came from a file and was not touched no geometry session is opened. */
export async function mapDistances({ services, holdings }: Pick<Session, 'services' | 'holdings'>, { networks }: Pick<MapView, 'networks'>): Promise<Float64Array> {
  const held = await holdings.distances()
  const found = among(held, networks)
  if (found) return found
  await holdings.session()
  const measured = among(await services.geometry.distances(), networks)
  if (!measured) throw new Error('The map holds networks that have no distances yet. Wait until they are measured.')
  return measured
}

/** Null where one of the networks is not among those measured. */
function among({ ids, condensed }: { ids: readonly number[], condensed: Float64Array }, networks: MapView['networks']): Float64Array | null {
  if (ids.length === networks.length && networks.every((row, k) => row.id === ids[k])) return condensed
  const places = new Map(ids.map((id, place) => [id, place]))
  const wanted = networks.flatMap(({ id }) => places.get(id) ?? [])
  return wanted.length === networks.length ? condensedAmong(condensed, ids.length, wanted) : null
}

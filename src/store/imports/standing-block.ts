// Why nobody can land on the standing map, in a sentence; null where they can.
import { absentData, emptyBlock } from '../selectors.ts'
import type { AppState, MapView } from '../state.ts'

export function standingBlock(map: MapView | null): string | null {
  if (!map) return 'There is no map to land on yet. Train one, or open a file.'
  const empty = emptyBlock(map)
  if (empty) return empty
  return map.comparable ? null : 'This map carries no activations to compare it with. Open one that does, or make a map of the brought networks.'
}

/** For what has to be run first: the map's probes are rows of a data set. */
export function runningBlock({ map, ownData }: Pick<AppState, 'map' | 'ownData'>): string | null {
  const standing = standingBlock(map)
  if (standing) return standing
  const { dataset } = map!.manifest
  return dataset ? absentData(dataset, ownData) : 'This map’s networks were trained elsewhere, on data that Netfold does not have, so it cannot be run on their probes. Bring its activations on them as .npz.'
}

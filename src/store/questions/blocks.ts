// Why a question cannot be asked now, in words that a panel shows in place of its picture.
import { networkOf } from '../selectors.ts'
import type { AppState } from '../state.ts'

/** What needs the geometry session: its distances or its layout. */
export function geometryBlock({ map, training }: AppState): string | null {
  if (!map || map.networks.length < 3) return 'There are fewer than three networks on the map.'
  return training ? 'The map is being made; this follows when it stands.' : null
}

/** What needs every network's activations besides. */
export function activationsBlock(state: AppState): string | null {
  return geometryBlock(state) ?? (state.map!.comparable ? null : 'This map carries no activations. Train one here, or open a map that has them.')
}

/** Why a network cannot be made again (revisits.ts), known without trying. */
export function revisitBlock({ map }: AppState, id: number): string | null {
  const row = networkOf(map, id)
  if (!row) return 'This network is not on the map any more.'
  if (!row.hyper || row.weightSeed === null || !map?.manifest.dataset) return `${row.brought?.name ?? `Network ${id}`} was trained elsewhere: Netfold has neither its weights nor its data.`
  return row.outcome.divergedAt === null ? null : `Network ${id} diverged: it has no weights that are numbers.`
}

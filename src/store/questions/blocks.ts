// Why a question cannot be asked now, in words that a panel shows in place of its picture.
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

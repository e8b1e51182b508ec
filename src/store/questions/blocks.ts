// Why a question cannot be asked now, in words that a panel shows in place of its picture.
import { absentData, broughtOf, emptyBlock, networkOf } from '../selectors.ts'
import type { AppState } from '../state.ts'

/** What needs the geometry session: its distances or its layout. */
export function geometryBlock({ map, training }: AppState): string | null {
  if (training) return BEING_MADE
  return emptyBlock(map) ?? (map!.networks.length < 3 ? `This takes three networks at least, and the map has ${map!.networks.length}. Train more, or open a larger map.` : null)
}

/** What needs every network's activations besides. */
export function activationsBlock(state: AppState): string | null {
  return geometryBlock(state) ?? representationBlock(state)
}

/** What needs one network's activations, however many others there are. */
export function representationBlock({ map, training }: AppState): string | null {
  if (training) return BEING_MADE
  return emptyBlock(map) ?? (map!.comparable ? null : 'This map carries no activations. Train a new map, or open one that has them.')
}

const BEING_MADE = 'The map is being made; this follows when it stands.'

/** Why a network cannot be made again (revisits.ts), known without trying. */
export function revisitBlock(state: AppState, id: number): string | null {
  const { map, ownData } = state
  const row = networkOf(map, id)
  if (!row) return 'This network is not on the map any more.'
  const name = row.brought?.name ?? `Network ${id}`
  if (!map?.manifest.dataset) return `${name} was trained elsewhere: Netfold has neither its weights nor its data.`
  if ((!row.hyper || row.weightSeed === null) && broughtOf(state, id)?.opened?.kind !== 'model') return `${name} was trained elsewhere, and its file is not at hand: drop it again to look inside.`
  if (row.outcome.divergedAt !== null) return `Network ${id} diverged: it has no weights that are numbers.`
  return absentData(map.manifest.dataset, ownData)
}

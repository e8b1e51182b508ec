// What is said of a network's weights, and why it cannot be trained on. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { AppState, OpenNetwork } from '../../store/state.ts'
import { integer } from '../ui/format.ts'

type Kept = OpenNetwork['kept']

export function weightsWords({ outcome }: NetworkRow, kept: Kept): string {
  if (outcome.divergedAt !== null) return `Its numbers stopped being finite at update ${integer(outcome.divergedAt)}: there are no weights to download or to go on from.`
  if (!kept) return 'Looking for what was kept of it…'
  return kept.weights ? 'Kept, and with them what the optimiser remembers.' : 'Not kept: its seeds name them, and it is trained again when they are wanted.'
}

export const keptAside = (kept: Kept): string | undefined => kept && kept.checkpoints > 0 ? `${integer(kept.checkpoints)} checkpoints kept` : undefined

/** Why no network of this map can be trained further now; null where it can. */
export function trainOnBlock({ training, map }: Pick<AppState, 'training' | 'map'>): string | null {
  if (training) return 'Training is under way.'
  return map?.comparable ? null : 'This map carries no activations to compare a new network with.'
}

const MOST = 500

export function epochsFault(epochs: number): string | null {
  if (Number.isInteger(epochs) && epochs >= 1 && epochs <= MOST) return null
  return `Epochs: ${epochs} is ${epochs > MOST ? 'too many' : epochs < 1 ? 'too few' : 'not a whole number'}; choose 1 to ${MOST}.`
}

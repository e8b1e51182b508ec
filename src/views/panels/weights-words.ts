// What is said of a network's weights, and why it cannot be trained on. Pure.
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import type { AppState, MapView, OpenNetwork } from '../../store/state.ts'
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

/** Networks of the map that are the same one trained for longer, or not so long: all but the epochs is the same. Fewest epochs first. */
export function sameTraining(row: NetworkRow, map: Pick<MapView, 'networks' | 'diverged'>): readonly NetworkRow[] {
  const { id, hyper, weightSeed, orderSeed } = row
  if (!hyper) return []
  const same = (other: NetworkRow): boolean =>
    other.weightSeed === weightSeed && other.orderSeed === orderSeed && other.hyper !== null && alike(hyper, { ...other.hyper, epochs: hyper.epochs })
  return [...map.networks, ...map.diverged]
    .filter(other => other.id !== id && same(other))
    .sort((a, b) => a.hyper!.epochs - b.hyper!.epochs || a.id - b.id)
}

const alike = (one: Hyperparameters, other: Hyperparameters): boolean => (Object.keys(one) as (keyof Hyperparameters)[]).every(key => one[key] === other[key])

const MOST = 500

export function epochsFault(epochs: number): string | null {
  if (Number.isInteger(epochs) && epochs >= 1 && epochs <= MOST) return null
  return `Epochs: ${epochs} is ${epochs > MOST ? 'too many' : epochs < 1 ? 'too few' : 'not a whole number'}; choose 1 to ${MOST}.`
}

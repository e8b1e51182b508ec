// What the rooms of the notebook share: its store, its services, and whoever holds, keeps or measures things for it.
import type { KeptWeights } from '../protocol/vault.ts'
import type { Portraits } from './portraits.ts'
import type { RunContext } from './run-context.ts'
import type { RunOrder } from './run-order.ts'

export interface Session extends RunContext {
  portraits: Portraits
  /** Ends what the standing work waits for besides the geometry worker; null where there is nothing. */
  endWaiting: (() => void) | null
  /** Brought networks on their way to the standing map: whoever changes it waits for them. Null where nobody is. */
  landing: Promise<unknown> | null
  /** Trains what an order says. */
  carryOut: (order: RunOrder) => Promise<void>
}

/** What the vault has of a network of the standing map besides its place; null where it has nothing, or cannot be read. */
export async function keptWeights({ store, services, keeper }: Session, id: number): Promise<KeptWeights | null> {
  return keeper.holds(store.getState().map) ? services.vault.weights(id).catch(() => null) : null
}

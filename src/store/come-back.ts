// A visitor comes back: what the vault kept, as a map to be shown at once and a training to go on with.
import type { NetworkDetail } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import type { KeptSession } from '../protocol/vault.ts'
import type { VaultService } from '../services/vault.ts'
import type { Restored } from './resume.ts'
import type { RunOrder } from './run-order.ts'

/** What an earlier visit left, ready to be shown and gone on with. */
export interface CameBack {
  restored: Restored
  details: NetworkDetail[]
  /** Not where not a single network had finished: then the ready-made map stands, and all begins anew. */
  shown: boolean
  /** Null where nothing is left to do. */
  order: RunOrder | null
  notice: string | null
  /** What the form said. */
  form: Recipe | null
  /** As kept-view.ts wrote it. */
  view: unknown
}

/** Null where nothing was kept, or nothing that can be read. */
export async function whatWasKept(vault: VaultService): Promise<CameBack | null> {
  const kept = await vault.read().catch(() => null)
  return kept && cameBack(kept, 1)
}

/** `version`: what the map is called among those that this page has shown. */
export async function cameBack(kept: KeptSession, version: number): Promise<CameBack | null> {
  // A newcomer never needs them.
  const [{ restored }, { orderAgain }] = await Promise.all([import('./resume.ts'), import('./run-order.ts')])
  const back = restored(kept, version)
  if (!back) return null
  const { run: { kind, state, specs, recipe }, networks } = kept
  const done = back.rest?.finished.length ?? 0
  return {
    restored: back,
    details: networks.map(({ id, curve, confusion }) => ({ id, curve, confusion })),
    shown: networks.length > 0,
    order: orderAgain(kept, back),
    notice: state === 'running' ? `Training goes on: ${done} of ${specs.length} networks were there when this page was closed.` : null,
    view: kept.view ?? null,
    form: kind === 'new' || kind === 'more' ? { ...recipe, count: specs.length } : null,
  }
}

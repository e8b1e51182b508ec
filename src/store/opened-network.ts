// One network opened in its panel: what is not at hand of it comes bit by bit.
import type { NetworkRow } from '../core/network.ts'
import { sentenceOf } from './run-context.ts'
import type { Session } from './session.ts'
import { keptWeights } from './session.ts'
import type { OpenNetwork } from './state.ts'

/** As long as it stays open. */
export async function fillIn(session: Session, { id, outcome }: NetworkRow): Promise<void> {
  const { store, services, holdings } = session
  const show = (change: Partial<OpenNetwork>): void => store.setState(state => state.open?.id === id ? { open: { ...state.open, ...change } } : {})
  void keptWeights(session, id).then(kept => show({ kept: { weights: kept?.state !== undefined && kept?.state !== null, checkpoints: kept?.checkpoints?.steps.length ?? 0 } }))
  try {
    await holdings.detail()
    show({ detail: holdings.details.get(id) ?? null, why: holdings.details.has(id) ? null : 'This map carries no curve or confusion matrix of this network.' })
  } catch (error) {
    show({ why: `Curve and confusion matrix are not at hand: ${sentenceOf(error)}` })
  }
  if (outcome.divergedAt !== null) return
  try {
    await holdings.session()
    // All of them: the last are the most different.
    show({ nearest: await services.geometry.nearest(id, Infinity) })
  } catch {
    show({ nearest: [] })
  }
}

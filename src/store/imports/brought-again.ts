// A brought network run again from its file, for panels that look inside: every hidden layer on the probes, its answers, its first weights.
import { predictedOf } from '../../core/training/figures.ts'
import type { Revisited } from '../../protocol/revisit.ts'
import { broughtOf } from '../selectors.ts'
import type { Session } from '../session.ts'
import { groundOf } from './ground.ts'

/** By its id on the map. Probabilities are of the data's classes, or none. Rejects with one sentence where its file cannot be read or run any more. */
export async function broughtAgain({ store, services }: Session, id: number): Promise<Revisited> {
  const state = store.getState()
  const one = broughtOf(state, id)
  const { dataset } = state.map!.manifest
  if (one?.opened?.kind !== 'model' || !one.how || !dataset) throw new Error('Its file is not at hand any more: drop it again.')
  const { opened: { handle }, how } = one
  const ground = await groundOf(services, dataset)
  const run = await services.importing.run(null, handle, how, ground.probes)
  const answers = await services.importing.answers(null, handle, how, ground.test)
  const first = await services.importing.first(handle, how.chain)
  const told = run.probabilities && answers.probabilities && run.classes === ground.dataset.classes
  return {
    id, state: null, first, layers: run.layers,
    probabilities: told ? run.probabilities! : new Float32Array(0), predicted: told ? Uint16Array.from(predictedOf(answers.probabilities!, answers.classes)) : new Uint16Array(0),
  }
}

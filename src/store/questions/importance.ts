// Which hyper-parameters explain accuracy, and which the place on the map.
import { measuresOf } from '../measures.ts'
import type { QuestionRow } from '../question-row.ts'
import type { Importances } from './importance-inputs.ts'

export const importance: QuestionRow<'accuracy' | 'position', Importances> = {
  reads: ({ map }) => [map?.version],
  block: ({ map, training }) => training ? 'The map is being made; this follows when it stands.' : (map?.networks.length ?? 0) < 20 ? 'Forests need 20 networks at least.' : null,
  async answer({ store, services }, of, tell, signal) {
    const { inputsOf, targetOf } = await import('./importance-inputs.ts')
    const { networks, positions, space } = store.getState().map!
    const { keys, inputs } = inputsOf(networks, measuresOf(networks))
    return { keys, report: await services.importance.explain(signal, { inputs, target: targetOf(of, networks, positions, space) }, tell) }
  },
}

// One network made again: its weights, all its layers on the probes, its answers.
import type { Revisited } from '../../protocol/revisit.ts'
import type { QuestionRow } from '../question-row.ts'
import { turnOf } from '../selectors.ts'
import { revisitBlock } from './blocks.ts'

/** Of a network's id. */
export const revisited: QuestionRow<number, Revisited> = {
  reads: (state, id) => [state.map?.series, turnOf(state, id)],
  block: revisitBlock,
  answer: async (session, id) => (await import('../revisits.ts')).revisitOne(session, id),
}

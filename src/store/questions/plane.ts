// What a network answers all over the plane of its two features.
import type { Plane } from '../../protocol/revisit.ts'
import type { QuestionRow } from '../question-row.ts'
import { turnOf } from '../selectors.ts'
import { revisitBlock } from './blocks.ts'

/** Of a network's id, for data with two features. */
export const plane: QuestionRow<number, Plane> = {
  reads: (state, id) => [state.map?.series, turnOf(state, id)],
  block: revisitBlock,
  answer: async (session, id, _, signal) => (await import('../revisits.ts')).planeOf(session, id, signal),
}

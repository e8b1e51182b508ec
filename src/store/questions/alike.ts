// Who is alike on both maps, and who on one alone: pairs of networks by the distances of the first map and of the second.
import type { Alike } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import { geometryBlock } from './blocks.ts'

/** Of these networks, or of all; where there are too many pairs, a sample that is always the same. */
export const alike: QuestionRow<{ ids: readonly number[] | null }, Alike> = {
  reads: ({ map, second }) => [map?.version, second?.made?.version],
  block: state => geometryBlock(state) ?? (state.second?.made ? null : 'There is no second map.'),
  answer: async (session, { ids }) => (await import('./pairs-on-both.ts')).pairsOnBoth(session, ids),
}

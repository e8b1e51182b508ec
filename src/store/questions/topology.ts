// Persistent homology of representations: one network's, everyone's, and two matched.
import type { NetworkShape, PackedDiagrams, ShapeMatching } from '../../protocol/topology.ts'
import type { QuestionRow } from '../question-row.ts'
import { turnOf } from '../selectors.ts'
import type { AppState } from '../state.ts'
import { activationsBlock, representationBlock } from './blocks.ts'

/** What the activations of a network follow from. */
const held = ({ map }: AppState): readonly unknown[] => [map?.series, map?.manifest.geometry.layer]

/** Of a network's id. */
export const diagram: QuestionRow<number, NetworkShape> = {
  reads: (state, id) => [...held(state), turnOf(state, id)],
  block: representationBlock,
  answer: async (session, id, _, signal) => (await import('../topology.ts')).shapeOf(session, id, signal),
}

/** Of every network on the map; partial answers on the way. */
export const diagrams: QuestionRow<'all', PackedDiagrams> = {
  reads: state => [...held(state), state.map?.version],
  block: activationsBlock,
  answer: async (session, _, tell, signal) => (await import('../topology.ts')).diagramsOf(session, tell, signal),
}

/** Of the ids of two networks. */
export const matching: QuestionRow<readonly [number, number], ShapeMatching> = {
  reads: (state, [a, b]) => [...held(state), turnOf(state, a), turnOf(state, b)],
  block: representationBlock,
  answer: async (session, [a, b], _, signal) => (await import('../topology.ts')).matchingOf(session, a, b, signal),
}

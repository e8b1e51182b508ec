// One hidden layer of one network in full: the probes' own map, their distances, the walk over them, how the classes nest.
import type { Portrait } from '../../core/portrait/measures.ts'
import type { Study } from '../../core/portrait/study.ts'
import type { StudyOf } from '../asked.ts'
import type { QuestionRow } from '../question-row.ts'
import { networkOf, turnOf } from '../selectors.ts'
import { revisitBlock } from './blocks.ts'

const asked: Omit<QuestionRow<StudyOf, never>, 'answer'> = {
  reads: (state, { id }) => [state.map?.series, state.map?.manifest.geometry.scale, state.map?.manifest.geometry.sigma, turnOf(state, id)],
  block(state, { id, layer }) {
    const row = networkOf(state.map, id)
    // The layer that the map compares is at hand, whoever trained the network.
    if (row && layer === null && row.outcome.divergedAt === null && state.map!.comparable) return null
    return revisitBlock(state, id)
  },
}

export const study: QuestionRow<StudyOf, Study> = { ...asked, answer: async (session, of, _, signal) => (await import('../revisits.ts')).studyOf(session, of, signal) }

/** What is measured of the layer, as of every network's last. */
export const layerPortrait: QuestionRow<StudyOf, Portrait> = { ...asked, answer: async (session, of, _, signal) => (await import('../revisits.ts')).portraitOf(session, of, signal) }

// What panels ask of training runs: the Shepard plot of their map, runs held against each other, factors, averages, and who is alike in predictions alone.
import type { Asked } from '../asked.ts'
import type { QuestionRow } from '../question-row.ts'
import type { AppState } from '../state.ts'
import { geometryBlock } from './blocks.ts'

type Row<Q extends keyof Asked> = QuestionRow<Asked[Q]['of'], Asked[Q]['answer']>

/** Pairs in a Shepard plot. */
const MOST_PAIRS = 5000

/** Forests over fewer runs' pairs say nothing. */
const FEWEST_RUNS = 8

const answers = () => import('../trajectories/answers.ts')

const mapBlock = ({ trajectories: { made, work, fault } }: AppState): string | null => {
  if (made) return null
  if (work) return 'The runs are being placed; this follows when they stand.'
  return fault ?? 'No training run is shown yet: choose InPCA in the map’s head, or train the networks again whose predictions were not kept.'
}

function runsBlock(state: AppState): string | null {
  const block = mapBlock(state)
  if (block) return block
  const { ids, progress } = state.trajectories.made!.map
  if (progress.every(Number.isNaN)) return 'Runs are held against each other at equal progress, which needs the true classes of the probes; they are not known.'
  return ids.length < 2 ? 'There is one run alone: nobody to hold it against.' : null
}

/** What is made in the session may say something else of the same networks tomorrow: clusters that are cut elsewhere, for one. */
function configurationReads({ trajectories: { made }, map, derived }: AppState, by: string): readonly unknown[] {
  const measure = by.startsWith('derived:') ? derived.find(({ key }) => key === by) : undefined
  return [made?.version, by, ...measure ? [map?.networks.map((row): unknown => measure.read(row))] : []]
}

export const shepard: Row<'shepard'> = {
  reads: ({ trajectories }) => [trajectories.made?.version],
  block: mapBlock,
  answer: ({ services }, { axes }) => services.trajectories.shepard(axes, MOST_PAIRS),
}

export const betweenRuns: Row<'betweenRuns'> = {
  reads: (state, { configuration }) => configurationReads(state, configuration),
  block: runsBlock,
  answer: async (session, of, tell, signal) => (await answers()).betweenRuns(session, of, tell, signal),
}

export const averages: Row<'averages'> = {
  reads: (state, { configuration }) => configurationReads(state, configuration),
  block: runsBlock,
  answer: async (session, of, tell, signal) => (await answers()).averages(session, of, tell, signal),
}

export const runFactors: Row<'runFactors'> = {
  reads: ({ trajectories }) => [trajectories.made?.version],
  block(state) {
    const block = runsBlock(state)
    if (block) return block
    const runs = state.trajectories.made!.map.ids.length
    return runs < FEWEST_RUNS ? `Factors over pairs take ${FEWEST_RUNS} runs at least, and there are ${runs}.` : null
  },
  answer: async (session, of, tell, signal) => (await answers()).runFactors(session, of, tell, signal),
}

export const alikeRuns: Row<'alikeRuns'> = {
  reads: ({ map, trajectories }) => [map?.version, trajectories.made?.version],
  block: state => geometryBlock(state) ?? mapBlock(state),
  answer: async (session, { ids }) => (await import('./pairs-on-both.ts')).pairsByPredictions(session, ids),
}

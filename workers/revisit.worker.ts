// Makes trained networks again, one after the other, for what no map keeps of them. Wiring only.
import { expose, transfer } from 'comlink'
import type { Dataset } from '../src/core/data/dataset.ts'
import { portraitSteps } from '../src/core/portrait/portrait.ts'
import { studySteps } from '../src/core/portrait/study.ts'
import type { BeginLearner } from '../src/core/training/learner.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { answerPlane } from '../src/core/training/plane.ts'
import type { MadeAgain } from '../src/core/training/revisit.ts'
import { makeAgainSteps } from '../src/core/training/revisit.ts'
import type { Revisited, RevisitRequest, RevisitWorker } from '../src/protocol/revisit.ts'
import { drive } from './drive.ts'

/** The data of the last request, and the learners that hold them. */
let held: { dataset: Dataset, begin: BeginLearner } | null = null
let last: Promise<unknown> = Promise.resolve()

/** One question at a time: an engine has one learner. */
function inTurn<R>(dataset: Dataset | null, question: (dataset: Dataset, begin: BeginLearner) => Promise<R>): Promise<R> {
  const turn = last.then(() => {
    if (dataset) held = { dataset, begin: learnersFor(dataset) }
    if (!held) throw new Error('This worker has been given no data set.')
    return question(held.dataset, held.begin)
  })
  last = turn.catch(() => {
    if (held) held = { ...held, begin: learnersFor(held.dataset) } // what was left half done in their memory goes with it
  })
  return turn
}

const again = ({ spec, state }: RevisitRequest, dataset: Dataset, begin: BeginLearner): Promise<MadeAgain> => drive(makeAgainSteps(spec, state, dataset, begin))

const buffersOf = ({ state, layers, probabilities, predicted }: Revisited): ArrayBuffer[] =>
  [...new Set([...Object.values(state ?? {}) as Float32Array[], probabilities, predicted, ...layers.map(layer => layer.values)].map(array => array.buffer as ArrayBuffer))]

const worker = {
  revisit: (dataset, networks, onRevisited) => inTurn(dataset, async (data, begin) => {
    for (const request of networks) {
      const network: Revisited = { id: request.spec.id, first: null, ...await again(request, data, begin) }
      await onRevisited(transfer(network, buffersOf(network))) // as a proxy it answers when it was heard
    }
  }),
  plane: (dataset, request, size) => inTurn(dataset, async (data, begin) => {
    const { state } = await again(request, data, begin)
    const plane = answerPlane(request.spec, state, data, size)
    return transfer(plane, [plane.probabilities.buffer as ArrayBuffer])
  }),
  study: async (layer, labels, settings) => {
    const study = await drive(studySteps(layer, labels, settings)) // has a memory of its own, so it waits for nobody
    return transfer(study, [study.operator.buffer as ArrayBuffer, study.distances.buffer as ArrayBuffer])
  },
  portray: (layer, labels, settings) => drive(portraitSteps(layer, labels, settings)),
  beat: () => true,
} satisfies RevisitWorker

expose(worker)

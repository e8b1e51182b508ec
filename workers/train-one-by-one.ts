// The CPU path: the core's trainer, one network after the other; a population spreads over several workers of this kind.
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../src/core/network.ts'
import { CURVE_COLUMNS } from '../src/core/network.ts'
import type { BeginLearner } from '../src/core/training/learner.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { NetworkProgress, TrainingListener } from '../src/protocol/training.ts'
import { drive } from './drive.ts'
import { INTERIM_EVERY } from './interims.ts'

/** The learners of the latest data set: they hold it in a memory of their own, which is filled once and not for every request. */
let ready: { dataset: Dataset, begin: BeginLearner } | null = null

/** Trains the networks in their order; messages are let in between slices of the work. Where one fails, those before it have been handed over. */
export async function trainOneByOne(
  specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener,
): Promise<void> {
  if (ready?.dataset !== dataset) ready = { dataset, begin: learnersFor(dataset) }
  const { begin } = ready
  try {
    await drive(inTurn(specs, dataset, begin, keep, begun, listener), { onProgress: standing => listener.onProgress([standing]) })
  } catch (error) {
    ready = null // what was left half done in their memory goes with it
    throw error
  }
}

/** One network after the other, without a pause between them that is not asked for. */
function* inTurn(
  specs: readonly NetworkSpec[], dataset: Dataset, begin: BeginLearner, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener,
): Generator<NetworkProgress, void, void> {
  for (const spec of specs) {
    const from = begun.get(spec.id) ?? null
    // A slice of work may hold several epochs, and only its last tick is reported: each epoch's loss is noted as it comes by.
    const losses = from ? [...from.curve].filter((_, place) => place % CURVE_COLUMNS.length === 0) : []
    let taken = performance.now()
    const training = trainNetwork(spec, dataset, begin, keep, from)
    for (let next = training.next(); ; next = training.next()) {
      if (next.done) {
        listener.onFinished(next.value)
        break
      }
      const { epoch, epochs, testAccuracy, trainLoss, interim } = next.value
      if (epoch === losses.length && Number.isFinite(trainLoss)) losses.push(trainLoss)
      if (interim && epoch < epochs && performance.now() - taken >= INTERIM_EVERY) {
        listener.onInterim(spec.id, interim())
        taken = performance.now()
      }
      yield { id: spec.id, epoch, epochs, testAccuracy, losses }
    }
  }
}

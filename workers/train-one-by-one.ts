// The CPU path: the core's trainer, one network after the other; a population spreads over several workers of this kind.
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import type { TrainingTick } from '../src/core/training/train.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { NetworkProgress } from '../src/protocol/training.ts'
import { drive } from './drive.ts'

export async function trainOneByOne(
  specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>,
  onFinished: (network: TrainedNetwork) => void, onProgress: (inFlight: NetworkProgress[]) => void,
): Promise<void> {
  const begin = learnersFor(dataset)
  for (const spec of specs) {
    const losses: number[] = []
    const finished = await drive(noting(trainNetwork(spec, dataset, begin, keep, begun.get(spec.id) ?? null), losses), {
      onProgress: ({ epoch, epochs, testAccuracy }) => onProgress([{ id: spec.id, epoch, epochs, testAccuracy, losses }]),
    })
    onFinished(finished)
  }
}

/** Passes everything on and notes each epoch's loss: a slice of work may hold several epochs, and only its last tick is reported. */
function* noting(training: Generator<TrainingTick, TrainedNetwork, void>, losses: number[]): Generator<TrainingTick, TrainedNetwork, void> {
  for (;;) {
    const next = training.next()
    if (next.done) return next.value
    const { epoch, trainLoss } = next.value
    if (epoch === losses.length && Number.isFinite(trainLoss)) losses.push(trainLoss)
    yield next.value
  }
}

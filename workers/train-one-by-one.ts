// The CPU path: the core's trainer, one network after the other; a population spreads over several workers of this kind.
import type { Dataset } from '../src/core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { NetworkProgress } from '../src/protocol/training.ts'
import { drive } from './drive.ts'

export async function trainOneByOne(
  specs: readonly NetworkSpec[], dataset: Dataset, keepWeights: boolean,
  onFinished: (network: TrainedNetwork) => void, onProgress: (inFlight: NetworkProgress[]) => void,
): Promise<void> {
  for (const spec of specs) {
    const finished = await drive(trainNetwork(spec, dataset, keepWeights), {
      onProgress: ({ epoch, epochs, trainLoss, testAccuracy }) => onProgress([{ id: spec.id, epoch, epochs, trainLoss, testAccuracy }]),
    })
    onFinished(finished)
  }
}

// The GPU path's front door, loaded only when asked for: with it comes the tensor library.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec } from '../../src/core/network.ts'
import { startWebGpu } from './backend.ts'
import { unlessLost } from './device-lost.ts'
import { trainStacks, type StackListener } from './train-stacks.ts'

let started: ReturnType<typeof startWebGpu> | null = null

/** Rejects with a DeviceLost when the GPU goes away; the worker is of no more use for it then. */
export async function trainOnGpu(specs: readonly NetworkSpec[], dataset: Dataset, keepWeights: boolean, listener: StackListener): Promise<void> {
  started ??= startWebGpu()
  const { lost } = await started
  await unlessLost(trainStacks(specs, dataset, keepWeights, listener), lost)
}

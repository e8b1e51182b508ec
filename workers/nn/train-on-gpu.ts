// The GPU path's front door, loaded only when asked for: with it comes the tensor library.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../../src/core/network.ts'
import type { TrainingListener } from '../../src/protocol/training.ts'
import { dealOut, trainWithKernel } from '../gpu/train.ts'
import { startWebGpu } from './backend.ts'
import { unlessLost } from './device-lost.ts'
import { trainStacks } from './train-stacks.ts'

let started: ReturnType<typeof startWebGpu> | null = null

/**
 * Networks that the kernel covers are trained by it, the others in stacks after them. `begun`: how some of them stood, by id.
 * Rejects with a DeviceLost when the GPU goes away; then nothing more is handed over, and the worker is of no more use for it.
 */
export async function trainOnGpu(
  specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener,
): Promise<void> {
  started ??= startWebGpu()
  const { device, lost } = await started
  let over = false
  const unlessOver = (say: () => void): void => { if (!over) say() }
  const heard: TrainingListener = {
    onFinished: network => unlessOver(() => listener.onFinished(network)),
    onProgress: inFlight => unlessOver(() => listener.onProgress(inFlight)),
    onInterim: (id, interim) => unlessOver(() => listener.onInterim(id, interim)),
  }
  const train = async (): Promise<void> => {
    const { ours, others } = await dealOut(device, specs, dataset)
    await trainWithKernel(device, ours, dataset, keep, begun, heard)
    if (others.length > 0 && !over) await trainStacks(others, dataset, keep, begun, heard)
  }
  try {
    await unlessLost(train(), lost)
  } finally {
    over = true
  }
}

// The GPU path's front door, loaded only when asked for: with it comes the tensor library.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../../src/core/network.ts'
import { leftToCpu } from '../../src/core/training/left-to-cpu.ts'
import type { TrainingListener } from '../../src/protocol/training.ts'
import { dealOut, trainWithKernel } from '../gpu/train.ts'
import { trainOneByOne } from '../train-one-by-one.ts'
import { startWebGpu } from './backend.ts'
import { unlessLost } from './device-lost.ts'
import { trainStacks } from './train-stacks.ts'

let started: ReturnType<typeof startWebGpu> | null = null

/**
 * Networks that the kernel covers are trained by it, the others in stacks after them; those that no engine on a GPU knows, last, by the core's own.
 * `begun`: how some of them stood, by id.
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
    const { ours, others } = await dealOut(device, specs.filter(({ hyper }) => !leftToCpu(hyper)), dataset)
    const left = specs.filter(({ hyper }) => leftToCpu(hyper))
    await trainWithKernel(device, ours, dataset, keep, begun, heard)
    if (others.length > 0 && !over) await trainStacks(others, dataset, keep, begun, heard)
    if (left.length > 0 && !over) await trainOneByOne(left, dataset, keep, begun, heard)
  }
  try {
    await unlessLost(train(), lost)
  } finally {
    over = true
  }
}

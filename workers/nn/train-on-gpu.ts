// The GPU path's front door, loaded only when asked for: with it comes the tensor library.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../../src/core/network.ts'
import type { CrewListener } from '../gpu/train-crew.ts'
import { kernelCovers, trainWithKernel } from '../gpu/train.ts'
import { startWebGpu } from './backend.ts'
import { unlessLost } from './device-lost.ts'
import { trainStacks } from './train-stacks.ts'

let started: ReturnType<typeof startWebGpu> | null = null

/**
 * Networks that the kernel covers are trained by it, the others in stacks after them. `begun`: how some of them stood, by id.
 * Rejects with a DeviceLost when the GPU goes away; then nothing more is handed over, and the worker is of no more use for it.
 */
export async function trainOnGpu(
  specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: CrewListener,
): Promise<void> {
  started ??= startWebGpu()
  const { device, lost } = await started
  let over = false
  const unlessOver = <A extends unknown[]>(say: (...words: A) => void) => (...words: A): void => { if (!over) say(...words) }
  const heard: CrewListener = { onFinished: unlessOver(listener.onFinished), onProgress: unlessOver(listener.onProgress), onInterim: unlessOver(listener.onInterim) }
  const train = async (): Promise<void> => {
    const ours = specs.filter(spec => kernelCovers(device, spec, dataset))
    await trainWithKernel(device, ours, dataset, keep, begun, heard)
    const others = specs.filter(spec => !ours.includes(spec))
    if (others.length > 0 && !over) await trainStacks(others, dataset, keep, begun, heard)
  }
  try {
    await unlessLost(train(), lost)
  } finally {
    over = true
  }
}

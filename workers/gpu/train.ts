// Trains populations with a kernel of our own (train.wgsl): a workgroup trains a network, a dispatch many, each with hyper-parameters of its own.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../../src/core/network.ts'
import type { CrewListener } from './train-crew.ts'
import { trainCrew } from './train-crew.ts'
import type { SliceReport } from './train-device.ts'
import { GpuExecutor, roomOn } from './train-device.ts'
import { covers } from './train-layout.ts'

/** Whether the kernel trains this network on these data on this device. */
export const kernelCovers = (device: GPUDevice, spec: NetworkSpec, dataset: Dataset): boolean => covers(spec, dataset, roomOn(device))

/** Trains networks that the kernel covers; each is handed over as soon as it has ended. `begun`: how some of them stood, by id. */
export async function trainWithKernel(
  device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: CrewListener,
  onSlice?: (report: SliceReport) => void,
): Promise<void> {
  if (specs.length === 0) return
  const executor = await GpuExecutor.open(device, specs, dataset, onSlice)
  try {
    await trainCrew(specs, dataset, keep, begun, executor, listener)
  } finally {
    executor.end()
  }
}

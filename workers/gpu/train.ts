// Trains populations with a kernel of our own (train.wgsl): a workgroup trains a network, a dispatch many, each with hyper-parameters of its own.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../../src/core/network.ts'
import type { TrainingListener } from '../../src/protocol/training.ts'
import { trainCrew } from './train-crew.ts'
import type { SliceReport } from './train-device.ts'
import { GpuExecutor, roomOn } from './train-device.ts'
import { engineOf } from './train-engine.ts'
import { covers } from './train-layout.ts'

/** The networks that the kernel trains on these data on this device, and the others: convolutions, what has no room; all where a driver refuses the kernel. */
export async function dealOut(device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset): Promise<{ ours: NetworkSpec[], others: NetworkSpec[] }> {
  const runs = await engineOf(device).then(() => true, () => false)
  const ours = specs.filter(spec => runs && covers(spec, dataset, roomOn(device)))
  const taken = new Set(ours)
  return { ours, others: specs.filter(spec => !taken.has(spec)) }
}

/** Trains networks that the kernel covers; each is handed over as soon as it has ended. `begun`: how some of them stood, by id. */
export async function trainWithKernel(
  device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener,
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

// Trains populations with a kernel of our own (train.wgsl): a workgroup trains a network, a dispatch many, each with hyper-parameters of its own.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { TrainingListener } from '../../src/protocol/training.ts'
import { trainCrew } from './train-crew.ts'
import type { KernelOptions } from './train-device.ts'
import { GpuExecutor } from './train-device.ts'
import { covers } from './train-layout.ts'
import { roomOn } from './train-memory.ts'
import { PROOF, PROOF_KEEP, proofData, proves } from './train-proof.ts'

/**
 * The networks that the kernel trains on these data on this device, and the others: convolutions, what has no room, and all of them where the
 * driver refuses the kernel or computes something else.
 */
export async function dealOut(device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset): Promise<{ ours: NetworkSpec[], others: NetworkSpec[] }> {
  const covered = specs.filter(spec => covers(spec, dataset, roomOn(device)))
  const ours = covered.length > 0 && await isProven(device) ? covered : []
  const taken = new Set(ours)
  return { ours, others: specs.filter(spec => !taken.has(spec)) }
}

const proofs = new WeakMap<GPUDevice, Promise<boolean>>()

/** Found out once a device. */
function isProven(device: GPUDevice): Promise<boolean> {
  const proof = proofs.get(device) ?? prove(device).catch(() => false)
  proofs.set(device, proof)
  return proof
}

async function prove(device: GPUDevice): Promise<boolean> {
  const networks: TrainedNetwork[] = []
  await trainWithKernel(device, PROOF, proofData(), PROOF_KEEP, new Map(), {
    onFinished: network => { networks.push(network) }, onProgress: () => undefined, onInterim: () => undefined,
  })
  return proves(networks)
}

/** Trains networks that the kernel covers; each is handed over as soon as it has ended. `begun`: how some of them stood, by id. */
export async function trainWithKernel(
  device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener,
  options: KernelOptions = {},
): Promise<void> {
  if (specs.length === 0) return
  const executor = await GpuExecutor.open(device, specs, dataset, options)
  try {
    await trainCrew(specs, dataset, keep, begun, executor, listener)
  } finally {
    executor.end()
  }
}

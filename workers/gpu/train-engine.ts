// What is made and found out once for a device: the kernel's pipeline, how long the browser takes to answer, and the pace that the GPU keeps.
import type { Pace } from './train-slices.ts'
import { FIRST_PACE } from './train-slices.ts'
import kernel from './train.wgsl?raw'

export interface Engine {
  device: GPUDevice
  pipeline: GPUComputePipeline
  /** How long (ms) the browser takes to say that the GPU has done nothing. */
  latency: number
  /** Of the next dispatch. */
  pace: Pace
}

/** At most so much (ms) of a wait is taken to be the browser's own. */
const MOST_LATENCY = 7.5

const engines = new WeakMap<GPUDevice, Promise<Engine>>()

/** Throws where the driver refuses the kernel. */
export function engineOf(device: GPUDevice): Promise<Engine> {
  const engine = engines.get(device) ?? begin(device)
  engines.set(device, engine)
  return engine
}

async function begin(device: GPUDevice): Promise<Engine> {
  device.pushErrorScope('validation')
  const module = device.createShaderModule({ code: kernel })
  const made = device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'train' } })
  const fault = device.popErrorScope()
  try {
    const pipeline = await made
    return { device, pipeline, latency: await latencyOf(device), pace: FIRST_PACE }
  } catch (error) {
    const reason = (await fault)?.message ?? (error instanceof Error ? error.message : String(error))
    throw new Error(`The GPU's driver refused the training kernel: ${reason}`, { cause: error })
  }
}

/** The median of a few times: a browser may look only every few milliseconds. */
async function latencyOf(device: GPUDevice): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < 5; time++) {
    const began = performance.now()
    device.queue.submit([device.createCommandEncoder().finish()])
    await device.queue.onSubmittedWorkDone()
    times.push(performance.now() - began)
  }
  return Math.min(MOST_LATENCY, times.sort((a, b) => a - b)[2])
}

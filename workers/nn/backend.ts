// Starts the tensor library on the GPU and watches whether the GPU stays.
import { backend, ready, setBackend } from '@tensorflow/tfjs-core'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { detectGpu } from './detect-gpu.ts'
import { DeviceLost } from './device-lost.ts'

/**
 * Makes WebGPU the library's backend; `device` is its own, for kernels beside the library's. `lost` never resolves; it rejects when the browser takes
 * the device away (driver reset, sleep, memory). The library cannot get another device in the same worker: after that, the worker is of no more use for the GPU.
 */
export async function startWebGpu(): Promise<{ device: GPUDevice, lost: Promise<never> }> {
  // Asked first, because the library answers a missing adapter with a fault of its own.
  const { why } = await detectGpu(navigator.gpu)
  if (why !== null) throw new Error(why)
  if (!await setBackend('webgpu').catch(() => false)) throw new Error('WebGPU could not be started in this browser.')
  await ready()
  const started = backend()
  if (!(started instanceof WebGPUBackend)) throw new Error('WebGPU was started, but the tensor library did not take it.')
  const lost = started.device.lost.then((info): never => { throw new DeviceLost(info.message) })
  // Whoever trains will race against it; until then a loss is nobody's unhandled rejection.
  lost.catch(() => undefined)
  return { device: started.device, lost }
}

// On what the page runs saved networks: a real GPU where there is one, else WebAssembly. Each is fetched only when it is used.
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { detectGpu } from './detect-gpu.ts'

let started: Promise<'webgpu' | 'wasm'> | null = null

/** Starts it at the first call. Errors: a browser without either. */
export function startRunBackend(): Promise<'webgpu' | 'wasm'> {
  started ??= start().catch((error: unknown) => {
    started = null
    throw error
  })
  return started
}

async function start(): Promise<'webgpu' | 'wasm'> {
  const { available, fallback } = await detectGpu(navigator.gpu)
  if (available && !fallback) {
    try {
      const { startWebGpu } = await import('./backend.ts')
      await startWebGpu()
      return 'webgpu'
    } catch {
      // A GPU that offers itself and then fails is no GPU.
    }
  }
  const { startWasm } = await import('./run-wasm.ts')
  await startWasm(simd)
  return 'wasm'
}

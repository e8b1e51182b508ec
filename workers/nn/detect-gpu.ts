// Looks for a GPU without loading the tensor library.
import type { GpuReport } from '../../src/protocol/training.ts'

const none = (why: string): GpuReport => ({ available: false, fallback: false, name: '', why })

/** The property moved from the adapter to its info; browsers of both kinds are about. */
const isFallback = (adapter: GPUAdapter & { isFallbackAdapter?: boolean }): boolean =>
  adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false

/** `gpu` is navigator.gpu, which browsers without WebGPU do not have. */
export async function detectGpu(gpu: GPU | undefined): Promise<GpuReport> {
  if (!gpu) return none('This browser has no WebGPU.')
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) return none('No GPU adapter was offered.')
    const { vendor = '', architecture = '' } = adapter.info ?? {}
    return { available: true, fallback: isFallback(adapter), name: [vendor, architecture].filter(part => part !== '').join(' '), why: null }
  } catch (error) {
    return none(`Asking for a GPU adapter failed: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

// A GPU for arithmetic: a real one only, unless a software adapter is asked for; it is for tests, and slower than the CPU.

/** The property moved from the adapter to its info; browsers of both kinds are about. */
const isFallback = (adapter: GPUAdapter & { isFallbackAdapter?: boolean }): boolean =>
  adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false

/** Buffers of more would not be used. */
const LARGE = 512 * 2 ** 20

/** `gpu` is navigator.gpu, which browsers without WebGPU do not have. Null where there is nothing to compute on. */
export async function openGpu(gpu: GPU | undefined, software = false): Promise<GPUDevice | null> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter || (isFallback(adapter) && !software)) return null
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits
  return adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize: Math.min(maxStorageBufferBindingSize, LARGE), maxBufferSize: Math.min(maxBufferSize, LARGE) } })
}

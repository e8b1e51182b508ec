// Which engine trains: they are tried out once, when the page has nothing else to do, and the faster one is taken unless somebody chose.
import type { StoreApi } from 'zustand'
import type { Device } from '../protocol/training.ts'
import type { Services } from '../services/services.ts'
import type { AppState, AppStore } from './state.ts'

/**
 * The device that the next training would begin on, with so many workers on the CPU. Left to itself it is the faster one; a GPU that has not been
 * tried out yet is believed to be it, one that failed at it is not.
 */
export function deviceOf({ device, gpu, engines: { cpu, webgpu, fault } }: Pick<AppState, 'device' | 'gpu' | 'engines'>, workers: number): Device {
  if (!gpu?.available) return 'cpu'
  if (device !== 'auto') return device
  if (gpu.fallback || (fault !== null && webgpu === null)) return 'cpu'
  return cpu && webgpu && cpu.multiplyAdds * workers >= webgpu.multiplyAdds ? 'cpu' : 'webgpu'
}

/**
 * Tries the engines out: the CPU, and a GPU that is one (a software adapter is slower than the CPU, and is not even asked). Waits while
 * networks train, for then neither would show what it can.
 */
export async function tryEngines({ getState, setState, subscribe }: StoreApi<AppStore>, { training }: Services): Promise<void> {
  const { gpu } = getState()
  for (const device of gpu?.available && !gpu.fallback ? ['cpu', 'webgpu'] as const : ['cpu'] as const) {
    await new Promise<void>(resolve => {
      if (!getState().training) return resolve()
      const stop = subscribe(state => {
        if (state.training) return
        stop()
        resolve()
      })
    })
    try {
      const speed = await training.tryOut(device)
      setState(({ engines }) => ({ engines: { ...engines, [device]: speed } }))
    } catch (error) {
      const fault = `${device === 'cpu' ? 'The CPU' : 'The GPU'} could not be tried out: ${error instanceof Error ? error.message : String(error)}`
      setState(({ engines }) => ({ engines: { ...engines, fault } }))
    }
  }
}

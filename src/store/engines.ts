// Which engine trains, and how fast it is: engines are tried out once, when the page has nothing else to do.
import type { StoreApi } from 'zustand'
import type { Device } from '../protocol/training.ts'
import type { Services } from '../services/services.ts'
import type { AppState, AppStore } from './state.ts'

/** Multiply-adds of the network that speeds are told in (core/training/work.ts): 64 → 32 → 32 → 10 on the digits’ training rows, 20 epochs. */
export const USUAL_WORK = 802_068_964

export type Workforce = Pick<AppState, 'workers' | 'engines'>

/** CPU workers that the next training would have. */
export const workersOf = ({ workers, engines }: Workforce): number => workers ?? engines.usualWorkers

/** Workers that really train at once: the usual ones leave a core to the page, and beyond the cores workers take turns. */
export const workersAtOnce = (state: Workforce): number => Math.min(workersOf(state), state.engines.usualWorkers + 1)

/** Multiply-adds of training a second of a whole engine; null until known, or where there is none. */
export function speedOf(state: Workforce, device: Device): number | null {
  const { cpu, webgpu } = state.engines
  return device === 'cpu' ? cpu && cpu.multiplyAdds * workersAtOnce(state) : webgpu && webgpu.multiplyAdds
}

/** The same in networks of the usual size, which people have a feeling for. */
export function usualNetworksPerSecond(state: Workforce, device: Device): number | null {
  const speed = speedOf(state, device)
  return speed && speed / USUAL_WORK
}

/**
 * The device that the next training would begin on. Left to itself it is the faster one; a GPU that has not been tried out yet is believed to
 * be it, one that failed at it is not.
 */
export function deviceOf(state: Workforce & Pick<AppState, 'device' | 'gpu'>): Device {
  const { device, gpu, engines } = state
  if (!gpu?.available) return 'cpu'
  if (device !== 'auto') return device
  const [cpu, webgpu] = [speedOf(state, 'cpu'), speedOf(state, 'webgpu')]
  if (gpu.fallback || (engines.fault !== null && !webgpu)) return 'cpu'
  return cpu && webgpu && cpu >= webgpu ? 'cpu' : 'webgpu'
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

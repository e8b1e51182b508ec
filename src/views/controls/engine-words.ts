// What is said of the engines that train: which there are, how fast each was measured to be, which will train. Pure.
import { deviceOf, usualNetworksPerSecond, workersOf } from '../../store/engines.ts'
import type { AppState } from '../../store/state.ts'
import type { Device } from '../../protocol/training.ts'
import { roundly } from '../ui/format.ts'

export interface EngineLine {
  device: Device
  name: string
  /** Its speed, or why there is none. */
  words: string
  /** Whether the next training begins on it. */
  trains: boolean
  tone: 'plain' | 'warn'
  title: string | undefined
}

type Asked = Pick<AppState, 'device' | 'gpu' | 'engines' | 'workers'>

export const noGpu = (gpu: AppState['gpu']): string => gpu ? 'No WebGPU: training runs on the CPU; all else works.' : 'Looking for WebGPU…'

/** A line for each engine. */
export function engineLines(state: Asked): EngineLine[] {
  const { gpu, engines } = state
  const workers = workersOf(state)
  const used = deviceOf(state)
  const speed = (device: Device): string => {
    const rate = usualNetworksPerSecond(state, device)
    return rate !== null ? `about ${roundly(rate)} networks/s` : engines.fault !== null ? 'not measured' : 'to be measured'
  }
  const cpu: EngineLine = {
    device: 'cpu', name: `CPU, ${workers} ${workers === 1 ? 'worker' : 'workers'}`, words: speed('cpu'), trains: used === 'cpu', tone: 'plain', title: engines.fault ?? undefined,
  }
  const graphics: Omit<EngineLine, 'words' | 'tone'> = { device: 'webgpu', name: 'GPU', trains: used === 'webgpu', title: gpu?.why ?? (gpu?.name || undefined) }
  if (!gpu) return [cpu, { ...graphics, words: 'looking for WebGPU…', tone: 'plain' }]
  if (!gpu.available) return [cpu, { ...graphics, words: 'no WebGPU here', tone: 'warn' }]
  if (gpu.fallback) return [cpu, { ...graphics, words: 'in software, slower', tone: 'warn', title: 'WebGPU only in software here: Auto trains on the CPU, which is faster.' }]
  return [cpu, { ...graphics, words: speed('webgpu'), tone: 'plain' }]
}

/** What the figures mean and where they come from. */
export function measuredWords({ engines }: Pick<AppState, 'engines'>): string {
  if (engines.fault !== null) return engines.fault
  const taken = (engines.cpu?.milliseconds ?? 0) + (engines.webgpu?.milliseconds ?? 0)
  return taken > 0
    ? `Measured here in ${roundly(taken)} ms; in networks of two layers of 32, 20 epochs on the digits.`
    : 'Engines are measured for a moment when nothing else is to be done.'
}

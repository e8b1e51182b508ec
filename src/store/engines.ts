// Which engine trains, and how long it will take: engines are tried out once, when the page has nothing else to do, and from their speeds
// and the work of the recipe's networks follows the rest.
import type { StoreApi } from 'zustand'
import { knownSize } from '../core/data/size.ts'
import type { Family, NetworkSpec } from '../core/network.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import { networkAt, recipeFor } from '../core/population.ts'
import { workOf } from '../core/training/work.ts'
import type { Device } from '../protocol/training.ts'
import type { Services } from '../services/services.ts'
import type { AppState, AppStore } from './state.ts'

/** Of larger populations only so many networks, evenly spread, are looked at to say how long they take. */
const SAMPLE = 256

/** The network that speeds are told in: 64 → 32 → 32 → 10 on the digits' training rows, 20 epochs. */
const USUAL_NETWORK: NetworkSpec = {
  id: 0, weightSeed: 0, orderSeed: 0,
  hyper: {
    family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 1e-3, weightDecay: 0, batchSize: 64, dropout: 0,
    epochs: 20, initScale: 1, labelNoise: 0, trainFraction: 1,
  },
}
const USUAL_WORK = workOf(USUAL_NETWORK, knownSize('digits'), KEEP_NOTHING)

type Workforce = Pick<AppState, 'workers' | 'engines'>

/** CPU workers that the next training would have. */
export const workersOf = ({ workers, engines }: Workforce): number => workers ?? engines.usualWorkers

/** Workers that really train at once: the usual ones leave a core to the page, and beyond the cores workers take turns. */
const workersAtOnce = (state: Workforce): number => Math.min(workersOf(state), state.engines.usualWorkers + 1)

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

type Foretold = Workforce & Pick<AppState, 'recipe' | 'faults' | 'dataset' | 'datasetFaults' | 'keep' | 'device' | 'gpu'>

/**
 * Seconds that the recipe's networks would take to train; null while the engine's speed is not known, or the form has a fault. Where a GPU was
 * chosen by itself, CPU workers train the convolutional networks beside it.
 */
export function estimatedSeconds(state: Foretold): number | null {
  if (Object.keys(state.faults).length > 0 || Object.keys(state.datasetFaults).length > 0) return null
  const [cpu, webgpu] = [speedOf(state, 'cpu'), speedOf(state, 'webgpu')]
  const { mlp, conv } = population(state)
  // A network is never shared out: the last worker is done when the longest is.
  const onCpu = (total: number, longest: number): number | null => total === 0 ? 0 : cpu && Math.max(total / cpu, longest * workersAtOnce(state) / cpu)
  if (deviceOf(state) === 'cpu') return onCpu(mlp.total + conv.total, Math.max(mlp.longest, conv.longest))
  if (!webgpu) return null
  if (state.device !== 'auto') return (mlp.total + conv.total) / webgpu
  const beside = onCpu(conv.total, conv.longest)
  return beside === null ? null : Math.max(mlp.total / webgpu, beside)
}

type Population = Record<Family, { total: number, longest: number }>
let latest: { recipe: AppState['recipe'], dataset: AppState['dataset'], keep: AppState['keep'], work: Population } | null = null

/** The work of the recipe's networks; views ask at every change of the notebook, so the last answer is kept. */
function population({ recipe, dataset, keep }: Pick<AppState, 'recipe' | 'dataset' | 'keep'>): Population {
  if (latest?.recipe === recipe && latest.dataset === dataset && latest.keep === keep) return latest.work
  const size = knownSize(dataset.id)
  const drawn = recipeFor(recipe, size.image !== null)
  const looked = Math.min(recipe.count, SAMPLE)
  const work: Population = { mlp: { total: 0, longest: 0 }, conv: { total: 0, longest: 0 } }
  for (let place = 0; place < looked; place++) {
    const spec = networkAt(drawn, Math.floor(place * recipe.count / looked))
    const own = workOf(spec, size, keep)
    const family = work[spec.hyper.family]
    family.total += own * recipe.count / looked
    family.longest = Math.max(family.longest, own)
  }
  latest = { recipe, dataset, keep, work }
  return work
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

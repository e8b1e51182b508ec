// How long the form's networks will take to train: from the speeds of the engines and the work of the networks.
import { knownSize } from '../core/data/size.ts'
import type { Family } from '../core/network.ts'
import { networkAt, recipeFor } from '../core/population.ts'
import { workOf } from '../core/training/work.ts'
import type { Workforce } from './engines.ts'
import { deviceOf, speedOf, workersAtOnce } from './engines.ts'
import type { AppState } from './state.ts'

/** Of larger populations only so many networks, evenly spread, are looked at to say how long they take. */
const SAMPLE = 256

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
  const size = knownSize(dataset)
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

// How long the form's networks will take to train: from the speeds of the engines and the work of the networks.
import { knownSize } from '../core/data/size.ts'
import type { Family } from '../core/network.ts'
import { networkAt } from '../core/population.ts'
import { recipeFor } from '../core/recipe.ts'
import { leftToCpu } from '../core/training/left-to-cpu.ts'
import { workOf } from '../core/training/work.ts'
import type { Workforce } from './engines.ts'
import { deviceOf, speedOf, workersAtOnce } from './engines.ts'
import type { AppState } from './state.ts'

/** Of larger populations only so many networks, evenly spread, are looked at to say how long they take. */
const SAMPLE = 256

type Foretold = Workforce & Pick<AppState, 'recipe' | 'faults' | 'dataset' | 'datasetFaults' | 'keep' | 'device' | 'gpu'>

/**
 * Seconds that the recipe's networks would take to train; null while the engine's speed is not known, or the form has a fault. Where a GPU was
 * chosen by itself, CPU workers train the convolutional networks beside it; and always those that no engine on a GPU knows.
 */
export function estimatedSeconds(state: Foretold): number | null {
  if (Object.keys(state.faults).length > 0 || Object.keys(state.datasetFaults).length > 0) return null
  const [cpu, webgpu] = [speedOf(state, 'cpu'), speedOf(state, 'webgpu')]
  const { mlp, conv, left } = population(state)
  // A network is never shared out: the last worker is done when the longest is.
  const onCpu = (...some: Work[]): number | null => {
    const total = some.reduce((sum, work) => sum + work.total, 0)
    return total === 0 ? 0 : cpu && Math.max(total / cpu, Math.max(...some.map(({ longest }) => longest)) * workersAtOnce(state) / cpu)
  }
  if (deviceOf(state) === 'cpu') return onCpu(mlp, conv, left)
  if (!webgpu) return null
  const auto = state.device === 'auto'
  const beside = auto ? onCpu(conv, left) : onCpu(left)
  return beside === null ? null : Math.max((auto ? mlp.total : mlp.total + conv.total) / webgpu, beside)
}

interface Work { total: number, longest: number }
/** `left`: what no engine on a GPU knows, of either family. */
type Population = Record<Family | 'left', Work>
let latest: { recipe: AppState['recipe'], dataset: AppState['dataset'], keep: AppState['keep'], work: Population } | null = null

/** The work of the recipe's networks; views ask at every change of the notebook, so the last answer is kept. */
function population({ recipe, dataset, keep }: Pick<AppState, 'recipe' | 'dataset' | 'keep'>): Population {
  if (latest?.recipe === recipe && latest.dataset === dataset && latest.keep === keep) return latest.work
  const size = knownSize(dataset)
  const drawn = recipeFor(recipe, size.image !== null)
  const looked = Math.min(recipe.count, SAMPLE)
  const work: Population = { mlp: { total: 0, longest: 0 }, conv: { total: 0, longest: 0 }, left: { total: 0, longest: 0 } }
  for (let place = 0; place < looked; place++) {
    const spec = networkAt(drawn, Math.floor(place * recipe.count / looked))
    const own = workOf(spec, size, keep)
    const lane = work[leftToCpu(spec.hyper) ? 'left' : spec.hyper.family]
    lane.total += own * recipe.count / looked
    lane.longest = Math.max(lane.longest, own)
  }
  latest = { recipe, dataset, keep, work }
  return work
}

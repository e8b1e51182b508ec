// How long the population of the form would train, foretold from how fast the engines were measured to be and from what its networks cost.
import { knownSize } from '../core/data/size.ts'
import type { Keep } from '../core/network.ts'
import type { Recipe } from '../core/population.ts'
import { drawNetworks, recipeFor } from '../core/population.ts'
import { parametersOf, layersOf } from '../core/training/plan.ts'
import { workOf } from '../core/training/work.ts'
import type { Device } from '../protocol/training.ts'
import type { AppState } from './state.ts'

export interface Estimate {
  device: Device
  /** CPU workers at work; 1 on a GPU. */
  workers: number
  /** Networks of this recipe a second. */
  rate: number
  /** Until the last of them is trained. */
  seconds: number
}

/** So many networks stand for all of a recipe: their mean is known to a few per cent. */
const SAMPLE = 200

/** CPU workers where nobody chose: one core is left to the page. */
export const usualWorkers = (cores: number): number => Math.max(1, cores - 1)

/** Why so many workers cannot be had; null where they can. */
export function workersFault(workers: number): string | null {
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return null
  return `CPU workers: ${workers} is ${workers > MOST_WORKERS ? 'too many' : workers < 1 ? 'too few' : 'not a whole number'}; choose 1 to ${MOST_WORKERS}.`
}
export const MOST_WORKERS = 64

type Asked = Pick<AppState, 'engines' | 'workers' | 'keep' | 'recipe' | 'faults' | 'dataset'>

/** How fast one engine trains networks of this recipe; null where it has not been measured, or the recipe is not sound. `cores`: of this machine. */
export function estimateOn(device: Device, state: Asked, cores: number): Estimate | null {
  const { engines, recipe, dataset, keep } = state
  const speed = engines[device]
  if (!speed || !(speed.multiplyAdds > 0) || Object.keys(state.faults).length) return null
  const workers = device === 'cpu' ? Math.min(state.workers ?? usualWorkers(cores), recipe.count) : 1
  const rate = speed.multiplyAdds * workers / costOf(recipe, dataset.id, keep).work
  return { device, workers, rate, seconds: recipe.count / rate }
}

export interface Cost {
  /** Multiply-adds of a network's whole training. */
  work: number
  /** Weights and biases of a network. */
  parameters: number
  /** Units of its last hidden layer. */
  width: number
}

let last: { recipe: Recipe, id: AppState['dataset']['id'], keep: Keep, cost: Cost } | null = null

/** What a network of this recipe costs, on the average of those drawn first. Remembers the last answer: views ask at every change of the page. */
export function costOf(recipe: Recipe, id: AppState['dataset']['id'], keep: Keep): Cost {
  if (last?.recipe === recipe && last.id === id && last.keep === keep) return last.cost
  const size = knownSize(id)
  const specs = drawNetworks(recipeFor(recipe, size.image !== null), 0, Math.min(SAMPLE, recipe.count))
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const cost = {
    work: mean(specs.map(spec => workOf(spec, size, keep))),
    parameters: mean(specs.map(({ hyper }) => parametersOf(layersOf(hyper, size)))),
    width: mean(specs.map(({ hyper }) => hyper.width)),
  }
  last = { recipe, id, keep, cost }
  return cost
}

/** Bytes that a network's checkpoints and weights take, on the average of this recipe; a number is 4 bytes. Adam's two moments are counted for all. */
export function keptBytes({ recipe, dataset, keep }: Pick<AppState, 'recipe' | 'dataset' | 'keep'>): number {
  const { probes, classes } = knownSize(dataset.id)
  const { parameters, width } = costOf(recipe, dataset.id, keep)
  const checkpoint = probes * (classes + (keep.checkpointActivations ? width : 0))
  return 4 * (keep.checkpoints * checkpoint + (keep.state ? 3 * parameters : 0))
}

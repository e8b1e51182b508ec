// What it costs to keep checkpoints and weights, foretold from the recipe and the size of the data.
import { knownSize } from '../core/data/size.ts'
import { drawNetworks } from '../core/population.ts'
import { recipeFor } from '../core/recipe.ts'
import { layersOf, parametersOf } from '../core/training/architecture.ts'
import type { AppState } from './state.ts'

/** So many networks stand for all of a recipe. */
const SAMPLE = 100

/** A number is 4 bytes; beside the weights stand the optimiser's two moments, which are counted for all. */
const NUMBER = 4

export interface KeptBytes {
  /** Of a network, on the average of the recipe. */
  checkpoints: number
  activations: number
  weights: number
}

/** Bytes that each thing that can be kept would take, were it kept; of checkpoints as many as the form says. For a sound recipe. */
export function keptBytes({ recipe, dataset, keep }: Pick<AppState, 'recipe' | 'dataset' | 'keep'>): KeptBytes {
  const size = knownSize(dataset)
  const specs = drawNetworks(recipeFor(recipe, size.image !== null), 0, Math.min(SAMPLE, recipe.count))
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const numbers = NUMBER * keep.checkpoints
  return {
    checkpoints: numbers * (size.probes + size.trainProbes) * size.classes,
    activations: numbers * size.probes * mean(specs.map(({ hyper }) => hyper.width)),
    weights: NUMBER * 3 * mean(specs.map(({ hyper }) => parametersOf(layersOf(hyper, size)))),
  }
}

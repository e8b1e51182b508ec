// The map file of a search: its networks as far as each was trained, and what says how to train each again.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { TrainedNetwork } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { networkAt } from '../../src/core/population.ts'
import { recipeOf } from '../../src/core/search/trial.ts'
import type { Lineage } from '../../src/formats/map-file.ts'
import type { Made } from '../population-map.ts'
import { mapOfTrained } from '../population-map.ts'
import type { Population } from '../population-spec.ts'
import type { Seconds } from '../run-steps.ts'
import type { TrainingThreads } from '../training-threads.ts'
import { version } from '../version.ts'
import type { Found } from './trained.ts'

interface Searched {
  population: Population
  dataset: Dataset
  found: Found
  seed: number
  title: string
  about: string
  workforce: TrainingThreads
  threads: number
}

export function mapOfSearch({ population, dataset, found: { networks }, seed, title, about, workforce, threads }: Searched, seconds: Seconds): Promise<Made> {
  const recipe: Recipe = { ...population.recipe, kind: 'random', seed, count: networks.length }
  const trained = population.keep.state ? networks : networks.map(network => ({ ...network, state: null }))
  const own = { title, about, madeBy: `Netfold ${version()}, netfold search`, lineage: lineageOf(networks, recipe) }
  return mapOfTrained({ population: { ...population, recipe }, dataset, trained, workforce, threads, own }, seconds)
}

/** Networks in a row that the recipe itself draws are one run of it; each other one is the only one of a recipe of its own. */
function lineageOf(networks: readonly TrainedNetwork[], recipe: Recipe): Lineage {
  const runs: { recipe: Recipe, from: number, count: number }[] = []
  for (const { id, row } of networks) {
    const hyper = row.hyper!
    const last = runs.at(-1)
    const drawn = JSON.stringify(networkAt(recipe, id).hyper) === JSON.stringify(hyper)
    if (drawn && last?.recipe === recipe && last.from + last.count === id) last.count++
    else runs.push(drawn ? { recipe, from: id, count: 1 } : { recipe: recipeOf({ hyper, seed: recipe.seed }), from: id, count: 1 })
  }
  return { base: null, runs }
}

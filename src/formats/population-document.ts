// The recipe of a map's networks as `netfold train` reads it (cli/population.schema.json): the same description makes the same networks again.
import type { DatasetSettings } from '../core/data/dataset.ts'
import type { NetworkRow, NetworkSpec } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import { networkAt } from '../core/population.ts'
import type { GeometrySettings } from '../core/settings.ts'

export interface PopulationDocument {
  about: string
  dataset: Pick<DatasetSettings, 'id' | 'noise' | 'decay' | 'seed'>
  recipe?: Recipe
  geometry: GeometrySettings
  networks?: NetworkSpec[]
}

interface Of { about: string, dataset: DatasetSettings, recipe: Recipe | null, geometry: GeometrySettings, networks: readonly NetworkRow[] }

/**
 * A recipe alone where it draws exactly these networks; else it lists them: a selection, a map of several trainings, or one with networks that were trained
 * on. Networks without hyper-parameters and seeds (trained elsewhere) are left out.
 */
export function populationDocument({ about, dataset: { id, noise, decay, seed }, recipe, geometry, networks }: Of): PopulationDocument {
  const dataset = { id, noise, decay, seed }
  const specs = networks.flatMap(specOf).sort((a, b) => a.id - b.id)
  const drawn = recipe !== null && specs.every((spec, place) => same(spec, networkAt(recipe, place)))
  return { about, dataset, ...recipe && { recipe: drawn ? { ...recipe, count: specs.length } : recipe }, geometry, ...!drawn && { networks: specs } }
}

const specOf = ({ id, hyper, weightSeed, orderSeed }: NetworkRow): NetworkSpec[] =>
  hyper && weightSeed !== null && orderSeed !== null ? [{ id, hyper, weightSeed, orderSeed }] : []

function same(a: NetworkSpec, b: NetworkSpec): boolean {
  if (a.id !== b.id || a.weightSeed !== b.weightSeed || a.orderSeed !== b.orderSeed) return false
  const [left, right] = [new Map<string, unknown>(Object.entries(a.hyper)), Object.entries(b.hyper)]
  return left.size === right.length && right.every(([key, value]) => left.get(key) === value)
}

// SPEC.json → what to train, on what, and how the map is made. The schema beside this file is the only list of what may stand in it.
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { DatasetSettings } from '../src/core/data/dataset.ts'
import { checkDataset, DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import type { Hyperparameters, Keep, NetworkSpec } from '../src/core/network.ts'
import type { Range, Recipe } from '../src/core/recipe.ts'
import { checkRecipe, DEFAULT_RECIPE } from '../src/core/recipe.ts'
import type { GeometrySettings } from '../src/core/settings.ts'
import { checkGeometry, DEFAULT_GEOMETRY } from '../src/core/settings.ts'
import { DEFAULT_KEEP } from '../src/core/network.ts'
import { readBytes } from './files.ts'
import { jsonFault } from './json-text.ts'
import schema from './population.schema.json' with { type: 'json' }
import { Refusal } from './refusal.ts'
import type { SearchSettings } from './search/settings.ts'
import type { Schema } from './spec-faults.ts'
import { sentenceOf } from './spec-faults.ts'

interface Settings { dataset: DatasetSettings, recipe: Recipe, geometry: GeometrySettings, keep: Keep }

export interface Population extends Settings {
  /** Exactly these; left out, those that the recipe draws. */
  networks?: NetworkSpec[]
  /** As it is written. */
  search?: Partial<SearchSettings>
}

/** What stands in a spec: any part of it all. */
type Written = { [Section in keyof Settings]?: Partial<Settings[Section]> } & {
  search?: Partial<SearchSettings>
  networks?: { id?: number, hyper: Omit<Hyperparameters, keyof typeof UNTOLD> & Partial<typeof UNTOLD>, weightSeed: number, orderSeed: number }[]
}

/** What a list of networks means by not saying it: files of before these were known. */
const UNTOLD: Pick<Hyperparameters, 'augmentation' | 'start'> = { augmentation: 'none', start: 'fresh' }

/** More than any list of hyper-parameters takes. */
const MOST = { bytes: 1e6, of: 'the description of a population' }

/** A file is meant to be looked at: the weights stay out of it unless asked for. */
const FOR_FILES: Keep = { ...DEFAULT_KEEP, state: false }

const fits = new Ajv2020({ verbose: true }).compile<Written>(schema)

/** Errors: a Refusal that names the file and, of a key at fault, its path. */
export function readPopulation(file: string): Population {
  const refuse = (sentence: string): never => { throw new Refusal(file, sentence) }
  const text = textOf(readBytes(file, MOST)) ?? refuse('is not a text in UTF-8; save it as one.')
  const fault = jsonFault(text)
  if (fault) refuse(fault)
  return populationFrom(JSON.parse(text) as unknown, refuse)
}

/** The population that parsed JSON describes; `refuse` ends the work with a sentence. */
export function populationFrom(json: unknown, refuse: (sentence: string) => never): Population {
  if (!fits(json)) return refuse(sentenceOf(fits.errors!, schema as Schema))
  const population: Population = {
    dataset: { ...DEFAULT_DATASET, ...json.dataset },
    recipe: { ...DEFAULT_RECIPE, ...json.recipe },
    geometry: { ...DEFAULT_GEOMETRY, ...json.geometry },
    keep: { ...FOR_FILES, ...json.keep },
    ...json.networks && { networks: listed(json.networks, refuse) },
    ...json.search && { search: json.search },
  }
  for (const [key, value] of Object.entries(population.recipe)) if (goesDown(value)) refuse(`recipe.${key} goes from ${value.from} down to ${value.to}; give the smaller first.`)
  // The schema says all that these say; should they ever differ, the core is right.
  const checks = { dataset: checkDataset(population.dataset), recipe: checkRecipe(population.recipe), geometry: checkGeometry(population.geometry) }
  for (const [section, faults] of Object.entries(checks)) {
    for (const [key, sentence] of Object.entries(faults)) refuse(`${section}.${key}: ${sentence.replace(/^[^:]+: /, '')}`)
  }
  return population
}

/** Listed networks with an id each, ascending: a map's rows are. */
function listed(networks: NonNullable<Written['networks']>, refuse: (sentence: string) => never): NetworkSpec[] {
  const places = new Map<number, number>()
  networks.forEach((network, place) => {
    const id = network.id ?? place
    const before = places.get(id)
    if (before !== undefined) refuse(`networks[${place}].id is ${id}, and so is that of networks[${before}]; give each network an id of its own.`)
    places.set(id, place)
  })
  return [...places].sort(([a], [b]) => a - b).map(([id, place]) => {
    const { hyper, weightSeed, orderSeed } = networks[place]
    return { id, hyper: { ...UNTOLD, ...hyper }, weightSeed, orderSeed }
  })
}

const goesDown = (value: unknown): value is Range => typeof value === 'object' && value !== null && 'from' in value && (value as Range).from > (value as Range).to

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

// netfold train: a description of a population → networks trained, measured and embedded: a map file that the page opens.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { comparisonBlock } from '../../src/core/comparison/comparison-block.ts'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import type { Keep, NetworkSpec } from '../../src/core/network.ts'
import { drawNetworks, recipeFor, recipeNote } from '../../src/core/population.ts'
import { MEMORY } from '../../src/core/training/optimiser.ts'
import { layersOf, parametersOf } from '../../src/core/training/plan.ts'
import { sized } from '../../src/formats/format-error.ts'
import { LIMITS } from '../../src/formats/limits.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import { writeMap } from '../../src/formats/map.ts'
import { command } from '../command.ts'
import { checkOut, writeWhole } from '../files.ts'
import { path, text, whole, wordOr } from '../options.ts'
import { makePopulationMap } from '../population-map.ts'
import type { Population } from '../population-spec.ts'
import { readPopulation } from '../population-spec.ts'
import { Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded } from '../run-steps.ts'

/** Bytes that take more than a second or so to pack. */
const LONG_TO_WRITE = 50e6

const DIGITS = new URL('../../public/data/digits.bin', import.meta.url)

export const train = command({
  summary: 'a population of networks, trained, measured and embedded → a map file that the page opens',
  usage: 'SPEC.json --out M.npz',
  files: { from: 1, to: 1 },
  options: {
    out: path('the map, a .npz'),
    title: text('its title; data and seed where none is given'),
    threads: wordOr(['auto'], whole('auto', 'threads that train; auto: one a core', 1, 256)),
  },
  notes: [
    'SPEC.json is {"dataset": {…}, "recipe": {…}, "geometry": {…}, "keep": {…}}, each with what should differ from the page’s defaults; {} will do.',
    '"networks": [{"hyper": {…}, "weightSeed": …, "orderSeed": …}, …] names exactly the networks to train, as the page’s Share dialog writes them.',
    'What may stand in it: cli/population.schema.json. The same description makes the same networks as the page, on any number of threads.',
  ],
  async run([file], { out, title, threads }) {
    const target = checkOut(out, [file])
    const written = readPopulation(file)
    const dataset = makeDataset(written.dataset, readFileSync(DIGITS))
    const population = fitted(written, dataset, file)
    const { recipe, keep } = population
    const specs = population.networks ?? drawNetworks(recipe, 0, recipe.count)
    const unfair = comparisonBlock(specs, population.geometry)
    if (unfair) throw new Refusal(file, `geometry.layer is "${population.geometry.layer}". ${unfair}`)
    const bytes = sizeOfMap(specs, dataset, keep, file)
    const seconds: Seconds = {}
    const workers = threads === 'auto' ? availableParallelism() : threads
    const { map, notes: made } = await makePopulationMap(population, dataset, specs, title ?? `${dataset.title}, seed ${recipe.seed}`, workers, seconds)
    const grid = population.networks ? null : recipeNote(recipe)
    const notes = grid === null ? made : [grid, ...made]
    if (bytes > LONG_TO_WRITE) process.stderr.write('writing the map\n')
    const began = performance.now()
    writeWhole(target, writeMap(map))
    seconds['writing'] = (performance.now() - began) / 1000
    return {
      ...summaryOf(map), networksPerSecond: Number((specs.length / seconds['training']).toPrecision(4)),
      ...notes.length > 0 && { notes }, seconds: rounded(seconds),
    }
  },
})

/** The population as it is on these data; refuses one that asks for nothing but what they cannot give. */
function fitted(population: Population, { image, title }: Dataset, file: string): Population {
  const conv = image ? -1 : population.networks?.findIndex(({ hyper }) => hyper.family === 'conv') ?? -1
  if (conv >= 0) throw new Refusal(file, `networks[${conv}].hyper.family is "conv", and convolutions need pictures, which ${title} has not; give "mlp" or the data set "digits".`)
  const shifted = image ? -1 : population.networks?.findIndex(({ hyper }) => hyper.augmentation === 'shifts') ?? -1
  if (shifted >= 0) throw new Refusal(file, `networks[${shifted}].hyper.augmentation is "shifts", and shifts need pictures, which ${title} has not; give "none", "noise" or the data set "digits".`)
  if (!image && !population.networks && !population.recipe.family.includes('mlp')) {
    throw new Refusal(file, `recipe.family is ["conv"], and convolutions need pictures, which ${title} has not; give ["mlp"] or the data set "digits".`)
  }
  return { ...population, recipe: recipeFor(population.recipe, image !== null) }
}

/** At most so many bytes as they are written (map-format.md), before they are packed. A map that the page might not open is not begun. */
function sizeOfMap(specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, file: string): number {
  const { probes: { length: probes }, trainProbes: { length: trainProbes }, classes } = dataset
  const bytes = specs.reduce((sum, { hyper }) => {
    const activations = probes * hyper.width
    const checkpoints = keep.checkpoints * ((probes + trainProbes) * classes + (keep.checkpointActivations ? activations : 0))
    const { first, second } = MEMORY[hyper.optimiser]
    const state = keep.state ? parametersOf(layersOf(hyper, dataset)) * (1 + Number(first) + Number(second)) : 0
    return sum + 2 * checkpoints + 4 * (activations + state + 4 * (hyper.epochs + 1) + classes ** 2)
  }, 4 * specs.length * (specs.length - 1))
  if (bytes <= LIMITS.file) return bytes
  const less = keep.state ? 'keep.state' : keep.checkpointActivations ? 'keep.checkpointActivations' : keep.checkpoints > 0 ? 'keep.checkpoints' : 'recipe.count'
  const right = { 'keep.state': 'give false', 'keep.checkpointActivations': 'give false', 'keep.checkpoints': 'give a smaller number', 'recipe.count': 'give a smaller number' }[less]
  throw new Refusal(file, `${less} makes a map of up to ${sized(bytes)}, and the page opens ${sized(LIMITS.file)}; ${right}, or train fewer networks.`)
}

interface Summary {
  networks: number
  diverged: number
  mapped: number
  t: number
  stress: number
  medianTestAccuracy: number | null
  best: { id: number, testAccuracy: number } | null
}

/** Accuracies are those of the networks that did not diverge. */
function summaryOf({ networks, manifest: { mapped, phate: { t, stress } } }: MapFile): Summary {
  const sound = networks.filter(({ outcome }) => outcome.divergedAt === null).sort((a, b) => b.outcome.testAccuracy - a.outcome.testAccuracy || a.id - b.id)
  const at = (place: number): number => sound[place].outcome.testAccuracy
  const middle = (sound.length - 1) / 2
  return {
    networks: networks.length, diverged: networks.length - sound.length, mapped, t, stress,
    medianTestAccuracy: sound.length === 0 ? null : (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    best: sound.length === 0 ? null : { id: sound[0].id, testAccuracy: at(0) },
  }
}

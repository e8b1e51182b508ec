// netfold train: a description of a population → networks trained, measured and embedded: a map file that the page opens.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { comparisonBlock } from '../../src/core/comparison/comparison-block.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import { drawNetworks, recipeNote } from '../../src/core/population.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import { writeMap } from '../../src/formats/map.ts'
import { command } from '../command.ts'
import { checkOut, writeWhole } from '../files.ts'
import { path, text, whole, wordOr } from '../options.ts'
import { DIGITS, fitted, LONG_TO_WRITE, sizeOfMap } from '../population-fit.ts'
import { makePopulationMap } from '../population-map.ts'
import { readPopulation } from '../population-spec.ts'
import { Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded } from '../run-steps.ts'

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

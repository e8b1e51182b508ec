// netfold search: a description of what may be trained → the best of it that a budget finds, noted network by network so that a search can be taken up again.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { recipeBlock } from '../../src/core/comparison/comparison-block.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import type { DataSize } from '../../src/core/data/size.ts'
import { sizeOf } from '../../src/core/data/size.ts'
import type { TrainedNetwork } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { drawNetworks } from '../../src/core/population.ts'
import type { Cost } from '../../src/core/search/cost.ts'
import { costFor, costOf } from '../../src/core/search/cost.ts'
import { paretoFront } from '../../src/core/search/pareto.ts'
import { withValidation } from '../../src/core/search/validation.ts'
import { writeMap } from '../../src/formats/map.ts'
import { command } from '../command.ts'
import { checkOut, located, writeWhole } from '../files.ts'
import { path, text, whole, wordOr } from '../options.ts'
import { keptFor } from '../population-comparands.ts'
import { DIGITS, fitted, LONG_TO_WRITE, sizeOfMap } from '../population-fit.ts'
import type { Population } from '../population-spec.ts'
import { readPopulation } from '../population-spec.ts'
import { showingProgress } from '../progress-line.ts'
import { Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded } from '../run-steps.ts'
import { Between, RELATIVE } from '../search/between.ts'
import { Journal } from '../search/journal.ts'
import { mapOfSearch } from '../search/search-map.ts'
import { searchFor } from '../search/search.ts'
import type { SearchSettings } from '../search/settings.ts'
import { asksEarlyMap, asksMap, goesOn, methodFor, settled, weighsCost } from '../search/settings.ts'
import type { Found } from '../search/trained.ts'
import { scoreOf } from '../search/trained.ts'
import { TrainingThreads } from '../training-threads.ts'

export const search = command({
  summary: 'a description of what may be trained → the best of it that a budget finds, and a map file of all that was tried',
  usage: 'SPEC.json --budget N --out M.npz',
  files: { from: 1, to: 1 },
  options: {
    budget: whole('60', 'what the search may cost, in whole trainings; a network that is trained for a tenth costs a tenth', 1, 5000),
    out: path('the map, a .npz'),
    journal: path('what was trained so far, JSON lines; taken up again where it is there (M.journal.jsonl)'),
    title: text('the map’s title; data, method and seed where none is given'),
    threads: wordOr(['auto'], whole('auto', 'threads that train; auto: one a core', 1, 256)),
  },
  notes: [
    'SPEC.json is that of `netfold train` and may have "search": {"method": "looks", "evidence": "score", "proposer": "manifold", "seed": …, "batch": 4, "initial": …, "share": 0.2, "probes": 100}.',
    'Methods: looks, where none is named, trains five for a tenth, as the map proposes, and of all that stand there the one with the best score to its end: 1.4 whole trainings a round. manifold asks the map for networks that are all trained to their end, mixed the map and a model of accuracy; random and sobol draw from the recipe; tpe is the tree-structured Parzen estimator; halving trains many a little and few to the end.',
    '"aim": "parameters" or "training" searches, by looks or manifold, for the front of accuracy against size or against the work of a training, not for the most accurate network alone.',
    'Of looks: "evidence": "all" has a forest say who goes on, from score, settings and the map by then; "proposer" names who is asked in the place of the map: mixed, tpe or random.',
    'Half of the test rows that are no probes vote; the other half are looked at once, at the end, for the best network alone.',
    'The same description, budget and --journal go on where an interrupted search ended, and come to the same networks. The number of threads changes nothing.',
  ],
  async run([file], { out, budget, journal: named, title, threads }) {
    const target = checkOut(out, [file])
    const notebook = checkOut(named ?? `${target.replace(/(.)\.npz$/, '$1')}.journal.jsonl`, [file])
    if (located(notebook) === located(target)) throw new Refusal('--journal', 'is the file of the map; name another.')
    const written = readPopulation(file)
    if (written.networks) throw new Refusal(file, 'names its networks, and a search chooses them itself; leave "networks" out.')
    const base = makeDataset(written.dataset, readFileSync(DIGITS))
    const population = fitted(written, base, file)
    const { recipe, geometry, dataset: data } = population
    const wanted = settled(written.search ?? {}, recipe, budget)
    refuseUnsearchable(population, wanted, file)
    sizeOfMap(drawNetworks(recipe, 0, goesOn(wanted.method) ? BEGUN * budget : budget), base, population.keep, file)
    const journal = Journal.open(notebook, before => headOf(population, settled({ ...beginningOf(before), ...written.search }, recipe, budget)))
    const settings = journal.head['search'] as SearchSettings
    const taken = journal.size
    const votes = withValidation(base, data.seed, settings.probes)
    // All the page's own probes are looked at, so that the map can grow there; the search compares on those that do not vote.
    const dataset = { ...votes.dataset, probes: base.probes }
    const workers = threads === 'auto' ? availableParallelism() : threads
    const keep = keptFor({ ...population.keep, state: population.keep.state || goesOn(settings.method) }, geometry)
    const workforce = new TrainingThreads(dataset, keep, workers)
    const seconds: Seconds = {}
    const began = performance.now()
    try {
      const compared = (): Between => new Between(dataset, votes.dataset.probes, geometry, workers)
      const [between, early] = [asksMap(settings) ? compared() : null, asksEarlyMap(settings) ? compared() : null]
      const found = await showingProgress(`searching by ${settings.method}`, budget, told =>
        searchFor({
          settings, prior: recipe, pictures: base.image !== null, budget, workforce, journal, between, early, cost: costFor(settings.aim, sizeOf(base)),
          told: spent => told(spent / budget, Math.floor(spent)),
        }), 'trainings')
      seconds['searching'] = (performance.now() - began) / 1000
      const heldAccuracy = found.best && votes.held.length > 0 ? await lookedAt(votes.held, found.best, workforce) : null
      const about = `Found by netfold search, method ${settings.method}. Test accuracy is that of ${dataset.test.length} rows that voted; ${votes.held.length} others were held back.`
      const called = title ?? `${base.title}, ${settings.method} search, seed ${settings.seed}`
      const made = await mapOfSearch({ population, dataset, found, seed: settings.seed, title: called, about, workforce, threads: workers }, seconds)
      if (taken > 0) made.notes.unshift(`${taken} ${taken === 1 ? 'network was' : 'networks were'} in the journal.`)
      const bytes = writeMap(made.map)
      if (bytes.length > LONG_TO_WRITE) process.stderr.write('writing the map\n')
      writeWhole(target, bytes)
      const notes = [...written.search?.method ? [] : methodNote(recipe), ...votes.note ? [votes.note] : [], ...found.notes, ...made.notes]
      const { mapped, phate: { t, stress } } = made.map.manifest
      return { ...summaryOf(settings, found, heldAccuracy, sizeOf(base)), mapped, t, stress, journal: notebook, ...notes.length > 0 && { notes }, seconds: rounded(seconds) }
    } finally {
      await workforce.end()
    }
  },
})

/** What the trained networks, and which are trained, follow from. The budget is no part of it: it may be raised. */
const headOf = ({ dataset, recipe, geometry, keep }: Population, search: SearchSettings): Record<string, unknown> =>
  ({ dataset, recipe: { ...recipe, count: undefined }, geometry, keep, search })

/** How many were drawn before anything was asked was decided with the first budget, and stays so. */
const beginningOf = (before: Record<string, unknown> | null): Partial<SearchSettings> => {
  const initial = (before?.['search'] as Partial<SearchSettings> | undefined)?.initial
  return initial === undefined ? {} : { initial }
}

/** Networks that are begun for each whole training of the budget, at most, where most are given up early. */
const BEGUN = 4

/** Why nobody's choice is not the usual one. */
const methodNote = (recipe: Recipe): string[] => methodFor(recipe) === 'looks' ? []
  : [`Early looks need trainings that start fresh and have 5 epochs or more; where no method is named, ${methodFor(recipe)} searches the others.`]

function refuseUnsearchable({ recipe, geometry }: Population, { method, proposer, aim }: SearchSettings, file: string): void {
  if (aim !== 'score' && !weighsCost(method)) throw new Refusal(file, `search.aim is "${aim}", which ${method} does not heed; give "score", or the method "looks" or "manifold".`)
  const unfair = recipeBlock(recipe, geometry, [])
  if (unfair) throw new Refusal(file, `geometry.layer is "${geometry.layer}". ${unfair}`)
  if (asksMap({ method, proposer }) && RELATIVE.includes(geometry.metric)) {
    throw new Refusal(file, `geometry.metric is "${geometry.metric}", by which newcomers move everybody apart; a search by the map needs another, such as "diffusion".`)
  }
  const start = recipe.start.find(name => name !== 'fresh')
  if (goesOn(method) && start) throw new Refusal(file, `recipe.start has "${start}", a training of as many epochs before the training, which ${method} cannot stop early; give ["fresh"], or another method.`)
}

/** Accuracy on the held-back rows, by training the network once more: nobody has known it before. */
async function lookedAt(held: Uint32Array, { row: { id, hyper, weightSeed, orderSeed } }: TrainedNetwork, workforce: TrainingThreads): Promise<number> {
  const spec = { id, hyper: hyper!, weightSeed: weightSeed!, orderSeed: orderSeed! }
  const [again] = await showingProgress('looking at the held-back rows', 1, told => workforce.train([spec], told, { test: held }))
  return again.row.outcome.testAccuracy
}

/** The front is against the cost that was aimed at, else against size; a network's training costs what it was trained. */
function summaryOf({ method, seed, aim }: SearchSettings, { networks, best, curve, spent }: Found, heldAccuracy: number | null, size: DataSize): object {
  const against: Cost = aim === 'training' ? aim : 'parameters'
  const weighed = networks.map(network => ({
    id: network.id, score: scoreOf(network), cost: costOf(against, network.row.hyper!, size), parameters: network.row.outcome.parameters,
  }))
  const told = (best: TrainedNetwork): object => {
    const { id, hyper, weightSeed, orderSeed, outcome: { testAccuracy, parameters } } = best.row
    return { network: { id, hyper, weightSeed, orderSeed }, validationAccuracy: testAccuracy, heldAccuracy, parameters }
  }
  return {
    method, seed, ...aim !== 'score' && { aim }, networks: networks.length, diverged: networks.filter(({ row }) => row.outcome.divergedAt !== null).length, spent: Number(spent.toFixed(6)),
    best: best && told(best),
    curve: curve.map(({ spent, id, score }) => ({ spent: Number(spent.toFixed(6)), id, validationAccuracy: score })),
    front: paretoFront(weighed).map(({ id, score, cost, parameters }) => ({ id, validationAccuracy: score, parameters, ...against === 'training' && { training: cost } })),
  }
}

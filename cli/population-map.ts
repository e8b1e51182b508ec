// A population from its description to a map: trained and measured on many threads, placed by the page's own geometry.
import type { Comparand } from '../src/core/comparison/comparand.ts'
import type { Dataset } from '../src/core/data/dataset.ts'
import { distanceWarnings } from '../src/core/distance/warnings.ts'
import { FLOAT64_UP_TO } from '../src/core/distance/all-pairs.ts'
import type { NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import { measureColumns } from '../src/core/portrait/portrait.ts'
import type { GeometrySettings } from '../src/core/settings.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../src/formats/map-file.ts'
import type { AddReport } from '../src/protocol/geometry.ts'
import { GeometrySession } from '../workers/geometry/session.ts'
import { beginOn } from './pairs-threads.ts'
import { comparandSteps, keptFor } from './population-comparands.ts'
import type { Population } from './population-spec.ts'
import { showingProgress } from './progress-line.ts'
import type { Seconds } from './run-steps.ts'
import { runSteps } from './run-steps.ts'
import { TrainingThreads } from './training-threads.ts'
import { version } from './version.ts'

export interface Made { map: MapFile, notes: string[] }

type Timed = <T>(part: string, work: () => T | Promise<T>) => Promise<T>

/** Networks that have been trained, and what the map says of where they came from. */
export interface Mappable {
  population: Pick<Population, 'dataset' | 'recipe' | 'geometry' | 'keep'>
  dataset: Dataset
  trained: readonly TrainedNetwork[]
  workforce: TrainingThreads
  threads: number
  /** What is this map's own in its manifest. */
  own: Pick<MapFile['manifest'], 'title' | 'madeBy' | 'lineage' | 'about'>
}

/** The bits of the map depend on the population alone, not on `threads`. `seconds` collects the time of each part of the work. */
export async function makePopulationMap(population: Population, dataset: Dataset, specs: readonly NetworkSpec[], title: string, threads: number, seconds: Seconds): Promise<Made> {
  const { geometry, keep, recipe } = population
  const timed = timing(seconds)
  const workforce = new TrainingThreads(dataset, keptFor(keep, geometry), Math.min(threads, specs.length))
  try {
    const trained = await timed('training', () => showingProgress('training', specs.length, told => workforce.train(specs, told)))
    const own = { title, madeBy: `Netfold ${version()}, netfold train`, lineage: { base: null, runs: [{ recipe, from: 0, count: specs.length }] } }
    return await mapOfTrained({ population, dataset, trained, workforce, threads, own }, seconds)
  } finally {
    await workforce.end()
  }
}

const timing = (seconds: Seconds): Timed => async (part, work) => {
  const began = performance.now()
  const result = await work()
  seconds[part] = (performance.now() - began) / 1000
  return result
}

/** The same of networks that are trained. */
export async function mapOfTrained({ population, dataset, trained, workforce, threads, own }: Mappable, seconds: Seconds): Promise<Made> {
  const { geometry, keep } = population
  const timed = timing(seconds)
  const placed = trained.flatMap(({ activations }) => activations ?? [])
  const { ids, embedding, distances, phate, report, notes } = await placedOnMap(runSteps(comparandSteps(trained, dataset, geometry)), trained, geometry, threads, timed)
  const mapped = new Set(ids)
  const activations = placed.filter(({ id }) => mapped.has(id))
  const labels = Int32Array.from(dataset.probes, probe => dataset.labels[probe])
  const portraits = await timed('measures', () => showingProgress('measures', activations.length, told => workforce.measure(activations, labels, geometry, told)))
  const health = ids.map(id => ({ meanDiagonal: NaN, medianPerplexity: NaN, saturated: report.saturated.includes(id), flat: report.flat.includes(id) })) // no figures are kept
  return {
    notes: [...report.refused.map(({ id, why }) => `Network ${id} has no place on the map: ${why}`), ...notes, ...distanceWarnings(health, false, geometry)],
    map: {
      manifest: {
        format: MAP_FORMAT, version: MAP_VERSION, ...own,
        dataset: population.dataset, datasetTitle: dataset.title, classNames: dataset.classNames,
        train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
        recipe: population.recipe, geometry, phate, mapped: ids.length, parts: {},
        provenance: { version: version(), devices: ['cpu'], seeds: { data: population.dataset.seed, population: population.recipe.seed, layout: geometry.seed } },
      },
      networks: trained.map(({ row }) => row),
      ids, embedding,
      detail: { distances, details: trained.map(({ id, curve, confusion }) => ({ id, curve, confusion })), measures: measureColumns(portraits) },
      activations,
      checkpoints: keep.checkpoints > 0 ? byId(trained, 'checkpoints') : null,
      states: keep.state ? byId(trained, 'state') : null,
    },
  }
}

interface Placed { ids: number[], embedding: Float64Array, distances: Float64Array, phate: MapFile['manifest']['phate'], report: AddReport, notes: string[] }

/** Distances and layout. The session's operators, a hundred kilobytes or more a network, go with it. */
async function placedOnMap(
  activations: readonly Comparand[], trained: readonly TrainedNetwork[], settings: GeometrySettings, threads: number, timed: Timed,
): Promise<Placed> {
  const session = new GeometrySession(settings, null, beginOn(threads), activations.length > FLOAT64_UP_TO)
  const report = await timed('distances', () => runSteps(session.add(activations)))
  const signal = trained.map(({ id, row }) => ({ id, value: row.outcome.testAccuracy }))
  const { ids, coordinates, t, stress, components, notes } = await timed('embedding', () => runSteps(session.embed({ settings, start: 'classic', signal })))
  return { ids, embedding: coordinates, distances: session.distances().condensed, phate: { t, stress, components }, report, notes }
}

/** What was kept of the networks that have it. */
function byId<K extends 'checkpoints' | 'state'>(trained: readonly TrainedNetwork[], key: K): Map<number, NonNullable<TrainedNetwork[K]>> {
  return new Map(trained.flatMap(network => network[key] === null ? [] : [[network.id, network[key]]]))
}

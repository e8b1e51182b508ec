// All that is measured of runs at equal stations, in one pass: no more than the runs' models of one station stand in memory at a time.
import { condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { averageModels } from './averages.ts'
import { StandingModels } from './bhattacharyya.ts'
import { accuracies } from './ends.ts'
import { pointBetween } from './geodesic.ts'
import type { ModelSource } from './model-source.ts'
import { sourceOf } from './model-source.ts'
import { probeShuffle } from './null-model.ts'
import { progressSteps } from './progress.ts'
import { distanceToRoad } from './readings.ts'
import type { Reindexing } from './trajectories.ts'

/** Runs whose checkpoints are read from one source: run k has its rows starts[k] … starts[k + 1] − 1. `reindexings`: one a run, as `reindex` gives them. */
export interface RunsAtStations { source: ModelSource, starts: ArrayLike<number>, reindexings: readonly Reindexing[], classes: number }

/** The model of one run at a station (probes × classes), by great circles per probe, into `out` from `at` on. */
export function modelOfRun({ source, starts, reindexings, classes }: RunsAtStations, run: number, station: number, out: Float64Array, at = 0): void {
  const { before, after, fraction } = reindexings[run]
  const from = source.read(starts[run] + before[station], 1)
  if (fraction[station] === 0) {
    out.set(from, at)
    return
  }
  const own = from.slice()
  pointBetween(own, source.read(starts[run] + after[station], 1), source.size / classes, classes, fraction[station], out, at)
}

/** Models of these runs at a station, one after the other. */
export function modelsOfRuns(runs: RunsAtStations, which: readonly number[], station: number): Float64Array {
  const { size } = runs.source
  const models = new Float64Array(which.length * size)
  which.forEach((run, place) => modelOfRun(runs, run, station, models, place * size))
  return models
}

export interface StationReport {
  /** Condensed: the mean over stations of d between two runs' models, and the same with each run's probes shuffled within the true classes. */
  distances: Float64Array
  nullDistances: Float64Array
  /** Runs × stations, row-major: d to the arithmetic mean of the configuration's runs, and to the road at the model's own progress. */
  tube: Float64Array
  offRoad: Float64Array
  /** Probes over all pairs and stations (not of the null) that counted 100. */
  disjoint: number
}

/**
 * `configurations`: of each run a number. `groups`: of each run what its shuffle hangs on, besides the seed. Equals `trajectoryDistanceSteps` and
 * `tubeWidthSteps`. The shuffle is applied to the models at the stations: interpolation goes probe by probe, so it does not matter which comes first.
 */
export function* stationReportSteps(
  runs: RunsAtStations, labels: ArrayLike<number>, configurations: ArrayLike<number>, groups: ArrayLike<number>, seed: number,
): Steps<StationReport> {
  const { source: { size }, classes, reindexings } = runs
  const probes = size / classes
  const count = reindexings.length
  const every = Array.from({ length: count }, (_, run) => run)
  const stations = reindexings[0]?.before.length ?? 0
  const orders = every.map(run => probeShuffle(labels, classes, seed, groups[run]))
  const members = membersOf(configurations)
  const report: StationReport = {
    distances: new Float64Array(condensedSize(count)), nullDistances: new Float64Array(condensedSize(count)),
    tube: new Float64Array(count * stations), offRoad: new Float64Array(count * stations), disjoint: 0,
  }
  const means = new Float64Array(members.length * size)
  const shuffledModels = new Float64Array(count * size)
  let standing: StandingModels | null = null
  for (let station = 0; station < stations; station++) {
    const models = modelsOfRuns(runs, every, station)
    if (standing) standing.replace(sourceOf(models, count, probes, classes))
    else standing = new StandingModels(sourceOf(models, count, probes, classes), probes, classes)
    const found = yield* quietly(standing.among(), station / stations)
    found.distances.forEach((distance, pair) => { report.distances[pair] += distance / stations })
    report.disjoint += found.disjoint

    members.forEach((own, group) => means.set(meanOf(models, own, size, probes, classes), group * size))
    const toMeans = yield* quietly(standing.from(sourceOf(means, members.length, probes, classes)), station / stations)
    members.forEach((own, group) => own.forEach(run => { report.tube[run * stations + station] = toMeans.distances[group * count + run] }))

    const progress = yield* quietly(progressSteps(models, count, probes, classes, labels), station / stations)
    for (const run of every) report.offRoad[run * stations + station] = distanceToRoad(models, run * size, labels, classes, progress[run])

    orders.forEach((order, run) => order.forEach((from, probe) => {
      const row = run * size + from * classes
      shuffledModels.set(models.subarray(row, row + classes), run * size + probe * classes)
    }))
    standing.replace(sourceOf(shuffledModels, count, probes, classes))
    const chance = yield* quietly(standing.among(), station / stations)
    chance.distances.forEach((distance, pair) => { report.nullDistances[pair] += distance / stations })
    yield { stage: 'trajectory distances', share: (station + 1) / stations }
  }
  return report
}

/** Share of right answers of some models (models × size). */
export const accuraciesOf = (models: Float64Array, size: number, classes: number, labels: ArrayLike<number>): Float64Array =>
  accuracies(models, models.length / size, size / classes, classes, labels)

/** Runs of each configuration that has any, in order of its number. */
export function membersOf(configurations: ArrayLike<number>): number[][] {
  const members = new Map<number, number[]>()
  for (let run = 0; run < configurations.length; run++) members.set(configurations[run], [...members.get(configurations[run]) ?? [], run])
  return [...members].sort(([a], [b]) => a - b).map(([, own]) => own)
}

function meanOf(models: Float64Array, own: readonly number[], size: number, probes: number, classes: number): Float64Array {
  const table = new Float64Array(own.length * size)
  own.forEach((run, place) => table.set(models.subarray(run * size, (run + 1) * size), place * size))
  return averageModels('arithmetic', table, own.length, probes, classes)
}

/** A part's own steps, told as the share that the whole stands at. */
function* quietly<T>(steps: Steps<T>, share: number): Steps<T> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    yield { stage: 'trajectory distances', share }
  }
}

// Training runs compared with one another: the same stations on every run's way, distances at equal stations, and how wide a bundle of runs is.
import { condensedIndex, condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { bhattacharyyaBetweenSteps, bhattacharyyaSteps } from './bhattacharyya.ts'
import { averageModels } from './averages.ts'
import { pointBetween, STATIONS } from './geodesic.ts'

/** A run's checkpoints in order: `predictions` are checkpoints × probes × classes, row-major, as `checkPredictions` returns them. */
export interface Run { predictions: Float64Array, checkpoints: number }

/** Where each station lies on a run: between which checkpoints, and how far from the one to the other. */
export interface Reindexing {
  before: Int32Array
  after: Int32Array
  /** 0 at `before`, 1 at `after`. */
  fraction: Float64Array
  /** 1: the run never goes beyond this station and its last checkpoint is held. −1: it starts beyond it and its first is. 0: between two. */
  held: Int8Array
}

/**
 * For each station s (.01 … 1), the first checkpoint whose index is greater than s and the one before it, with the share
 * (s − before)/(after − before) of the way between them. The index is progress in the paper; later versions of its code take training
 * accuracy and still call it progress. Refuses no checkpoints, and an index that is not a number.
 */
export function reindex(index: ArrayLike<number>, stations: readonly number[] = STATIONS): Reindexing {
  const last = index.length - 1
  if (last < 0) throw new Error('A run without checkpoints cannot be reindexed; it needs at least 1.')
  for (let k = 0; k <= last; k++) {
    if (!Number.isFinite(index[k])) throw new Error(`The index of checkpoint ${k} is ${index[k]}; progress and accuracy are finite numbers.`)
  }
  const count = stations.length
  const found: Reindexing = { before: new Int32Array(count), after: new Int32Array(count), fraction: new Float64Array(count), held: new Int8Array(count) }
  stations.forEach((s, place) => {
    let after = 0
    while (after <= last && index[after] <= s) after++
    if (after === 0 || after > last) {
      const held = Math.min(after, last)
      found.before[place] = held
      found.after[place] = held
      // A last checkpoint that stands on the station itself is there, not held.
      found.held[place] = after === 0 ? -1 : index[last] === s ? 0 : 1
      return
    }
    found.before[place] = after - 1
    found.after[place] = after
    found.fraction[place] = (s - index[after - 1]) / (index[after] - index[after - 1])
  })
  return found
}

/** The run's model at a station (probes × classes), by great circles per probe, into `out` from `at` on. */
export function modelAtStation({ predictions }: Run, { before, after, fraction }: Reindexing, station: number, probes: number, classes: number, out: Float64Array, at = 0): void {
  const size = probes * classes
  const from = predictions.subarray(before[station] * size, (before[station] + 1) * size)
  if (fraction[station] === 0) {
    out.set(from, at)
    return
  }
  pointBetween(from, predictions.subarray(after[station] * size, (after[station] + 1) * size), probes, classes, fraction[station], out, at)
}

/** Distances between runs (condensed) and how many probes, over all stations and pairs, counted 100. */
export interface RunDistances { distances: Float64Array, disjoint: number }

/** Mean over all stations of the Bhattacharyya distance between two runs' models there. `reindexings` as `reindex` gives them, one a run. */
export function* trajectoryDistanceSteps(runs: readonly Run[], reindexings: readonly Reindexing[], probes: number, classes: number): Steps<RunDistances> {
  const stations = checkRuns(runs, reindexings, probes, classes)
  const distances = new Float64Array(condensedSize(runs.length))
  let disjoint = 0
  for (let station = 0; station < stations; station++) {
    const models = modelsAtStation(runs, reindexings, station, probes, classes)
    const found = yield* inside(bhattacharyyaSteps(models, runs.length, probes, classes), station, stations)
    for (let k = 0; k < distances.length; k++) distances[k] += found.distances[k] / stations
    disjoint += found.disjoint
    yield { stage: 'trajectory distances', share: (station + 1) / stations }
  }
  return { distances, disjoint }
}

/** Mean distances between configurations over all pairs of their runs (condensed), and within each over its pairs of different runs. */
export interface ConfigurationDistances { distances: Float64Array, within: (number | null)[] }

/**
 * From distances between runs (condensed) to distances between configurations 0 … count − 1; a configuration's distance to itself is 0.
 * `within` is null where a configuration has a single run. Refuses a configuration without runs.
 */
export function configurationMeans(distances: Float64Array, configurations: ArrayLike<number>, count: number): ConfigurationDistances {
  const runs = configurations.length
  const members = new Float64Array(count)
  for (let run = 0; run < runs; run++) {
    const own = configurations[run]
    if (!(Number.isInteger(own) && own >= 0 && own < count)) throw new Error(`The configuration of run ${run} is ${own}; it must be a whole number from 0 to ${count - 1}.`)
    members[own]++
  }
  const empty = members.indexOf(0)
  if (empty >= 0) throw new Error(`Configuration ${empty} has no run; every configuration needs at least 1.`)
  const between = new Float64Array(condensedSize(count))
  const within = new Float64Array(count)
  for (let u = 0; u < runs; u++) {
    for (let v = u + 1; v < runs; v++) {
      const [p, q] = [configurations[u], configurations[v]]
      const distance = distances[condensedIndex(u, v, runs)]
      if (p === q) within[p] += distance / (members[p] * (members[p] - 1) / 2)
      else between[condensedIndex(p, q, count)] += distance / (members[p] * members[q])
    }
  }
  return { distances: between, within: Array.from(within, (mean, own) => members[own] > 1 ? mean : null) }
}

/**
 * Distance of each run, at each station, to the arithmetic mean of its configuration's runs there: runs × stations, row-major. The paper draws
 * them as boxes at s = .1, .3, .5, .7 and .9.
 */
export function* tubeWidthSteps(
  runs: readonly Run[], reindexings: readonly Reindexing[], configurations: ArrayLike<number>, probes: number, classes: number,
): Steps<Float64Array> {
  const stations = checkRuns(runs, reindexings, probes, classes)
  const size = probes * classes
  const groups = new Map<number, number[]>()
  for (let run = 0; run < runs.length; run++) groups.set(configurations[run], [...groups.get(configurations[run]) ?? [], run])
  const widths = new Float64Array(runs.length * stations)
  for (let station = 0; station < stations; station++) {
    const models = modelsAtStation(runs, reindexings, station, probes, classes)
    for (const members of groups.values()) {
      const own = new Float64Array(members.length * size)
      members.forEach((run, place) => own.set(models.subarray(run * size, (run + 1) * size), place * size))
      const mean = averageModels('arithmetic', own, members.length, probes, classes)
      const { distances } = yield* inside(bhattacharyyaBetweenSteps(own, members.length, mean, 1, probes, classes), station, stations)
      members.forEach((run, place) => { widths[run * stations + station] = distances[place] })
    }
    yield { stage: 'tube widths', share: (station + 1) / stations }
  }
  return widths
}

function modelsAtStation(runs: readonly Run[], reindexings: readonly Reindexing[], station: number, probes: number, classes: number): Float64Array {
  const models = new Float64Array(runs.length * probes * classes)
  runs.forEach((run, place) => { modelAtStation(run, reindexings[place], station, probes, classes, models, place * probes * classes) })
  return models
}

/** Steps of a part, its share made one of the whole. */
function* inside<T>(steps: Steps<T>, done: number, parts: number): Steps<T> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    yield { stage: next.value.stage, share: (done + next.value.share) / parts }
  }
}

function checkRuns(runs: readonly Run[], reindexings: readonly Reindexing[], probes: number, classes: number): number {
  if (runs.length !== reindexings.length) throw new Error(`There are ${reindexings.length} reindexings for ${runs.length} runs; every run needs one.`)
  const stations = reindexings[0]?.before.length ?? 0
  runs.forEach(({ predictions, checkpoints }, run) => {
    const size = checkpoints * probes * classes
    if (predictions.length !== size) throw new Error(`Run ${run} has ${predictions.length} probabilities; ${checkpoints} checkpoints × ${probes} probes × ${classes} classes need ${size}.`)
    if (reindexings[run].before.length !== stations) throw new Error(`Run ${run} has ${reindexings[run].before.length} stations and run 0 has ${stations}; all runs need the same.`)
  })
  return stations
}

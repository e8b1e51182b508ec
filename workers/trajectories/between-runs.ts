// Runs held against each other at equal stations: distances and their null, tree and order, their own InPCA, tubes and the road.
import { leafOrderSteps } from '../../src/core/clusters/leaf-order.ts'
import { linkageSteps } from '../../src/core/clusters/linkage.ts'
import { condensedIndex, condensedSize } from '../../src/core/condensed.ts'
import { STATIONS } from '../../src/core/inpca/geodesic.ts'
import { inpcaSteps } from '../../src/core/inpca/inpca.ts'
import { againstNull } from '../../src/core/inpca/null-model.ts'
import type { RunsAtStations } from '../../src/core/inpca/stations.ts'
import { stationReportSteps } from '../../src/core/inpca/stations.ts'
import { configurationMeans, reindex } from '../../src/core/inpca/trajectories.ts'
import type { Steps } from '../../src/core/steps.ts'
import { within } from '../../src/core/steps.ts'
import type { BetweenRuns, BetweenRunsRequest, RunIndex } from '../../src/protocol/trajectories.ts'
import type { Runs } from './runs.ts'

/** Axes of the runs' own map. */
const AXES = 3

/** Every run's stations by progress or by accuracy. Refuses where there are no runs, or nobody knows the true classes. */
export function* stationsOf(runs: Runs, index: RunIndex): Steps<RunsAtStations> {
  const { starts, truth: { classes, labels } } = runs
  if (starts.length < 2) throw new Error('No run is here yet; runs are held against each other once there is at least one.')
  if (!labels) throw new Error(`Runs are held against each other at equal ${index}, which needs the true classes of the probes; they are not known.`)
  const { progress, error } = yield* runs.readings()
  const values = index === 'progress' ? progress : error.map(share => 1 - share)
  const reindexings = Array.from(starts.subarray(1), (end, run) => reindex(values.subarray(starts[run], end)))
  return { source: runs.source(null), starts, reindexings, classes }
}

export function* betweenRunsOf(runs: Runs, { index, configurations, seed }: BetweenRunsRequest): Steps<BetweenRuns> {
  const { ids, truth } = runs
  const count = ids.length
  checkConfigurations(configurations, count)
  const there = yield* within(stationsOf(runs, index), 0, 0.1)
  const { distances, nullDistances, tube, offRoad } = yield* within(stationReportSteps(there, truth.labels!, configurations, ids, seed), 0.1, 0.8)
  const tree = yield* within(linkageSteps(distances, count, 'complete'), 0.9, 0.03)
  const order = yield* within(leafOrderSteps(tree, distances), 0.93, 0.03)
  const { coordinates, signs, stress } = yield* within(inpcaSteps(distances, AXES), 0.96, 0.04)
  const same = (i: number, j: number): boolean => configurations[i] === configurations[j]
  const held = new Int8Array(count * STATIONS.length)
  there.reindexings.forEach((reindexing, run) => held.set(reindexing.held, run * STATIONS.length))
  return {
    ids, stations: Float64Array.from(STATIONS), distances, nullDistances,
    across: againstNull(distances, nullDistances, count, (i, j) => !same(i, j)), within: againstNull(distances, nullDistances, count, same),
    merges: tree.merges, order, coordinates, signs, stress, tube, offRoad, held, ...means(distances, configurations),
  }
}

export function checkConfigurations(configurations: readonly number[], runs: number): void {
  if (configurations.length !== runs) throw new Error(`There are ${configurations.length} configurations for ${runs} runs; every run needs one.`)
  const wrong = configurations.findIndex(own => !(Number.isInteger(own) && own >= 0))
  if (wrong >= 0) throw new Error(`The configuration of run ${wrong} is ${configurations[wrong]}; it must be a whole number from 0.`)
}

/** Between all configurations up to the highest number; NaN and null for numbers that no run has. */
function means(distances: Float64Array, configurations: readonly number[]): Pick<BetweenRuns, 'configurationDistances' | 'configurationWithin'> {
  const present = [...new Set(configurations)].sort((a, b) => a - b)
  const count = present[present.length - 1] + 1
  const found = configurationMeans(distances, configurations.map(own => present.indexOf(own)), present.length)
  const configurationDistances = new Float64Array(condensedSize(count)).fill(NaN)
  const configurationWithin = new Array<number | null>(count).fill(null)
  present.forEach((p, i) => {
    configurationWithin[p] = found.within[i]
    for (let j = i + 1; j < present.length; j++) configurationDistances[condensedIndex(p, present[j], count)] = found.distances[condensedIndex(i, j, present.length)]
  })
  return { configurationDistances, configurationWithin }
}

// Averages of a configuration's runs, station by station, placed on the axes of the standing map.
import { averageModels } from '../../src/core/inpca/averages.ts'
import { StandingModels } from '../../src/core/inpca/bhattacharyya.ts'
import { STATIONS } from '../../src/core/inpca/geodesic.ts'
import { placeByBlocks } from '../../src/core/inpca/landmarks.ts'
import { progressSteps } from '../../src/core/inpca/progress.ts'
import { accuraciesOf, membersOf, modelsOfRuns } from '../../src/core/inpca/stations.ts'
import type { Steps } from '../../src/core/steps.ts'
import { within } from '../../src/core/steps.ts'
import type { AveragePath, AveragesRequest } from '../../src/protocol/trajectories.ts'
import { checkConfigurations, stationsOf } from './between-runs.ts'
import type { Standing } from './map-of.ts'
import type { Runs } from './runs.ts'
import { tableOf } from './runs.ts'

export function* averagesOf(runs: Runs, { measured, result }: Standing, { index, configurations, kinds }: AveragesRequest): Steps<AveragePath[]> {
  const { truth, size } = runs
  const { probes, classes } = truth
  checkConfigurations(configurations, runs.ids.length)
  const there = yield* within(stationsOf(runs, index), 0, 0.1)
  const labels = truth.labels!
  const models = new StandingModels(runs.source(measured.rows), probes, classes)
  const groups = membersOf(configurations)
  const paths: AveragePath[] = []
  const last = STATIONS.length - 1
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  for (const [group, own] of groups.entries()) {
    const tables = kinds.map(() => new Float64Array(STATIONS.length * size))
    for (let station = 0; station <= last; station++) {
      const models1 = modelsOfRuns(there, own, station)
      kinds.forEach((kind, k) => tables[k].set(averageModels(kind, models1, own.length, probes, classes), station * size))
      yield { stage: 'averages', share: 0.1 + 0.9 * (group + 0.7 * (station + 1) / STATIONS.length) / groups.length }
    }
    const ends = modelsOfRuns(there, own, last)
    const meanProgress = mean(yield* within(progressSteps(ends, own.length, probes, classes, labels), 0.1 + 0.9 * (group + 0.7) / groups.length, 0))
    const meanError = 1 - mean(accuraciesOf(ends, size, classes, labels))
    for (const [k, kind] of kinds.entries()) {
      const { coordinates } = yield* within(placeByBlocks(result, models, tableOf(tables[k], truth)), 0.1 + 0.9 * (group + 0.7) / groups.length, 0)
      const end = tables[k].subarray(last * size)
      const [progress] = yield* within(progressSteps(end, 1, probes, classes, labels), 0.1 + 0.9 * (group + 0.7) / groups.length, 0)
      paths.push({ configuration: configurations[own[0]], kind, coordinates, progress, error: 1 - accuraciesOf(end, size, classes, labels)[0], meanProgress, meanError })
    }
  }
  return paths
}

// Averages of a configuration's runs, station by station or at the end alone, placed on the axes of the standing map.
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

export function* averagesOf(runs: Runs, { measured, result }: Standing, { index, configurations, kinds, paths: whole = kinds }: AveragesRequest): Steps<AveragePath[]> {
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
    const shareOf = (part: number): number => 0.1 + 0.9 * (group + part) / groups.length
    const tables = kinds.map(kind => new Float64Array((whole.includes(kind) ? STATIONS.length : 1) * size))
    let ends: Float64Array = new Float64Array(0)
    for (let station = 0; station <= last; station++) {
      if (station < last && whole.length === 0) continue
      ends = modelsOfRuns(there, own, station)
      kinds.forEach((kind, k) => {
        if (station === last) tables[k].set(averageModels(kind, ends, own.length, probes, classes), tables[k].length - size)
        else if (whole.includes(kind)) tables[k].set(averageModels(kind, ends, own.length, probes, classes), station * size)
      })
      yield { stage: 'averages', share: shareOf(0.6 * (station + 1) / STATIONS.length) }
    }
    const meanProgress = mean(yield* within(progressSteps(ends, own.length, probes, classes, labels), shareOf(0.6), 0))
    const meanError = 1 - mean(accuraciesOf(ends, size, classes, labels))
    for (const [k, kind] of kinds.entries()) {
      const [from, to] = [shareOf(0.6 + 0.4 * k / kinds.length), shareOf(0.6 + 0.4 * (k + 1) / kinds.length)]
      const { coordinates } = yield* within(placeByBlocks(result, models, tableOf(tables[k], truth)), from, to - from)
      const end = tables[k].subarray(tables[k].length - size)
      const [progress] = yield* within(progressSteps(end, 1, probes, classes, labels), to, 0)
      paths.push({ configuration: configurations[own[0]], kind, coordinates, progress, error: 1 - accuraciesOf(end, size, classes, labels)[0], meanProgress, meanError })
    }
  }
  return paths
}

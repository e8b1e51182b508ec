// One pass over the stations measures what the separate functions measure.
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { sourceOf } from './model-source.ts'
import { withinClassShuffle } from './null-model.ts'
import { predictionsFromLogits } from './predictions.ts'
import { progressSteps } from './progress.ts'
import { modelsOfRuns, stationReportSteps } from './stations.ts'
import type { Run } from './trajectories.ts'
import { modelAtStation, reindex, trajectoryDistanceSteps, tubeWidthSteps } from './trajectories.ts'

const [probes, classes, count] = [12, 4, 6]
const size = probes * classes
const labels = Array.from({ length: probes }, (_, probe) => probe % classes)
const lengths = [5, 7, 4, 5, 1, 6]
const starts = lengths.reduce((all, length) => [...all, all[all.length - 1] + length], [0])
const normal = normals(mulberry32(2))
const predictions = predictionsFromLogits(Float64Array.from({ length: starts[count] * size }, (_, at) => {
  const row = Math.floor(at / size)
  const run = starts.findLastIndex(start => start <= row)
  const right = at % classes === labels[Math.floor(at / classes) % probes] ? 4 : 0
  return right * (row - starts[run]) / Math.max(1, lengths[run] - 1) + 0.5 * normal()
}), starts[count], probes, classes)
const runs: Run[] = lengths.map((checkpoints, run) => ({ predictions: predictions.slice(starts[run] * size, starts[run + 1] * size), checkpoints }))
const progress = runToEnd(progressSteps(predictions, starts[count], probes, classes, labels))
const reindexings = lengths.map((_, run) => reindex(progress.subarray(starts[run], starts[run + 1])))
const at = { source: sourceOf(predictions, starts[count], probes, classes), starts, reindexings, classes }
const configurations = [0, 1, 0, 1, 2, 0]
const report = runToEnd(stationReportSteps(at, labels, configurations, [10, 11, 12, 13, 14, 15], 7))
const near = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void => {
  expect(a.length).toBe(b.length)
  Array.from(a).forEach((x, k) => expect(Math.abs(x - b[k])).toBeLessThan(tolerance))
}

describe('runs at stations', () => {
  it('have the models of modelAtStation', () => {
    for (const station of [0, 49, 99]) {
      const models = modelsOfRuns(at, [3, 0], station)
      const one = new Float64Array(size)
      modelAtStation(runs[3], reindexings[3], station, probes, classes, one)
      expect(models.subarray(0, size)).toEqual(one)
    }
  })

  it('have the distances and tube widths that are measured one by one', () => {
    near(report.distances, runToEnd(trajectoryDistanceSteps(runs, reindexings, probes, classes)).distances, 1e-13)
    near(report.tube, runToEnd(tubeWidthSteps(runs, reindexings, configurations, probes, classes)), 1e-13)
    // A run that is all of its configuration is its mean.
    near(report.tube.subarray(400, 500), new Float64Array(100), 1e-13)
  })

  it('have the null of runs that were shuffled before anything else', () => {
    const shuffledRuns = runs.map((run, k) => ({
      ...run, predictions: withinClassShuffle(run.predictions, run.checkpoints, probes, classes, labels, 7, new Array<number>(run.checkpoints).fill(10 + k)),
    }))
    near(report.nullDistances, runToEnd(trajectoryDistanceSteps(shuffledRuns, reindexings, probes, classes)).distances, 1e-13)
  })
})

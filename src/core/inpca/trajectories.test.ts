import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { bhattacharyyaSteps } from './bhattacharyya.ts'
import { accuracies, ignorance, truth } from './ends.ts'
import { geodesic, roadToTruth, STATIONS } from './geodesic.ts'
import { againstNull, withinClassShuffle } from './null-model.ts'
import { predictionsFromLogits } from './predictions.ts'
import { progressSteps } from './progress.ts'
import type { Run } from './trajectories.ts'
import { configurationMeans, modelAtStation, reindex, trajectoryDistanceSteps, tubeWidthSteps } from './trajectories.ts'

const [probes, classes] = [12, 3]
const labels = Array.from({ length: probes }, (_, probe) => probe % classes)
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

/** Checkpoints whose logits grow towards the truth, with noise of their own. */
function randomRun(checkpoints: number, seed: number): Run {
  const normal = normals(mulberry32(seed))
  const drift = Float64Array.from({ length: probes * classes }, (_, k) => (labels[Math.floor(k / classes)] === k % classes ? 6 : 0) + normal())
  const logits = Float64Array.from({ length: checkpoints * probes * classes }, (_, k) => drift[k % (probes * classes)] * Math.floor(k / (probes * classes)) / (checkpoints - 1))
  return { predictions: predictionsFromLogits(logits, checkpoints, probes, classes), checkpoints }
}

const progressOf = ({ predictions, checkpoints }: Run): Float64Array => runToEnd(progressSteps(predictions, checkpoints, probes, classes, labels))

describe('reindexing', () => {
  it('goes between the first checkpoint beyond a station and the one before it', () => {
    expect(reindex([0, 0.5, 0.4, 0.8], [0, 0.25, 0.5, 0.6, 0.8, 0.9])).toEqual({
      before: Int32Array.of(0, 0, 2, 2, 3, 3),
      after: Int32Array.of(1, 1, 3, 3, 3, 3),
      fraction: Float64Array.of(0, 0.5, (0.5 - 0.4) / (0.8 - 0.4), (0.6 - 0.4) / (0.8 - 0.4), 0, 0),
      held: Int8Array.of(0, 0, 0, 0, 0, 1),
    })
    expect(reindex([0.3], [0.1, 0.3, 0.4]).held).toEqual(Int8Array.of(-1, 0, 1))
    expect(() => reindex([])).toThrow('without checkpoints')
    expect(() => reindex([0, NaN])).toThrow('checkpoint 1 is NaN')
  })

  it('of the road itself, seen at a few places, is the road', () => {
    const places = [0, 0.13, 0.4, 0.9, 1]
    const run = { predictions: roadToTruth(labels, classes, places), checkpoints: 5 }
    const reindexing = reindex(places)
    const model = new Float64Array(probes * classes)
    STATIONS.forEach((s, station) => {
      modelAtStation(run, reindexing, station, probes, classes, model)
      expect(apart(model, roadToTruth(labels, classes, [s]))).toBeLessThan(1e-12)
    })
    expect(reindexing.held.every(held => held === 0)).toBe(true)
  })

  it('brings a run to about the progress that was asked for', () => {
    const run = randomRun(12, 3)
    const reindexing = reindex(progressOf(run))
    const models = new Float64Array(100 * probes * classes)
    for (let station = 0; station < 100; station++) modelAtStation(run, reindexing, station, probes, classes, models, station * probes * classes)
    const reached = progressOf({ predictions: models, checkpoints: 100 })
    STATIONS.forEach((s, station) => { if (reindexing.held[station] === 0) expect(Math.abs(reached[station] - s)).toBeLessThan(0.02) })
  })
})

describe('distances between runs', () => {
  const runs = [randomRun(7, 1), randomRun(9, 2), randomRun(5, 3), randomRun(7, 1)]
  const reindexings = runs.map(run => reindex(progressOf(run)))

  it('are the mean of those at equal stations, 0 for a run and itself', () => {
    const { distances, disjoint } = runToEnd(trajectoryDistanceSteps(runs, reindexings, probes, classes))
    expect(disjoint).toBe(0)
    expect(distances[condensedIndex(0, 3, 4)]).toBe(0)
    let sum = 0
    for (let station = 0; station < 100; station++) {
      const pair = new Float64Array(2 * probes * classes)
      modelAtStation(runs[1], reindexings[1], station, probes, classes, pair)
      modelAtStation(runs[2], reindexings[2], station, probes, classes, pair, probes * classes)
      sum += runToEnd(bhattacharyyaSteps(pair, 2, probes, classes)).distances[0]
    }
    expect(distances[condensedIndex(1, 2, 4)]).toBeCloseTo(sum / 100, 13)
  })

  it('average over configurations', () => {
    const distances = Float64Array.of(1, 2, 3, 4, 5, 6)
    // Runs 0, 2 against 1, 3: pairs 01, 03, 12, 23.
    expect(configurationMeans(distances, [0, 1, 0, 1], 2)).toEqual({ distances: Float64Array.of((1 + 3 + 4 + 6) / 4), within: [2, 5] })
    expect(configurationMeans(distances, [0, 1, 2, 2], 3).within).toEqual([null, null, 6])
    expect(() => configurationMeans(distances, [0, 0, 0, 0], 2)).toThrow('Configuration 1 has no run')
    expect(() => configurationMeans(distances, [0, 0, 0, 5], 2)).toThrow('configuration of run 3 is 5')
  })

  it('to the mean of a configuration are the tube: 0 for a single run and for equal ones', () => {
    const widths = runToEnd(tubeWidthSteps(runs, reindexings, [0, 1, 2, 0], probes, classes))
    expect(widths).toHaveLength(400)
    expect(Math.max(...widths)).toBeLessThan(1e-15)
    const bundle = runToEnd(tubeWidthSteps(runs, reindexings, [0, 0, 0, 1], probes, classes))
    for (let k = 0; k < 300; k++) expect(bundle[k]).toBeGreaterThan(0)
  })

  it('refuse runs that do not fit', () => {
    expect(() => runToEnd(trajectoryDistanceSteps(runs, reindexings.slice(1), probes, classes))).toThrow('3 reindexings for 4 runs')
    expect(() => runToEnd(trajectoryDistanceSteps([{ ...runs[0], checkpoints: 8 }], [reindexings[0]], probes, classes))).toThrow('Run 0 has 252 probabilities')
  })
})

describe('the null of within-class shuffles', () => {
  const run = randomRun(6, 8)
  const shuffledModels = withinClassShuffle(run.predictions, 6, probes, classes, labels, 5)
  const ends = Float64Array.of(...ignorance(probes, classes), ...truth(labels, classes))

  it('keeps accuracy, distances to both ends and progress, and moves models apart', () => {
    expect(accuracies(shuffledModels, 6, probes, classes, labels)).toEqual(accuracies(run.predictions, 6, probes, classes, labels))
    expect(apart(progressOf({ predictions: shuffledModels, checkpoints: 6 }), progressOf(run))).toBeLessThan(1e-9)
    const toEnds = (models: Float64Array): number[] => {
      const { distances } = runToEnd(bhattacharyyaSteps(Float64Array.of(...ends, ...models), 8, probes, classes))
      return [0, 1].flatMap(end => Array.from({ length: 6 }, (_, model) => distances[condensedIndex(end, 2 + model, 8)]))
    }
    expect(apart(toEnds(shuffledModels), toEnds(run.predictions))).toBeLessThan(1e-12)
    const real = runToEnd(bhattacharyyaSteps(run.predictions, 6, probes, classes)).distances
    const scattered = runToEnd(bhattacharyyaSteps(shuffledModels, 6, probes, classes)).distances
    expect(againstNull(real, scattered, 6)!.ratio).toBeLessThan(1)
  })

  it('is the seed’s, and keeps a group together', () => {
    expect(withinClassShuffle(run.predictions, 6, probes, classes, labels, 5)).toEqual(shuffledModels)
    expect(withinClassShuffle(run.predictions, 6, probes, classes, labels, 6)).not.toEqual(shuffledModels)
    const together = withinClassShuffle(run.predictions, 6, probes, classes, labels, 5, [3, 3, 3, 3, 3, 3])
    expect(together).not.toEqual(run.predictions)
    const distances = (models: Float64Array): Float64Array => runToEnd(bhattacharyyaSteps(models, 6, probes, classes)).distances
    expect(apart(distances(together), distances(run.predictions))).toBeLessThan(1e-14)
  })

  it('is compared pair by pair', () => {
    expect(againstNull(Float64Array.of(1, 2, 6), Float64Array.of(2, 2, 8), 3)).toEqual({
      pairs: 3, mean: 3, nullMean: 4, median: 2, nullMedian: 2, ratio: 0.75, medianRatio: 1, closer: 2 / 3,
    })
    expect(againstNull(Float64Array.of(1, 2, 6), Float64Array.of(0, 0, 0), 3, (i, j) => i === 0 && j === 1)).toMatchObject({ pairs: 1, ratio: null, closer: 0 })
    expect(againstNull(Float64Array.of(1), Float64Array.of(1), 2, () => false)).toBeNull()
  })

  it('keeps models on the road where they are', () => {
    const road = geodesic(ends.subarray(0, probes * classes), ends.subarray(probes * classes), probes, classes, [0.2, 0.7])
    expect(apart(withinClassShuffle(road, 2, probes, classes, labels, 1), road)).toBe(0)
  })
})

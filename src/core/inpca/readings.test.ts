// What is read off models against the truth, against its definitions.
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../steps.ts'
import { mulberry32, normals } from '../random.ts'
import { bhattacharyyaBetweenSteps } from './bhattacharyya.ts'
import { ignorance, truth } from './ends.ts'
import { roadToTruth, STATIONS } from './geodesic.ts'
import { sourceOf } from './model-source.ts'
import { withinClassShuffle } from './null-model.ts'
import { predictionsFromLogits } from './predictions.ts'
import { progressSteps } from './progress.ts'
import { readingsSteps } from './readings.ts'

const [probes, classes, models] = [9, 4, 300]
const labels = [0, 1, 2, 3, 3, 2, 1, 0, 0]
const normal = normals(mulberry32(3))
const made = predictionsFromLogits(Float64Array.from({ length: models * probes * classes }, () => 2 * normal()), models, probes, classes)
const readings = runToEnd(readingsSteps(sourceOf(made, models, probes, classes), classes, labels))

describe('readings', () => {
  it('are progress, mean cross-entropy, share of wrong answers and d to the road at the model\'s own progress', () => {
    expect(readings.progress).toEqual(runToEnd(progressSteps(made, models, probes, classes, labels)))
    for (const model of [0, 17, 299]) {
      const row = (probe: number): Float64Array => made.subarray((model * probes + probe) * classes, (model * probes + probe + 1) * classes)
      expect(readings.loss[model]).toBeCloseTo(labels.reduce((sum, label, probe) => sum - Math.log(row(probe)[label]) / probes, 0), 13)
      expect(readings.error[model]).toBeCloseTo(labels.filter((label, probe) => Math.max(...row(probe)) !== row(probe)[label]).length / probes, 13)
      const road = roadToTruth(labels, classes, [readings.progress[model]])
      const { distances } = runToEnd(bhattacharyyaBetweenSteps(made.slice(model * probes * classes, (model + 1) * probes * classes), 1, road, 1, probes, classes))
      expect(readings.offRoad[model]).toBeCloseTo(distances[0], 13)
    }
  })

  it('are 0 off the road for its own points, also at the ends', () => {
    const road = Float64Array.of(...ignorance(probes, classes), ...roadToTruth(labels, classes, STATIONS), ...truth(labels, classes))
    const { offRoad, progress, loss, error } = runToEnd(readingsSteps(sourceOf(road, 102, probes, classes), classes, labels))
    // Progress is found to about 1e-5, and the distance grows with the square of what it is off.
    for (const d of offRoad) expect(d).toBeLessThan(1e-9)
    expect([progress[0], loss[0], error[101], loss[101]]).toEqual([0, expect.closeTo(Math.log(classes), 12), 0, 0])
    expect(Array.from(progress.subarray(1, 101)).every((s, k) => Math.abs(s - STATIONS[k]) < 1e-4)).toBe(true)
  })

  it('do not change when probes are shuffled within classes', () => {
    const other = runToEnd(readingsSteps(sourceOf(withinClassShuffle(made, models, probes, classes, labels, 5), models, probes, classes), classes, labels))
    for (const key of ['loss', 'error', 'offRoad'] as const) other[key].forEach((value, k) => expect(Math.abs(value - readings[key][k])).toBeLessThan(1e-9))
    other.progress.forEach((value, k) => expect(Math.abs(value - readings.progress[k])).toBeLessThan(1e-4))
  })

  it('stay finite for a network that is certain and wrong', () => {
    const wrong = truth(labels.map(label => (label + 1) % classes), classes)
    const { loss, error, offRoad } = runToEnd(readingsSteps(sourceOf(wrong, 1, probes, classes), classes, labels))
    expect([loss[0], error[0]]).toEqual([expect.closeTo(-Math.log(1e-12), 10), 1])
    expect(offRoad[0]).toBeLessThanOrEqual(100)
  })
})

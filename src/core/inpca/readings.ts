// What is read off each model against the truth: how surely it is right, how often, how far along the road, and how far beside it.
import type { Steps } from '../steps.ts'
import { within } from '../steps.ts'
import { accuracies } from './ends.ts'
import { circleWeights } from './geodesic.ts'
import type { ModelSource } from './model-source.ts'
import { blockOf } from './model-source.ts'
import { progressSteps } from './progress.ts'

/** Below it a probability of the true class counts as this much in the loss, which would else be infinite for a network that is certain and wrong. */
const FLOOR = 1e-12

/** Of one probe where a model and the road have no class in common, as in bhattacharyya.ts. */
const DISJOINT = 100

/** One number a model: progress s, mean cross-entropy (nats, probabilities floored at 1e-12), share of wrong answers, distance to the road. */
export interface Readings { progress: Float64Array, loss: Float64Array, error: Float64Array, offRoad: Float64Array }

export const emptyReadings = (models: number): Readings => ({
  progress: new Float64Array(models).fill(NaN), loss: new Float64Array(models).fill(NaN), error: new Float64Array(models).fill(NaN), offRoad: new Float64Array(models).fill(NaN),
})

/** Readings of all models of a source, a block at a time. */
export function* readingsSteps(source: ModelSource, classes: number, labels: ArrayLike<number>): Steps<Readings> {
  const { models, size, read } = source
  const probes = labels.length
  const readings = emptyReadings(models)
  const block = blockOf(size)
  for (let first = 0; first < models; first += block) {
    const count = Math.min(block, models - first)
    const table = read(first, count)
    const right = accuracies(table, count, probes, classes, labels)
    for (let model = 0; model < count; model++) {
      readings.error[first + model] = 1 - right[model]
      readings.loss[first + model] = crossEntropy(table, model * size, labels, classes)
    }
    const progress = yield* within(progressSteps(table, count, probes, classes, labels), first / models, count / models)
    for (let model = 0; model < count; model++) {
      readings.progress[first + model] = progress[model]
      readings.offRoad[first + model] = distanceToRoad(table, model * size, labels, classes, progress[model])
    }
    yield { stage: 'progress', share: (first + count) / models }
  }
  return readings
}

/** Mean over probes of −ln p(truth), p at least 1e-12. */
export function crossEntropy(table: Float64Array, start: number, labels: ArrayLike<number>, classes: number): number {
  let sum = 0
  for (let probe = 0; probe < labels.length; probe++) sum -= Math.log(Math.max(FLOOR, table[start + probe * classes + labels[probe]]))
  return sum / labels.length
}

/**
 * Bhattacharyya distance from a model to the point at t on the road from ignorance to truth. That point has two amplitudes only, one for the
 * true class and one for every other: ‖√p − √g‖² is summed beside the overlap, so that a model on the road is at distance 0 and not at rounding.
 */
export function distanceToRoad(table: Float64Array, start: number, labels: ArrayLike<number>, classes: number, t: number): number {
  const { from, to } = circleWeights(Math.acos(1 / Math.sqrt(classes)), t)
  const other = from / Math.sqrt(classes)
  const own = other + to
  let sum = 0
  for (let probe = 0; probe < labels.length; probe++) {
    const row = start + probe * classes
    let overlap = 0
    let gap = 0
    for (let c = 0; c < classes; c++) {
      const amplitude = Math.sqrt(table[row + c])
      const road = c === labels[probe] ? own : other
      overlap += amplitude * road
      gap += (amplitude - road) ** 2
    }
    if (overlap === 0) sum += DISJOINT
    else sum -= gap < 0.0625 ? Math.log1p(-gap / 2) : Math.log(overlap)
  }
  return Math.max(0, sum / labels.length)
}

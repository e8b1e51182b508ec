// What a bundle's predictions say: accuracy and cross-entropy on the probes, and distances between networks by their outputs.
import { bhattacharyyaSteps } from '../src/core/inpca/bhattacharyya.ts'
import { checkPredictions } from '../src/core/inpca/predictions.ts'
import type { Steps } from '../src/core/steps.ts'
import type { Bundle } from '../src/formats/bundle.ts'
import { blaming, Refusal } from './refusal.ts'

/** N × n × C, every row summing to 1. */
export interface BundlePredictions { probabilities: Float64Array, models: number, probes: number, classes: number }

/** All networks' predictions in one table; refuses a network without them. */
export function predictionsOf({ networks, probes, classes }: Bundle, file: string): BundlePredictions {
  const size = probes * classes
  const values = new Float64Array(networks.length * size)
  for (const [model, { name, probabilities }] of networks.entries()) {
    if (!probabilities) throw new Refusal(file, `has no probabilities/${name}; comparing outputs needs every network's predictions.`)
    values.set(probabilities.values, model * size)
  }
  const { probabilities } = blaming(file, () => checkPredictions(values, networks.length, probes, classes))
  return { probabilities, models: networks.length, probes, classes }
}

/** Bhattacharyya distances, condensed (docs/methods/inpca.md). */
export function* outputDistanceSteps({ probabilities, models, probes, classes }: BundlePredictions): Steps<Float64Array> {
  return (yield* bhattacharyyaSteps(probabilities, models, probes, classes)).distances
}

export interface Performance { accuracy: number, loss: number }

/** Accuracy and mean cross-entropy (nats) on the probes; null where labels or predictions are missing, or labels are no classes. */
export function performanceOf({ networks, labels, classes, probes }: Bundle, id: number): Performance | null {
  const values = networks[id].probabilities?.values
  if (!values || !labels) return null
  let right = 0
  let loss = 0
  for (let probe = 0; probe < probes; probe++) {
    const row = values.subarray(probe * classes, (probe + 1) * classes)
    const guess = guessOf(row)
    const label = labels[probe]
    if (label < 0 || label >= classes) return null
    if (guess === label) right++
    loss -= Math.log(Math.max(row[label], 1e-12))
  }
  return { accuracy: right / probes, loss: loss / probes }
}

/** The first class of the highest probability. */
function guessOf(row: Float64Array): number {
  let best = 0
  for (let k = 1; k < row.length; k++) if (row[k] > row[best]) best = k
  return best
}

/** classes × classes counts on the probes, row = true class; zeros where performanceOf is null. */
export function confusionOf(bundle: Bundle, id: number): Int32Array {
  const { networks, labels, classes, probes } = bundle
  const confusion = new Int32Array(classes * classes)
  const values = networks[id].probabilities?.values
  if (!values || !labels || !performanceOf(bundle, id)) return confusion
  for (let probe = 0; probe < probes; probe++) confusion[labels[probe] * classes + guessOf(values.subarray(probe * classes, (probe + 1) * classes))]++
  return confusion
}

export function accuracyOf(bundle: Bundle, id: number, file: string): number {
  const performance = performanceOf(bundle, id)
  if (performance) return performance.accuracy
  throw new Refusal(file, `gives no accuracy of ${bundle.networks[id].name}: it should have probabilities/${bundle.networks[id].name}, and labels from 0 to the number of classes.`)
}

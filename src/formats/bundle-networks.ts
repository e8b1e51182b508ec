// A bundle's networks as a map has them: rows with what their predictions say of the probes, and what they take for what.
import type { Checkpoints, NetworkRow } from '../core/network.ts'
import { confusionOf as countsOf, crossEntropyOf, hitsOf, predictedOf } from '../core/training/figures.ts'
import type { Bundle } from './bundle.ts'

export interface Performance { accuracy: number, loss: number }

/** Accuracy and mean cross-entropy (nats) on the probes of network number `at`; null where labels or predictions are missing, or labels are no classes. */
export function performanceOf({ networks, labels, classes, probes }: Bundle, at: number): Performance | null {
  const values = networks[at].probabilities?.values
  if (!values || !labels) return null
  if (labels.some(label => label < 0 || label >= classes)) return null
  return { accuracy: hitsOf(predictedOf(values, classes), labels) / probes, loss: crossEntropyOf(values, classes, labels) }
}

/** classes × classes counts on the probes, row = true class; zeros where performanceOf is null. */
export function confusionOf(bundle: Bundle, at: number): Int32Array {
  const { networks, labels, classes } = bundle
  const values = networks[at].probabilities?.values
  return values && labels && performanceOf(bundle, at) ? countsOf(predictedOf(values, classes), labels, classes) : new Int32Array(classes * classes)
}

/** As many classes, and counts in all, as a map's confusion matrices may have. */
const MOST_CLASSES = 256
const MOST_COUNTS = 20e6

/** Classes of the map's tables of confusion: 0 where the page would not read so many of them, or none are known. */
export const countedClasses = ({ classes, networks }: Bundle): number => classes <= MOST_CLASSES && networks.length * classes ** 2 <= MOST_COUNTS ? classes : 0

/** Network number `at` under this id. */
export function rowOfBundle(bundle: Bundle, at: number, id: number): NetworkRow {
  const performance = performanceOf(bundle, at)
  const { name, row } = bundle.networks[at]
  return {
    id, hyper: null, weightSeed: null, orderSeed: null, brought: { name, values: row },
    outcome: { divergedAt: null, steps: 0, parameters: 0, trainLoss: NaN, trainAccuracy: NaN, testLoss: performance?.loss ?? NaN, testAccuracy: performance?.accuracy ?? NaN },
  }
}

/** What network number `at` said on its way, as networks trained here have it, in arrays of its own; null where the bundle has none of it. */
export function checkpointsOf({ networks }: Bundle, at: number): Checkpoints | null {
  const { checkpoints } = networks[at]
  return checkpoints && { steps: checkpoints.steps.slice(), probabilities: checkpoints.values.slice(), activations: null, train: null }
}

// What a bundle's predictions say: accuracies, and distances between networks by their outputs.
import { bhattacharyyaSteps } from '../src/core/inpca/bhattacharyya.ts'
import { checkPredictions } from '../src/core/inpca/predictions.ts'
import type { Steps } from '../src/core/steps.ts'
import type { Bundle } from '../src/formats/bundle.ts'
import { performanceOf } from '../src/formats/bundle-networks.ts'
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

export function accuracyOf(bundle: Bundle, id: number, file: string): number {
  const performance = performanceOf(bundle, id)
  if (performance) return performance.accuracy
  throw new Refusal(file, `gives no accuracy of ${bundle.networks[id].name}: it should have probabilities/${bundle.networks[id].name}, and labels from 0 to the number of classes.`)
}

// What a population's metric or layer compares of networks that were trained a moment ago, besides the activations that every map keeps.
import type { Comparand } from '../src/core/comparison/comparand.ts'
import { extrasFor } from '../src/core/comparison/comparand.ts'
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Keep, TrainedNetwork } from '../src/core/network.ts'
import type { GeometrySettings } from '../src/core/settings.ts'
import type { Steps } from '../src/core/steps.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { makeAgainSteps } from '../src/core/training/revisit.ts'

/** What training is to keep for it: layers are passed through the weights again. */
export const keptFor = (keep: Keep, settings: GeometrySettings): Keep => extrasFor(settings) === 'layers' ? { ...keep, state: true } : keep

/** Of those that did not diverge. */
export function* comparandSteps(trained: readonly TrainedNetwork[], dataset: Dataset, settings: GeometrySettings): Steps<Comparand[]> {
  const need = extrasFor(settings)
  const begin = learnersFor(dataset)
  const comparands: Comparand[] = []
  for (const { activations, probabilities, row: { id, hyper, weightSeed, orderSeed, outcome }, state } of trained) {
    if (!activations) continue
    if (need === 'layers') {
      const again = makeAgainSteps({ id, hyper: hyper!, weightSeed: weightSeed!, orderSeed: orderSeed! }, state, dataset, begin)
      for (let next = again.next(); ; next = again.next()) {
        if (!next.done) continue
        comparands.push({ ...activations, layers: settings.layer === 'first' ? next.value.layers.slice(0, 1) : next.value.layers })
        break
      }
      yield { stage: 'layers', share: comparands.length / trained.length }
    } else comparands.push({ ...activations, ...need === 'probabilities' && probabilities && { probabilities }, ...need === 'row' && { accuracy: outcome.testAccuracy, hyper: hyper! } })
  }
  return comparands
}

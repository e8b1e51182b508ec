// Accuracy against what it costs: the networks of the map that no cheaper one matches, and how far those that a search has added have raised them.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import { knownSize } from '../../core/data/size.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { Aim } from '../../core/search/aim.ts'
import { costFor } from '../../core/search/cost.ts'
import type { Weighed } from '../../core/search/pareto.ts'
import { meanRise } from '../../core/search/pareto.ts'

/** What accuracy is held against. */
export type FrontCost = Exclude<Aim, 'score'>

/**
 * Networks whose cost and accuracy are known. Nobody knows the size of one that was trained elsewhere and brought without its layers, nor the training of one without
 * its settings or on a data set that is not ours.
 */
export function weighed(networks: readonly NetworkRow[], cost: FrontCost, dataset: DatasetSettings | null): Weighed[] {
  const workOf = cost === 'training' && dataset ? costFor(cost, knownSize(dataset)) : null
  return networks.flatMap(({ id, hyper, outcome: { parameters, testAccuracy } }) => {
    const own = cost === 'parameters' ? parameters : hyper && workOf ? workOf(hyper) : NaN
    return own > 0 && Number.isFinite(testAccuracy) ? [{ id, score: testAccuracy, cost: own }] : []
  })
}

/** How much higher the front stands than that of all who were not proposed, on average over costs; NaN where these are nobody. */
export const riseBy = (proposed: ReadonlySet<number>, all: readonly Weighed[]): number => meanRise(all.filter(({ id }) => !proposed.has(id)), all)

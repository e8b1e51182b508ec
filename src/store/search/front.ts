// Accuracy against size: the networks of the map that no smaller one matches, and which of them a search has added.
import type { NetworkRow } from '../../core/network.ts'
import type { Weighed } from '../../core/search/pareto.ts'
import { paretoFront } from '../../core/search/pareto.ts'

/** Of networks whose size and accuracy are known; nobody knows the size of one that was trained elsewhere and brought without its layers. */
export const weighed = (networks: readonly NetworkRow[]): Weighed[] => networks.flatMap(({ id, outcome: { parameters, testAccuracy } }) =>
  parameters > 0 && Number.isFinite(testAccuracy) ? [{ id, score: testAccuracy, cost: parameters }] : [])

/** From the smallest to the largest, accuracies rising. */
export const frontOf = (networks: readonly NetworkRow[]): Weighed[] => paretoFront(weighed(networks))

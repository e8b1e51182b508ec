// How differently two networks' clouds of probes are holed: Wasserstein distance between their diagrams of loops, size left out.
import { newPairSteps } from '../new-pairs.ts'
import type { NetworkActivations } from '../network.ts'
import type { Parted } from '../persistence/bar-costs.ts'
import { part } from '../persistence/bar-costs.ts'
import { networkDiagramsSteps } from '../persistence/network-diagrams.ts'
import { partedDistance, USUAL } from '../persistence/wasserstein.ts'
import type { Steps } from '../steps.ts'

const LOOPS = { ...USUAL, dimension: 1 }

/** Vietoris–Rips persistence of dimension 1 of a layer on the probes, in units of the mean distance between them; no bars where all coincide. */
export function* loopPartSteps(network: NetworkActivations): Steps<Parted> {
  const { diagrams: [, loops] } = yield* networkDiagramsSteps(network)
  return part(loops, LOOPS.dimension)
}

/** W₁ with p = ∞ between all diagrams, condensed, in those units. `known`: of the first among themselves, condensed. */
export function loopDistanceSteps(loops: readonly Parted[], known?: Float64Array): Steps<Float64Array> {
  return newPairSteps(loops.length, 'distances of diagrams', (i, j) => partedDistance(loops[i], loops[j], LOOPS), known)
}

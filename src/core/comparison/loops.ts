// How differently two networks' clouds of probes are holed: Wasserstein distance between their diagrams of loops, size left out.
import { distanceScale } from '../diffusion/points.ts'
import { newPairSteps } from '../new-pairs.ts'
import type { NetworkActivations } from '../network.ts'
import { float32Distances } from '../persistence/cloud.ts'
import type { Diagram } from '../persistence/diagram.ts'
import { emptyDiagram, inUnitsOf } from '../persistence/diagram.ts'
import { ripsSteps } from '../persistence/rips.ts'
import { diagramDistance } from '../persistence/wasserstein.ts'
import type { Steps } from '../steps.ts'

/** Vietoris–Rips persistence of dimension 1 of a layer on the probes, in units of the mean distance between them; no bars where all coincide. */
export function* loopDiagramSteps({ values, rows, columns }: NetworkActivations): Steps<Diagram> {
  const distances = float32Distances(values, rows, columns)
  const mean = distanceScale(distances, 'mean')
  if (!(mean > 0)) return emptyDiagram()
  const { diagrams } = yield* ripsSteps(distances, { maxDimension: 1, n: rows })
  return inUnitsOf(diagrams[1], mean)
}

/** W₁ with p = ∞ between all diagrams, condensed, in those units. `known`: of the first among themselves, condensed. */
export function loopDistanceSteps(diagrams: readonly Diagram[], known?: Float64Array): Steps<Float64Array> {
  return newPairSteps(diagrams.length, 'distances of diagrams', (i, j) => diagramDistance(diagrams[i], diagrams[j], LOOPS), known)
}

const LOOPS = { order: 1, inner: Infinity, dimension: 1 }

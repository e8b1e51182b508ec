// The diagrams of one network's layer, in units that let networks be compared.
import { distanceScale } from '../diffusion/points.ts'
import type { NetworkActivations } from '../network.ts'
import type { Steps } from '../steps.ts'
import { float32Distances } from './cloud.ts'
import type { Diagram } from './diagram.ts'
import { inUnitsOf } from './diagram.ts'
import type { RipsPersistence } from './rips.ts'
import { ripsSteps } from './rips.ts'

export interface NetworkDiagrams {
  /** Dimension 0, then 1, in mean distances; of a dead layer, whose probes all coincide, in its own unit (there is one endless bar and no other). */
  diagrams: [pieces: Diagram, loops: Diagram]
  /** The mean distance between two probes, in units of activation: what births and deaths were divided by; 0 for a dead layer. */
  mean: number
  /** What they were made from, in units of activation. */
  distances: Float64Array
  persistence: RipsPersistence
}

/**
 * Vietoris–Rips persistence of the probes as one layer sees them, dimensions 0 and 1, up to the enclosing radius. Every birth and death is
 * a float32 distance, divided in float64 by the mean of all pairs. Refuses activations that are not finite.
 */
export function* networkDiagramsSteps({ rows, columns, values }: NetworkActivations): Steps<NetworkDiagrams> {
  const distances = float32Distances(Float64Array.from(values), rows, columns)
  const mean = distances.length > 0 ? distanceScale(distances, 'mean') : 0
  const persistence = yield* ripsSteps(distances, { maxDimension: 1, n: rows })
  const [pieces, loops] = persistence.diagrams.map(diagram => (mean > 0 ? inUnitsOf(diagram, mean) : diagram))
  return { diagrams: [pieces, loops], mean, distances, persistence }
}

// What the diagrams of one network come to, in a few numbers that networks are compared by.
import type { Diagram } from './diagram.ts'
import { summary } from './summary.ts'

/** Of bars that end, in the diagrams' unit: of H1 the number, Σ L, the longest and the entropy in nats; of H0 Σ L. */
export const SHAPE_MEASURES = ['loops', 'loopPersistence', 'longestLoop', 'loopEntropy', 'piecePersistence'] as const
export type ShapeMeasure = (typeof SHAPE_MEASURES)[number]

/** In the order of SHAPE_MEASURES. */
export function shapeMeasures(pieces: Diagram, loops: Diagram): Float64Array {
  const { bars, totalPersistence, largest, entropy } = summary(loops)
  return Float64Array.of(bars, totalPersistence, largest, entropy, summary(pieces).totalPersistence)
}

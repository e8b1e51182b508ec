// What is measured of one network's representation, whatever its architecture: the entropy of its diffusion, how apart it holds the
// classes, and the loops in its cloud of probes. A few numbers a network, by which maps are coloured and compared.
import { distanceScale } from '../diffusion/points.ts'
import { spectralEntropy } from '../entropy/entropy.ts'
import { affinitySpectrumSteps } from '../entropy/spectrum.ts'
import type { NetworkActivations } from '../network.ts'
import { inUnitsOf } from '../persistence/diagram.ts'
import { float32Distances } from '../persistence/cloud.ts'
import { ripsSteps } from '../persistence/rips.ts'
import { summary } from '../persistence/summary.ts'
import { separationSteps } from '../separation/separation.ts'
import type { GeometrySettings } from '../settings.ts'
import type { Steps } from '../steps.ts'
import type { Portrait } from './measures.ts'
import { ENTROPY_TIME, ENTROPY_WIDTH, PORTRAIT_MEASURES } from './measures.ts'

export type { Portrait } from './measures.ts'

/**
 * Entropy in bits at σ = 1 median distance, t = 1 (docs/methods/entropy.md); separation by `labels` (docs/methods/separation.md); Vietoris–Rips
 * persistence of dimension 0 and 1 in units of the mean distance between probes, so that the size of activations does not count
 * (docs/methods/persistence.md). `activations`: n probes × d, float32, widened before any arithmetic.
 * A dead layer, whose probes all coincide, separates nothing: its silhouette, Davies–Bouldin and Caliński–Harabasz are NaN here, as CKA and
 * the distance ratio are anyway. (scikit-learn's 0, 0 and 1, which `separation` follows, would read as best separated.)
 */
export function* portraitSteps(activations: NetworkActivations, labels: Int32Array | null, { scale, sigma }: Pick<GeometrySettings, 'scale' | 'sigma'>): Steps<Portrait> {
  const { rows: n, columns: d } = activations
  const points = Float64Array.from(activations.values)
  const { eigenvalues } = yield* affinitySpectrumSteps(points, n, d, { medians: ENTROPY_WIDTH })
  const apart = labels && (yield* separationSteps(points, n, d, labels, { scale, sigma }))
  const alive = apart && apart.between + apart.within > 0 ? apart : null
  const distances = float32Distances(points, n, d)
  const mean = distanceScale(distances, 'mean')
  const { diagrams } = yield* ripsSteps(distances, { maxDimension: 1, n })
  const [components, loops] = diagrams.map(diagram => summary(mean > 0 ? inUnitsOf(diagram, mean) : diagram))
  return {
    spectralEntropy: spectralEntropy(eigenvalues, ENTROPY_TIME),
    silhouette: alive?.silhouette ?? NaN,
    daviesBouldin: alive?.daviesBouldin ?? NaN,
    calinskiHarabasz: alive?.calinskiHarabasz ?? NaN,
    distanceRatio: apart?.distanceRatio ?? NaN,
    cka: apart?.cka ?? NaN,
    walkMass: apart?.walkMass ?? NaN,
    loops: loops.bars,
    loopPersistence: loops.totalPersistence,
    longestLoop: loops.largest,
    componentPersistence: components.totalPersistence,
  }
}

/** A column a measure, in the order of the portraits, as a map file keeps them; measures that are undefined for all are left out. */
export function measureColumns(portraits: readonly Portrait[]): Map<string, Float64Array> {
  const columns = PORTRAIT_MEASURES.map(name => [name, Float64Array.from(portraits, portrait => portrait[name])] as const)
  return new Map(columns.filter(([, values]) => values.some(Number.isFinite)))
}

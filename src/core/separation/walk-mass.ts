// Separation as the diffusion sees it: how likely one step of the random walk over the probes stays in its class.
import { affinitySums, gaussianAffinities } from '../diffusion/affinities.ts'
import { distanceScale } from '../diffusion/points.ts'
import type { GeometrySettings } from '../settings.ts'
import type { Classes } from './classes.ts'

/** Scale and width of the walk's kernel. */
export type WalkSettings = Pick<GeometrySettings, 'scale' | 'sigma'>

/**
 * Mean over points k of Σ P_kl over the l of k's class, itself included; P the diffusion operator of the manifold of networks
 * (arXiv 2411.12626), 0 … 1. `distances`: condensed Euclidean, checked.
 */
export function walkMass(distances: Float64Array, n: number, { of }: Pick<Classes, 'of'>, { scale, sigma }: WalkSettings): number {
  if (!(sigma > 0 && sigma < Infinity)) throw new Error(`sigma is ${sigma}; the width of the Gaussian kernel must be a positive number.`)
  if (n === 1) return 1
  const affinities = gaussianAffinities(distances, distanceScale(distances, scale), sigma)
  const sums = affinitySums(affinities, n)
  const kept = new Float64Array(n).fill(1)
  let at = 0
  for (let k = 0; k < n; k++) {
    for (let l = k + 1; l < n; l++, at++) {
      if (of[k] !== of[l]) continue
      kept[k] += affinities[at]
      kept[l] += affinities[at]
    }
  }
  return kept.reduce((sum, mass, k) => sum + mass / sums[k], 0) / n
}

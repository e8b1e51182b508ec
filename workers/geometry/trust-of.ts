// How far the map can be trusted: what is near on it against what is near by distance, or by the potential distances that PHATE draws.
import { decayKernelSteps } from '../../src/core/phate/kernel.ts'
import { potentialSteps } from '../../src/core/phate/potential.ts'
import type { Steps } from '../../src/core/steps.ts'
import { trustSteps } from '../../src/core/trust/trust.ts'
import type { MapTrust, Places, StandingLayout, TrustRequest } from '../../src/protocol/geometry.ts'

/** Potential distances take n³ operations: some seconds beyond this. */
const MOST_FOR_POTENTIAL = 1000

/** `distances`: condensed, between the networks, in the order of the places; `layout`: the one that stands, whose settings made the potential. */
export function* trustOf(distances: Float64Array, places: Places, { k, of }: TrustRequest, layout: StandingLayout | null): Steps<MapTrust> {
  const { ids, coordinates, dimensions } = places
  const against = of === 'potential' ? yield* potentialDistances(distances, ids.length, layout) : distances
  return { ids: [...ids], ...yield* trustSteps(against, coordinates, ids.length, dimensions, k) }
}

function* potentialDistances(distances: Float64Array, n: number, layout: StandingLayout | null): Steps<Float64Array> {
  if (!layout) throw new Error('There is no layout yet, so there is no potential that it draws.')
  if (n > MOST_FOR_POTENTIAL) throw new Error(`The potential distances of ${n} networks take too long to be made again; up to ${MOST_FOR_POTENTIAL} the map is held against them.`)
  const { knn, decay, gamma } = layout.settings
  const kernel = yield* decayKernelSteps(distances, n, { knn, decay, anisotropy: 0 })
  return (yield* potentialSteps(kernel, layout.t, gamma)).potentialDistances
}

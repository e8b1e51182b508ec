// How far the map can be trusted: what is near on it against what is near by distance.
import type { Steps } from '../../src/core/steps.ts'
import { trustSteps } from '../../src/core/trust/trust.ts'
import type { MapTrust, Places } from '../../src/protocol/geometry.ts'

/** `distances`: condensed, between the networks, in the order of the places. */
export function* trustOf(distances: Float64Array, { ids, coordinates, dimensions }: Places, k: number): Steps<MapTrust> {
  return { ids: [...ids], ...yield* trustSteps(distances, coordinates, ids.length, dimensions, k) }
}

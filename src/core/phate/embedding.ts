// PHATE as whoever brings any number of points wants it: exact as long as that is reasonable, through landmarks beyond.
import { condensedOrder } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import type { LandmarkPhateResult } from './landmarks.ts'
import { EXACT_UP_TO, landmarkPhateOfPointsSteps, landmarkPhateSteps } from './landmarks.ts'
import type { PhateOptions } from './options.ts'
import type { PhateResult } from './phate.ts'
import { phateSteps } from './phate.ts'
import { distancesFromPoints } from './input.ts'

/** auto: exact up to 2,000 points, then 2,000 landmarks, as the published program; none: exact whatever it takes; or so many landmarks. */
export type Landmarks = 'auto' | 'none' | number

/** What both ways have in common. */
export type PhateEmbedding = PhateResult | LandmarkPhateResult

const numberOf = (landmarks: Landmarks, n: number): number | null =>
  landmarks === 'none' || (landmarks === 'auto' && n <= EXACT_UP_TO) ? null : landmarks === 'auto' ? EXACT_UP_TO : landmarks

/** PHATE of condensed distances. `from` as in phateSteps; a map through landmarks is always made anew. */
export function* phateEmbeddingSteps(distances: Float64Array, landmarks: Landmarks, options: Partial<PhateOptions>, from: Float64Array | null = null): Steps<PhateEmbedding> {
  const count = numberOf(landmarks, condensedOrder(distances.length))
  if (count === null) return yield* phateSteps(distances, options, from)
  return yield* landmarkPhateSteps(distances, { ...options, landmarks: count })
}

/** PHATE of points (n × d, row-major) under Euclidean distance; through landmarks the N² distances are never held. */
export function* phateEmbeddingOfPointsSteps(points: Float64Array, n: number, d: number, landmarks: Landmarks, options: Partial<PhateOptions>): Steps<PhateEmbedding> {
  const count = numberOf(landmarks, n)
  if (count === null) return yield* phateSteps(distancesFromPoints(points, n, d), options)
  return yield* landmarkPhateOfPointsSteps(points, n, d, { ...options, landmarks: count })
}

// A standing map at another diffusion time: kernel and entropy are kept, and the layout moves on from where it is.
import { knee } from './knee.ts'
import type { LandmarkPhateResult } from './landmarks.ts'
import { fromLandmarks } from './landmarks.ts'
import { warmLayout } from './layout.ts'
import type { PhateOptions } from './options.ts'
import { phateOptions } from './options.ts'
import type { PhateResult } from './phate.ts'
import { potentialOfTimeSteps } from './spectral-potential.ts'
import type { Steps } from '../steps.ts'

/** What of the options still matters once there is a map; dims are the map's. A result does not keep its gamma: say it where it was not 1. */
export type OtherTimeOptions = Partial<Pick<PhateOptions, 'gamma' | 'seed' | 'polish'>>

/**
 * The map at another t (or at the knee: auto), from a result that stands: only potential and layout are made anew, and the layout sets out
 * from the present one with small steps and is laid onto it, so that nothing jumps. `anchor` is the map it grew from. A stress that is
 * clearly above that of a fresh map at that t says that the layout is caught in the old shape: then make it anew. Changes no input.
 */
export function* atOtherTimeSteps(result: PhateResult, t: number | 'auto', given: OtherTimeOptions = {}): Steps<PhateResult> {
  const options = phateOptions({ ...given, t, dims: result.dims })
  if (alike(result.potentialDistances) && alike(result.embedding)) return result
  const time = options.t === 'auto' ? knee(result.entropy) : options.t
  const { potential, potentialDistances } = yield* potentialOfTimeSteps(result.kernel, time, options.gamma)
  const layout = yield* warmLayout(potentialDistances, result.n, result.embedding, options)
  return { ...result, t: time, embedding: layout.points, stress: layout.stress, potential, potentialDistances, anchor: layout.anchor }
}

/** The same for a map through landmarks: clusters and transitions are kept, the landmarks move on. */
export function* landmarksAtOtherTimeSteps(result: LandmarkPhateResult, t: number | 'auto', given: OtherTimeOptions = {}): Steps<LandmarkPhateResult> {
  const options = phateOptions({ ...given, t, dims: result.dims })
  if (alike(result.potentialDistances) && alike(result.embedding)) return result
  const time = options.t === 'auto' ? knee(result.entropy) : options.t
  const { potential, potentialDistances } = yield* potentialOfTimeSteps(result.landmarkKernel, time, options.gamma)
  const layout = yield* warmLayout(potentialDistances, result.landmarks, result.landmarkEmbedding, options)
  return {
    ...result, t: time, embedding: fromLandmarks(result.transitions, layout.points, result.dims), landmarkEmbedding: layout.points,
    stress: layout.stress, potential, potentialDistances, anchor: layout.anchor,
  }
}

/** Whether nothing differs: such a map is a single place at every t. */
function alike(values: Float64Array): boolean {
  return !values.some(value => value !== 0)
}

// A search's map where nobody holds one on a screen: PHATE of the distances between its networks.
import { condensedIndex, condensedSize } from '../condensed.ts'
import type { PhateOptions } from '../phate/options.ts'
import { phateOptions } from '../phate/options.ts'
import { phateSteps } from '../phate/phate.ts'
import { runToEnd } from '../steps.ts'
import type { Geometry } from './survey.ts'

/** One layout from the classic start and a few steps of polish: a search makes many maps, and looks at none. Our choice. */
const QUICK: Partial<PhateOptions> = { starts: 1, polish: 10 }

/** `distances`: d of one network to each of others, in their order; finite. */
export function phateGeometry(distances: Geometry['distances'], given: Partial<PhateOptions> = {}): Geometry {
  const options = { ...QUICK, ...given }
  const { decay, gamma, anisotropy } = phateOptions(options)
  return {
    distances,
    layOut(ids) {
      const condensed = new Float64Array(condensedSize(ids.length))
      ids.forEach((id, i) => { if (i + 1 < ids.length) condensed.set(distances(id, ids.slice(i + 1)), condensedIndex(i, i + 1, ids.length)) })
      const map = runToEnd(phateSteps(condensed, options))
      return { coordinates: map.embedding, dims: map.dims, distances: condensed, settings: { knn: map.knn, decay, gamma, anisotropy, t: map.t } }
    },
  }
}

/** Networks whose pairwise distances are all known, such as a pool's: condensed over rows, and each id's row. */
export const knownDistances = (condensed: ArrayLike<number>, n: number, rowOf: (id: number) => number = id => id): Geometry['distances'] => (id, others) => {
  const own = rowOf(id)
  return Float64Array.from(others, other => rowOf(other) === own ? 0 : condensed[condensedIndex(own, rowOf(other), n)])
}

// PHATE's own way to place new points that have coordinates: the mean of the places of the mapped points that they lie near.
import { affinity, clampedKnn } from './kernel.ts'
import type { PhateOptions } from './options.ts'

/** Points that were mapped, and where: what a new one is compared with. */
export interface PlacedPoints {
  /** N × d, row-major. */
  points: Float64Array
  n: number
  d: number
  /** N × dims, row-major. For a map through landmarks: each point's landmark's place. */
  places: Float64Array
  dims: number
}

/**
 * Places M new points (M × d): with D their Euclidean distances to the mapped ones and eps the knn-th smallest of a row,
 * k_j = exp(−(D_j / eps)^decay), cut to 0 below 1e-4, and the place is Σ k_j Y_j / Σ k_j. M × dims, row-major. Where knn mapped points
 * coincide with a new one, eps is 0 and the place is the mean of those.
 *
 * This is what the published program does (it has no way where only distances are known). Every place lies within the map's hull, and that
 * of a copy of a mapped point is a mean over its neighbours, not its twin's: `land` is exact there, and three times as near elsewhere.
 */
export function averagePlacement({ points, n, d, places, dims }: PlacedPoints, added: Float64Array, { knn, decay }: Pick<PhateOptions, 'knn' | 'decay'>): Float64Array {
  if (points.length !== n * d || places.length !== n * dims || n < 1) {
    throw new Error(`The map has ${points.length} values and ${places.length} coordinates; ${n} points in ${d} dimensions, shown in ${dims}, have ${n * d} and ${n * dims}.`)
  }
  if (added.length % d !== 0) throw new Error(`The new points have ${added.length} values; points in ${d} dimensions have a multiple of ${d}.`)
  const odd = added.findIndex(x => !Number.isFinite(x))
  if (odd >= 0) throw new Error(`The new points' value in row ${Math.floor(odd / d)}, column ${odd % d} is ${added[odd]}; all must be finite.`)
  const count = added.length / d
  const result = new Float64Array(count * dims)
  for (let m = 0; m < count; m++) {
    const weights = rowTo(points, n, d, added.subarray(m * d, (m + 1) * d), knn, decay)
    const total = weights.reduce((sum, k) => sum + k, 0)
    for (let j = 0; j < n; j++) {
      if (weights[j] === 0) continue
      for (let axis = 0; axis < dims; axis++) result[m * dims + axis] += weights[j] / total * places[j * dims + axis]
    }
  }
  return result
}

/** The kernel row of one new point, N. */
function rowTo(points: Float64Array, n: number, d: number, own: Float64Array, knn: number, decay: number): Float64Array {
  const distances = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    let square = 0
    for (let k = 0; k < d; k++) {
      const difference = points[j * d + k] - own[k]
      square += difference * difference
    }
    distances[j] = Math.sqrt(square)
  }
  const bandwidth = distances.slice().sort()[Math.min(n, clampedKnn(knn, n)) - 1]
  return distances.map(distance => {
    if (bandwidth === 0) return Number(distance === 0)
    return affinity(distance, bandwidth, decay)
  })
}

/** Each point's landmark's place, N × dims: `places` for maps through landmarks. Label i is row i of the landmarks' layout. */
export function placesOfLandmarks(clusters: Int32Array, landmarkEmbedding: Float64Array, dims: number): Float64Array {
  const places = new Float64Array(clusters.length * dims)
  clusters.forEach((cluster, i) => places.set(landmarkEmbedding.subarray(cluster * dims, (cluster + 1) * dims), i * dims))
  return places
}

// Scatter around centroids: how much of a cloud's spread lies between its classes and how much within them.
import type { Classes } from './classes.ts'

export interface Scatter {
  /** Class centroids, k × d, row-major. */
  centroids: Float64Array
  /** tr B = Σ n_c |μ_c − μ|². With one class 0. */
  between: number
  /** tr W = Σ |x − μ_c|²; between + within = Σ |x − μ|². */
  within: number
  /** Each class's part of `within`, k. */
  withinByClass: Float64Array
  /** Mean distance of each class's points to its centroid, k. */
  spreadByClass: Float64Array
}

/** The scatter of points (n × d, row-major, checked) in their classes. */
export function scatter(points: Float64Array, n: number, d: number, classes: Classes): Scatter {
  const k = classes.sizes.length
  const centroids = classCentroids(points, n, d, classes)
  const mean = classCentroids(points, n, d, { of: new Uint32Array(n), sizes: Uint32Array.of(n) })
  const withinByClass = new Float64Array(k)
  const spreadByClass = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    const c = classes.of[i]
    const square = squaredDistance(points, i * d, centroids, c * d, d)
    withinByClass[c] += square
    spreadByClass[c] += Math.sqrt(square) / classes.sizes[c]
  }
  let between = 0
  for (let c = 0; c < k; c++) between += classes.sizes[c] * squaredDistance(centroids, c * d, mean, 0, d)
  // One class has the cloud's own centroid, whatever the rounding of two ways to it.
  return { centroids, between: k === 1 ? 0 : between, within: withinByClass.reduce((sum, w) => sum + w, 0), withinByClass, spreadByClass }
}

/** (B/(k − 1)) / (W/(n − k)) (Caliński and Harabasz 1974); 1 where W = 0, as scikit-learn has it; null with one class. */
export function calinskiHarabasz({ between, within }: Scatter, n: number, k: number): number | null {
  if (k < 2) return null
  return within === 0 ? 1 : between / (k - 1) / (within / (n - k))
}

/**
 * Mean over classes of the largest (s_c + s_e)/|μ_c − μ_e| over the other classes e, s = mean distance to the centroid (Davies and
 * Bouldin 1979). Two classes whose points all coincide count 0 to each other (0/0). Null with one class, and where classes with spread
 * share a centroid: their ratio has no bound.
 */
export function daviesBouldin({ centroids, spreadByClass }: Scatter, d: number): number | null {
  const k = spreadByClass.length
  if (k < 2) return null
  const worst = new Float64Array(k)
  for (let c = 0; c < k; c++) {
    for (let e = c + 1; e < k; e++) {
      const apart = Math.sqrt(squaredDistance(centroids, c * d, centroids, e * d, d))
      const spread = spreadByClass[c] + spreadByClass[e]
      const ratio = spread === 0 ? 0 : spread / apart
      if (ratio === Infinity) return null
      worst[c] = Math.max(worst[c], ratio)
      worst[e] = Math.max(worst[e], ratio)
    }
  }
  return worst.reduce((sum, ratio) => sum + ratio, 0) / k
}

/**
 * Mean of each class's points, k × d. Taken as differences from the class's first point, so that copies of one point have exactly that
 * point as their mean and no scatter, and a cloud far from the origin keeps its digits.
 */
export function classCentroids(points: Float64Array, n: number, d: number, { of, sizes }: Pick<Classes, 'of' | 'sizes'>): Float64Array {
  const k = sizes.length
  const first = new Int32Array(k).fill(-1)
  const sums = new Float64Array(k * d)
  for (let i = 0; i < n; i++) {
    const c = of[i]
    if (first[c] < 0) first[c] = i
    for (let j = 0; j < d; j++) sums[c * d + j] += points[i * d + j] - points[first[c] * d + j]
  }
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) sums[c * d + j] = points[first[c] * d + j] + sums[c * d + j] / sizes[c]
  }
  return sums
}

function squaredDistance(x: Float64Array, p: number, y: Float64Array, q: number, d: number): number {
  let sum = 0
  for (let j = 0; j < d; j++) sum += (x[p + j] - y[q + j]) ** 2
  return sum
}

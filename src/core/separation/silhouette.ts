// Silhouettes: whether each point is nearer to its own class than to the nearest other one.
import { rowDistances } from '../matrix.ts'
import type { Classes } from './classes.ts'
import { checkDistances, checkPoints, classesOf } from './classes.ts'

/**
 * Silhouette of each point (Rousseeuw 1987): (b − a)/max(a, b), a = mean distance to the others of its class, b = least mean distance to
 * another class. 0 for a point alone in its class and where a = b = 0. Null where there is only one class.
 * `distances`: condensed, any dissimilarities; `labels`: n whole numbers, as of classes, clusters or groups of accuracy.
 */
export function silhouettesFromDistances(distances: Float64Array, n: number, labels: ArrayLike<number>): Float64Array | null {
  checkDistances(distances, n)
  return silhouettesOfClasses(distances, n, classesOf(labels, n))
}

/** The same by Euclidean distance between points (n × d, row-major). */
export function silhouettes(points: Float64Array, n: number, d: number, labels: ArrayLike<number>): Float64Array | null {
  checkPoints(points, n, d)
  const classes = classesOf(labels, n)
  return silhouettesOfClasses(rowDistances(points, n, d), n, classes)
}

/** The same for checked input. */
export function silhouettesOfClasses(distances: Float64Array, n: number, { of, sizes }: Classes): Float64Array | null {
  const k = sizes.length
  if (k < 2) return null
  // Sum of distances from each point to each class.
  const sums = new Float64Array(n * k)
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = distances[at++]
      sums[i * k + of[j]] += distance
      sums[j * k + of[i]] += distance
    }
  }
  return Float64Array.from({ length: n }, (_, i) => {
    if (sizes[of[i]] === 1) return 0
    const own = sums[i * k + of[i]] / (sizes[of[i]] - 1)
    let nearest = Infinity
    for (let c = 0; c < k; c++) if (c !== of[i]) nearest = Math.min(nearest, sums[i * k + c] / sizes[c])
    const larger = Math.max(own, nearest)
    return larger === 0 ? 0 : (nearest - own) / larger
  })
}

/** Mean of a value per point over the points of each class, k. */
export function meanByClass(values: Float64Array, { of, sizes }: Classes): Float64Array {
  const sums = new Float64Array(sizes.length)
  for (let i = 0; i < values.length; i++) sums[of[i]] += values[i]
  return sums.map((sum, c) => sum / sizes[c])
}

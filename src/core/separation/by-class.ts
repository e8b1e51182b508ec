// Separation class by class: which classes a layer holds apart, which it mixes up, and which two lie closest.
import { rowDistanceSteps } from '../matrix.ts'
import type { Steps } from '../steps.ts'
import { checkPoints, classesOf } from './classes.ts'
import { labelAlignment } from './label-alignment.ts'
import { classCentroids, scatter } from './scatter.ts'
import { meanByClass, silhouettesOfClasses } from './silhouette.ts'

export interface ByClass {
  /** The labels that occur, ascending, k of them; how many points bear each; and each point's place among them, n. */
  labels: Int32Array
  sizes: Uint32Array
  of: Uint32Array
  /** Silhouette of each point, n, and its mean over each class, k; null with one class. */
  silhouettes: Float64Array | null
  silhouetteByClass: Float64Array | null
  /** Each class's part of the scatter between classes, n_c |μ_c − μ|², and within them, Σ |x − μ_c|²: k each. Their sums are the traces. */
  between: Float64Array
  within: Float64Array
  /** Mean distance between points of two classes, k × k, symmetric; on the diagonal between points of one, NaN where it has one point only. */
  distances: Float64Array
  /** Mean distance between all points: the unit in which distances of different networks can be compared. */
  meanDistance: number
  /** Linear CKA with the one-hot labels; null where it is undefined. */
  cka: number | null
}

/** Points (n × d, row-major) and labels (n, any whole numbers); refuses what `separationSteps` refuses. */
export function* byClassSteps(points: Float64Array, n: number, d: number, labels: ArrayLike<number>): Steps<ByClass> {
  checkPoints(points, n, d)
  const classes = classesOf(labels, n)
  const distances = yield* rowDistanceSteps(points, n, d, 'distances')
  const silhouettes = silhouettesOfClasses(distances, n, classes)
  const { centroids, withinByClass } = scatter(points, n, d, classes)
  const mean = classCentroids(points, n, d, { of: new Uint32Array(n), sizes: Uint32Array.of(n) })
  return {
    ...classes,
    silhouettes,
    silhouetteByClass: silhouettes && meanByClass(silhouettes, classes),
    between: Float64Array.from(classes.sizes, (size, c) => {
      let square = 0
      for (let j = 0; j < d; j++) square += (centroids[c * d + j] - mean[j]) ** 2
      return size * square
    }),
    within: withinByClass,
    ...meanDistances(distances, n, classes.of, classes.sizes.length),
    cka: labelAlignment(points, n, d, classes),
  }
}

function meanDistances(distances: Float64Array, n: number, of: Uint32Array, k: number): Pick<ByClass, 'distances' | 'meanDistance'> {
  const sums = new Float64Array(k * k)
  const pairs = new Float64Array(k * k)
  let total = 0
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, at++) {
      const [c, e] = of[i] < of[j] ? [of[i], of[j]] : [of[j], of[i]]
      sums[c * k + e] += distances[at]
      pairs[c * k + e]++
      total += distances[at]
    }
  }
  const means = new Float64Array(k * k)
  for (let c = 0; c < k; c++) for (let e = c; e < k; e++) means[c * k + e] = means[e * k + c] = sums[c * k + e] / pairs[c * k + e]
  return { distances: means, meanDistance: at > 0 ? total / at : 0 }
}

/** The two different classes (places among `labels`) whose points lie closest on average; the first in order where several do. Null with one class. */
export function closestClasses({ distances, labels }: Pick<ByClass, 'distances' | 'labels'>): { a: number, b: number, distance: number } | null {
  const k = labels.length
  let best: { a: number, b: number, distance: number } | null = null
  for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) if (!best || distances[a * k + b] < best.distance) best = { a, b, distance: distances[a * k + b] }
  return best
}

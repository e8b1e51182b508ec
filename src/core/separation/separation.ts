// How far apart a layer holds the classes: all measures of one cloud of points with labels.
import { rowDistanceSteps } from '../matrix.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { checkPoints, classesOf } from './classes.ts'
import { distanceRatioOfClasses } from './distance-ratio.ts'
import { labelAlignment } from './label-alignment.ts'
import { calinskiHarabasz, daviesBouldin, scatter } from './scatter.ts'
import { meanByClass, silhouettesOfClasses } from './silhouette.ts'
import type { WalkSettings } from './walk-mass.ts'
import { walkMass } from './walk-mass.ts'

/** Null: undefined for these points and labels, above all where there is only one class. */
export interface Separation {
  /** The labels that occur, ascending, k of them, and how many points bear each. */
  labels: Int32Array
  sizes: Uint32Array
  /** Mean silhouette over points, −1 … 1. */
  silhouette: number | null
  /** Mean silhouette of each class, k. */
  silhouetteByClass: Float64Array | null
  /** Traces of the scatter between and within classes; their sum is the cloud's. With one class, 0 and all of it. */
  between: number
  within: number
  /** Each class's part of `within`, k. */
  withinByClass: Float64Array
  /** At least 0, large is apart. 1 where nothing is left within classes. */
  calinskiHarabasz: number | null
  /** At least 0, small is apart. */
  daviesBouldin: number | null
  /** Linear CKA with the one-hot labels, 0 … 1. Null also for a constant layer. */
  cka: number | null
  /** Mean distance between classes / within classes. Null also where no two points of a class differ. */
  distanceRatio: number | null
  /** Probability that a step of the diffusion stays in its class, 0 … 1; 1 with one class. */
  walkMass: number
}

/**
 * All measures (formulas where each is computed) of points (n × d, row-major; float32 activations are widened before they come here) and
 * labels (n, any whole numbers). The walk's scale and sigma default to those of the map. Refuses labels of another number, coordinates
 * that are not finite.
 */
export function* separationSteps(
  points: Float64Array, n: number, d: number, labels: Int32Array, walk: WalkSettings = { scale: 'mean', sigma: 0.5 },
): Steps<Separation> {
  checkPoints(points, n, d)
  const classes = classesOf(labels, n)
  const k = classes.sizes.length
  const distances = yield* rowDistanceSteps(points, n, d, 'distances')
  const each = silhouettesOfClasses(distances, n, classes)
  const scattered = scatter(points, n, d, classes)
  yield { stage: 'alignment with labels', share: 0.5 }
  return {
    labels: classes.labels,
    sizes: classes.sizes,
    silhouette: each && each.reduce((sum, s) => sum + s, 0) / n,
    silhouetteByClass: each && meanByClass(each, classes),
    between: scattered.between,
    within: scattered.within,
    withinByClass: scattered.withinByClass,
    calinskiHarabasz: calinskiHarabasz(scattered, n, k),
    daviesBouldin: daviesBouldin(scattered, d),
    cka: labelAlignment(points, n, d, classes),
    distanceRatio: distanceRatioOfClasses(distances, n, classes),
    walkMass: walkMass(distances, n, classes, walk),
  }
}

/** The same, in one go. */
export function separation(points: Float64Array, n: number, d: number, labels: Int32Array, walk?: WalkSettings): Separation {
  return runToEnd(separationSteps(points, n, d, labels, walk))
}

// One layer of one network in full: how it places the probes, how far apart it holds each two, where a walk over them leads, how the classes nest.
import { condensedIndex } from '../condensed.ts'
import { classDendrogramSteps } from '../clusters/class-dendrogram.ts'
import { dendrogram } from '../clusters/dendrogram.ts'
import { leafOrderSteps } from '../clusters/leaf-order.ts'
import { linkageSteps } from '../clusters/linkage.ts'
import type { OperatorHealth } from '../diffusion/operator.ts'
import { diffusionOperator, operatorHealth, operatorMatrix } from '../diffusion/operator.ts'
import { distanceScale, probeDistances } from '../diffusion/points.ts'
import type { NetworkActivations } from '../network.ts'
import { orient } from '../phate/orient.ts'
import { phateSteps } from '../phate/phate.ts'
import { classesOf } from '../separation/classes.ts'
import { walkMass } from '../separation/walk-mass.ts'
import type { GeometrySettings } from '../settings.ts'
import type { Steps } from '../steps.ts'

/** How the classes nest in a layer: average linkage on the mean distances between classes. */
export interface ClassTree {
  /** The labels present, rising; leaf c is labels[c]. */
  labels: number[]
  /** (k − 1) × 4 as in Linkage. */
  merges: Float64Array
  /** Leaves from left to right, in optimal order. */
  order: Int32Array
}

export interface Study {
  /** Probes. */
  n: number
  /** PHATE of the probes (Euclidean distances between activations), n × 2, potential units, longest side lying. */
  places: Float64Array
  t: number
  stress: number
  /** D between probes, condensed. */
  distances: Float64Array
  /** s, by which D is divided before the kernel. */
  scale: number
  /** P, n × n, row-major, rounded to float32. */
  operator: Float32Array
  health: OperatorHealth
  /** Probes by class and then by number; without labels in optimal leaf order of average linkage. */
  order: Uint32Array
  /** n × NEAREST probes, nearest first; where there are fewer, all. */
  nearest: Uint32Array
  /** Mean probability of one step of the walk to stay in its class, and what it would be if every probe were as likely; null without labels. */
  mass: { kept: number, blind: number } | null
  /** Mean distance between two probes of a class, and of two classes; NaN where there are no such pairs. Null without labels. */
  apart: { within: number, between: number } | null
  /** Null without labels, or where the probes are all of one class. */
  tree: ClassTree | null
}

/** Neighbours that are told of each probe. */
export const NEAREST = 5

/**
 * Everything that is drawn of one layer. `labels`: one a probe, or null where nobody knows them. PHATE with its defaults, so that pictures of two
 * networks or layers are made alike; P with the map's scale and sigma (docs/methods/manifold.md). Errors: fewer than three probes, values not finite.
 */
export function* studySteps(activations: NetworkActivations, labels: Int32Array | null, settings: Pick<GeometrySettings, 'scale' | 'sigma'>): Steps<Study> {
  const n = activations.rows
  const distances = probeDistances(activations)
  const operator = diffusionOperator(activations, settings)
  const phate = yield* phateSteps(distances)
  return {
    n, places: orient(phate.embedding), t: phate.t, stress: phate.stress, distances,
    scale: distanceScale(distances, settings.scale),
    operator: new Float32Array(operatorMatrix(operator)),
    health: operatorHealth(operator),
    order: labels ? byClass(labels) : Uint32Array.from(yield* leafOrderSteps(yield* linkageSteps(distances, n, 'average'), distances)),
    nearest: nearestOf(distances, n),
    mass: labels && massOf(distances, labels, settings),
    apart: labels && meansOf(distances, labels),
    tree: labels && (yield* treeOf(distances, labels)),
  }
}

function byClass(labels: Int32Array): Uint32Array {
  return Uint32Array.from(labels, (_, probe) => probe).sort((a, b) => labels[a] - labels[b] || a - b)
}

function nearestOf(distances: Float64Array, n: number): Uint32Array {
  const count = Math.min(NEAREST, n - 1)
  const nearest = new Uint32Array(n * count)
  for (let i = 0; i < n; i++) {
    const of = (j: number): number => distances[condensedIndex(i, j, n)]
    const others = Array.from({ length: n }, (_, j) => j).filter(j => j !== i).sort((a, b) => of(a) - of(b) || a - b)
    nearest.set(others.slice(0, count), i * count)
  }
  return nearest
}

function massOf(distances: Float64Array, labels: Int32Array, settings: Pick<GeometrySettings, 'scale' | 'sigma'>): { kept: number, blind: number } {
  const n = labels.length
  const classes = classesOf(labels, n)
  return { kept: walkMass(distances, n, classes, settings), blind: classes.sizes.reduce((sum, size) => sum + (size / n) ** 2, 0) }
}

function meansOf(distances: Float64Array, labels: Int32Array): { within: number, between: number } {
  const [sums, counts] = [[0, 0], [0, 0]]
  let at = 0
  for (let i = 0; i < labels.length; i++) {
    for (let j = i + 1; j < labels.length; j++) {
      const which = labels[i] === labels[j] ? 0 : 1
      sums[which] += distances[at++]
      counts[which]++
    }
  }
  return { within: sums[0] / counts[0], between: sums[1] / counts[1] }
}

function* treeOf(distances: Float64Array, labels: Int32Array): Steps<ClassTree | null> {
  const { classes, distances: means, linkage } = yield* classDendrogramSteps(distances, labels.length, labels)
  if (classes.length < 2) return null
  const order = classes.length > 2 ? yield* leafOrderSteps(linkage, means) : dendrogram(linkage).order
  return { labels: classes, merges: linkage.merges, order }
}

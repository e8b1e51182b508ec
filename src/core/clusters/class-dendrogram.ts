// How the classes of labelled points nest: a merge tree whose leaves are classes.
import { condensedIndex, condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import type { Linkage } from './linkage.ts'
import { checkDistances, linkageSteps } from './linkage.ts'

export interface ClassDendrogram {
  /** The labels present, rising; leaf c of the tree is classes[c]. */
  classes: number[]
  /** Mean distances between points of two classes, condensed. */
  distances: Float64Array
  linkage: Linkage
}

/**
 * Average linkage on the mean distances between classes, each class counting once however many points it has (our choice). `distances`:
 * condensed, among n points; `labels`: any whole numbers, one a point. One class: a tree of one leaf, without merges.
 */
export function* classDendrogramSteps(distances: Float64Array, n: number, labels: ArrayLike<number>): Steps<ClassDendrogram> {
  checkDistances(distances, n)
  const { classes, of } = classesOf(labels, n)
  const means = meansBetween(distances, of, classes.length)
  return { classes, distances: means, linkage: yield* linkageSteps(means, classes.length, 'average') }
}

/** The labels present, rising, and for each point which of them it has. */
function classesOf(labels: ArrayLike<number>, n: number): { classes: number[], of: Int32Array } {
  if (labels.length !== n) throw new Error(`${n} points need ${n} labels, not ${labels.length}.`)
  const odd = Array.from(labels).findIndex(label => !Number.isInteger(label))
  if (odd >= 0) throw new Error(`Label ${odd} is ${labels[odd]}; labels must be whole numbers.`)
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b)
  const place = new Map(classes.map((label, c) => [label, c]))
  return { classes, of: Int32Array.from(labels, label => place.get(label)!) }
}

function meansBetween(distances: Float64Array, of: Int32Array, k: number): Float64Array {
  const sums = new Float64Array(condensedSize(k))
  const counts = new Float64Array(condensedSize(k))
  let at = 0
  for (let i = 0; i < of.length; i++) {
    for (let j = i + 1; j < of.length; j++, at++) {
      if (of[i] === of[j]) continue
      const between = condensedIndex(of[i], of[j], k)
      sums[between] += distances[at]
      counts[between]++
    }
  }
  return sums.map((sum, between) => sum / counts[between])
}

// A merge tree cut into clusters: into a number of them, or at a height.
import { dendrogram } from './dendrogram.ts'
import type { Linkage } from './linkage.ts'
import { byFirstAppearance } from './partition.ts'

/**
 * Exactly k clusters: the last k − 1 merges undone, equal heights in the order of the rows. Returns the cluster of each leaf, numbered from 0
 * by first appearance. Refuses k below 1 or above n.
 */
export function cutInto(linkage: Linkage, k: number): Int32Array {
  if (!Number.isInteger(k) || k < 1 || k > linkage.n) throw new Error(`${linkage.n} leaves cannot be cut into ${k} clusters; choose a whole number from 1 to ${linkage.n}.`)
  return afterMerges(linkage, linkage.n - k)
}

/** The clusters made up to and including `height`: any two leaves are together where their cophenetic distance is no larger. */
export function cutAt(linkage: Linkage, height: number): Int32Array {
  if (Number.isNaN(height)) throw new Error('The height to cut at is NaN; it must be a number.')
  let done = 0
  while (done < linkage.n - 1 && linkage.merges[4 * done + 2] <= height) done++
  return afterMerges(linkage, done)
}

/** What is together once the first `done` rows are merged. */
function afterMerges(linkage: Linkage, done: number): Int32Array {
  const { n } = linkage
  const { order, start, end } = dendrogram(linkage)
  const label = Int32Array.from({ length: n }, (_, leaf) => leaf)
  // Children come before parents, so the last to write over a stretch is its largest cluster.
  for (let cluster = n; cluster < n + done; cluster++) {
    for (let place = start[cluster]; place < end[cluster]; place++) label[order[place]] = cluster
  }
  return byFirstAppearance(label)
}

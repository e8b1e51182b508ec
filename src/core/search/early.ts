// What a tenth of a training says of its end: from the score by then, from the settings, and from whom the representation resembled by then.
import { exponential } from '../diffusion/exponential.ts'
import type { Input } from '../importance/forest.ts'
import { growForest, leafOf } from '../importance/forest.ts'
import { runToEnd } from '../steps.ts'

/** A network after a tenth of its training. */
export interface Glimpse {
  /** Of its settings (space.ts). */
  features: Float64Array
  /** Validation accuracy by then; NaN where it has diverged. */
  score: number
}

/** A network that went on to the end. */
export interface Finished extends Glimpse {
  /** NaN where it has diverged. */
  final: number
}

/** What the end is foretold from. */
export interface Evidence { settings: boolean, score: boolean, neighbours: boolean }

/** d between the representations after a tenth of training of glimpse a and finished network f; infinite where one has none. */
export type EarlyDistance = (a: number, f: number) => number

const TREES = 100
const LEAF = 3
/** Neighbours that set the width of a vote, and the share of their distance that it is. */
const NEIGHBOURS = 5
const WIDTH = 0.35

/**
 * Final scores of the glimpses, foretold by a forest that has seen the finished networks (five at least). `early` and `among`: distances from glimpses to
 * finished networks, and among these; needed for neighbours alone. A diverged score counts as 0.
 */
export function foretold(
  finished: readonly Finished[], glimpses: readonly Glimpse[], evidence: Evidence, seed: number, early: EarlyDistance = none, among: EarlyDistance = none,
): Float64Array {
  const n = finished.length
  const finals = Float64Array.from(finished, ({ final }) => final || 0)
  const all = [...finished, ...glimpses]
  const columns: Float64Array[] = []
  if (evidence.score) columns.push(Float64Array.from(all, ({ score }) => score || 0))
  if (evidence.settings) for (let k = 0; k < all[0].features.length; k++) columns.push(Float64Array.from(all, ({ features }) => features[k]))
  if (evidence.neighbours) {
    columns.push(Float64Array.from(all, (_, row) => row < n ? neighboursSay(finals, f => among(row, f), row) : neighboursSay(finals, f => early(row - n, f))))
  }
  if (columns.length === 1 && evidence.score) return columns[0].subarray(n) // more is better: no forest need learn that
  const inputs = columns.map((values): Input => ({ values, levels: 0 }))
  const seen = columns.map((values): Input => ({ values: values.slice(0, n), levels: 0 }))
  const { trees } = runToEnd(growForest(seen, { values: finals, outputs: 1 }, { trees: TREES, seed, leaf: LEAF }))
  return Float64Array.from(glimpses, (_, row) => trees.reduce((sum, tree) => sum + tree.means[leafOf(tree, inputs, n + row)], 0) / trees.length)
}

const none: EarlyDistance = () => Infinity

/** A mean of final scores, weighted by how near the networks were early on; a network does not vote for itself. The mean of all where nobody is near. */
export function neighboursSay(finals: Float64Array, distance: (f: number) => number, itself = -1): number {
  const far = Float64Array.from(finals, (_, f) => f === itself ? Infinity : distance(f))
  const sorted = far.toSorted()
  const [least, width] = [sorted[0], WIDTH * sorted[Math.min(NEIGHBOURS, finals.length) - 1]]
  let [sum, total] = [0, 0]
  far.forEach((d, f) => {
    if (f === itself) return
    const weight = least === Infinity || d === least ? 1 : width > 0 && width < Infinity ? exponential(-(((d - least) / width) ** 2) / 2) : 0
    sum += weight * finals[f]
    total += weight
  })
  return sum / total
}

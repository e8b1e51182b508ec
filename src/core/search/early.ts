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

/** d between the representations after a tenth of training of network number a and finished network number f; infinite where one has none. */
export type EarlyDistance = (a: number, f: number) => number

const TREES = 100
const LEAF = 3
/** Neighbours that set the width of a vote, and the share of their distance that it is. */
const NEIGHBOURS = 5
const WIDTH = 0.35

/** Says the final scores of glimpses. `early`: distances from these to the networks that it has seen; needed for neighbours alone. */
export type Forecast = (glimpses: readonly Glimpse[], early?: EarlyDistance) => Float64Array

/**
 * A forest that has seen the finished networks (five at least). `among`: distances among these; needed for neighbours alone. A diverged score counts as 0. Where the
 * early score is all the evidence, it is handed on as it is: more is better, and no forest need learn that.
 */
export function forecast(finished: readonly Finished[], evidence: Evidence, seed: number, among: EarlyDistance = none): Forecast {
  if (evidence.score && !evidence.settings && !evidence.neighbours) return glimpses => Float64Array.from(glimpses, ({ score }) => score || 0)
  const finals = Float64Array.from(finished, ({ final }) => final || 0)
  const columnsOf = (glimpses: readonly Glimpse[], neighbours: (row: number) => number): Input[] => [
    ...evidence.score ? [Float64Array.from(glimpses, ({ score }) => score || 0)] : [],
    ...evidence.settings ? Array.from(finished[0].features, (_, k) => Float64Array.from(glimpses, ({ features }) => features[k])) : [],
    ...evidence.neighbours ? [Float64Array.from(glimpses, (_, row) => neighbours(row))] : [],
  ].map(values => ({ values, levels: 0 }))
  const { trees } = runToEnd(growForest(
    columnsOf(finished, row => neighboursSay(finals, f => among(row, f), row)), { values: finals, outputs: 1 }, { trees: TREES, seed, leaf: LEAF },
  ))
  return (glimpses, early = none) => {
    const inputs = columnsOf(glimpses, row => neighboursSay(finals, f => early(row, f)))
    return Float64Array.from(glimpses, (_, row) => trees.reduce((sum, tree) => sum + tree.means[leafOf(tree, inputs, row)], 0) / trees.length)
  }
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

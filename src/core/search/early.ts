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
    ...evidence.settings ? columnsOfSettings(glimpses, finished[0].features.length) : [],
    ...evidence.neighbours ? [Float64Array.from(glimpses, (_, row) => neighbours(row))] : [],
  ].map(values => ({ values, levels: 0 }))
  const { trees } = runToEnd(growForest(
    columnsOf(finished, row => neighboursSay(finals, f => among(row, f), row)), { values: finals, outputs: 1 }, { trees: TREES, seed, leaf: LEAF },
  ))
  return (glimpses, early = none) => {
    const inputs = columnsOf(glimpses, row => neighboursSay(finals, f => early(row, f)))
    const said = new Float64Array(glimpses.length)
    for (const tree of trees) for (let row = 0; row < said.length; row++) said[row] += tree.means[leafOf(tree, inputs, row)]
    return said.map(sum => sum / trees.length)
  }
}

const none: EarlyDistance = () => Infinity

function columnsOfSettings(glimpses: readonly Glimpse[], width: number): Float64Array[] {
  const columns = Array.from({ length: width }, () => new Float64Array(glimpses.length))
  for (let row = 0; row < glimpses.length; row++) for (let k = 0; k < width; k++) columns[k][row] = glimpses[row].features[k]
  return columns
}

/** A mean of final scores, weighted by how near the networks were early on; a network does not vote for itself. The mean of all where nobody is near. */
export function neighboursSay(finals: Float64Array, distance: (f: number) => number, itself = -1): number {
  const far = new Float64Array(finals.length)
  for (let f = 0; f < far.length; f++) far[f] = f === itself ? Infinity : distance(f)
  const sorted = far.toSorted()
  const [least, width] = [sorted[0], WIDTH * sorted[Math.min(NEIGHBOURS, finals.length) - 1]]
  let sum = 0
  let total = 0
  for (let f = 0; f < far.length; f++) {
    if (f === itself) continue
    const weight = least === Infinity || far[f] === least ? 1 : width > 0 && width < Infinity ? exponential(-(((far[f] - least) / width) ** 2) / 2) : 0
    sum += weight * finals[f]
    total += weight
  }
  return sum / total
}

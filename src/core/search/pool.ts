// A pool: networks drawn once from a prior and trained once, so that a search among them is a matter of looking things up and can be repeated many times.
import { condensedIndex, condensedOrder } from '../condensed.ts'
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { encode, featuresOf, spaceOf } from './space.ts'
import type { Trial } from './trial.ts'

/** Parts of the training after which scores are known: the rungs that a search of several budgets climbs. */
export const RUNGS = [0.1, 0.25, 0.5, 1] as const

/** Epochs after each rung, at least one. Rates do not change in a training, so the same spec with fewer epochs is the same network earlier. */
export const rungEpochs = (epochs: number): number[] => RUNGS.map(part => Math.max(1, Math.round(part * epochs)))

/** A network of a pool; its place in the pool is its id. */
export interface Member {
  spec: NetworkSpec
  /** Validation accuracy after each rung; NaN from where it has diverged. */
  rungs: readonly number[]
  /** Accuracy on rows that no search sees; NaN where it has diverged. */
  held: number
  parameters: number
  /** Of its whole training, in multiply-adds (training/work.ts). */
  work: number
}

/** Distances between the representations of those members that have one. */
export interface Distances {
  /** Member → row, −1 where it has none. */
  rows: Int32Array
  /** Condensed, over rows. */
  condensed: Float64Array
}

export interface Pool {
  prior: Recipe
  pictures: boolean
  members: readonly Member[]
  /** At the end of training, and after the first rung. */
  late: Distances
  early: Distances
}

/** Validation accuracy at the end. */
export const scoreOf = ({ rungs }: Member): number => rungs[rungs.length - 1]

export const trialOf = ({ members }: Pool, id: number): Trial => ({ id, hyper: members[id].spec.hyper, score: scoreOf(members[id]) })

/** d between two members; infinite where one of them has no representation. */
export function distanceIn({ rows, condensed }: Distances, a: number, b: number): number {
  const [i, j] = [rows[a], rows[b]]
  return i < 0 || j < 0 ? Infinity : i === j ? 0 : condensed[condensedIndex(i, j, condensedOrder(condensed.length))]
}

/** Who stands in for a proposal: settings → the member most like them among those that are free, the first of several. −1 where none is free. */
export type Nearest = (hyper: Hyperparameters, free: (id: number) => boolean) => number

export function nearestIn({ prior, pictures, members }: Pool): Nearest {
  const space = spaceOf(prior, pictures)
  const rows = members.map(({ spec }) => featuresOf(space, encode(space, spec.hyper)))
  const width = space.features
  const features = new Float64Array(rows.length * width)
  rows.forEach((row, id) => features.set(row, id * width))
  return (hyper, free) => {
    const own = featuresOf(space, encode(space, hyper))
    let [best, least] = [-1, Infinity]
    for (let id = 0; id < rows.length; id++) {
      let far = 0
      for (let k = 0, at = id * width; k < width && far < least; k++, at++) far += (features[at] - own[k]) ** 2
      if (far < least && free(id)) [best, least] = [id, far]
    }
    return best
  }
}

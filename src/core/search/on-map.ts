// The questions that a map answers: what to train next, and what settings from elsewhere would come to. In the shape in which they travel to a worker.
import type { DataSize } from '../data/size.ts'
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import type { Aim } from './aim.ts'
import { costFor } from './cost.ts'
import { knownOf, predictAt, predictor } from './predict.ts'
import type { Predictor } from './predict.ts'
import { proposalsFrom, votingRows } from './propose.ts'
import type { Region } from './region.ts'
import { encode, featuresOf, spaceOf } from './space.ts'
import type { Prediction, Proposal, Trial } from './trial.ts'

/** What a map knows. */
export interface SearchedMap {
  prior: Recipe
  /** Whether convolutions and shifts are possible. */
  pictures: boolean
  /** Of the data, from which costs follow. */
  size: DataSize
  trials: readonly Trial[]
  /** Row k of the coordinates (N × dimensions, potential units) is network ids[k]. */
  places: { ids: readonly number[], coordinates: Float64Array, dimensions: 2 | 3 }
}

/** Everything that proposals follow from: the same question has the same answer. */
export interface ProposeQuestion extends SearchedMap {
  region: Region
  count: number
  seed: number
  /** Proposals made before with this seed; these are the next. */
  made: number
  /** What makes a proposal the better one. */
  aim: Aim
}

export interface ProposeAnswer {
  proposals: Proposal[]
  /** Ids of the region as it was understood, the likeliest centre of a vote first. */
  region: number[]
}

export function proposeOn({ region, count, seed, made, aim, ...map }: ProposeQuestion): ProposeAnswer {
  const known = predictorOf(map)
  const cost = costFor(aim, map.size)
  return {
    proposals: proposalsFrom(known, { region, count, seed, made, cost }),
    region: votingRows(known, region, cost).map(row => map.trials[known.mapped[row]].id),
  }
}

/** What is said of settings, in their order. */
export function predictOn(map: SearchedMap, hypers: readonly Hyperparameters[]): Prediction[] {
  const known = predictorOf(map)
  return hypers.map(hyper => predictAt(known, featuresOf(known.space, encode(known.space, hyper))).prediction)
}

const predictorOf = ({ prior, pictures, trials, places: { ids, coordinates, dimensions } }: SearchedMap): Predictor =>
  predictor(knownOf(spaceOf(prior, pictures), trials, new Map(ids.map((id, row) => [id, coordinates.subarray(dimensions * row, dimensions * (row + 1))]))))

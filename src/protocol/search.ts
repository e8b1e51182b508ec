// What may be asked of the search worker: where the map would have the next networks trained. One question at a time, nothing kept.
import type { Recipe } from '../core/population.ts'
import type { Proposal, Trial } from '../core/search/trial.ts'

/** Everything that proposals follow from: the same request gives the same proposals. */
export interface ProposeRequest {
  prior: Recipe
  /** Whether convolutions and shifts are possible. */
  pictures: boolean
  trials: Trial[]
  /** Row k of the coordinates (N × dimensions, potential units) is network ids[k]. */
  places: { ids: number[], coordinates: Float64Array, dimensions: 2 | 3 }
  /** Ids whose networks vote; a place whose nearest do; null: the best fifth. */
  region: { ids: number[] } | { at: number[] } | null
  count: number
  seed: number
  aim: 'accuracy' | 'cost'
  /** Settings that are shown already and should not be proposed again. */
  taken: Proposal['hyper'][]
}

export interface ProposeAnswer {
  proposals: Proposal[]
  /** Ids of the region as it was understood. */
  region: number[]
  /** Score smoothed over the map, by trial; NaN where it has no place. */
  smoothed: Float64Array
  /** What the reader should know, in sentences. */
  notes: string[]
}

export interface SearchWorker {
  propose(request: ProposeRequest): Promise<ProposeAnswer>
  /** Predictions for settings that came by a link, in their order. */
  predict(request: Omit<ProposeRequest, 'region' | 'count' | 'seed' | 'aim' | 'taken'>, hypers: Proposal['hyper'][]): Promise<Proposal['predicted'][]>
  beat(): boolean
}

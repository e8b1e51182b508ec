// What may be asked of the search worker: where the map would have the next networks trained. One question at a time, nothing kept.
import type { Hyperparameters } from '../core/network.ts'
import type { ProposeAnswer, ProposeQuestion, SearchedMap } from '../core/search/on-map.ts'
import type { Prediction } from '../core/search/trial.ts'

export interface SearchWorker {
  propose(question: ProposeQuestion): ProposeAnswer
  predict(map: SearchedMap, hypers: readonly Hyperparameters[]): Prediction[]
  beat(): boolean
}

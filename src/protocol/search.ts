// What may be asked of the search worker: where the map would have the next networks trained, and how ways of searching fare on a pool. Nothing is kept.
import type { Hyperparameters, NetworkActivations } from '../core/network.ts'
import type { Stretch } from '../core/search/card-repeats.ts'
import type { ProposeAnswer, ProposeQuestion, SearchedMap } from '../core/search/on-map.ts'
import type { Pool } from '../core/search/pool.ts'
import type { Ran } from '../core/search/repeats.ts'
import type { Prediction } from '../core/search/trial.ts'

export type Share = (share: number) => void

export interface SearchWorker {
  propose(question: ProposeQuestion): ProposeAnswer
  predict(map: SearchedMap, hypers: readonly Hyperparameters[]): Prediction[]
  /** Between all representations, condensed. */
  distances(placed: readonly NetworkActivations[], told: Share): Promise<Float64Array>
  /** → repeat × method. `task`: names the seeds. */
  repeats(pool: Pool, task: string, stretch: Stretch, told: Share): Promise<Ran[][]>
  beat(): boolean
}

// One network on one engine: what the training loop (train.ts) asks of the plain arithmetic and of the compiled one alike.
import type { NetworkSpec, NetworkState } from '../network.ts'
import type { TrainingPlan } from './plan.ts'

/** Multiply-adds done since the last yield: the way in which long passes let their caller look up. */
export type Work = number

/** What a run of updates came to. */
export interface Pass {
  /** Cross-entropy in nats, summed over the rows as their batches saw them. */
  loss: number
  /** Rows that the largest logit classified rightly. */
  correct: number
  /** The update (of all that this network made, counted from 1) at which loss or weights stopped being finite; null where all went well. */
  divergedAt: number | null
}

/** What is wanted of rows that are sent through. */
export interface Look {
  /** The class of each row; null where no loss is asked for. */
  labels: Uint8Array | null
  probabilities: boolean
  hidden: boolean
}

export interface Seen {
  /** Mean cross-entropy in nats; NaN where no labels were given. */
  loss: number
  /** The class of each row's largest logit, the lower of equals. */
  predicted: Uint8Array
  /** rows × classes, softmax; null unless asked for. */
  probabilities: Float32Array | null
  /** rows × width, the last hidden layer after its activation; null unless asked for. */
  hidden: Float32Array | null
}

export interface Learner {
  /** Updates made. */
  readonly step: number
  /**
   * Makes updates from consecutive batches of `order` (places in plan.rows, batchSize at a time, the last may be short), and stops at the
   * first whose loss or weights are not finite.
   */
  learn(order: Uint32Array): Generator<Work, Pass, void>
  /**
   * From now on `learn` takes these rows (places in plan.rows × features, row-major) in place of the data set's; looks do not. null: the data set's again.
   * Only for networks whose augmentation is not none.
   */
  rewrite(rows: Float32Array | null): void
  /** Sends rows of the data set through without dropout; nothing changes. */
  look(rows: Uint32Array, what: Look): Generator<Work, Seen, void>
  /** Copies of the weights and of what the optimiser remembers. */
  state(): NetworkState
}

/** Begins with the untrained network, or goes on from a state after so many updates. One engine has one learner at a time. */
export type BeginLearner = (spec: NetworkSpec, plan: TrainingPlan, from: { step: number, state: NetworkState } | null) => Learner

// What one network says on its way: a checkpoint at each of the updates that were asked for, on the probes and on the train probes.
import type { Dataset } from '../data/dataset.ts'
import type { Checkpoints, Interim, Keep } from '../network.ts'
import { checkpointSteps } from './checkpoints.ts'
import type { Learner, Look, Work } from './learner.ts'

const PREDICTIONS: Look = { labels: null, probabilities: true, hidden: false }

export class Album {
  private readonly wanted: Uint32Array
  private readonly steps: number[] = []
  private readonly probabilities: Float32Array[] = []
  private readonly hidden: Float32Array[] = []
  private readonly train: Float32Array[] = []
  private readonly kept: Checkpoints | null
  private readonly withHidden: boolean
  private readonly withTrain: boolean

  /** `steps`: updates of the whole training. `from`: the checkpoints that were taken before stand, and the rest of the way is divided as for a network trained in one go. */
  constructor(steps: number, private readonly dataset: Dataset, keep: Keep, from: Interim | null) {
    this.kept = from?.checkpoints ?? null
    // What was not taken from the beginning is not begun in the middle.
    this.withHidden = keep.checkpointActivations && this.kept?.activations !== null
    this.withTrain = dataset.trainProbes.length > 0 && this.kept?.train !== null
    const before = from?.step ?? -1
    this.wanted = keep.checkpoints > 0 ? checkpointSteps(steps, keep.checkpoints).filter(step => step > before) : new Uint32Array(0)
    if (dataset.probes.length === 0) this.wanted = new Uint32Array(0)
  }

  /** Updates after which the next checkpoint is due. */
  get next(): number { return this.wanted[this.steps.length] ?? Infinity }

  /** Takes a checkpoint where one is due. Predictions that are not finite are none: the network ends at its next update. */
  * take(learner: Learner): Generator<Work, void, void> {
    if (learner.step !== this.next) return
    const { probes, trainProbes } = this.dataset
    const seen = yield* learner.look(probes, { ...PREDICTIONS, hidden: this.withHidden })
    const train = this.withTrain ? (yield* learner.look(trainProbes, PREDICTIONS)).probabilities : null
    this.steps.push(learner.step)
    this.probabilities.push(seen.probabilities!)
    if (seen.hidden) this.hidden.push(seen.hidden)
    if (train) this.train.push(train)
  }

  bound(): Checkpoints | null {
    const { kept } = this
    const finite = (seen: Float32Array | undefined): boolean => seen === undefined || seen.every(Number.isFinite)
    const sound = this.probabilities.findIndex((seen, at) => !finite(seen) || !finite(this.train[at]))
    const count = sound < 0 ? this.steps.length : sound
    if (!kept && count === 0) return null
    const joined = (before: Float32Array | null | undefined, after: Float32Array[]): Float32Array => concatenated([before ?? new Float32Array(0), ...after.slice(0, count)])
    return {
      steps: Uint32Array.from([...kept?.steps ?? [], ...this.steps.slice(0, count)]),
      probabilities: joined(kept?.probabilities, this.probabilities),
      activations: this.withHidden ? joined(kept?.activations, this.hidden) : null,
      train: this.withTrain ? joined(kept?.train, this.train) : null,
    }
  }
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

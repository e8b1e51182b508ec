// What is written down about one network of a stack while it trains, in the core's terms, and what it becomes when it ends.
import { CURVE_COLUMNS, type NetworkRow, type TrainedNetwork } from '../../src/core/network.ts'
import { parameterCount } from '../../src/core/training/plan.ts'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkProgress } from '../../src/protocol/training.ts'
import type { Member } from './stack.ts'

export type EpochFigures = Record<(typeof CURVE_COLUMNS)[number], number>

/** Rules of what counts and when a network has diverged: src/core/training/train.ts. */
export interface Story {
  member: Member
  /** One entry an epoch, the first for the untrained network. */
  epochs: EpochFigures[]
  /** Predicted classes of the test rows after the last of these epochs. */
  predictions: Int32Array
  /** Updates made. */
  steps: number
  divergedAt: number | null
  /** Of the epoch under way: losses and hits summed over rows. */
  loss: number
  hits: number
}

/** Networks of a stretch of updates that left the finite numbers, all at update `at` of it (counted from 0). */
export interface Fault { at: number, sure: number[], suspects: number[] }

/**
 * The first update of a stretch at which a loss or a size (S × P) is not finite, or null. Only that update can be trusted, for a batched
 * product of WebGPU's reads past the end of a network's matrix, times zero: a neighbour's NaN is still NaN. Before it all weights were
 * finite, so its losses are each network's own: who has a bad one is sure. Where only weights went bad, one network alone is sure too; of
 * several, some may have caught it within this very update from a neighbour's gradient.
 */
export function firstFault(loss: Float32Array, size: Float32Array, networks: number): Fault | null {
  for (let at = 0; at * networks < loss.length; at++) {
    const bad = (figures: Float32Array): number[] =>
      [...figures.subarray(at * networks, (at + 1) * networks)].flatMap((figure, network) => Number.isFinite(figure) ? [] : [network])
    const losses = bad(loss)
    if (losses.length > 0) return { at, sure: losses, suspects: [] }
    const sizes = bad(size)
    if (sizes.length > 0) return sizes.length === 1 ? { at, sure: sizes, suspects: [] } : { at, sure: [], suspects: sizes }
  }
  return null
}

export const beginStory = (member: Member, untrained: EpochFigures, predictions: Int32Array): Story =>
  ({ member, epochs: [untrained], predictions, steps: 0, divergedAt: null, loss: 0, hits: 0 })

/** An update's batch of `rows` rows, seen before it with this mean loss and accuracy; `size` is the largest absolute weight after it. */
export function noteStep(story: Story, rows: number, loss: number, accuracy: number, size: number): void {
  if (story.divergedAt !== null) return
  if (!Number.isFinite(loss)) {
    story.divergedAt = story.steps + 1
    return
  }
  story.steps++
  if (!Number.isFinite(size)) story.divergedAt = story.steps
  story.loss += loss * rows
  story.hits += accuracy * rows
}

export function noteEpoch(story: Story, test: { loss: number, accuracy: number }, predictions: Int32Array): void {
  if (story.divergedAt !== null) return
  if (!Number.isFinite(test.loss)) {
    story.divergedAt = story.steps
    return
  }
  const rows = story.member.plan.rows.length
  story.epochs.push({ trainLoss: story.loss / rows, testLoss: test.loss, trainAccuracy: story.hits / rows, testAccuracy: test.accuracy })
  story.predictions = predictions
  story.loss = 0
  story.hits = 0
}

/** Nothing more can come of it: all its epochs are done, or it has diverged. */
export const isOver = (story: Story): boolean => story.divergedAt !== null || story.epochs.length > story.member.spec.hyper.epochs

export function progressOf({ member: { spec }, epochs }: Story): NetworkProgress {
  return { id: spec.id, epoch: epochs.length - 1, epochs: spec.hyper.epochs, testAccuracy: epochs.at(-1)!.testAccuracy, losses: epochs.map(figures => figures.trainLoss) }
}

/** Share of the predictions that are the labels' classes; where there are fewer labels than predictions, the rest were only padding. */
export function accuracyOf(predictions: Int32Array, labels: ArrayLike<number>): number {
  let hits = 0
  for (let row = 0; row < labels.length; row++) if (predictions[row] === labels[row]) hits++
  return hits / labels.length
}

/** What it leaves behind; null where it diverged. */
export type Remains = { activations: Float32Array, probabilities: Float32Array, weights: Float32Array | null } | null

export function endStory({ member: { spec, plan }, epochs, predictions, steps, divergedAt }: Story, dataset: Dataset, remains: Remains): TrainedNetwork {
  const row: NetworkRow = { ...spec, outcome: { divergedAt, steps, parameters: parameterCount(plan.shape), ...epochs.at(-1)! } }
  const confusion = new Int32Array(dataset.classes ** 2)
  dataset.test.forEach((sample, place) => { confusion[dataset.labels[sample] * dataset.classes + predictions[place]]++ })
  return {
    id: spec.id,
    row,
    curve: Float32Array.from(epochs.flatMap(figures => CURVE_COLUMNS.map(column => figures[column]))),
    confusion,
    activations: remains && { id: spec.id, rows: dataset.probes.length, columns: spec.hyper.width, values: remains.activations },
    probabilities: remains && remains.probabilities,
    checkpoints: null,
    state: remains?.weights ? { weights: remains.weights, first: new Float32Array(0), second: new Float32Array(0) } : null,
  }
}

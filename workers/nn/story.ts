// What is written down about one network of a stack while it trains, in the core's terms, and what it becomes when it ends.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Checkpoints, Interim, NetworkRow, NetworkState, TrainedNetwork } from '../../src/core/network.ts'
import { curveOf, figuresOf, type EpochFigures } from '../../src/core/training/figures.ts'
import { parametersOf } from '../../src/core/training/architecture.ts'
import type { NetworkProgress } from '../../src/protocol/training.ts'
import { stepsBefore, type Member } from './stack.ts'

/** What a network said after so many updates: probes × classes, probes × width where it is asked for, train probes × classes where there are such. */
export interface Checkpoint { step: number, probabilities: Float32Array, activations: Float32Array | null, train: Float32Array | null }

/** Rules of what counts and when a network has diverged: src/core/training/train.ts. */
export interface Story {
  member: Member
  /** One entry an epoch, the first for the untrained network. */
  epochs: EpochFigures[]
  /** classes × classes counts of the test rows after the last of these epochs. */
  confusion: Int32Array
  /** Those taken in this stack; the ones before are the member's. */
  checkpoints: Checkpoint[]
  /** Updates made, those before the stack too. */
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

export const beginStory = (member: Member, untrained: EpochFigures, confusion: Int32Array, checkpoints: Checkpoint[]): Story =>
  ({ member, epochs: [untrained], confusion, checkpoints, steps: 0, divergedAt: null, loss: 0, hits: 0 })

/** Goes on with what was written down of it elsewhere. */
export function resumeStory(member: Member, { curve, confusion }: Interim): Story {
  const epochs = figuresOf(curve, member.plan.rows.length, confusion.reduce((sum, count) => sum + count, 0))
  return { member, epochs, confusion, checkpoints: [], steps: stepsBefore(member), divergedAt: null, loss: 0, hits: 0 }
}

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

export function noteEpoch(story: Story, test: { loss: number, accuracy: number }, confusion: Int32Array): void {
  if (story.divergedAt !== null) return
  if (!Number.isFinite(test.loss)) {
    story.divergedAt = story.steps
    return
  }
  const rows = story.member.plan.rows.length
  story.epochs.push({ trainLoss: Math.fround(story.loss / rows), testLoss: test.loss, trainAccuracy: story.hits / rows, testAccuracy: test.accuracy })
  story.confusion = confusion
  story.loss = 0
  story.hits = 0
}

/** Nothing more can come of it: all its epochs are done, or it has diverged. */
export const isOver = (story: Story): boolean => story.divergedAt !== null || story.epochs.length > story.member.spec.hyper.epochs

export function progressOf({ member: { spec }, epochs }: Story): NetworkProgress {
  return { id: spec.id, epoch: epochs.length - 1, epochs: spec.hyper.epochs, testAccuracy: epochs.at(-1)!.testAccuracy, losses: epochs.map(figures => figures.trainLoss) }
}

/** The checkpoints up to an update, those from before the stack first; of predictions that are not finite there are none. */
export function boundCheckpoints({ member: { from }, checkpoints }: Story, until = Infinity): Checkpoints | null {
  const kept = from?.checkpoints ?? null
  const sound = checkpoints.findIndex(({ probabilities, train }) => !probabilities.every(Number.isFinite) || train?.every(Number.isFinite) === false)
  const own = checkpoints.slice(0, sound < 0 ? undefined : sound).filter(({ step }) => step <= until)
  if (own.length === 0) return kept
  const joined = (parts: readonly ArrayLike<number>[]): Float32Array => Float32Array.from(parts.flatMap(part => Array.from(part)))
  // What was not taken down from the beginning is not begun in the middle.
  const joinedOf = (what: 'activations' | 'train'): Float32Array | null =>
    own.every(one => one[what] !== null) && kept?.[what] !== null ? joined([kept?.[what] ?? [], ...own.map(one => one[what]!)]) : null
  return {
    steps: Uint32Array.from([...kept?.steps ?? [], ...own.map(({ step }) => step)]),
    probabilities: joined([kept?.probabilities ?? [], ...own.map(({ probabilities }) => probabilities)]),
    activations: joinedOf('activations'),
    train: joinedOf('train'),
  }
}

/** How it stood after the last of its epochs. */
export const interimOf = (story: Story, step: number, state: NetworkState): Interim =>
  ({ step, state, curve: curveOf(story.epochs), confusion: story.confusion, checkpoints: boundCheckpoints(story, step) })

/** What it leaves behind; null where it diverged. */
export type Remains = { activations: Float32Array, probabilities: Float32Array, state: NetworkState | null } | null

export function endStory(story: Story, dataset: Dataset, remains: Remains): TrainedNetwork {
  const { member: { spec, plan }, epochs, confusion, steps, divergedAt } = story
  const row: NetworkRow = { ...spec, outcome: { divergedAt, steps, parameters: parametersOf(plan.layers), ...epochs.at(-1)! } }
  return {
    id: spec.id,
    row,
    curve: curveOf(epochs),
    confusion,
    activations: remains && { id: spec.id, rows: dataset.probes.length, columns: spec.hyper.width, values: remains.activations },
    probabilities: remains && remains.probabilities,
    checkpoints: boundCheckpoints(story),
    state: remains && remains.state,
  }
}

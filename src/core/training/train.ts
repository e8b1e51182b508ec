// One network from its spec to its outcome, step by step, on any engine of the core. What counts, what is recorded and when a network has
// diverged is decided here alone; a learner only does the arithmetic.
import type { Dataset } from '../data/dataset.ts'
import type { Interim, Keep, NetworkSpec, Outcome, TrainedNetwork } from '../network.ts'
import { Album } from './album.ts'
import { augmented } from './augment.ts'
import type { Corner } from './corner.ts'
import { cornerOf, unremembered } from './corner.ts'
import type { EpochFigures } from './figures.ts'
import { confusionOf, curveOf, figuresOf, hitsOf } from './figures.ts'
import type { BeginLearner, Learner, Pass, Work } from './learner.ts'
import type { TrainingPlan } from './plan.ts'
import { epochOrder, planTraining } from './plan.ts'
import { parametersOf } from './architecture.ts'

/** Where a training stands. */
export interface TrainingTick {
  /** Epochs done. */
  epoch: number
  epochs: number
  /** Share of the updates made, 0 to 1. */
  share: number
  /** Of the last epoch done (0: the untrained network); NaN until that one has been looked at. */
  trainLoss: number
  testAccuracy: number
  /** At the end of an epoch: takes the network down as it stands, so that another worker could go on from there. Call before the next step. */
  interim: (() => Interim) | null
}

/** Multiply-adds between two ticks: some 3 to 10 milliseconds of work in plain TypeScript, a tenth of that compiled. */
const TICK_WORK = 6e6

interface Training {
  spec: NetworkSpec
  dataset: Dataset
  plan: TrainingPlan
  learner: Learner
  album: Album
  tick: () => TrainingTick
}

/**
 * Trains a network and looks at what came of it. Softmax cross-entropy, mini-batches of plan.ts, inverted dropout behind every hidden layer.
 * Curve: row 0 is the untrained network (train rows with their noisy labels, without dropout); then an epoch's train figures are means over
 * the rows as its batches saw them (with dropout, weights changing), its test figures those of its last weights.
 * It diverges at the first update whose loss or weights are not finite (or, at an epoch's last, whose test loss is not); it stops there,
 * keeps the figures of the epochs before (NaN where the untrained network's test loss is not finite), and has no activations, probabilities or state.
 * Where the spec starts in a corner (corner.ts), step 0 and the curve's row 0 are the network that has learnt the false task, with an optimiser that
 * remembers nothing; where it asks for augmentation, updates are made from rewritten rows (augment.ts), looks never are.
 * `from` goes on with a network that was put down at the end of an epoch, as if it had never been: the same bits, by the same engine.
 */
export function* trainNetwork(spec: NetworkSpec, dataset: Dataset, begin: BeginLearner, keep: Keep, from: Interim | null = null): Generator<TrainingTick, TrainedNetwork, void> {
  const plan = planTraining(spec, dataset)
  const { epochs } = spec.hyper
  const corner = from ? null : cornerOf(spec, plan, dataset)
  const unseen = { epoch: 0, epochs, trainLoss: NaN, testAccuracy: NaN, interim: null }
  const weights = corner && (yield* learnFalsely(corner, begin, steps => ({ ...unseen, share: steps / (corner.plan.steps + plan.steps) })))
  const learner = begin(spec, plan, weights ? { step: 0, state: unremembered(spec.hyper, weights) } : from)
  const testLabels = Uint8Array.from(dataset.test, row => dataset.labels[row])
  const figures: EpochFigures[] = from ? figuresOf(from.curve, plan.rows.length, testLabels.length) : []
  let confusion = from?.confusion ?? new Int32Array(dataset.classes ** 2)
  const before = corner?.plan.steps ?? 0
  const tick = (interim: TrainingTick['interim'] = null): TrainingTick => {
    const { trainLoss, testAccuracy } = figures.at(-1) ?? { trainLoss: NaN, testAccuracy: NaN }
    return { epoch: Math.max(0, figures.length - 1), epochs, share: (before + learner.step) / (before + plan.steps), trainLoss, testAccuracy, interim }
  }
  const standing = (): Interim => ({ step: learner.step, state: learner.state(), curve: curveOf(figures), confusion, checkpoints: training.album.bound() })
  const training: Training = { spec, dataset, plan, learner, album: new Album(plan.steps, dataset, keep, from), tick }
  /** A row of the curve, unless the test rows' loss has left the finite numbers. */
  const note = function* (trainLoss: number, trainAccuracy: number): Generator<TrainingTick, boolean, void> {
    const seen = yield* ticking(learner.look(dataset.test, { labels: testLabels, probabilities: false, hidden: false }), tick)
    if (!isFinite32(seen.loss)) return false
    confusion = confusionOf(seen.predicted, testLabels, dataset.classes)
    // Losses as the curve keeps them, so that a network taken up again is told in the same figures.
    figures.push({ trainLoss: Math.fround(trainLoss), testLoss: Math.fround(seen.loss), trainAccuracy, testAccuracy: hitsOf(seen.predicted, testLabels) / testLabels.length })
    yield tick(standing)
    return true
  }

  let divergedAt: number | null = null
  if (!from) {
    const untrained = yield* ticking(learner.look(plan.rows, { labels: plan.labels, probabilities: false, hidden: false }), tick)
    yield* ticking(training.album.take(learner), tick)
    // Initial weights may be so large that no update can be made: the first one is where it ends.
    if (!(yield* note(untrained.loss, hitsOf(untrained.predicted, plan.labels) / plan.rows.length))) divergedAt = 1
  }
  for (let epoch = figures.length - 1; epoch < epochs && divergedAt === null; epoch++) {
    const pass = yield* trainEpoch(training, epoch)
    divergedAt = pass.divergedAt
    if (divergedAt === null && !(yield* note(pass.loss / plan.rows.length, pass.correct / plan.rows.length))) divergedAt = learner.step
  }

  const outcome: Outcome = { divergedAt, steps: learner.step, parameters: parametersOf(plan.layers), ...figures.at(-1) ?? UNSEEN }
  const seen = divergedAt === null ? yield* ticking(learner.look(dataset.probes, { labels: null, probabilities: true, hidden: true }), tick) : null
  return {
    id: spec.id,
    row: { ...spec, outcome },
    curve: curveOf(figures),
    confusion,
    activations: seen && { id: spec.id, rows: dataset.probes.length, columns: spec.hyper.width, values: seen.hidden! },
    probabilities: seen && seen.probabilities,
    checkpoints: training.album.bound(),
    state: keep.state && seen ? learner.state() : null,
  }
}

/** The weights that the false task leaves: also where it leaves the finite numbers, which the first look at the true one then finds. `tick` of the updates made. */
function* learnFalsely({ spec, plan }: Corner, begin: BeginLearner, tick: (steps: number) => TrainingTick): Generator<TrainingTick, Float32Array, void> {
  const learner = begin(spec, plan, null)
  for (let epoch = 0; epoch < spec.hyper.epochs; epoch++) {
    const { divergedAt } = yield* ticking(learner.learn(epochOrder(spec, plan, epoch)), () => tick(learner.step))
    if (divergedAt !== null) break
  }
  return learner.state().weights
}

const UNSEEN: EpochFigures = { trainLoss: NaN, testLoss: NaN, trainAccuracy: NaN, testAccuracy: NaN }

/** One pass over the rows: an update a batch, put down at each checkpoint on the way. */
function* trainEpoch(training: Training, epoch: number): Generator<TrainingTick, Pass, void> {
  const { spec, plan, learner, album, tick } = training
  const order = epochOrder(spec, plan, epoch)
  const rewritten = yield* ticking(augmented(spec, plan, training.dataset, epoch), tick)
  if (rewritten) learner.rewrite(rewritten)
  const sum: Pass = { loss: 0, correct: 0, divergedAt: null }
  for (let from = 0; from < order.length;) {
    // As many whole batches as there are before the next checkpoint.
    const to = Math.min(order.length, from + (album.next - learner.step) * spec.hyper.batchSize)
    const pass = yield* ticking(learner.learn(order.subarray(from, to)), tick)
    sum.loss += pass.loss
    sum.correct += pass.correct
    sum.divergedAt = pass.divergedAt
    if (pass.divergedAt !== null) break
    yield* ticking(album.take(learner), tick)
    from = to
  }
  return sum
}

/** Passes on a result, with a tick whenever enough work has gathered. */
function* ticking<T>(work: Generator<Work, T, void>, tick: () => TrainingTick): Generator<TrainingTick, T, void> {
  let done = 0
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
    done += next.value
    if (done < TICK_WORK) continue
    done = 0
    yield tick()
  }
}

/** Finite as a float32, in which curves are kept. */
const isFinite32 = (value: number): boolean => Number.isFinite(Math.fround(value))

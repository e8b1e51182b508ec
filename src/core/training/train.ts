// The plain trainer: one network from its spec to its outcome, step by step. Every faster engine is held against this one.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec, Outcome, TrainedNetwork } from '../network.ts'
import { CURVE_COLUMNS } from '../network.ts'
import type { Floats } from './activation.ts'
import type { Evaluation, Work } from './evaluate.ts'
import { evaluate, represent } from './evaluate.ts'
import { initialWeights } from './initialise.ts'
import type { Mlp } from './mlp.ts'
import { backward, forward, gatherInputs, makeMlp, multiplyAdds, scoreForTraining } from './mlp.ts'
import type { OptimiserState } from './optimiser.ts'
import { startOptimiser, updateWeights } from './optimiser.ts'
import type { TrainingPlan } from './plan.ts'
import { dropoutSeed, epochOrder, fillDropoutMask, planTraining } from './plan.ts'

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
}

/** Multiply-adds between two ticks: some 3 to 10 milliseconds of work. */
const TICK_WORK = 6e6

interface Training {
  spec: NetworkSpec
  dataset: Dataset
  plan: TrainingPlan
  mlp: Mlp
  weights: Floats
  gradient: Float64Array
  optimiser: OptimiserState
}

/** One row of the curve. */
interface EpochFigures { trainLoss: number, testLoss: number, trainAccuracy: number, testAccuracy: number }
interface Pass { loss: number, accuracy: number, divergedAt: number | null }

/**
 * Trains a network and looks at what came of it. Softmax cross-entropy, mini-batches of plan.ts, inverted dropout behind every hidden layer.
 * Curve: row 0 is the untrained network (train rows with their noisy labels, without dropout); then an epoch's train figures are means over
 * the rows as its batches saw them (with dropout, weights changing), its test figures those of its last weights.
 * It diverges at the first update whose loss or weights are not finite (or, at an epoch's last, whose test loss is not); it stops there,
 * keeps the figures of the epochs before, and has no activations, probabilities or weights.
 */
export function* trainNetwork(spec: NetworkSpec, dataset: Dataset, keepWeights: boolean): Generator<TrainingTick, TrainedNetwork, void> {
  const plan = planTraining(spec, dataset)
  const weights = initialWeights(spec, plan.shape)
  const training: Training = {
    spec, dataset, plan, weights,
    mlp: makeMlp(plan.shape, spec.hyper.activation),
    gradient: new Float64Array(weights.length),
    optimiser: startOptimiser(spec.hyper, weights.length, size => new Float32Array(size)),
  }
  const testLabels = Uint8Array.from(dataset.test, row => dataset.labels[row])
  const figures: EpochFigures[] = []
  const { epochs } = spec.hyper
  const tick = (): TrainingTick => {
    const { trainLoss, testAccuracy } = figures.at(-1) ?? { trainLoss: NaN, testAccuracy: NaN }
    return { epoch: Math.max(0, figures.length - 1), epochs, share: training.optimiser.step / plan.steps, trainLoss, testAccuracy }
  }
  const evaluateTest = (): Generator<Work, Evaluation, void> => evaluate(training.mlp, weights, dataset.inputs, dataset.test, testLabels)

  const untrained = yield* ticking(evaluate(training.mlp, weights, dataset.inputs, plan.rows, plan.labels), tick)
  let test = yield* ticking(evaluateTest(), tick)
  figures.push({ trainLoss: untrained.loss, testLoss: test.loss, trainAccuracy: untrained.accuracy, testAccuracy: test.accuracy })
  yield tick()

  let divergedAt: number | null = null
  for (let epoch = 0; epoch < epochs && divergedAt === null; epoch++) {
    const pass = yield* ticking(trainEpoch(training, epoch), tick)
    divergedAt = pass.divergedAt
    if (divergedAt !== null) break
    const after = yield* ticking(evaluateTest(), tick)
    if (!isFinite32(after.loss)) {
      divergedAt = training.optimiser.step
      break
    }
    test = after
    figures.push({ trainLoss: pass.loss, testLoss: test.loss, trainAccuracy: pass.accuracy, testAccuracy: test.accuracy })
    yield tick()
  }

  const final = figures.at(-1)!
  const outcome: Outcome = { divergedAt, steps: training.optimiser.step, parameters: weights.length, ...final }
  const seen = divergedAt === null ? yield* ticking(represent(training.mlp, weights, dataset.inputs, dataset.probes), tick) : null
  return {
    id: spec.id,
    row: { ...spec, outcome },
    curve: Float32Array.from(figures.flatMap(row => CURVE_COLUMNS.map(column => row[column]))),
    confusion: test.confusion,
    activations: seen && { id: spec.id, rows: dataset.probes.length, columns: spec.hyper.width, values: seen.activations },
    probabilities: seen && seen.probabilities,
    weights: keepWeights && seen ? weights : null,
  }
}

/** One pass over the rows: an update a batch. */
function* trainEpoch(training: Training, epoch: number): Generator<Work, Pass, void> {
  const { spec, plan, mlp, weights, gradient, optimiser } = training
  const { batchSize } = spec.hyper
  const order = epochOrder(spec, plan, epoch)
  let loss = 0
  let correct = 0
  for (let from = 0; from < order.length; from += batchSize) {
    const batch = order.subarray(from, from + batchSize)
    const batchScore = yield* accumulateBatch(training, batch)
    if (!isFinite32(batchScore.loss / batch.length)) return { loss, accuracy: 0, divergedAt: optimiser.step + 1 }
    loss += batchScore.loss
    correct += batchScore.correct
    if (!updateWeights(spec.hyper, optimiser, mlp.layers, weights, gradient)) return { loss, accuracy: 0, divergedAt: optimiser.step }
  }
  return { loss: loss / order.length, accuracy: correct / order.length, divergedAt: null }
}

/** Sets the gradient to that of the batch's mean loss, block by block. `batch`: places in plan.rows. */
function* accumulateBatch({ spec, dataset, plan, mlp, weights, gradient, optimiser }: Training, batch: Uint32Array): Generator<Work, { loss: number, correct: number }, void> {
  const rows = Uint32Array.from(batch, place => plan.rows[place])
  const { dropout, width } = spec.hyper
  const step = optimiser.step + 1
  const seeds = mlp.layers.map((_, layer) => dropout > 0 ? dropoutSeed(spec, step, layer) : 0)
  gradient.fill(0)
  let loss = 0
  let correct = 0
  for (let from = 0; from < batch.length; from += mlp.blockRows) {
    const count = Math.min(batch.length - from, mlp.blockRows)
    gatherInputs(mlp, dataset.inputs, rows, from, from + count)
    forward(mlp, weights, count, dropout > 0 ? (mask, layer, size) => fillDropoutMask(mask, seeds[layer], from * width, size, dropout) : null)
    const block = scoreForTraining(mlp, count, row => plan.labels[batch[from + row]], batch.length)
    loss += block.loss
    correct += block.correct
    backward(mlp, weights, count, gradient)
    yield 3 * count * multiplyAdds(mlp.shape)
  }
  return { loss, correct }
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

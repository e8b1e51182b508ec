// The plain engine: a learner in typed arrays, float32 stored and float64 summed. Every faster engine is held against this one.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec, NetworkState } from '../network.ts'
import type { Floats } from './activation.ts'
import { initialWeights } from './initialise.ts'
import type { BeginLearner, Learner, Look, Pass, Seen, Work } from './learner.ts'
import type { Block } from './block.ts'
import { backward, forward, gatherInputs, makeBlock, scoreForTraining } from './block.ts'
import type { OptimiserState } from './optimiser.ts'
import { resumeOptimiser, startOptimiser, updateWeights } from './optimiser.ts'
import type { TrainingPlan } from './plan.ts'
import { dropoutSeed, fillDropoutMask } from './plan.ts'
import { multiplyAddsOf, parametersOf } from './architecture.ts'
import { largest, score } from './softmax.ts'

/** Learners on these data. */
export const plainLearners = (dataset: Dataset): BeginLearner => (spec, plan, from) => new PlainLearner(dataset, spec, plan, from)

class PlainLearner implements Learner {
  private readonly block: Block
  private readonly weights: Float32Array
  private readonly gradient: Float64Array
  private readonly optimiser: OptimiserState
  private readonly work: number
  private rewritten: Float32Array | null = null

  constructor(private readonly dataset: Dataset, private readonly spec: NetworkSpec, private readonly plan: TrainingPlan, from: { step: number, state: NetworkState } | null) {
    this.weights = from ? from.state.weights.slice() : initialWeights(spec, plan.layers)
    this.block = makeBlock(plan.layers, spec.hyper.activation)
    this.gradient = new Float64Array(parametersOf(plan.layers))
    this.optimiser = from ? resumeOptimiser(from.step, from.state) : startOptimiser(spec.hyper, this.weights.length, size => new Float32Array(size))
    this.work = multiplyAddsOf(plan.layers)
  }

  get step(): number { return this.optimiser.step }

  * learn(order: Uint32Array): Generator<Work, Pass, void> {
    const { spec, plan, optimiser, weights, gradient } = this
    const { batchSize } = spec.hyper
    let loss = 0
    let correct = 0
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = order.subarray(from, from + batchSize)
      const seen = yield* this.accumulate(batch)
      if (!Number.isFinite(Math.fround(seen.loss / batch.length))) return { loss, correct, divergedAt: optimiser.step + 1 }
      loss += seen.loss
      correct += seen.correct
      if (!updateWeights(spec.hyper, optimiser, plan.layers, weights, gradient)) return { loss, correct, divergedAt: optimiser.step }
    }
    return { loss, correct, divergedAt: null }
  }

  /** Sets the gradient to that of the batch's mean loss, block by block. `batch`: places in plan.rows. */
  private* accumulate(batch: Uint32Array): Generator<Work, { loss: number, correct: number }, void> {
    const { block, weights, plan, spec } = this
    const inputs = this.rewritten ?? this.dataset.inputs
    const rows = this.rewritten ? batch : Uint32Array.from(batch, place => plan.rows[place])
    const { dropout } = spec.hyper
    const seeds = plan.layers.map((_, layer) => dropout > 0 ? dropoutSeed(spec, this.step + 1, layer) : 0)
    this.gradient.fill(0)
    let loss = 0
    let correct = 0
    for (let from = 0; from < batch.length; from += block.rows) {
      const count = Math.min(batch.length - from, block.rows)
      gatherInputs(block, inputs, rows, from, from + count)
      const drop = (mask: Floats, layer: number, size: number): void => fillDropoutMask(mask, seeds[layer], from * plan.layers[layer].units, size, dropout)
      forward(block, weights, count, dropout > 0 ? drop : null)
      const scored = scoreForTraining(block, count, row => plan.labels[batch[from + row]], batch.length)
      loss += scored.loss
      correct += scored.correct
      backward(block, weights, count, this.gradient)
      yield 3 * count * this.work
    }
    return { loss, correct }
  }

  rewrite(rows: Float32Array | null): void { this.rewritten = rows }

  * look(rows: Uint32Array, what: Look): Generator<Work, Seen, void> {
    const { block, weights, plan: { shape } } = this
    const [width, classes] = shape.slice(-2)
    const seen: Seen = {
      loss: NaN,
      predicted: new Uint8Array(rows.length),
      probabilities: what.probabilities ? new Float32Array(rows.length * classes) : null,
      hidden: what.hidden ? new Float32Array(rows.length * width) : null,
    }
    const { labels } = what
    let loss = 0
    for (let from = 0; from < rows.length; from += block.rows) {
      const to = Math.min(rows.length, from + block.rows)
      gatherInputs(block, this.dataset.inputs, rows, from, to)
      forward(block, weights, to - from, null)
      const logits = block.values.at(-1)!
      loss += score(logits, to - from, classes, row => labels?.[from + row] ?? 0, seen.probabilities?.subarray(from * classes, to * classes) ?? null).loss
      for (let row = from; row < to; row++) seen.predicted[row] = largest(logits, (row - from) * classes, classes)
      seen.hidden?.set(block.values.at(-2)!.subarray(0, (to - from) * width), from * width)
      yield (to - from) * this.work
    }
    return labels ? { ...seen, loss: loss / rows.length } : seen
  }

  state(): NetworkState {
    const { weights, optimiser: { first, second } } = this
    return { weights: weights.slice(), first: Float32Array.from(first), second: Float32Array.from(second) }
  }
}

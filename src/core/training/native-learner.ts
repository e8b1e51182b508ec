// The compiled engine: a learner in WebAssembly SIMD, one network at a time, everything of it in the kernel's memory. Float32 throughout, sums too;
// it follows the plain engine to float32 rounding. Same spec, same bits, on every machine.
import type { Dataset } from '../data/dataset.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import { NET } from '../native/training.ts'
import type { NetworkSpec, NetworkState } from '../network.ts'
import { initialWeights } from './initialise.ts'
import type { BeginLearner, Learner, Look, Pass, Seen, Work } from './learner.ts'
import type { Placed, PlacedInputs } from './native-layout.ts'
import { padded, placeNetwork } from './native-layout.ts'
import { resumeOptimiser } from './optimiser.ts'
import type { TrainingPlan } from './plan.ts'
import { dropoutSeed } from './plan.ts'
import { multiplyAddsOf } from './architecture.ts'

/** Multiply-adds of one call into the kernel: some three to ten milliseconds. */
const CALL_WORK = 4e7

/** Learners on these data, whose inputs stay in the memory; null where the host has no WebAssembly SIMD. A learner ends when the next begins. */
export function nativeLearners(dataset: Dataset, native: Native | null = openNative()): BeginLearner | null {
  if (!native) return null
  const inputs = placeInputs(native, dataset)
  const mark = native.mark()
  let latest: Learner | null = null
  return (spec, plan, from): Learner => {
    native.release(mark)
    const learner: Learner = new NativeLearner(native, inputs, spec, plan, from, () => latest === learner)
    latest = learner
    return learner
  }
}

function placeInputs(native: Native, { inputs, features }: Dataset): PlacedInputs {
  const stride = padded(features)
  const rows = inputs.length / features
  const pointer = native.alloc(4 * rows * stride)
  fillRows(native, pointer, stride, inputs, features)
  return { inputs: pointer, inputBytes: 4 * stride }
}

/** Rows of a table, `stride` numbers apart, with zeros behind each. */
function fillRows(native: Native, pointer: number, stride: number, inputs: Float32Array, features: number): void {
  const rows = inputs.length / features
  const table = native.f32(pointer, rows * stride).fill(0)
  for (let row = 0; row < rows; row++) table.set(inputs.subarray(row * features, (row + 1) * features), row * stride)
}

class NativeLearner implements Learner {
  private readonly placed: Placed
  /** Multiply-adds of one row, forward. */
  private readonly work: number
  /** Where rewritten rows lie, and what is read by updates: those, or 0 for the data set's. */
  private readonly room: number
  private rewritten = 0
  /** Where the memory is free for what a call needs. */
  private readonly free: number
  private view = new DataView(new ArrayBuffer(0))

  constructor(
    private readonly native: Native, private readonly inputs: PlacedInputs, private readonly spec: NetworkSpec, private readonly plan: TrainingPlan,
    from: { step: number, state: NetworkState } | null, private readonly isLatest: () => boolean,
  ) {
    this.placed = placeNetwork(native, inputs, spec.hyper, plan)
    this.work = multiplyAddsOf(plan.layers)
    const { weights, first, second } = this.placed
    this.write(weights, from ? from.state.weights : initialWeights(spec, plan.layers))
    if (from) {
      this.write(first, from.state.first)
      this.write(second, from.state.second)
      const { power1, power2 } = resumeOptimiser(from.step, from.state)
      const head = this.head()
      head.setFloat64(NET.power1, power1, true)
      head.setFloat64(NET.power2, power2, true)
      head.setUint32(NET.step, from.step, true)
    }
    this.room = spec.hyper.augmentation === 'shifts' || spec.hyper.augmentation === 'noise' ? native.alloc(plan.rows.length * inputs.inputBytes) : 0
    this.free = native.mark()
  }

  get step(): number { return this.head().getUint32(NET.step, true) }

  * learn(order: Uint32Array): Generator<Work, Pass, void> {
    const { native, placed: { net }, plan, spec: { hyper: { batchSize, dropout } } } = this
    const kernel = native.training
    this.clear()
    this.see(this.rewritten)
    const places = native.put(order)
    const hidden = plan.layers.length - 1
    const batches = Math.ceil(order.length / batchSize)
    const seeds = dropout > 0 ? native.alloc(4 * batches * hidden) : 0
    if (seeds) native.u32(seeds, batches * hidden).set(this.seeds(batches))
    const head = this.head()
    head.setFloat64(NET.loss, 0, true)
    head.setUint32(NET.correct, 0, true)

    const together = Math.max(1, Math.floor(CALL_WORK / (3 * this.work * batchSize)))
    let well = true
    for (let batch = 0; batch < batches && well; batch += together) {
      const count = Math.min(order.length - batch * batchSize, together * batchSize)
      const start = places + 4 * batch * batchSize
      const drawn = seeds && seeds + 4 * batch * hidden
      if (together > 1 || count <= this.placed.blockRows) {
        well = kernel.learn(net, start, count, batchSize, drawn) !== 0
        yield 3 * count * this.work
        continue
      }
      // One large minibatch, a block of rows at a time.
      kernel.beginBatch(net)
      for (let row = 0; row < count; row += this.placed.blockRows) {
        kernel.learnBlock(net, start, count, row, drawn)
        yield 3 * Math.min(this.placed.blockRows, count - row) * this.work
      }
      well = kernel.endBatch(net, count) !== 0
    }
    const after = this.head()
    return { loss: after.getFloat64(NET.loss, true), correct: after.getUint32(NET.correct, true), divergedAt: well ? null : after.getUint32(NET.divergedAt, true) }
  }

  /** Seeds of the units that the next minibatches drop: batches × hidden layers. */
  private seeds(batches: number): Uint32Array {
    const { spec, plan: { layers } } = this
    const hidden = layers.length - 1
    const next = this.step + 1
    return Uint32Array.from({ length: batches * hidden }, (_, place) => dropoutSeed(spec, next + Math.floor(place / hidden), place % hidden))
  }

  * look(rows: Uint32Array, what: Look): Generator<Work, Seen, void> {
    const { native, placed: { net, blockRows }, plan: { shape } } = this
    const [width, classes] = shape.slice(-2)
    const { length } = rows
    this.clear()
    this.see(0)
    const list = native.put(rows)
    const labels = what.labels ? native.alloc(length) : 0
    if (what.labels) new Uint8Array(native.memory.buffer, labels, length).set(what.labels)
    const predicted = native.alloc(length)
    const probabilities = what.probabilities ? native.alloc(4 * length * classes) : 0
    const hidden = what.hidden ? native.alloc(4 * length * width) : 0
    const together = Math.max(1, Math.floor(CALL_WORK / (this.work * blockRows))) * blockRows
    let loss = 0
    for (let row = 0; row < length; row += together) {
      const count = Math.min(together, length - row)
      const at = (pointer: number, bytes: number): number => pointer && pointer + row * bytes
      loss += native.training.look(net, list + 4 * row, count, at(labels, 1), predicted + row, at(probabilities, 4 * classes), at(hidden, 4 * width))
      yield count * this.work
    }
    return {
      loss: what.labels ? loss / length : NaN,
      predicted: new Uint8Array(native.memory.buffer, predicted, length).slice(),
      probabilities: probabilities ? native.f32(probabilities, length * classes).slice() : null,
      hidden: hidden ? native.f32(hidden, length * width).slice() : null,
    }
  }

  state(): NetworkState {
    this.check()
    const { weights, first, second } = this.placed
    return { weights: this.read(weights), first: this.read(first), second: this.read(second) }
  }

  rewrite(rows: Float32Array | null): void {
    this.check()
    this.rewritten = rows ? this.room : 0
    if (rows) fillRows(this.native, this.room, this.inputs.inputBytes / 4, rows, this.plan.shape[0])
  }

  /** Updates find their rows by the plan's list in the data set, or by their own places at `rewritten`. */
  private see(rewritten: number): void {
    const head = this.head()
    head.setUint32(NET.inputs, rewritten || this.inputs.inputs, true)
    head.setUint32(NET.rows, rewritten ? 0 : this.placed.rows, true)
  }

  /** Takes off what the call before needed. */
  private clear(): void {
    this.check()
    this.native.release(this.free)
  }

  private check(): void {
    if (!this.isLatest()) throw new Error('Another network has begun to train in this memory; an engine has one learner at a time.')
  }

  /** The network's table; a new view where the memory has grown. */
  private head(): DataView {
    const { buffer } = this.native.memory
    if (this.view.buffer !== buffer) this.view = new DataView(buffer, this.placed.net, NET.bytes)
    return this.view
  }

  /** From flat numbers (training/architecture.ts) to padded ones and back; nothing where there is no room for them. */
  private write(pointer: number, flat: Float32Array): void {
    if (pointer === 0) return
    const { places, floats } = this.placed
    const own = this.native.f32(pointer, floats)
    for (let place = 0; place < places.length; place++) own[places[place]] = flat[place]
  }

  private read(pointer: number): Float32Array {
    if (pointer === 0) return new Float32Array(0)
    const { places, floats } = this.placed
    const own = this.native.f32(pointer, floats)
    return Float32Array.from(places, place => own[place])
  }
}

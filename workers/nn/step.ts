// One update of every network of a stack, and the figures of many updates read back at once.
import { abs, argMax, cast, equal, gather, max, mul, oneHot, reshape, softmax, stack as pile, sub, tensor1d, tensor3d, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core'
import { dropsUnits, stackDropout, type StackBatch } from './batches.ts'
import { crossEntropies, weighted } from './losses.ts'
import { updateState, type StackState } from './optimisers.ts'
import { backward, forward } from './pass.ts'
import type { Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import { stepsBefore } from './stack.ts'

/** What is kept of an update until its figures are read. */
export interface StepRecord {
  batch: StackBatch
  /** P × R × classes, before the update. */
  logits: Tensor3D
  /** P: the largest absolute weight after the update; not finite exactly where a weight is not. */
  size: Tensor1D
}

/** Makes the stack's update number `update` (counted from 1). The run's own state stays as it was. `inputs`: run.ts, uploadInputs. */
export function trainStep({ stack, wiring, rule, state }: Run, inputs: Tensor2D, batch: StackBatch, update: number): { state: StackState, record: StepRecord } {
  const [networks, rows, classes] = [stack.members.length, stack.rows, stack.layers.at(-1)!.units]
  return scoped(() => {
    const x: Tensor3D = reshape(gather(inputs, tensor1d(batch.rows, 'int32')), [networks, rows, inputs.shape[1]])
    const truth: Tensor3D = reshape(cast(oneHot(tensor1d(batch.labels, 'int32'), classes), 'float32'), [networks, rows, classes])
    const dropout = dropsUnits(stack) ? stack.layers.slice(0, -1).map(({ units }, layer) => tensor3d(stackDropout(stack, update, layer), [networks, rows, units])) : null
    const pass = forward(wiring, state.weights, x, dropout)
    const byLogits: Tensor3D = mul(sub(softmax(pass.logits), truth), tensor3d(batch.weights, [networks, rows, 1]))
    const next = updateState(state, backward(wiring, pass, byLogits, dropout), rule, stack.members.map(member => stepsBefore(member) + update))
    return { state: next, record: { batch, logits: pass.logits, size: max(abs(next.weights), 1) } }
  })
}

/** Of S updates of P networks: mean losses and hits over each batch, and largest absolute weights after it; each S × P. */
export interface StepFigures { loss: Float32Array, accuracy: Float32Array, size: Float32Array }

/** Reads the figures of a stretch of updates in one go, and disposes of their records. */
export async function readFigures(records: readonly StepRecord[]): Promise<StepFigures> {
  const all = scoped(() => {
    const logits = pile(records.map(record => record.logits))
    const shape = logits.shape.slice(0, -1) as [number, number, number]
    const labels = tensor3d(joined(records.map(record => record.batch.labels), size => new Int32Array(size)), shape, 'int32')
    const weights = tensor3d(joined(records.map(record => record.batch.weights), size => new Float32Array(size)), shape)
    const hits = cast(equal(argMax(logits, -1), labels), 'float32')
    return pile([weighted(crossEntropies(logits, labels), weights), weighted(hits, weights), pile<Tensor>(records.map(record => record.size))])
  })
  disposeAll(records)
  const numbers = await all.data<'float32'>()
  all.dispose()
  const size = numbers.length / 3
  return { loss: numbers.subarray(0, size), accuracy: numbers.subarray(size, 2 * size), size: numbers.subarray(2 * size) }
}

function joined<T extends Int32Array | Float32Array>(parts: readonly T[], allocate: (size: number) => T): T {
  const out = allocate(parts.reduce((sum, part) => sum + part.length, 0))
  let next = 0
  for (const part of parts) {
    out.set(part, next)
    next += part.length
  }
  return out
}

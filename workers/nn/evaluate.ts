// Looking at the networks of a stack between updates, without dropout: losses and predictions on rows, and what the finished ones leave behind.
import { addN, argMax, concat, gather, reshape, softmax, tensor1d, tensor2d, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { crossEntropies, weighted } from './losses.ts'
import { forward, type Wiring } from './pass.ts'
import type { Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import { EVALUATION_ROWS, type Stack } from './stack.ts'

/** Rows to look at: one list for all networks, or one each, equally long and laid one behind the other; and what each row counts for. */
export interface Sheet { lists: number, rows: Int32Array, labels: Int32Array, weights: Float32Array }

/** Of P networks: the weighted sum of the rows' losses, and P × rows predicted classes. */
export interface Look { loss: Float32Array, predictions: Int32Array }

/** The same, still on the device. */
export interface PendingLook { loss: Tensor1D, predictions: Tensor2D }

/** The test rows, the same for all; the loss is their mean. */
export function testSheet({ test, labels }: Dataset): Sheet {
  return { lists: 1, rows: Int32Array.from(test), labels: Int32Array.from(test, row => labels[row]), weights: new Float32Array(test.length).fill(1 / test.length) }
}

/** Each member's training rows with the labels it is taught, filled up to the longest list by rows that count nothing. */
export function trainSheet({ members }: Stack): Sheet {
  const longest = Math.max(...members.map(({ plan }) => plan.rows.length))
  const size = members.length * longest
  const sheet: Sheet = { lists: members.length, rows: new Int32Array(size), labels: new Int32Array(size), weights: new Float32Array(size) }
  members.forEach(({ plan }, network) => {
    const from = network * longest
    sheet.rows.fill(plan.rows[0], from, from + longest).set(plan.rows, from)
    sheet.labels.set(plan.labels, from)
    sheet.weights.fill(1 / plan.rows.length, from, from + plan.rows.length)
  })
  return sheet
}

/** Networks as they stand: how they compute, and their weights. */
interface Standing { wiring: Wiring, weights: Tensor2D }

/** The networks at these places of a run. Call within tidy. */
function standing({ wiring, state, stack }: Pick<Run, 'wiring' | 'state' | 'stack'>, places: readonly number[]): Standing {
  if (places.length === stack.members.length) return { wiring, weights: state.weights }
  const chosen = tensor1d([...places], 'int32')
  return { wiring: { ...wiring, units: wiring.units && gather(wiring.units, chosen) }, weights: gather(state.weights, chosen) }
}

/** Sends a sheet's rows through the networks at these places of a run, EVALUATION_ROWS at a time; awaits nothing. */
export function glance(run: Pick<Run, 'wiring' | 'state' | 'stack'>, places: readonly number[], inputs: Tensor2D, sheet: Sheet): PendingLook {
  const length = sheet.rows.length / sheet.lists
  return scoped(() => {
    const networks = standing(run, places)
    const parts: PendingLook[] = []
    for (let from = 0; from < length; from += EVALUATION_ROWS) parts.push(glanceAt(networks, inputs, sheet, from, Math.min(length, from + EVALUATION_ROWS)))
    const whole = { loss: addN(parts.map(part => part.loss)), predictions: concat(parts.map(part => part.predictions), 1) }
    disposeAll(parts)
    return whole
  })
}

function glanceAt({ wiring, weights: flat }: Standing, inputs: Tensor2D, { lists, rows, labels, weights }: Sheet, from: number, to: number): PendingLook {
  const length = rows.length / lists
  const part = <T extends Int32Array | Float32Array>(values: T): Tensor2D => {
    const cut = values instanceof Int32Array ? new Int32Array(lists * (to - from)) : new Float32Array(lists * (to - from))
    for (let list = 0; list < lists; list++) cut.set(values.subarray(list * length + from, list * length + to), list * (to - from))
    return tensor2d(cut, [lists, to - from])
  }
  return scoped(() => {
    const x: Tensor3D = gather(inputs, part(rows)) as Tensor as Tensor3D
    const { logits } = forward(wiring, flat, x, null)
    return { loss: weighted(crossEntropies(logits, part(labels)), part(weights)) as Tensor1D, predictions: argMax(logits, -1) }
  })
}

/** Reads looks, the networks of each behind those of the one before, in one go, and disposes of them. */
export async function readLooks(looks: readonly PendingLook[]): Promise<Look> {
  if (looks.length === 0) return { loss: new Float32Array(0), predictions: new Int32Array(0) }
  const whole = scoped(() => ({ loss: concat(looks.map(look => look.loss)), predictions: concat(looks.map(look => look.predictions)) }))
  disposeAll(looks)
  const [loss, predictions] = await Promise.all([whole.loss.data<'float32'>(), whole.predictions.data<'int32'>()])
  disposeAll(whole)
  return { loss, predictions }
}

/** Of some networks of a run, one behind the other: hidden Q × probes × width and probabilities Q × probes × classes; padded weights Q × T. */
export interface Remains { hidden: Float32Array, probabilities: Float32Array, weights: Float32Array | null }

/** What the networks at these places of the run think of the probes, and what they are. */
export async function collect(run: Run, inputs: Tensor2D, probes: Uint32Array, places: readonly number[], weights: boolean): Promise<Remains> {
  const chosen = scoped(() => {
    const { wiring, weights: flat } = standing(run, places)
    const x: Tensor3D = reshape(gather(inputs, tensor1d(Int32Array.from(probes), 'int32')), [1, probes.length, inputs.shape[1]])
    const pass = forward(wiring, flat, x, null)
    return { hidden: pass.hidden.at(-1)!, probabilities: softmax(pass.logits), weights: flat.clone() }
  })
  const read = (tensor: Tensor): Promise<Float32Array> => tensor.data<'float32'>()
  const [hidden, probabilities, flat] = await Promise.all([read(chosen.hidden), read(chosen.probabilities), weights ? read(chosen.weights) : null])
  disposeAll(chosen)
  return { hidden, probabilities, weights: flat }
}

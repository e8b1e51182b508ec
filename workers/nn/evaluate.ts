// Looking at networks of a stack between updates, without dropout: losses and predictions on rows, and what they say of the probes.
import { addN, argMax, concat, gather, reshape, softmax, tensor1d, tensor2d, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core'
import { crossEntropies, weighted } from './losses.ts'
import { forward, type Wiring } from './pass.ts'
import type { Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import type { Sheet } from './sheets.ts'
import { EVALUATION_ROWS, familyOf } from './stack.ts'

/** Networks as they stand: how they compute, their weights, and how many rows are sent through them at once. */
export interface Standing { wiring: Wiring, weights: Tensor2D, rows: number }

/** The networks at these places of a run, with its weights or with these. Call within a scope. */
export function standing({ wiring, state, stack }: Pick<Run, 'wiring' | 'state' | 'stack'>, places: readonly number[], weights: Tensor2D | null = null): Standing {
  const rows = EVALUATION_ROWS[familyOf(stack)]
  if (places.length === stack.members.length && places.every((place, at) => place === at)) return { wiring, weights: weights ?? state.weights, rows }
  const chosen = tensor1d([...places], 'int32')
  const units = wiring.units.map(mask => mask && gather(mask, chosen))
  return { wiring: { ...wiring, units }, weights: weights ?? gather(state.weights, chosen), rows }
}

/** Of P networks: the weighted sum of the rows' losses, and P × rows predicted classes. */
export interface Look { loss: Float32Array, predictions: Int32Array }

/** The same, still on the device. */
export interface PendingLook { loss: Tensor1D, predictions: Tensor2D }

/** Sends a sheet's rows through networks, some at a time; awaits nothing. */
export function glance(networks: Standing, inputs: Tensor2D, sheet: Sheet): PendingLook {
  const length = sheet.rows.length / sheet.lists
  return scoped(() => {
    const parts = slices(length, networks.rows).map(([from, to]) => glanceAt(networks, inputs, sheet, from, to))
    const whole = { loss: addN(parts.map(part => part.loss)), predictions: concat(parts.map(part => part.predictions), 1) }
    disposeAll(parts)
    return whole
  })
}

/** At least one, even of no rows. */
const slices = (length: number, size: number): [from: number, to: number][] =>
  Array.from({ length: Math.max(1, Math.ceil(length / size)) }, (_, slice) => [slice * size, Math.min(length, (slice + 1) * size)])

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

/**
 * Of P networks: probabilities P × probes × classes, the last hidden layer P × probes × (padded) width where it is asked for, and
 * P × train probes × classes where there are such.
 */
export interface View { probabilities: Float32Array, hidden: Float32Array | null, train: Float32Array | null }
export interface PendingView extends Passed { train: Tensor3D | null }
interface Passed { probabilities: Tensor3D, hidden: Tensor3D | null }

/** What networks say of the probes, and of these rows to learn from; awaits nothing. */
export function view(networks: Standing, inputs: Tensor2D, probes: Uint32Array, withHidden: boolean, trainProbes: Uint32Array = NO_ROWS): PendingView {
  const seen = pass(networks, inputs, probes, withHidden)
  return { ...seen, train: trainProbes.length > 0 ? pass(networks, inputs, trainProbes, false).probabilities : null }
}

const NO_ROWS = new Uint32Array(0)

function pass({ wiring, weights, rows }: Standing, inputs: Tensor2D, probes: Uint32Array, withHidden: boolean): Passed {
  return scoped(() => {
    const parts = slices(probes.length, rows).map(([from, to]) => scoped(() => {
      const x: Tensor3D = reshape(gather(inputs, tensor1d(Int32Array.from(probes.subarray(from, to)), 'int32')), [1, to - from, inputs.shape[1]])
      const { logits, hidden } = forward(wiring, weights, x, null)
      return { probabilities: softmax(logits), hidden: withHidden ? hidden.at(-1)! : null }
    }))
    const whole: Passed = {
      probabilities: concat(parts.map(part => part.probabilities), 1),
      hidden: withHidden ? concat(parts.map(part => part.hidden!), 1) : null,
    }
    disposeAll(parts)
    return whole
  })
}

/** Reads views, the networks of each behind those of the one before, in one go, and disposes of them. */
export async function readViews(views: readonly PendingView[]): Promise<View> {
  if (views.length === 0) return { probabilities: new Float32Array(0), hidden: null, train: null }
  const whole = scoped((): PendingView => ({
    probabilities: concat(views.map(seen => seen.probabilities)),
    hidden: views[0].hidden && concat(views.map(seen => seen.hidden!)),
    train: views[0].train && concat(views.map(seen => seen.train!)),
  }))
  disposeAll(views)
  const [probabilities, hidden, train] = await Promise.all([
    whole.probabilities.data<'float32'>(), whole.hidden?.data<'float32'>() ?? null, whole.train?.data<'float32'>() ?? null,
  ])
  disposeAll(whole)
  return { probabilities, hidden, train }
}

// What each network of a stack learns from at one update: its own rows, labels and dropped units, laid side by side.
import { dropoutMask, epochOrder } from '../../src/core/training/plan.ts'
import { spreadUnits } from './padding.ts'
import { stepsBefore, type Member, type Stack } from './stack.ts'

/** Where an update of the stack (counted from 1) lies in a member's own epochs; members have batches of their own sizes, and may have begun before. */
export interface Turn {
  /** The member's own count of updates, from 1. */
  step: number
  /** Counted from 0. */
  epoch: number
  /** Place in the epoch's order at which the batch begins, and its rows. */
  first: number
  rows: number
  endsEpoch: boolean
}

export function turnOf(member: Member, update: number): Turn {
  const { spec: { hyper: { batchSize } }, plan } = member
  const step = stepsBefore(member) + update
  const batch = (step - 1) % plan.batchesPerEpoch
  const first = batch * batchSize
  return {
    step,
    epoch: Math.floor((step - 1) / plan.batchesPerEpoch),
    first,
    rows: Math.min(batchSize, plan.rows.length - first),
    endsEpoch: batch === plan.batchesPerEpoch - 1,
  }
}

/** The members' orders of the epochs they are in: shuffled once an epoch, not once an update. */
export type Orders = (member: Member, epoch: number) => Uint32Array

export function keepOrders(): Orders {
  const kept = new Map<Member, { epoch: number, order: Uint32Array }>()
  return (member, epoch) => {
    const known = kept.get(member)
    if (known?.epoch === epoch) return known.order
    const order = epochOrder(member.spec, member.plan, epoch)
    kept.set(member, { epoch, order })
    return order
  }
}

/** One batch a network; P networks × R rows, row-major. A network whose batch is shorter fills up with rows of weight 0. */
export interface StackBatch {
  /** Rows of the data set. */
  rows: Int32Array
  labels: Int32Array
  /** 1 / (rows in this network's batch) for real rows, so that a weighted sum is the batch's mean; 0 for the rest. */
  weights: Float32Array
}

/** The batches from which the members make the stack's update number `update` (counted from 1). */
export function stackBatch(stack: Stack, orders: Orders, update: number): StackBatch {
  const size = stack.members.length * stack.rows
  const out: StackBatch = { rows: new Int32Array(size), labels: new Int32Array(size), weights: new Float32Array(size) }
  stack.members.forEach((member, network) => {
    const turn = turnOf(member, update)
    const order = orders(member, turn.epoch)
    for (let row = 0; row < stack.rows; row++) {
      const real = row < turn.rows
      // Filling up with a row of the same batch: its values are as finite as the others'.
      const place = order[turn.first + (real ? row : 0)]
      const at = network * stack.rows + row
      out.rows[at] = member.plan.rows[place]
      out.labels[at] = member.plan.labels[place]
      out.weights[at] = real ? 1 / turn.rows : 0
    }
  })
  return out
}

/** Dropout factors behind a hidden layer at the stack's update (counted from 1), P × R × units; 1 for networks without dropout and for filled-up rows. */
export function stackDropout(stack: Stack, update: number, layer: number): Float32Array {
  const wide = stack.layers[layer]
  const out = new Float32Array(stack.members.length * stack.rows * wide.units).fill(1)
  stack.members.forEach((member, network) => {
    if (member.spec.hyper.dropout === 0) return
    const own = member.plan.layers[layer]
    const { step, rows } = turnOf(member, update)
    spreadUnits(dropoutMask(member.spec, step, layer, rows, own.units), own, wide, out, network * stack.rows * wide.units)
  })
  return out
}

export const dropsUnits = (stack: Stack): boolean => stack.members.some(({ spec }) => spec.hyper.dropout > 0)

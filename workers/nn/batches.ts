// What each network of a stack learns from at one update: its own rows, labels and dropped units, laid side by side.
import { dropoutMask, epochOrder } from '../../src/core/training/plan.ts'
import type { Stack } from './stack.ts'

/** One batch a network; P networks × R rows, row-major. A network whose batch is shorter fills up with rows of weight 0. */
export interface StackBatch {
  /** Rows of the data set. */
  rows: Int32Array
  labels: Int32Array
  /** 1 / (rows in this network's batch) for real rows, so that a weighted sum is the batch's mean; 0 for the rest. */
  weights: Float32Array
}

/** The members' orders of an epoch (counted from 0). A member that trains no longer keeps being fed: nobody looks at what it learns. */
export const stackOrders = (stack: Stack, epoch: number): Uint32Array[] => stack.members.map(({ spec, plan }) => epochOrder(spec, plan, epoch))

/** Rows of each member's batch (counted from 0 within the epoch). */
export const batchRows = (stack: Stack, batch: number): number[] =>
  stack.members.map(({ spec: { hyper: { batchSize } }, plan }) => Math.min(batchSize, plan.rows.length - batch * batchSize))

/** The batches with which every member makes its update number `batch` (counted from 0) of an epoch of these orders. */
export function stackBatch(stack: Stack, orders: readonly Uint32Array[], batch: number): StackBatch {
  const size = stack.members.length * stack.rows
  const out: StackBatch = { rows: new Int32Array(size), labels: new Int32Array(size), weights: new Float32Array(size) }
  const lengths = batchRows(stack, batch)
  stack.members.forEach(({ spec, plan }, network) => {
    const first = batch * spec.hyper.batchSize
    for (let row = 0; row < stack.rows; row++) {
      const real = row < lengths[network]
      // Filling up with a row of the same batch: its values are as finite as the others'.
      const place = orders[network][first + (real ? row : 0)]
      const at = network * stack.rows + row
      out.rows[at] = plan.rows[place]
      out.labels[at] = plan.labels[place]
      out.weights[at] = real ? 1 / lengths[network] : 0
    }
  })
  return out
}

/** Dropout factors behind a hidden layer at an update (counted from 1), P × R × width; 1 for networks without dropout and for filled-up rows. */
export function stackDropout(stack: Stack, step: number, batch: number, layer: number): Float32Array {
  const width = stack.shape[layer + 1]
  const out = new Float32Array(stack.members.length * stack.rows * width).fill(1)
  const lengths = batchRows(stack, batch)
  stack.members.forEach(({ spec }, network) => {
    if (spec.hyper.dropout === 0) return
    const own = spec.hyper.width
    const mask = dropoutMask(spec, step, layer, lengths[network], own)
    for (let row = 0; row < lengths[network]; row++) out.set(mask.subarray(row * own, (row + 1) * own), (network * stack.rows + row) * width)
  })
  return out
}

export const dropsUnits = (stack: Stack): boolean => stack.members.some(({ spec }) => spec.hyper.dropout > 0)

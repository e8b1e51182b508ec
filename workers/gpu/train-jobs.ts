// What a network in training asks for, as work for the kernel train.wgsl; and what the kernel wrote down, as the answer.
import type { NetworkState } from '../../src/core/network.ts'
import { MEMORY } from '../../src/core/training/optimiser.ts'
import { dropoutSeed } from '../../src/core/training/plan.ts'
import type { Layout } from './train-layout.ts'
import { FIGURES, packRow } from './train-layout.ts'
import type { Answer, Order, RemoteLearner } from './train-learner.ts'
import type { Waiting } from './train-slices.ts'
import { blocksOf, rowsIn } from './train-slices.ts'

/** Words of a task, in the order of `Task` in the kernel; and its flags. */
export const TASK_WORDS = 9
const FLAGS = { look: 1, fresh: 2, probabilities: 4, hidden: 8 }
/** A network's first figure: what became of it. */
const STATUS = ['', 'loss', 'weights'] as const

/** What a network waits for, and how far it is. */
export interface Job extends Waiting {
  order: Order
  rows: number
  /** Rows of a batch; a look is one batch. */
  batch: number
  /** Place of the rows in the lists, and of dropout's seeds. */
  list: number
  seeds: number
  flags: number
  /** Blocks sent to the GPU. */
  done: number
  /** All of it is on its way. */
  sent: boolean
}

/** Numbers of a state, which lie together. */
export const stateSize = ({ weights, gradient }: Layout): number => gradient - weights

/** `list`: place of the order's rows in the lists. */
export function jobOf(order: Order, { spec: { hyper } }: RemoteLearner, layout: Layout, classes: number, list: number): Job {
  const begun = { order, list, done: 0, sent: false }
  if (order.kind === 'learn') {
    const rows = order.order.length
    const work = 3 * Math.min(layout.block, hyper.batchSize) * layout.rowWork + 4 * layout.parameters
    return { ...begun, rows, batch: hyper.batchSize, seeds: list + rows, flags: 0, blocks: blocksOf(rows, hyper.batchSize, layout.block), work, answer: 4 * FIGURES }
  }
  const { rows: { length: rows }, what, state } = order
  const numbers = FIGURES + rows * (1 + (what.probabilities ? classes : 0) + (what.hidden ? hyper.width : 0))
  if (numbers > layout.size - layout.out) throw new Error(`A look at ${rows} rows has no room among the ${layout.size - layout.out} numbers of its answer.`)
  return {
    ...begun, rows, batch: Math.max(1, rows), seeds: 0, blocks: Math.ceil(rows / layout.block), work: layout.block * layout.rowWork,
    flags: FLAGS.look | (what.probabilities ? FLAGS.probabilities : 0) | (what.hidden ? FLAGS.hidden : 0), answer: 4 * (numbers + (state ? stateSize(layout) : 0)),
  }
}

/** The rows of an order, each with its class; behind those of updates the seeds of their dropout, layer by layer. */
export function listOf(order: Order, { spec, plan, step }: RemoteLearner): Uint32Array<ArrayBuffer> {
  if (order.kind === 'look') return Uint32Array.from(order.rows, (row, at) => packRow(row, order.what.labels?.[at] ?? 0))
  const { depth, dropout, batchSize } = spec.hyper
  const rows = order.order.length
  const updates = dropout > 0 ? Math.ceil(rows / batchSize) : 0
  const list = new Uint32Array(rows + updates * depth)
  for (let at = 0; at < rows; at++) list[at] = packRow(plan.rows[order.order[at]], plan.labels[order.order[at]])
  for (let update = 0, at = rows; update < updates; update++) {
    for (let layer = 0; layer < depth; layer++) list[at++] = dropoutSeed(spec, step + 1 + update, layer)
  }
  return list
}

/** The task by which the network in this row of the table does the job's next blocks, TASK_WORDS words; the job is that much further. */
export function taskOf(job: Job, blocks: number, row: number, { block }: Layout, step: number): number[] {
  const first = rowsIn(job.done, job.rows, job.batch, block)
  const asked = job.order.kind === 'learn' ? Math.floor(first / job.batch) : 0
  const task = [row, job.flags | (job.done === 0 ? FLAGS.fresh : 0), job.list, job.rows, job.seeds, first, blocks, asked, step + asked]
  job.done += blocks
  job.blocks -= blocks
  job.sent = job.blocks === 0
  return task
}

/** `numbers`: what the kernel wrote down for a job that is done, and the network's state behind it where that was asked for. */
export function answerOf({ order, rows, batch }: Job, { spec: { id, hyper } }: RemoteLearner, layout: Layout, classes: number, numbers: Float32Array): Answer {
  const [status, updates, loss, correct] = numbers
  const due = Math.ceil(rows / batch)
  // A device that skips work without a word would leave networks as they were.
  if (status === 0 && rows > 0 && updates !== due) throw new Error(`The GPU did ${updates} of ${due} updates of network ${id}.`)
  if (order.kind === 'learn') return { kind: 'learn', loss, correct, updates, diverged: STATUS[status] || null }
  const { what } = order
  let at = FIGURES
  const part = (size: number): Float32Array => numbers.subarray(at, at += size)
  const predicted = new Uint8Array(part(rows))
  // The kernel says -1 where a row has no probabilities.
  const probabilities = what.probabilities ? part(rows * classes).map(value => value < 0 ? NaN : value) : null
  const hidden = what.hidden ? part(rows * hyper.width).slice() : null
  const stretch = (begin: number, there: boolean): Float32Array =>
    there ? numbers.slice(at + begin - layout.weights, at + begin - layout.weights + layout.parameters) : new Float32Array(0)
  const { first, second } = MEMORY[hyper.optimiser]
  const state: NetworkState | null = order.state
    ? { weights: stretch(layout.weights, true), first: stretch(layout.first, first), second: stretch(layout.second, second) }
    : null
  return { kind: 'look', seen: { loss: what.labels && rows > 0 && status === 0 ? loss / rows : NaN, predicted, probabilities, hidden }, state }
}

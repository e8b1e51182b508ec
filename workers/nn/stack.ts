// Which networks are trained together: those whose batched matrix products have the same shape but for padding.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec } from '../../src/core/network.ts'
import { planTraining, type TrainingPlan } from '../../src/core/training/plan.ts'

/** One network of a stack, with all that its spec decides before the first update. */
export interface Member { spec: NetworkSpec, plan: TrainingPlan }

/** Networks trained by the same tensor operations: equal depth, activation function and batches an epoch; padded to one width. */
export interface Stack {
  members: Member[]
  /** Layer sizes after padding: features, the widest member's width × depth, classes. */
  shape: number[]
  /** Rows in a batch after padding. */
  rows: number
  batchesPerEpoch: number
}

export interface StackLimits {
  /** Networks in a stack. */
  networks: number
  /** Numbers in the largest tensor of a stack: its activations on the rows of one pass, or its parameters. */
  numbers: number
}

/** 2²⁴ numbers are 64 MiB, half of what every WebGPU device must take in one buffer. */
export const STACK_LIMITS: StackLimits = { networks: 64, numbers: 2 ** 24 }

/** Rows that are sent through a stack at once when it is evaluated. */
export const EVALUATION_ROWS = 512

/** Widths share a stack up to the next power of two, so padding at most doubles a width; below 8 it costs a GPU nothing. */
export const widthBucket = (width: number): number => Math.max(8, 2 ** Math.ceil(Math.log2(width)))

/**
 * Sorts the networks into stacks. Members may see different numbers of rows as long as they make as many batches of them, and may train
 * for different numbers of epochs: the shortest come first, so that those that end together lie together.
 */
export function planStacks(specs: readonly NetworkSpec[], dataset: Dataset, limits: StackLimits = STACK_LIMITS): Stack[] {
  const alike = new Map<string, Member[]>()
  for (const spec of specs) {
    const { depth, activation, batchSize, width } = spec.hyper
    const plan = planTraining(spec, dataset)
    const key = [depth, activation, batchSize, plan.batchesPerEpoch, widthBucket(width)].join(' ')
    alike.set(key, [...alike.get(key) ?? [], { spec, plan }])
  }
  return [...alike.values()].flatMap(members => {
    members.sort((a, b) => a.spec.hyper.epochs - b.spec.hyper.epochs)
    const size = stackSize(members, limits)
    return Array.from({ length: Math.ceil(members.length / size) }, (_, chunk) => makeStack(members.slice(chunk * size, (chunk + 1) * size)))
  })
}

/** A stack of networks that fit together, or of one. */
export function makeStack(members: Member[]): Stack {
  const [features, ...rest] = members[0].plan.shape
  const width = Math.max(...members.map(member => member.spec.hyper.width))
  return {
    members,
    shape: [features, ...rest.slice(0, -1).map(() => width), rest.at(-1)!],
    rows: Math.max(...members.map(({ spec, plan }) => Math.min(spec.hyper.batchSize, plan.rows.length))),
    batchesPerEpoch: members[0].plan.batchesPerEpoch,
  }
}

function stackSize(members: Member[], limits: StackLimits): number {
  const { shape, rows } = makeStack(members)
  const activations = Math.max(rows, EVALUATION_ROWS) * (Math.max(...shape) + 1)
  const parameters = shape.slice(1).reduce((sum, outputs, layer) => sum + (shape[layer] + 1) * outputs, 0)
  return Math.max(1, Math.min(limits.networks, Math.floor(limits.numbers / Math.max(activations, parameters))))
}

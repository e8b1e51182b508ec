// Which networks are trained together: those whose batched matrix products have the same shape but for padding.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec } from '../../src/core/network.ts'
import { parameterCount, planTraining, type TrainingPlan } from '../../src/core/training/plan.ts'

/** One network of a stack, with all that its spec decides before the first update. */
export interface Member { spec: NetworkSpec, plan: TrainingPlan }

/** Networks trained by the same tensor operations: equal depth and activation function, padded to one width and one batch size. */
export interface Stack {
  members: Member[]
  /** Layer sizes after padding: features, the widest member's width × depth, classes. */
  shape: number[]
  /** Rows in a batch after padding. */
  rows: number
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

/**
 * Widths that may share a stack: up to the next power of two, so that padding at most doubles a width; up to 32 it costs nothing, for
 * WebGPU's products are computed in tiles of 32 × 32.
 */
export const widthBucket = (width: number): number => Math.max(32, 2 ** Math.ceil(Math.log2(width)))

/** With fewer networks than these a stack is not worth its own operations: they join the next wider ones. */
const WORTHWHILE = 16

/**
 * Sorts the networks into stacks. All else may differ within one; those that make the fewest updates come first, so that networks that end
 * together lie together.
 */
export function planStacks(specs: readonly NetworkSpec[], dataset: Dataset, limits: StackLimits = STACK_LIMITS): Stack[] {
  const alike = new Map<string, Member[]>()
  for (const spec of specs) {
    const key = `${spec.hyper.depth} ${spec.hyper.activation}`
    alike.set(key, [...alike.get(key) ?? [], { spec, plan: planTraining(spec, dataset) }])
  }
  return [...alike.values()].flatMap(byWidth).flatMap(members => {
    members.sort((a, b) => a.plan.steps - b.plan.steps)
    const size = stackSize(members, limits)
    return Array.from({ length: Math.ceil(members.length / size) }, (_, chunk) => makeStack(members.slice(chunk * size, (chunk + 1) * size)))
  })
}

function byWidth(members: Member[]): Member[][] {
  const buckets = new Map<number, Member[]>()
  for (const member of members) {
    const bucket = widthBucket(member.spec.hyper.width)
    buckets.set(bucket, [...buckets.get(bucket) ?? [], member])
  }
  const groups: Member[][] = []
  let waiting: Member[] = []
  for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
    waiting.push(...buckets.get(bucket)!)
    if (waiting.length < WORTHWHILE) continue
    groups.push(waiting)
    waiting = []
  }
  return waiting.length > 0 ? [...groups, waiting] : groups
}

/** A stack of networks that fit together, or of one. */
export function makeStack(members: Member[]): Stack {
  const [features, ...rest] = members[0].plan.shape
  const width = Math.max(...members.map(member => member.spec.hyper.width))
  return { members, shape: [features, ...rest.slice(0, -1).map(() => width), rest.at(-1)!], rows: mostRows(members) }
}

/** The members at these places, padded as wide as before, for their weights are; but to no more rows than they need. */
export function narrowStack({ members, shape }: Stack, places: readonly number[]): Stack {
  const left = places.map(place => members[place])
  return { members: left, shape, rows: mostRows(left) }
}

const mostRows = (members: readonly Member[]): number => Math.max(...members.map(({ spec, plan }) => Math.min(spec.hyper.batchSize, plan.rows.length)))

function stackSize(members: Member[], limits: StackLimits): number {
  const { shape, rows } = makeStack(members)
  const activations = Math.max(rows, EVALUATION_ROWS) * (Math.max(...shape) + 1)
  return Math.max(1, Math.min(limits.networks, Math.floor(limits.numbers / Math.max(activations, parameterCount(shape)))))
}

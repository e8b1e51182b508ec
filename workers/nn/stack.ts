// Which networks are trained together: those whose batched matrix products have the same shape but for padding.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Family, Interim, NetworkSpec } from '../../src/core/network.ts'
import { planTraining, type TrainingPlan } from '../../src/core/training/plan.ts'
import { parametersOf, type Layer } from '../../src/core/training/architecture.ts'
import { INTERIM_EVERY } from '../interims.ts'

/** One network of a stack, with all that its spec decides before the first update. */
export interface Member {
  spec: NetworkSpec
  plan: TrainingPlan
  /** How it stood when the stack began; null for an untrained one. */
  from: Interim | null
}

/** Updates that a network had made when its stack began. */
export const stepsBefore = ({ from }: Member): number => from?.step ?? 0

/** Updates that are left of it when its stack has made `done`. */
export const stepsLeft = (member: Member, done: number): number => member.plan.steps - stepsBefore(member) - done

/** Networks trained by the same tensor operations: one family, depth and activation function, padded to one width and one batch size. */
export interface Stack {
  members: Member[]
  /** The widest member's: the others are padded to it. */
  layers: readonly Layer[]
  /** Rows in a batch after padding. */
  rows: number
}

export interface StackLimits {
  /** Networks in a stack. */
  networks: number
  /** Numbers in the largest tensor of a stack: what its layers see of the rows of one pass, or its parameters. */
  numbers: number
  /** Milliseconds between two interims of a stack's members. */
  interims: number
}

/** 2²⁴ numbers are 64 MiB, half of what every WebGPU device must take in one buffer. */
export const STACK_LIMITS: StackLimits = { networks: 64, numbers: 2 ** 24, interims: INTERIM_EVERY }

/** Rows that are sent through a stack at once when it is looked at; a convolution sees each picture as many patches. */
export const EVALUATION_ROWS: Record<Family, number> = { mlp: 512, conv: 128 }

export const familyOf = ({ members: [{ spec }] }: Stack): Family => spec.hyper.family

/**
 * Widths that may share a stack: up to the next power of two, so that padding at most doubles a width; up to 32 it costs nothing, for
 * WebGPU's products are computed in tiles of 32 × 32.
 */
export const widthBucket = (width: number): number => Math.max(32, 2 ** Math.ceil(Math.log2(width)))

/** With fewer networks than these a stack is not worth its own operations: they join the next wider ones. */
const WORTHWHILE = 16

/**
 * Sorts the networks into stacks. All else may differ within one, the updates that were made elsewhere too (`begun`); those that have the fewest
 * left come first, so that networks that end together lie together.
 */
export function planStacks(specs: readonly NetworkSpec[], dataset: Dataset, begun: ReadonlyMap<number, Interim> = new Map(), limits: StackLimits = STACK_LIMITS): Stack[] {
  const alike = new Map<string, Member[]>()
  for (const spec of specs) {
    const key = `${spec.hyper.family} ${spec.hyper.depth} ${spec.hyper.activation}`
    alike.set(key, [...alike.get(key) ?? [], { spec, plan: planTraining(spec, dataset), from: begun.get(spec.id) ?? null }])
  }
  return [...alike.values()].flatMap(byWidth).flatMap(members => {
    members.sort((a, b) => stepsLeft(a, 0) - stepsLeft(b, 0))
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
  const widest = members.reduce((most, member) => member.spec.hyper.width > most.spec.hyper.width ? member : most)
  return { members, layers: widest.plan.layers, rows: mostRows(members) }
}

/** The members at these places, padded as wide as before, for their weights are; but to no more rows than they need. */
export function narrowStack({ members, layers }: Stack, places: readonly number[]): Stack {
  const left = places.map(place => members[place])
  return { members: left, layers, rows: mostRows(left) }
}

const mostRows = (members: readonly Member[]): number => Math.max(...members.map(({ spec, plan }) => Math.min(spec.hyper.batchSize, plan.rows.length)))

function stackSize(members: Member[], limits: StackLimits): number {
  const stack = makeStack(members)
  const rows = Math.max(stack.rows, EVALUATION_ROWS[familyOf(stack)])
  const seen = Math.max(...stack.layers.map(numbersSeen))
  return Math.max(1, Math.min(limits.networks, Math.floor(limits.numbers / Math.max(rows * seen, parametersOf(stack.layers)))))
}

/** Numbers a row in the largest tensor of a layer: its inputs with their ones, or its outputs; of a convolution at each place, and the way back. */
function numbersSeen({ inputs, outputs, conv }: Layer): number {
  return conv ? conv.height * conv.width * Math.max(inputs + 1, 9 * outputs) : Math.max(inputs, outputs) + 1
}

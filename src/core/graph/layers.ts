// What people call layers: a weighted op with all that follows it up to the next one.
import type { Graph, Op } from './graph.ts'
import { shapesOf } from './shapes.ts'

interface GraphLayer {
  /** The weighted op's label. */
  name: string
  /** The weighted op first. */
  ops: readonly Op[]
  /** Id of the layer's value: the last op of the group that changes more than the shape. */
  value: string
  /** Shape of one sample of it. */
  shape: readonly number[]
}

type WeightedOp = Extract<Op, { op: 'dense' | 'conv2d' | 'depthwiseConv2d' }>

export const isWeighted = (op: Op): op is WeightedOp => op.op === 'dense' || op.op === 'conv2d' || op.op === 'depthwiseConv2d'

/** Padding changes no number either, and one file pads in a step of its own where another pads within the next convolution. */
export const isShape = (op: Op): boolean => op.op === 'flatten' || op.op === 'reshape' || op.op === 'transpose' || op.op === 'pad'

/**
 * In an order in which they run; the last is the output, the others are hidden/0, hidden/1, … What stands before the first weighted op belongs to none.
 * Errors: those of shapesOf.
 */
export function layersOfGraph(graph: Graph): GraphLayer[] {
  const shapes = shapesOf(graph)
  const groups: Op[][] = []
  for (const op of graph.ops) {
    if (isWeighted(op)) groups.push([op])
    else groups.at(-1)?.push(op)
  }
  return groups.map(ops => {
    const value = ops.findLast(op => !isShape(op))!.id
    return { name: ops[0].label, ops, value, shape: shapes.get(value)! }
  })
}

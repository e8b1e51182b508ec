// A node of a GraphModel in the making: what it is given, what it gives, and how its inputs are asked for.
import type { Weights } from '../../core/graph/graph.ts'
import { named } from '../keras/config.ts'
import type { GraphBuilder, Value } from '../keras/graph-builder.ts'
import { Unsupported } from '../keras/unsupported.ts'
import type { GraphNode } from './graph-nodes.ts'
import type { RowSizes } from './row-sizes.ts'

/** What a node gives: a value that depends on the input, numbers of the file, or a shape. */
export type Made = { readonly kind: 'value', readonly value: Value } | { readonly kind: 'constant', readonly constant: Weights } | { readonly kind: 'sizes', readonly sizes: RowSizes }

export interface NodeMaking {
  readonly builder: GraphBuilder
  readonly node: GraphNode
  /** For people: the layer that the node belongs to. */
  readonly label: string
  readonly inputs: readonly Made[]
  /** Numbers that the only thing behind this node adds to it: they become its bias. */
  readonly bias: Weights | null
}

export const scalar = (value: number): Weights => ({ shape: [], data: Float32Array.of(value) })

export const unsupported = (node: GraphNode, what: string): Unsupported => new Unsupported(`operator ${named(node.op)} (node ${named(node.name)}) ${what}, which is not supported.`)

export function valueAt({ node, inputs }: NodeMaking, at: number): Value {
  const made = inputs.at(at)
  if (made?.kind !== 'value') throw unsupported(node, `takes ${made ? made.kind === 'sizes' ? 'a shape' : 'numbers of the file' : 'nothing'} where a value should be`)
  return made.value
}

export function constantAt({ node, inputs }: NodeMaking, at: number): Weights {
  const made = inputs.at(at)
  if (made?.kind !== 'constant') throw unsupported(node, 'takes a value that is computed where weights should be')
  return made.constant
}

/** Whole numbers: a constant's, or a shape's. */
export function sizesAt(making: NodeMaking, at: number): RowSizes {
  const made = making.inputs.at(at)
  return made?.kind === 'sizes' ? made.sizes : [...constantAt(making, at).data]
}

/** A constant as one of a sample: an axis of rows before the sample's falls off. */
export function ofSample({ shape, data }: Weights, value: Value, node: GraphNode): Weights {
  if (shape.length <= value.shape.length) return { shape, data }
  if (shape.length === value.shape.length + 1 && shape[0] === 1) return { shape: shape.slice(1), data }
  throw unsupported(node, `combines ${value.shape.join('×')} with weights of ${shape.join('×')}`)
}

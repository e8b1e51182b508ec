// What people call layers: a weighted op with all that follows it up to the next one.
import type { Graph, Op } from './graph.ts'

export interface GraphLayer {
  /** The weighted op's label. */
  name: string
  /** The weighted op first. */
  ops: readonly Op[]
  /** Id of the layer's value: the last op of the group that changes more than the shape. */
  value: string
  /** Shape of one sample of it. */
  shape: readonly number[]
}

/** In an order in which they run; the last is the output, the others are hidden/0, hidden/1, … */
export function layersOfGraph(_graph: Graph): GraphLayer[] {
  throw new Error('not yet')
}

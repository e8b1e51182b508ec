// Shapes through a graph, op by op; a graph that passes can be run.
import type { Graph, Op } from './graph.ts'

/** The shape (of one sample) behind an op whose inputs have these shapes. Errors: a sentence that names the op's label and the shapes. */
export function shapeAfter(_op: Op, _inputs: readonly (readonly number[])[]): number[] {
  throw new Error('not yet')
}

/** The shape of every value by its id, the input's under `x`. Errors: a missing value, a shape that does not fit, more numbers than the limit. */
export function shapesOf(_graph: Pick<Graph, 'inputShape' | 'ops'>): Map<string, number[]> {
  throw new Error('not yet')
}

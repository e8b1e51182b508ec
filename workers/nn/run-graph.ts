// Runs a neutral graph on rows of inputs, with every hidden layer.
import type { Graph } from '../../src/core/graph/graph.ts'
import type { RevisitedLayer } from '../../src/protocol/revisit.ts'

/** values: rows × the graph's input shape, scaled. layers: the hidden ones, flattened to rows × columns; output: rows × the output's numbers. */
export function runGraph(_graph: Graph, _values: Float32Array, _rows: number): Promise<{ layers: RevisitedLayer[], output: Float32Array, width: number }> {
  throw new Error('not yet')
}

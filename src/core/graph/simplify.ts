// Neighbouring inverse transposes cancel, and what does nothing is left out, so that one network has one graph whatever file it came from.
import type { Graph } from './graph.ts'

/** The same function with fewer ops. */
export function simplified(_graph: Graph): Graph {
  throw new Error('not yet')
}

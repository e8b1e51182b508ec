// A confirmed chain with its tensors becomes a graph.
import type { Graph } from '../../core/graph/graph.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain } from './chain.ts'

/** Errors: FormatError that names the step that does not fit, and the sizes. */
export function graphOfChain(_chain: Chain, _tensors: readonly StoredTensor[]): Graph {
  throw new Error('not yet')
}

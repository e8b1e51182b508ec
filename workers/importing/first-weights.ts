// The weights of a model's first layer, for pictures of what its units look for.
import type { SavedModel } from '../../src/formats/saved-model.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import type { FirstWeights } from '../../src/protocol/first-weights.ts'

/** By the graph in the file, or by the chain that was confirmed. Copies; null where no operation has a kernel. */
export async function firstWeightsOf(model: SavedModel, chain: Chain | null): Promise<FirstWeights | null> {
  const graph = chain ? (await import('../../src/formats/chain/graph-of-chain.ts')).graphOfChain(chain, model.tensors) : model.graph
  for (const op of graph?.ops ?? []) {
    if (op.op !== 'dense' && op.op !== 'conv2d' && op.op !== 'depthwiseConv2d') continue
    return { shape: op.kernel.shape, data: op.kernel.data.slice(), bias: op.bias && op.bias.data.slice() }
  }
  return null
}

// Chains that weights may be, each with each of the activation functions that people use: no file of weights names its own.
import type { GraphActivation } from '../../src/core/graph/graph.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import { withActivation } from '../../src/formats/chain/edit.ts'

const LIKELY_ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'gelu'] as const satisfies readonly GraphActivation[]

/** Every chain under every likely activation function, likeliest first; a chain without activations as it is. */
export function variantsOf(chains: readonly Chain[]): Chain[] {
  return chains.flatMap(chain => chain.steps.some(({ kind }) => kind === 'activation') ? LIKELY_ACTIVATIONS.map(fn => withActivation(chain, fn)) : [chain])
}

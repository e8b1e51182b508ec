// What a file tells of its architecture beside the weights: modules that were pickled with them, or a note. It narrows what is proposed.
import type { ChainStep } from './chain.ts'

export interface Evidence {
  /** All modules in the order in which they stand, inert ones left out; null where some are not known, or nothing is told. */
  steps: readonly ChainStep[] | null
  /** Whether they run in this order (an nn.Sequential): otherwise code that is not in the file says so. */
  sure: boolean
  /** How convolutions slide, by the names of their weights. */
  convolutions: ReadonlyMap<string, Pick<Extract<ChainStep, { kind: 'conv2d' }>, 'stride' | 'padding' | 'dilation'>>
  /** Of batch norms, by the names of their means. */
  epsilons: ReadonlyMap<string, number>
}

export const NO_EVIDENCE: Evidence = { steps: null, sure: false, convolutions: new Map(), epsilons: new Map() }

// A file of weights says no architecture. A chain is what one may be: steps in order, each naming the tensors that it takes, proposed from names
// and shapes, changed and confirmed by the visitor.
import type { GraphActivation } from '../../core/graph/graph.ts'

export type ChainStep =
  | { kind: 'dense', weight: string, bias: string | null }
  /** `stride` and `padding` are the same along both axes; same: the picture keeps its size (divided by the stride). */
  | { kind: 'conv2d', weight: string, bias: string | null, stride: number, padding: 'same' | 'valid' }
  | { kind: 'batchNorm', scale: string | null, offset: string | null, mean: string, variance: string, epsilon: number }
  | { kind: 'activation', fn: GraphActivation }
  /** size × size places, stride as large. */
  | { kind: 'pool', of: 'max' | 'average', size: number }
  | { kind: 'globalPool', of: 'max' | 'average' }
  | { kind: 'flatten' }

export interface Chain {
  /** How weights lie: torch: outputs × inputs, O × I × H × W, pictures flattened channel by channel; keras: inputs × outputs, H × W × I × O. */
  layout: 'torch' | 'keras'
  /** One sample: [features] or [height, width, channels]. */
  input: number[]
  steps: ChainStep[]
}

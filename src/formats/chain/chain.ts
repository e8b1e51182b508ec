// A file of weights says no architecture. A chain is what one may be: steps in order, each naming the tensors that it takes, proposed from names
// and shapes, changed and confirmed by the visitor.
import type { GraphActivation } from '../../core/graph/graph.ts'

export type ChainStep =
  | { kind: 'dense', weight: string, bias: string | null }
  /**
   * `stride`, `padding` and `dilation` (default 1) are the same along both axes. same: the picture keeps its size (divided by the stride); a number:
   * so many zeros on each side.
   */
  | { kind: 'conv2d', weight: string, bias: string | null, stride: number, padding: 'same' | 'valid' | number, dilation?: number }
  | { kind: 'batchNorm', scale: string | null, offset: string | null, mean: string, variance: string, epsilon: number }
  /** `alpha` as in the graph. */
  | { kind: 'activation', fn: GraphActivation, alpha?: number }
  /** size × size places; `stride` (default: the size) and `padding` (default 0) along both axes. */
  | { kind: 'pool', of: 'max' | 'average', size: number, stride?: number, padding?: number }
  | { kind: 'globalPool', of: 'max' | 'average' }
  | { kind: 'flatten' }
  /** Over the last axis, of `size` numbers. */
  | { kind: 'layerNorm', scale: string | null, offset: string | null, size: number, epsilon: number }
  /** Where a network parts: what stands here is kept by a name, gone on from later, and joined with. concat: channels, or features; `first`: what was kept comes first. */
  | { kind: 'keep' | 'from', name: string }
  | { kind: 'join', by: 'add' | 'sub' | 'mul' | 'concat', name: string, first?: boolean }
  | { kind: 'softmax' | 'logSoftmax' }

export interface Chain {
  /** How weights lie: torch: outputs × inputs, O × I × H × W, pictures flattened channel by channel; keras: inputs × outputs, H × W × I × O. */
  layout: 'torch' | 'keras'
  /** One sample: [features] or [height, width, channels]. */
  input: number[]
  steps: ChainStep[]
}

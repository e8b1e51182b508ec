// The neutral network: one graph of operations that every reader of saved models makes and one evaluator runs. A reader runs nothing, the
// evaluator knows no file format.

/** Numbers of an operation: row-major, contiguous. */
export interface Weights { readonly shape: readonly number[], readonly data: Float32Array }

export const GRAPH_ACTIVATIONS = [
  'relu', 'relu6', 'leakyRelu', 'elu', 'selu', 'gelu', 'geluTanh', 'silu', 'sigmoid', 'hardSigmoid', 'tanh', 'softplus', 'softsign', 'exp', 'log',
] as const
export type GraphActivation = (typeof GRAPH_ACTIVATIONS)[number]

export type Pair = readonly [number, number]
/** Rows above, columns left, rows below, columns right. */
export type Pads = readonly [top: number, left: number, bottom: number, right: number]

/** Ids of values are made by the reader (v0, v1, …; the input is `x`). Labels are text from the file: never keys, never markup. */
export type Op = { readonly id: string, readonly from: readonly string[], readonly label: string } & (
  /** kernel: inputs × outputs; bias: outputs. */
  | { readonly op: 'dense', readonly kernel: Weights, readonly bias: Weights | null }
  /** kernel: height × width × inputs / groups × outputs. */
  | { readonly op: 'conv2d', readonly kernel: Weights, readonly bias: Weights | null, readonly strides: Pair, readonly pads: Pads, readonly dilations: Pair, readonly groups: number }
  /** kernel: height × width × inputs × multiplier. */
  | { readonly op: 'depthwiseConv2d', readonly kernel: Weights, readonly bias: Weights | null, readonly strides: Pair, readonly pads: Pads, readonly dilations: Pair }
  /** Max pooling pads with −∞; average counts its padding only where `countPads` says so. */
  | { readonly op: 'pool', readonly kind: 'max' | 'average', readonly size: Pair, readonly strides: Pair, readonly pads: Pads, readonly countPads: boolean }
  | { readonly op: 'globalPool', readonly kind: 'max' | 'average', readonly keepDims: boolean }
  /** Over the last axis. */
  | { readonly op: 'batchNorm', readonly scale: Weights, readonly offset: Weights, readonly mean: Weights, readonly variance: Weights, readonly epsilon: number }
  /** `alpha`: slope of leakyRelu (default 0.01), alpha of elu (1), slope of hardSigmoid (0.2); `beta`: offset of hardSigmoid (0.5). */
  | { readonly op: 'activation', readonly fn: GraphActivation, readonly alpha?: number, readonly beta?: number }
  /** `axis`: of a sample's axes, counted from the front (0) or from the end (−1). */
  | { readonly op: 'softmax' | 'logSoftmax', readonly axis: number }
  | { readonly op: 'flatten' }
  /** `shape` and `perm` are of one sample; one −1 is allowed in a shape. */
  | { readonly op: 'reshape', readonly shape: readonly number[] }
  | { readonly op: 'transpose', readonly perm: readonly number[] }
  | { readonly op: 'pad', readonly pads: readonly (readonly [number, number])[], readonly value: number }
  | { readonly op: 'clip', readonly low: number, readonly high: number }
  /** Of two values, or of a value and a constant; numpy's broadcasting over a sample's axes. `swapped`: the constant comes first (c − x, c / x). */
  | { readonly op: 'add' | 'sub' | 'mul' | 'div', readonly constant?: Weights, readonly swapped?: boolean }
  | { readonly op: 'concat', readonly axis: number }
)

export interface Graph {
  /** One sample, without the axis of rows; pictures as height × width × channels. */
  readonly inputShape: readonly number[]
  readonly outputShape: readonly number[]
  /** How the file wants its pictures; the evaluator is always fed NHWC. Null where the input is no picture. */
  readonly inputLayout: 'NHWC' | 'NCHW' | null
  /** In an order in which they can be run. */
  readonly ops: readonly Op[]
  /** Id of the value that is the output. */
  readonly output: string
}

/** The id of the input's value. */
export const INPUT = 'x'

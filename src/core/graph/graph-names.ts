// Shapes and labels as sentences say them.
import type { GraphActivation, Op } from './graph.ts'

/** 28×28×1; a single number has no sizes: “one number”. */
export const sizes = (shape: readonly number[]): string => shape.length === 0 ? 'one number' : shape.join('×')

/** A label is text from a file: in quotation marks, without control characters, cut at 60 characters. */
export function labelled(label: string): string {
  const clean = label.replace(/\p{Cc}/gu, ' ')
  return `"${clean.length > 60 ? `${clean.slice(0, 60)}…` : clean}"`
}

export const product = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1)

/** “conv 3×3”, “batch norm”, “max pool 2×2”: what an op is, for people. Shape ops and sums by their own words. */
export function kindOf(op: Op): string {
  switch (op.op) {
    case 'conv2d': return `${op.groups > 1 ? 'grouped conv' : 'conv'} ${sizes(op.kernel.shape.slice(0, 2))}`
    case 'depthwiseConv2d': return `depthwise conv ${sizes(op.kernel.shape.slice(0, 2))}`
    case 'pool': return `${op.kind} pool ${sizes(op.size)}`
    case 'globalPool': return `global ${op.kind} pool`
    case 'batchNorm': return 'batch norm'
    case 'activation': return ACTIVATION_NAMES[op.fn] ?? op.fn
    case 'logSoftmax': return 'log-softmax'
    default: return op.op
  }
}

const ACTIVATION_NAMES: Partial<Record<GraphActivation, string>> = {
  leakyRelu: 'leaky relu', geluTanh: 'gelu (tanh)', hardSigmoid: 'hard sigmoid',
}

// Layers with weights and pools of a GraphModel, with what is fused into them.
import type { Pads, Pair, Weights } from '../../core/graph/graph.ts'
import { named } from '../keras/config.ts'
import type { Value } from '../keras/graph-builder.ts'
import { NO_PADS, samePads } from '../keras/same-padding.ts'
import type { GraphNode } from './graph-nodes.ts'
import { ACTIVATIONS, parametric } from './node-arithmetic.ts'
import type { Made, NodeMaking } from './node-making.ts'
import { constantAt, sizesAt, unsupported, valueAt } from './node-making.ts'

export function nhwc(node: GraphNode): void {
  const format = node.text('data_format') ?? 'NHWC'
  if (format !== 'NHWC') throw unsupported(node, `keeps pictures as ${named(format)}`)
}

export const inner = (numbers: readonly number[]): Pair => numbers.length === 4 ? [numbers[1], numbers[2]] : [1, 1]

export function padsOf(node: GraphNode, picture: Value, size: Pair, strides: Pair, dilations: Pair): Pads {
  const padding = node.text('padding')
  if (padding === 'SAME') return samePads(picture.shape, size, strides, dilations)
  if (padding === 'VALID') return NO_PADS
  const explicit = node.numbers('explicit_paddings')
  if (padding === 'EXPLICIT' && explicit.length === 8) return [explicit[2], explicit[4], explicit[3], explicit[5]]
  throw unsupported(node, `pads as ${named(padding ?? 'nothing said')}`)
}

/** The bias of a fused node, or of what follows; null where there is none. */
function biasFor(making: NodeMaking): Weights | null {
  const { node, bias } = making
  if (!node.texts('fused_ops').includes('BiasAdd')) return bias
  const { shape, data } = constantAt(making, 2)
  return shape.length > 1 && shape.slice(0, -1).every(size => size === 1) ? { shape: shape.slice(-1), data } : { shape, data }
}

export function convolved(making: NodeMaking): Value {
  const { builder, node, label } = making
  nhwc(node)
  const [picture, kernel] = [valueAt(making, 0), constantAt(making, 1)]
  const [strides, dilations] = [inner(node.numbers('strides')), inner(node.numbers('dilations'))]
  const [high, wide, ins] = kernel.shape
  return builder.add(label, {
    op: 'conv2d', kernel, bias: biasFor(making), strides, dilations, pads: padsOf(node, picture, [high, wide], strides, dilations), groups: (picture.shape[2] ?? 1) / (ins || 1),
  }, picture)
}

export function depthwise(making: NodeMaking): Value {
  const { builder, node, label } = making
  nhwc(node)
  const [picture, kernel] = [valueAt(making, 0), constantAt(making, 1)]
  const [strides, dilations] = [inner(node.numbers('strides')), inner(node.numbers('dilations'))]
  const [high, wide] = kernel.shape
  return builder.add(label, { op: 'depthwiseConv2d', kernel, bias: biasFor(making), strides, dilations, pads: padsOf(node, picture, [high, wide], strides, dilations) }, picture)
}

export function multipliedBy(making: NodeMaking): Value {
  const { builder, node, label } = making
  if (node.flag('transpose_a') || node.flag('adj_x')) throw unsupported(node, 'transposes its rows')
  const kernel = constantAt(making, 1)
  if (kernel.shape.length !== 2) throw unsupported(node, `multiplies by weights of ${kernel.shape.join('×')}`)
  const turned = node.flag('transpose_b') || node.flag('adj_y')
  return builder.add(label, { op: 'dense', kernel: turned ? transposed(kernel) : kernel, bias: biasFor(making) }, valueAt(making, 0))
}

export function transposed({ shape: [rows, columns], data }: Weights): Weights {
  const turned = new Float32Array(data.length)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column]
  return { shape: [columns, rows], data: turned }
}

/** The activations that are fused into a node, in their order; the bias is in it already. */
export function fused(making: NodeMaking, value: Value): Made {
  const { builder, node, label } = making
  const fn = (name: string): Value | null => {
    const plain = ACTIVATIONS.get(name)
    if (plain) return builder.add(label, { op: 'activation', fn: plain }, value)
    if (name === 'LeakyRelu') return builder.add(label, { op: 'activation', fn: 'leakyRelu', alpha: node.number('leakyrelu_alpha') ?? 0.2 }, value)
    if (name !== 'Prelu') return null
    const made = parametric(making, value, constantAt(making, node.texts('fused_ops').includes('BiasAdd') ? 3 : 2))
    return made.kind === 'value' ? made.value : null
  }
  for (const name of node.texts('fused_ops')) {
    if (name === 'BiasAdd') continue
    const next = fn(name)
    if (!next) throw unsupported(node, `ends in ${named(name)}`)
    value = next
  }
  return { kind: 'value', value }
}

export function pooled(making: NodeMaking): Made {
  const { builder, node, label } = making
  nhwc(node)
  const picture = valueAt(making, 0)
  const [size, strides] = [inner(node.numbers('ksize')), inner(node.numbers('strides'))]
  const pads = padsOf(node, picture, size, strides, [1, 1])
  return { kind: 'value', value: builder.add(label, { op: 'pool', kind: node.op === 'MaxPool' ? 'max' : 'average', size, strides, pads, countPads: false }, picture) }
}

/** The mean or the greatest over a picture's height and width; over one axis of nothing else. */
export function overPicture(making: NodeMaking): Made {
  const { builder, node, label } = making
  const picture = valueAt(making, 0)
  const rank = picture.shape.length
  const axes = sizesAt(making, 1).map(axis => (axis ?? 0) < 0 ? axis! + rank : (axis ?? 0) - 1).sort((a, b) => a - b)
  const sequence = rank === 2 && axes.length === 1 && axes[0] === 0
  if (!sequence && (rank !== 3 || axes.length !== 2 || axes[0] !== 0 || axes[1] !== 1)) throw unsupported(node, `runs over axes ${axes.map(axis => axis + 1).join(', ')} of ${picture.shape.join('×')}`)
  const keepDims = node.flag('keep_dims') || node.flag('keepdims')
  const whole = sequence ? builder.add(label, { op: 'reshape', shape: [1, ...picture.shape] }, picture) : picture
  const value = builder.add(label, { op: 'globalPool', kind: node.op === 'Mean' ? 'average' : 'max', keepDims: keepDims && !sequence }, whole)
  return { kind: 'value', value: sequence && keepDims ? builder.add(label, { op: 'reshape', shape: [1, picture.shape[1]] }, value) : value }
}

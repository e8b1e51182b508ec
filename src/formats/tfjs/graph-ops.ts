// What each TensorFlow operation of a GraphModel does, in ops of the neutral graph.
// Source: TensorFlow 2.15's operations (tensorflow.org/api_docs/cc), as tfjs-converter 4.22 executes them.
import type { GraphActivation, Pads, Pair, Weights } from '../../core/graph/graph.ts'
import { named } from '../keras/config.ts'
import type { GraphBuilder, Step, Value } from '../keras/graph-builder.ts'
import { NO_PADS, samePads } from '../keras/same-padding.ts'
import { Unsupported } from '../keras/unsupported.ts'
import type { GraphNode } from './graph-nodes.ts'
import type { RowSizes } from './row-sizes.ts'
import { multiplied, reshapedRow, sliced } from './row-sizes.ts'

/** What a node gives: a value that depends on the input, numbers of the file, or a shape. */
export type Made = { readonly kind: 'value', readonly value: Value } | { readonly kind: 'constant', readonly constant: Weights } | { readonly kind: 'sizes', readonly sizes: RowSizes }

export interface NodeMaking {
  readonly builder: GraphBuilder
  readonly node: GraphNode
  /** For people: the layer that the node belongs to. */
  readonly label: string
  readonly inputs: readonly Made[]
  /** Numbers that the only thing behind this node adds to it: they become its bias. */
  readonly bias: Weights | null
}

const ACTIVATIONS = new Map<string, GraphActivation>([
  ['Relu', 'relu'], ['Relu6', 'relu6'], ['Elu', 'elu'], ['Selu', 'selu'], ['Sigmoid', 'sigmoid'], ['Tanh', 'tanh'], ['Softplus', 'softplus'], ['Softsign', 'softsign'], ['Exp', 'exp'], ['Log', 'log'],
])
const PAIRWISE = new Map<string, 'add' | 'sub' | 'mul' | 'div'>([['Add', 'add'], ['AddV2', 'add'], ['BiasAdd', 'add'], ['Sub', 'sub'], ['Mul', 'mul'], ['RealDiv', 'div'], ['Div', 'div']])

/** Nodes that hand on what they are given. */
const SAME = new Set(['Identity', 'StopGradient', 'Snapshot', 'PreventGradient', 'CheckNumerics', 'Cast', 'PlaceholderWithDefault', 'IdentityN'])

export function makeNode(making: NodeMaking): Made {
  const { builder, node, label, inputs } = making
  const value = (at = 0): Value => valueAt(making, at)
  const add = (step: Step, ...from: Value[]): Made => ({ kind: 'value', value: builder.add(label, step, ...from) })
  const { op } = node
  if (SAME.has(op)) return inputs[0]
  if (inputs.length > 0 && inputs.every(({ kind }) => kind === 'sizes' || kind === 'constant') && inputs.some(({ kind }) => kind === 'sizes')) return onSizes(making)
  const fn = ACTIVATIONS.get(op)
  if (fn) return add({ op: 'activation', fn }, value())
  const pairwise = PAIRWISE.get(op)
  if (pairwise) return paired(making, pairwise)
  switch (op) {
    case 'LeakyRelu': return add({ op: 'activation', fn: 'leakyRelu', alpha: node.number('alpha') ?? 0.2 }, value())
    case 'Softmax': case 'LogSoftmax': return add({ op: op === 'Softmax' ? 'softmax' : 'logSoftmax', axis: -1 }, value())
    case 'Neg': return add({ op: 'mul', constant: scalar(-1) }, value())
    case 'Square': return add({ op: 'mul' }, value(), value())
    case 'Maximum': case 'Minimum': return bounded(making)
    case 'Prelu': return parametric(making, value(), constantAt(making, 1))
    case 'Conv2D': case '_FusedConv2D': return fused(making, convolved(making))
    case 'DepthwiseConv2dNative': case 'FusedDepthwiseConv2dNative': return fused(making, depthwise(making))
    case 'MatMul': case '_FusedMatMul': case 'BatchMatMul': case 'BatchMatMulV2': return fused(making, multipliedBy(making))
    case 'MaxPool': case 'AvgPool': return pooled(making)
    case 'Mean': case 'Max': return overPicture(making)
    case 'FusedBatchNorm': case 'FusedBatchNormV2': case 'FusedBatchNormV3': {
      nhwc(node)
      const [scale, offset, mean, variance] = [1, 2, 3, 4].map(at => constantAt(making, at))
      return add({ op: 'batchNorm', scale, offset, mean, variance, epsilon: node.number('epsilon') ?? 1e-4 }, value())
    }
    case 'Shape': return { kind: 'sizes', sizes: [null, ...value().shape] }
    case 'Reshape': return add({ op: 'reshape', shape: reshapedRow(sizesAt(making, 1), value().shape, node.name) }, value())
    case 'Squeeze': {
      const listed = node.numbers('squeeze_dims').concat(node.numbers('axis'))
      const rank = value().shape.length
      const axes = (listed.length > 0 ? listed : value().shape.flatMap((size, axis) => size === 1 ? [axis + 1] : [])).map(axis => axis < 0 ? axis + rank : axis - 1)
      return add({ op: 'reshape', shape: value().shape.filter((_, axis) => !axes.includes(axis)) }, value())
    }
    case 'ExpandDims': {
      const [axis] = sizesAt(making, 1)
      const at = (axis ?? 0) < 0 ? axis! + value().shape.length + 1 : (axis ?? 0) - 1
      if (at < 0) throw unsupported(node, 'adds an axis before the rows')
      return add({ op: 'reshape', shape: value().shape.toSpliced(at, 0, 1) }, value())
    }
    case 'Transpose': {
      const [rows, ...perm] = sizesAt(making, 1)
      if (rows !== 0) throw unsupported(node, 'moves the axis of rows')
      return add({ op: 'transpose', perm: perm.map(axis => (axis ?? 0) - 1) }, value())
    }
    case 'Pad': case 'PadV2': {
      const pads = constantAt(making, 1)
      const [rows, ...sides] = Array.from({ length: pads.data.length / 2 }, (_, axis) => [pads.data[2 * axis], pads.data[2 * axis + 1]] as const)
      if (rows?.some(pad => pad !== 0)) throw unsupported(node, 'pads the axis of rows')
      return add({ op: 'pad', pads: sides, value: inputs.length > 2 ? constantAt(making, 2).data[0] : 0 }, value())
    }
    case 'ConcatV2': {
      const [axis] = sizesAt(making, inputs.length - 1)
      const values = inputs.slice(0, -1).map((_, at) => value(at))
      const at = (axis ?? 0) < 0 ? axis! + values[0].shape.length : (axis ?? 0) - 1
      if (at < 0) throw unsupported(node, 'joins rows')
      return add({ op: 'concat', axis: at }, ...values)
    }
    default: throw new Unsupported(`operator ${named(op)} is not supported (node ${named(node.name)}). Its weights are listed; to place it, bring activations as .npz.`)
  }
}

const scalar = (value: number): Weights => ({ shape: [], data: Float32Array.of(value) })

const unsupported = (node: GraphNode, what: string): Unsupported => new Unsupported(`operator ${named(node.op)} (node ${named(node.name)}) ${what}, which is not supported.`)

function valueAt({ node, inputs }: NodeMaking, at: number): Value {
  const made = inputs.at(at)
  if (made?.kind !== 'value') throw unsupported(node, `takes ${made ? made.kind === 'sizes' ? 'a shape' : 'numbers of the file' : 'nothing'} where a value should be`)
  return made.value
}

function constantAt({ node, inputs }: NodeMaking, at: number): Weights {
  const made = inputs.at(at)
  if (made?.kind !== 'constant') throw unsupported(node, 'takes a value that is computed where weights should be')
  return made.constant
}

/** Whole numbers: a constant's, or a shape's. */
function sizesAt(making: NodeMaking, at: number): RowSizes {
  const made = making.inputs.at(at)
  return made?.kind === 'sizes' ? made.sizes : [...constantAt(making, at).data]
}

/** A constant as one of a sample: an axis of rows before the sample's falls off. */
function ofSample({ shape, data }: Weights, value: Value, node: GraphNode): Weights {
  if (shape.length <= value.shape.length) return { shape, data }
  if (shape.length === value.shape.length + 1 && shape[0] === 1) return { shape: shape.slice(1), data }
  throw unsupported(node, `combines ${value.shape.join('×')} with weights of ${shape.join('×')}`)
}

function paired(making: NodeMaking, op: 'add' | 'sub' | 'mul' | 'div'): Made {
  const { builder, node, label, inputs: [left, right] } = making
  if (left?.kind === 'value' && right?.kind === 'value') return { kind: 'value', value: builder.add(label, { op }, left.value, right.value) }
  const swapped = left?.kind !== 'value'
  const value = valueAt(making, swapped ? 1 : 0)
  const constant = ofSample(constantAt(making, swapped ? 0 : 1), value, node)
  return { kind: 'value', value: builder.add(label, { op, constant, ...(swapped && (op === 'sub' || op === 'div') ? { swapped } : {}) }, value) }
}

/** Against a number; of two values by way of relu: max is a + relu(b − a), min a − relu(a − b). */
function bounded(making: NodeMaking): Made {
  const { builder, node, label, inputs } = making
  const greater = node.op === 'Maximum'
  const place = inputs.findIndex(({ kind }) => kind === 'constant')
  if (place >= 0) {
    const { data } = constantAt(making, place)
    if (data.length !== 1) throw unsupported(node, 'compares with several numbers')
    return { kind: 'value', value: builder.add(label, { op: 'clip', low: greater ? data[0] : -Infinity, high: greater ? Infinity : data[0] }, valueAt(making, 1 - place)) }
  }
  const [left, right] = [valueAt(making, 0), valueAt(making, 1)]
  const ahead = builder.add(label, { op: 'sub' }, ...(greater ? [right, left] : [left, right]))
  return { kind: 'value', value: builder.add(label, { op: greater ? 'add' : 'sub' }, left, builder.add(label, { op: 'activation', fn: 'relu' }, ahead)) }
}

/** relu(x) + alpha · (x − relu(x)). */
function parametric({ builder, node, label }: NodeMaking, value: Value, alpha: Weights): Made {
  const above = builder.add(label, { op: 'activation', fn: 'relu' }, value)
  const below = builder.add(label, { op: 'sub' }, value, above)
  return { kind: 'value', value: builder.add(label, { op: 'add' }, above, builder.add(label, { op: 'mul', constant: ofSample(alpha, value, node) }, below)) }
}

function nhwc(node: GraphNode): void {
  const format = node.text('data_format') ?? 'NHWC'
  if (format !== 'NHWC') throw unsupported(node, `keeps pictures as ${named(format)}`)
}

const inner = (numbers: readonly number[]): Pair => numbers.length === 4 ? [numbers[1], numbers[2]] : [1, 1]

function padsOf(node: GraphNode, picture: Value, size: Pair, strides: Pair, dilations: Pair): Pads {
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

function convolved(making: NodeMaking): Value {
  const { builder, node, label } = making
  nhwc(node)
  const [picture, kernel] = [valueAt(making, 0), constantAt(making, 1)]
  const [strides, dilations] = [inner(node.numbers('strides')), inner(node.numbers('dilations'))]
  const [high, wide, ins] = kernel.shape
  return builder.add(label, {
    op: 'conv2d', kernel, bias: biasFor(making), strides, dilations, pads: padsOf(node, picture, [high, wide], strides, dilations), groups: (picture.shape[2] ?? 1) / (ins || 1),
  }, picture)
}

function depthwise(making: NodeMaking): Value {
  const { builder, node, label } = making
  nhwc(node)
  const [picture, kernel] = [valueAt(making, 0), constantAt(making, 1)]
  const [strides, dilations] = [inner(node.numbers('strides')), inner(node.numbers('dilations'))]
  const [high, wide] = kernel.shape
  return builder.add(label, { op: 'depthwiseConv2d', kernel, bias: biasFor(making), strides, dilations, pads: padsOf(node, picture, [high, wide], strides, dilations) }, picture)
}

function multipliedBy(making: NodeMaking): Value {
  const { builder, node, label } = making
  if (node.flag('transpose_a') || node.flag('adj_x')) throw unsupported(node, 'transposes its rows')
  const kernel = constantAt(making, 1)
  if (kernel.shape.length !== 2) throw unsupported(node, `multiplies by weights of ${kernel.shape.join('×')}`)
  const turned = node.flag('transpose_b') || node.flag('adj_y')
  return builder.add(label, { op: 'dense', kernel: turned ? transposed(kernel) : kernel, bias: biasFor(making) }, valueAt(making, 0))
}

function transposed({ shape: [rows, columns], data }: Weights): Weights {
  const turned = new Float32Array(data.length)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column]
  return { shape: [columns, rows], data: turned }
}

/** The activations that are fused into a node, in their order; the bias is in it already. */
function fused(making: NodeMaking, value: Value): Made {
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

function pooled(making: NodeMaking): Made {
  const { builder, node, label } = making
  nhwc(node)
  const picture = valueAt(making, 0)
  const [size, strides] = [inner(node.numbers('ksize')), inner(node.numbers('strides'))]
  const pads = padsOf(node, picture, size, strides, [1, 1])
  return { kind: 'value', value: builder.add(label, { op: 'pool', kind: node.op === 'MaxPool' ? 'max' : 'average', size, strides, pads, countPads: false }, picture) }
}

/** The mean or the greatest over a picture's height and width; over one axis of nothing else. */
function overPicture(making: NodeMaking): Made {
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

/** Shapes are computed while the file is read. */
function onSizes(making: NodeMaking): Made {
  const { node, inputs } = making
  const all = inputs.map((_, at) => sizesAt(making, at))
  const made = (sizes: RowSizes): Made => ({ kind: 'sizes', sizes })
  const plain = (at: number): number => all[at]?.[0] ?? 0
  switch (node.op) {
    case 'StridedSlice': {
      const mask = (key: string): boolean => ((node.number(key) ?? 0) & 1) === 1
      return made(sliced(all[0], plain(1), plain(2), plain(3), { begin: mask('begin_mask'), end: mask('end_mask'), shrink: mask('shrink_axis_mask') }))
    }
    case 'Slice': return made(all[0].slice(plain(1), plain(2) === -1 ? undefined : plain(1) + plain(2)))
    case 'Pack': return made(all.flat())
    case 'ConcatV2': return made(all.slice(0, -1).flat())
    case 'Gather': case 'GatherV2': return made(all[1].map(at => all[0].at(at ?? 0) ?? null))
    case 'Prod': return made(multiplied(all[0]))
    case 'Mul': return made(multiplied(all.flat()))
    case 'Reshape': case 'Squeeze': case 'ExpandDims': return made(all[0])
    default: throw unsupported(node, 'works on a shape')
  }
}

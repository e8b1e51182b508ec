// What each TensorFlow operation of a GraphModel does, in ops of the neutral graph.
// Source: TensorFlow 2.15's operations (tensorflow.org/api_docs/cc), as tfjs-converter 4.22 executes them.
import { named } from '../keras/config.ts'
import type { Step, Value } from '../keras/graph-builder.ts'
import { Unsupported } from '../keras/unsupported.ts'
import { ACTIVATIONS, bounded, PAIRWISE, paired, parametric } from './node-arithmetic.ts'
import type { Made, NodeMaking } from './node-making.ts'
import { constantAt, scalar, sizesAt, unsupported, valueAt } from './node-making.ts'
import { convolved, depthwise, fused, multipliedBy, nhwc, overPicture, pooled } from './node-windows.ts'
import type { RowSizes } from './row-sizes.ts'
import { multiplied, reshapedRow, sliced } from './row-sizes.ts'

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

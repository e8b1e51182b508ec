// One op of a neutral graph over the tensor library: what the library lacks is composed of what it has, or done number by number.
import {
  add, concat, div, elu, exp, getBackend, leakyRelu, matMul, maximum, minimum, mul, pad, relu, reshape, scalar, sigmoid, sub, tanh, tensor, tidy, transpose,
  type Tensor, type Tensor2D, type Tensor4D,
} from '@tensorflow/tfjs-core'
import type { Op, Weights } from '../../src/core/graph/graph.ts'
import { elementwise, logSoftmaxed, softmaxed } from '../../src/core/graph/elementwise.ts'
import { axisOf } from '../../src/core/graph/shapes.ts'
import { convolved, depthwise } from './convolved.ts'
import { padded, weights } from './padded.ts'
import { pooledKeepingNaN } from './pooled.ts'

type OpOf<Name extends Op['op']> = Extract<Op, { op: Name }>

/** The inputs have an axis of rows before the sample's; they are left alone. */
export async function runOp(op: Op, inputs: readonly Tensor[]): Promise<Tensor> {
  const [input] = inputs
  switch (op.op) {
    case 'activation': return isNative(op) ? tidy(() => activated(op, input)) : byNumber(input, elementwise(op.fn, op.alpha, op.beta))
    case 'softmax': return softmax(op, input, softmaxed)
    case 'logSoftmax': return softmax(op, input, logSoftmaxed)
    case 'pool': case 'globalPool': return pooledKeepingNaN(op, input)
    default: return tidy(() => computed(op, inputs))
  }
}

function computed(op: Exclude<Op, OpOf<'activation' | 'softmax' | 'logSoftmax' | 'pool' | 'globalPool'>>, inputs: readonly Tensor[]): Tensor {
  const [input] = inputs
  const rows = input.shape[0]
  const sample = input.shape.slice(1)
  switch (op.op) {
    case 'dense': {
      const [ins, outs] = op.kernel.shape
      const product = matMul(reshape(input, [-1, ins]), weights(op.kernel) as Tensor2D)
      return reshape(biased(product, op.bias), [rows, ...sample.slice(0, -1), outs])
    }
    case 'conv2d': return biased(convolved(op, padded(input as Tensor4D, op.pads, 0)), op.bias)
    case 'depthwiseConv2d': return biased(depthwise(padded(input as Tensor4D, op.pads, 0), op.kernel, op.strides, op.dilations), op.bias)
    case 'batchNorm': {
      // In double precision: a variance near zero or a large mean loses nothing twice.
      const factor = Float32Array.from(op.scale.data, (scale, channel) => scale / Math.sqrt(op.variance.data[channel] + op.epsilon))
      return add(mul(sub(input, weights(op.mean)), tensor(factor)), weights(op.offset))
    }
    case 'flatten': return reshape(input, [rows, -1])
    case 'reshape': return reshape(input, [rows, ...op.shape])
    case 'transpose': return transpose(input, [0, ...op.perm.map(axis => axis + 1)])
    case 'pad': return pad(input, [[0, 0], ...op.pads.map(([before, after]): [number, number] => [before, after])], op.value)
    case 'clip': return clipped(input, op.low, op.high)
    case 'add': case 'sub': case 'mul': case 'div': return combined(op, inputs)
    case 'concat': return concat([...inputs], axisOf(op, op.axis, sample) + 1)
  }
}

const biased = (value: Tensor, bias: Weights | null): Tensor => bias ? add(value, weights(bias)) : value

function combined(op: OpOf<'add' | 'sub' | 'mul' | 'div'>, [first, second]: readonly Tensor[]): Tensor {
  const rank = Math.max(first.rank - 1, op.constant ? op.constant.shape.length : second.rank - 1)
  /** Samples of fewer axes repeat along those that are missing, which stand behind the axis of rows. */
  const raised = (value: Tensor): Tensor => {
    const missing = rank - (value.rank - 1)
    return missing === 0 ? value : reshape(value, [value.shape[0], ...Array<number>(missing).fill(1), ...value.shape.slice(1)])
  }
  const other = op.constant ? weights(op.constant) : raised(second)
  const [left, right] = op.swapped ? [other, raised(first)] : [raised(first), other]
  return { add, sub, mul, div }[op.op](left, right)
}

/** The library's own clipping makes numbers of NaN on some backends. */
function clipped(value: Tensor, low: number, high: number): Tensor {
  const above = low > -Infinity ? maximum(value, scalar(low)) : value
  return high < Infinity ? minimum(above, scalar(high)) : above
}

/** Those that every backend has, exact; and of these the ones that make numbers of NaN on a GPU. */
const NATIVE: ReadonlySet<string> = new Set(['relu', 'relu6', 'leakyRelu', 'elu', 'silu', 'sigmoid', 'tanh', 'exp'])
const LOST_ON_GPU: ReadonlySet<string> = new Set(['elu', 'sigmoid'])

const isNative = ({ fn, alpha }: OpOf<'activation'>): boolean =>
  NATIVE.has(fn) && !(fn === 'elu' && (alpha ?? 1) !== 1) && !(LOST_ON_GPU.has(fn) && getBackend() === 'webgpu')

function activated({ fn, alpha }: OpOf<'activation'>, input: Tensor): Tensor {
  switch (fn) {
    case 'relu6': return clipped(input, 0, 6)
    case 'leakyRelu': return leakyRelu(input, alpha ?? 0.01)
    case 'elu': return elu(input)
    case 'silu': return mul(input, sigmoid(input))
    case 'sigmoid': return sigmoid(input)
    case 'tanh': return tanh(input)
    case 'exp': return exp(input)
    default: return relu(input)
  }
}

async function byNumber(input: Tensor, of: (value: number) => number): Promise<Tensor> {
  return tensor((await input.data() as Float32Array).map(of), input.shape, 'float32')
}

/** In double precision, row by row: the same to the last digit on every backend, and a row with NaN keeps it to itself. */
async function softmax(op: OpOf<'softmax' | 'logSoftmax'>, input: Tensor, of: (values: Float32Array, length: number, step: number) => Float32Array): Promise<Tensor> {
  const axis = axisOf(op, op.axis, input.shape.slice(1)) + 1
  const step = input.shape.slice(axis + 1).reduce((all, size) => all * size, 1)
  return tensor(of(await input.data() as Float32Array, input.shape[axis], step), input.shape, 'float32')
}

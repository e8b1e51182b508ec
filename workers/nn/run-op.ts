// One op of a neutral graph over the tensor library: what the library lacks is composed of what it has, or done number by number.
import {
  add, avgPool, concat, conv2d, depthwiseConv2d, div, elu, exp, getBackend, leakyRelu, matMul, max, maximum, maxPool, mean, minimum, mul, pad, relu, reshape,
  scalar, sigmoid, slice, sub, tanh, tensor, tensor4d, tidy, transpose, type Tensor, type Tensor2D, type Tensor4D,
} from '@tensorflow/tfjs-core'
import type { Op, Pads, Pair, Weights } from '../../src/core/graph/graph.ts'
import { elementwise, logSoftmaxed, softmaxed } from '../../src/core/graph/elementwise.ts'
import { axisOf } from '../../src/core/graph/shapes.ts'

type OpOf<Name extends Op['op']> = Extract<Op, { op: Name }>

/** The inputs have an axis of rows before the sample's; they are left alone. */
export async function runOp(op: Op, inputs: readonly Tensor[]): Promise<Tensor> {
  const [input] = inputs
  switch (op.op) {
    case 'activation': return isNative(op) ? tidy(() => activated(op, input)) : byNumber(input, elementwise(op.fn, op.alpha, op.beta))
    case 'softmax': return softmax(op, input, softmaxed)
    case 'logSoftmax': return softmax(op, input, logSoftmaxed)
    case 'pool': case 'globalPool': return keepingNaN(op, input)
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

const weights = ({ shape, data }: Weights): Tensor => tensor(data, [...shape], 'float32')

const biased = (value: Tensor, bias: Weights | null): Tensor => bias ? add(value, weights(bias)) : value

/** As kernels take their pads in different ways, rows and columns are set around the picture beforehand. */
const padded = (value: Tensor4D, [top, left, bottom, right]: Pads, number: number): Tensor4D =>
  top + left + bottom + right === 0 ? value : pad(value, [[0, 0], [top, bottom], [left, right], [0, 0]], number)

function convolved({ kernel, strides, dilations, groups }: OpOf<'conv2d'>, input: Tensor4D): Tensor {
  const [high, wide, ins, outs] = kernel.shape
  if (groups > 1 && ins === 1) return depthwise(input, { shape: [high, wide, groups, outs / groups], data: kernel.data }, strides, dilations)
  const spread = spreadOut(kernel, strides, dilations)
  const whole = weights(spread.kernel) as Tensor4D
  const convolve = (part: Tensor4D, filter: Tensor4D): Tensor4D => conv2d(part, filter, [...strides], 'valid', 'NHWC', [...spread.dilations])
  if (groups === 1) return convolve(input, whole)
  const each = outs / groups
  return concat(Array.from({ length: groups }, (_, group) =>
    convolve(slice(input, [0, 0, 0, group * ins], [-1, -1, -1, ins]), slice(whole, [0, 0, 0, group * each], [-1, -1, -1, each]))), 3)
}

function depthwise(input: Tensor4D, kernel: Weights, strides: Pair, dilations: Pair): Tensor {
  const spread = spreadOut(kernel, strides, dilations)
  return depthwiseConv2d(input, weights(spread.kernel) as Tensor4D, [...strides], 'valid', 'NHWC', [...spread.dilations])
}

/** The library takes no strides together with dilations: then zeros are set between the kernel's places. */
function spreadOut(kernel: Weights, strides: Pair, dilations: Pair): { kernel: Weights, dilations: Pair } {
  if (dilations.every(step => step === 1) || strides.every(step => step === 1)) return { kernel, dilations }
  const [high, wide, ins, outs] = kernel.shape
  const shape = [(high - 1) * dilations[0] + 1, (wide - 1) * dilations[1] + 1, ins, outs]
  const data = new Float32Array(shape[0] * shape[1] * ins * outs)
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const place = (row * wide + column) * ins * outs
      data.set(kernel.data.subarray(place, place + ins * outs), (row * dilations[0] * shape[1] + column * dilations[1]) * ins * outs)
    }
  }
  return { kernel: { shape, data }, dilations: [1, 1] }
}

/** The least float32: less than anything in a picture, and safe where a GPU's constants may not be infinite. */
const LEAST = -3.4028234663852886e38

type Pool = OpOf<'pool' | 'globalPool'>

function pooled(op: Pool, input: Tensor4D): Tensor {
  if (op.op === 'globalPool') return (op.kind === 'max' ? max : mean)(input, [1, 2], op.keepDims)
  const { kind, size, strides, pads, countPads } = op
  const whole = padded(input, pads, kind === 'max' ? LEAST : 0)
  if (kind === 'max') return maxPool(whole, [...size], [...strides], 'valid')
  const average = avgPool(whole, [...size], [...strides], 'valid')
  if (countPads || pads.every(count => count === 0)) return average
  const [, height, width] = input.shape
  const across = (axis: 0 | 1, length: number, places: number): number[] => Array.from({ length: places }, (_, place) => {
    const from = place * strides[axis] - pads[axis]
    return Math.max(1, Math.min(from + size[axis], length) - Math.max(from, 0))
  })
  const rows = across(0, height, average.shape[1])
  const columns = across(1, width, average.shape[2])
  const factors = Float32Array.from(rows.flatMap(high => columns.map(wide => size[0] * size[1] / (high * wide))))
  return mul(average, tensor(factors, [1, rows.length, columns.length, 1]))
}

/** The library's pooling passes over NaN as if it were not there. It costs little to look; where there are any, the windows that hold one are marked afterwards. */
async function keepingNaN(op: Pool, input: Tensor): Promise<Tensor> {
  const values = await input.data() as Float32Array
  if (!values.some(Number.isNaN)) return tidy(() => pooled(op, input as Tensor4D))
  const without = (number: (value: number) => number, kind: Pool['kind']): Tensor => tidy(() => pooled({ ...op, kind }, tensor4d(values.map(number), (input as Tensor4D).shape)))
  const result = without(value => Number.isNaN(value) ? 0 : value, op.kind)
  const hit = without(value => Number.isNaN(value) ? 1 : 0, 'max')
  const [numbers, marks] = await Promise.all([result.data(), hit.data()])
  const marked = tensor((numbers as Float32Array).map((value, place) => marks[place] > 0 ? NaN : value), result.shape)
  result.dispose()
  hit.dispose()
  return marked
}

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

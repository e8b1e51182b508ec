// Which operators are known, by their names.
import { mapped, combined } from '../arithmetic.ts'
import type { At } from '../at.ts'
import type { Known, Value } from '../known.ts'
import { integers, product, scalar } from '../known.ts'
import { absolute, clip, erf, extreme, power, prelu, sigmoid, tanh, unary, where } from './activations.ts'
import { activation, arithmetic, single } from './elementwise.ts'
import { gemm, matMul } from './linear.ts'
import { pad } from './pad.ts'
import { constantOfShape, expand, gather, range, slice, split, tile } from './parts.ts'
import { batchNorm, conv, globalPool, pool } from './pictures.ts'
import type { Reduction } from './reduce.ts'
import { instanceNorm, layerNorm, reduce, softmax } from './reduce.ts'
import { cast, concat, constant, flatten, inert, reshape, shape, squeeze, transpose, unsqueeze } from './shape.ts'

export type Operator = (at: At) => Known | readonly Known[]

const pairwise = (op: 'add' | 'sub' | 'mul' | 'div') => (at: At): Known => arithmetic(at, op, at.input(0), at.input(1))
const reducing = (kind: Reduction) => (at: At): Known => reduce(at, kind)
/** Of constants only. */
const computed = (compute: (value: number) => number, whole?: boolean) => (at: At): Known => mapped(at.budget, at.constant(0, 'numbers'), compute, whole)
const compared = (compute: (left: number, right: number) => number, whole?: boolean) => (at: At): Known =>
  combined(at.budget, at.constant(0, 'numbers'), at.constant(1, 'numbers'), compute, whole)
const truth = (test: (left: number, right: number) => boolean) => compared((left, right) => test(left, right) ? 1 : 0, true)

const relu = unary('relu', value => Math.max(value, 0))

function hardSwish(at: At): Known {
  const value = at.value(0)
  return arithmetic(at, 'mul', value, activation(at, value, 'hardSigmoid', { alpha: 1 / 6, beta: 0.5 }))
}

/** x·sigmoid(αx). */
function swish(at: At, alpha: number): Known {
  const value = at.value(0)
  if (alpha === 1) return activation(at, value, 'silu')
  return arithmetic(at, 'mul', value, activation(at, arithmetic(at, 'mul', value, scalar(alpha)) as Value, 'sigmoid'))
}

/** α·elu(x/α) has the slope 1 above 0 whatever α is. */
function celu(at: At): Known {
  const alpha = at.float('alpha', 1)
  const inner = arithmetic(at, 'div', at.value(0), scalar(alpha)) as Value
  return arithmetic(at, 'mul', activation(at, inner, 'elu', { alpha: 1 }), scalar(alpha))
}

function selu(at: At): Known {
  const usual = Math.abs(at.float('alpha', 1.67326) - 1.67326) < 1e-4 && Math.abs(at.float('gamma', 1.0507) - 1.0507) < 1e-4
  if (!usual) throw at.unsupported(' with other constants than its own')
  return activation(at, at.value(0), 'selu')
}

function raised(at: At): Known {
  const exponent = at.constant(1, 'an exponent')
  const base = at.input(0)
  if (base.kind === 'constant') return combined(at.budget, base, exponent, (left, right) => left ** right, base.whole)
  const one = single(exponent)
  if (one === null) throw at.unsupported(' with several exponents')
  return power(at, base, one)
}

/** Sum and Mean of any number of inputs. */
function summed(at: At): Known {
  return at.inputs.map((_, index) => at.input(index)).reduce((left, right) => arithmetic(at, 'add', left, right))
}

/** x·tanh(softplus(x)). */
function mish(at: At): Known {
  const value = at.value(0)
  return arithmetic(at, 'mul', value, activation(at, activation(at, value, 'softplus'), 'tanh'))
}

/** (x − zero)·scale; numbers of an axis have their own. */
function dequantize(at: At): Known {
  const stored = at.constant(0, 'numbers')
  const along = (index: number): Known => {
    const found = at.constant(index, 'a scale')
    if (found.shape.length !== 1 || found.data.length === 1) return { ...found, shape: [], whole: false }
    const axis = at.axis(at.int('axis', 1), stored.shape.length)
    return { ...found, whole: false, shape: [found.data.length, ...stored.shape.slice(axis + 1).map(() => 1)] }
  }
  const centred = at.has(2) ? arithmetic(at, 'sub', { ...stored, whole: false }, along(2)) : { ...stored, whole: false }
  return arithmetic(at, 'mul', centred, along(1))
}

/** Operators of the standard domain, and those of ONNX Runtime's own that its optimiser puts in their place. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['Gemm', gemm], ['MatMul', matMul], ['FusedGemm', at => fused(at, gemm(at))], ['FusedMatMul', fusedMatMul],
  ['Conv', conv], ['FusedConv', at => fused(at, conv(at))], ['BatchNormalization', batchNorm], ['LayerNormalization', layerNorm], ['InstanceNormalization', instanceNorm],
  ['MaxPool', at => pool(at, 'max')], ['AveragePool', at => pool(at, 'average')],
  ['GlobalMaxPool', at => globalPool(at, 'max')], ['GlobalAveragePool', at => globalPool(at, 'average')],
  ['Add', pairwise('add')], ['Sub', pairwise('sub')], ['Mul', pairwise('mul')], ['Div', pairwise('div')], ['Pow', raised],
  ['Sum', summed], ['Mean', at => arithmetic(at, 'mul', summed(at), scalar(1 / at.inputs.length))],
  ['Neg', at => arithmetic(at, 'mul', at.input(0), negative(at.input(0)))], ['Reciprocal', at => power(at, at.input(0), -1)], ['Sqrt', at => power(at, at.input(0), 0.5)], ['Abs', absolute],
  ['Relu', relu], ['LeakyRelu', at => activation(at, at.value(0), 'leakyRelu', { alpha: at.float('alpha', 0.01) })], ['PRelu', prelu],
  ['Elu', at => activation(at, at.value(0), 'elu', { alpha: at.float('alpha', 1) })], ['Selu', selu], ['Celu', celu],
  ['Sigmoid', sigmoid], ['HardSigmoid', at => activation(at, at.value(0), 'hardSigmoid', { alpha: at.float('alpha', 0.2), beta: at.float('beta', 0.5) })], ['HardSwish', hardSwish],
  ['Tanh', tanh], ['Softplus', unary('softplus', value => Math.log1p(Math.exp(value)))], ['Softsign', unary('softsign', value => value / (1 + Math.abs(value)))],
  ['Exp', unary('exp', Math.exp)], ['Log', unary('log', Math.log)], ['Erf', erf],
  ['Gelu', at => activation(at, at.value(0), at.text('approximate', 'none') === 'tanh' ? 'geluTanh' : 'gelu')], ['FastGelu', fastGelu],
  ['BiasGelu', at => activation(at, arithmetic(at, 'add', at.value(0), at.input(1)) as Value, 'gelu')],
  ['Swish', at => swish(at, at.float('alpha', 1))], ['QuickGelu', at => swish(at, at.float('alpha', 1.702))], ['Mish', mish],
  ['Clip', clip], ['Max', at => extreme(at, 'max')], ['Min', at => extreme(at, 'min')],
  ['Softmax', at => softmax(at, 'softmax')], ['LogSoftmax', at => softmax(at, 'logSoftmax')],
  ['Reshape', reshape], ['Flatten', flatten], ['Transpose', transpose], ['Squeeze', squeeze], ['Unsqueeze', unsqueeze],
  ['Concat', concat], ['Gather', gather], ['Slice', slice], ['Split', split], ['Expand', expand], ['Tile', tile], ['Pad', pad],
  ['Identity', inert], ['Dropout', inert], ['Cast', cast], ['CastLike', at => at.input(0)],
  ['ReduceMean', reducing('mean')], ['ReduceSum', reducing('sum')], ['ReduceMax', reducing('max')], ['ReduceMin', reducing('min')], ['ReduceProd', reducing('prod')],
  ['ReduceSumSquare', reducing('squares')], ['ReduceL2', reducing('length')],
  ['Constant', constant], ['ConstantOfShape', constantOfShape], ['Shape', shape], ['Size', at => ({ ...integers([product(at.input(0).shape)]), shape: [] })], ['Range', range],
  ['DequantizeLinear', dequantize], ['Where', where], ['Equal', truth((a, b) => a === b)], ['Greater', truth((a, b) => a > b)], ['GreaterOrEqual', truth((a, b) => a >= b)],
  ['Less', truth((a, b) => a < b)], ['LessOrEqual', truth((a, b) => a <= b)], ['And', truth((a, b) => a !== 0 && b !== 0)], ['Or', truth((a, b) => a !== 0 || b !== 0)],
  ['Not', computed(value => value === 0 ? 1 : 0, true)], ['Mod', compared((a, b) => a - b * Math.floor(a / b))],
  ['Floor', computed(Math.floor)], ['Ceil', computed(Math.ceil)], ['Sign', computed(Math.sign)],
])

/** −1 in the kind of numbers of the other side. */
const negative = (of: Known): Known => of.kind === 'constant' && of.whole ? { ...integers([-1]), shape: [] } : scalar(-1)

function fastGelu(at: At): Known {
  const value = at.has(1) ? arithmetic(at, 'add', at.value(0), at.input(1)) as Value : at.value(0)
  return activation(at, value, 'geluTanh')
}

function fused(at: At, result: Known): Known {
  const name = at.text('activation', '')
  if (name === '' || result.kind === 'constant') return result
  const [first, second] = at.attribute('activation_params')?.floats ?? []
  switch (name) {
    case 'Relu': return activation(at, result, 'relu')
    case 'Tanh': return activation(at, result, 'tanh')
    case 'Sigmoid': return activation(at, result, 'sigmoid')
    case 'LeakyRelu': return activation(at, result, 'leakyRelu', { alpha: first ?? at.float('activation_alpha', 0.01) })
    case 'HardSigmoid': return activation(at, result, 'hardSigmoid', { alpha: first ?? 0.2, beta: second ?? 0.5 })
    default: throw at.unsupported(` with ${name}`)
  }
}

function fusedMatMul(at: At): Known {
  if (['transA', 'transB', 'transBatchA', 'transBatchB'].some(name => at.int(name, 0) !== 0)) throw at.unsupported(' with turned matrices')
  const alpha = at.float('alpha', 1)
  return alpha === 1 ? matMul(at) : arithmetic(at, 'mul', matMul(at), scalar(alpha))
}

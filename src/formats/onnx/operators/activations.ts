// Activations and other functions of one number, bounds, and what is composed of them.
import type { GraphActivation } from '../../../core/graph/graph.ts'
import { broadcastShape, combined, expanded, made, mapped } from '../arithmetic.ts'
import type { At } from '../at.ts'
import type { Gate } from '../facts.ts'
import { areNear, GELU_ERF, GELU_TANH, polynomialsOf } from '../facts.ts'
import type { Constant, Known, Value } from '../known.ts'
import { constantOf, scalar } from '../known.ts'
import { activation, arithmetic, single } from './elementwise.ts'

/** Operators of one number: on constants computed, on values an activation. */
export function unary(fn: GraphActivation, compute: (value: number) => number) {
  return (at: At): Known => {
    const input = at.input(0)
    return input.kind === 'constant' ? mapped(at.budget, input, compute, false) : activation(at, input, fn)
  }
}

export const tanh = (at: At): Known => remembered(at, at.input(0), 'tanh', Math.tanh, value => {
  const found = polynomialsOf(value, at.building.facts).find(({ c }) => areNear(c, GELU_TANH))
  return found && { kind: 'tanh', base: found.base, open: true, times: [1] }
})

export const sigmoid = (at: At): Known => remembered(at, at.input(0), 'sigmoid', value => 1 / (1 + Math.exp(-value)), value => ({ kind: 'sigmoid', base: value, open: false, times: [1] }))

function remembered(at: At, input: Known, fn: 'tanh' | 'sigmoid', compute: (value: number) => number, gateOf: (value: Value) => Gate | undefined): Known {
  if (input.kind === 'constant') return mapped(at.budget, input, compute)
  const result = activation(at, input, fn)
  at.building.facts.set(result.id, { gate: gateOf(input) })
  return result
}

/** There is no op for erf: it stands for a while, until what follows has made it a gelu. */
export function erf(at: At): Known {
  const value = at.value(0)
  const found = polynomialsOf(value, at.building.facts).find(({ c }) => areNear(c, GELU_ERF))
  const id = at.building.fresh()
  at.building.missing.set(id, at.unsupported(' outside a gelu'))
  if (found) at.building.facts.set(id, { gate: { kind: 'erf', base: found.base, open: true, times: [1] } })
  return { ...value, id }
}

/** max(low, min(high, x)). */
export function clipped(at: At, input: Known, low: number, high: number): Known {
  if (input.kind === 'constant') return mapped(at.budget, input, value => Math.min(high, Math.max(low, value)))
  if (low === -Infinity && high === Infinity) return input
  if (low === 0 && high === Infinity) return activation(at, input, 'relu')
  if (low === 0 && high === 6) return activation(at, input, 'relu6')
  return at.building.emit({ op: 'clip', low, high, label: at.label }, [input], input.shape)
}

/** Clip: bounds are attributes before version 11, inputs since; float's extremes are as good as none. */
export function clip(at: At): Known {
  const bound = (index: number, name: string, otherwise: number): number => {
    const given = at.has(index) ? single(at.constant(index, 'bounds')) : at.attribute(name)?.f ?? null
    return given === null || Math.abs(given) > 3.4e38 ? otherwise : given
  }
  return clipped(at, at.input(0), bound(1, 'min', -Infinity), bound(2, 'max', Infinity))
}

/** x^p by a constant p; whole powers are products, others by way of the logarithm (as floats have it: NaN below 0). */
export function power(at: At, input: Known, exponent: number): Known {
  if (input.kind === 'constant') return mapped(at.budget, input, value => value ** exponent)
  if (exponent === 1) return input
  if (exponent === 2) return arithmetic(at, 'mul', input, input)
  if (exponent === 3) return arithmetic(at, 'mul', power(at, input, 2), input)
  if (exponent === -1) return arithmetic(at, 'div', scalar(1), input)
  if (Number.isInteger(exponent)) throw at.unsupported(` with exponent ${exponent}`)
  return activation(at, arithmetic(at, 'mul', activation(at, input, 'log'), scalar(exponent)) as Value, 'exp')
}

export function absolute(at: At): Known {
  const input = at.input(0)
  if (input.kind === 'constant') return mapped(at.budget, input, Math.abs)
  return arithmetic(at, 'add', activation(at, input, 'relu'), activation(at, arithmetic(at, 'mul', input, scalar(-1)) as Value, 'relu'))
}

/** Leaky relu with one slope, or with one a channel: relu(x) − slope·relu(−x). */
export function prelu(at: At): Known {
  const value = at.value(0)
  const slope = at.constant(1, 'slopes')
  const one = single(slope)
  if (one !== null || slope.data.every(each => each === slope.data[0])) return activation(at, value, 'leakyRelu', { alpha: slope.data[0] })
  const below = activation(at, arithmetic(at, 'mul', value, scalar(-1)) as Value, 'relu')
  // Slopes of the channels come without the axes behind them before version 7.
  const old = at.opset < 7 && slope.shape.length === 1 && slope.shape[0] === value.shape[1]
  const shape = old ? [slope.shape[0], ...value.shape.slice(2).map(() => 1)] : slope.shape
  return arithmetic(at, 'sub', activation(at, value, 'relu'), arithmetic(at, 'mul', below, { ...slope, shape }))
}

/** Max and Min: of constants, or of a value and a number. */
export function extreme(at: At, which: 'max' | 'min'): Known {
  const inputs = at.inputs.map((_, index) => at.input(index))
  return inputs.reduce((a, b) => {
    if (a.kind === 'constant' && b.kind === 'constant') return combined(at.budget, a, b, which === 'max' ? Math.max : Math.min)
    const number = single(a) ?? single(b)
    const value = a.kind === 'value' ? a : b
    if (number !== null) return which === 'max' ? clipped(at, value, number, Infinity) : clipped(at, value, -Infinity, number)
    // max(a, b) = a + relu(b − a), min(a, b) = a − relu(a − b)
    const more = which === 'max' ? arithmetic(at, 'sub', b, a) : arithmetic(at, 'sub', a, b)
    return arithmetic(at, which === 'max' ? 'add' : 'sub', a, activation(at, more as Value, 'relu'))
  })
}

/** Where: only of constants. */
export function where(at: At): Known {
  const [condition, yes, no] = [0, 1, 2].map(index => at.constant(index, 'choices'))
  const shape = broadcastShape(broadcastShape(condition.shape, yes.shape), no.shape)
  const [chosen, left, right] = [condition, yes, no].map(each => expanded(at.budget, each, shape).data)
  const result = made(at.budget, shape, yes.whole && no.whole)
  for (let i = 0; i < result.data.length; i++) result.data[i] = chosen[i] === 0 ? right[i] : left[i]
  return constantOf(shape, result.data, result.whole)
}

/** (x − offset)·scale, as scikit-learn's scalers are written. */
export function scaler(at: At): Known {
  const along = (name: string): Constant | null => {
    const found = at.attribute(name)?.floats ?? []
    return found.length > 0 ? constantOf([found.length], Float32Array.from(found), false) : null
  }
  const [offset, scale] = [along('offset'), along('scale')]
  const centred = offset ? arithmetic(at, 'sub', at.input(0), offset) : at.input(0)
  return scale ? arithmetic(at, 'mul', centred, scale) : centred
}

// Operators that work number by number, on constants and on values.
import type { GraphActivation } from '../../../core/graph/graph.ts'
import { broadcastShape, combined, expanded, made, mapped } from '../arithmetic.ts'
import type { At } from '../at.ts'
import { areNear, combinedPolynomials, GELU_ERF, GELU_TANH, polynomialsOf, times } from '../facts.ts'
import type { Gate } from '../facts.ts'
import type { Constant, Known, Value } from '../known.ts'
import { CannotRun, constantOf, product, scalar } from '../known.ts'

type Arithmetic = 'add' | 'sub' | 'mul' | 'div'

const COMPUTE: Record<Arithmetic, (a: number, b: number) => number> = { add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: (a, b) => a / b }

export function activation(at: At, value: Value, fn: GraphActivation, constants: { alpha?: number, beta?: number } = {}): Value {
  return at.building.emit({ op: 'activation', fn, label: at.label, ...constants }, [value], value.shape)
}

/** The number that a constant is, however many axes it has; null where it is several. */
export const single = (known: Known): number | null => known.kind === 'constant' && known.data.length === 1 ? known.data[0] : null

/** Sum, difference, product, quotient of anything. */
export function arithmetic(at: At, op: Arithmetic, a: Known, b: Known): Known {
  if (a.kind === 'constant' && b.kind === 'constant') {
    return combined(at.budget, a, b, op === 'div' && a.whole && b.whole ? (left, right) => Math.trunc(left / right) : COMPUTE[op])
  }
  if (a.kind === 'value' && b.kind === 'value') return ofValues(at, op, a, b)
  if (a.kind === 'value') return withConstant(at, op, a, b as Constant, false)
  return withConstant(at, op, b as Value, a, op === 'sub' || op === 'div')
}

function ofValues(at: At, op: Arithmetic, a: Value, b: Value): Value {
  const { building } = at
  const rank = Math.max(a.shape.length, b.shape.length)
  const [left, right] = [a, b].map(value => ofRank(at, value, rank))
  if (left.rows !== right.rows) throw new CannotRun('combines values of which only one has rows.')
  if (op === 'mul') {
    const done = gated(at, building.facts.get(a.id)?.gate, c => polynomialsOf(b, building.facts).find(({ base }) => base.id === c)?.c)
      ?? gated(at, building.facts.get(b.id)?.gate, c => polynomialsOf(a, building.facts).find(({ base }) => base.id === c)?.c)
    if (done) return done.value
  }
  const result = building.emit({ op, label: at.label }, [left, right], broadcastShape(left.shape, right.shape))
  building.facts.set(result.id, {
    polynomials: combinedPolynomials(op, polynomialsOf(a, building.facts), polynomialsOf(b, building.facts)),
    ...op === 'mul' ? { gate: productGate(at, a, b) ?? productGate(at, b, a) } : {},
  })
  return result
}

const ofRank = (at: At, value: Value, rank: number): Value =>
  value.shape.length === rank ? value : at.building.reshaped(value, [...Array<number>(rank - value.shape.length).fill(1), ...value.shape], at.label)

const productGate = (at: At, a: Value, b: Value): Gate | undefined => {
  const gate = at.building.facts.get(a.id)?.gate
  const factor = gate && polynomialsOf(b, at.building.facts).find(({ base }) => base.id === gate.base.id)
  const all = gate && factor && !gate.open ? times(gate.times, factor.c) : null
  return gate && all ? { ...gate, times: all } : undefined
}

/** The activation that a gate times a polynomial of the same value is, where it is one. */
function gated(at: At, gate: Gate | undefined, factorOf: (base: string) => readonly number[] | undefined): { value: Value } | null {
  if (!gate || gate.open) return null
  const factor = factorOf(gate.base.id)
  const all = factor && times(gate.times, factor)
  if (!all) return null
  if (gate.kind === 'sigmoid') return areNear(all, [0, 1]) ? { value: activation(at, gate.base, 'silu') } : null
  return areNear(all, [0, 0.5]) ? { value: activation(at, gate.base, gate.kind === 'erf' ? 'gelu' : 'geluTanh') } : null
}

function withConstant(at: At, op: Arithmetic, given: Value, constant: Constant, swapped: boolean): Value {
  const { building } = at
  const fitted = legacyBroadcast(at, given, constant)
  const rank = Math.max(given.shape.length, fitted.shape.length)
  const value = ofRank(at, given, rank)
  const full = [...Array<number>(rank - fitted.shape.length).fill(1), ...fitted.shape]
  if (value.rows && full[0] !== 1) throw new CannotRun(`combines every row with one of ${full[0]} rows of a constant.`)
  const number = single(constant)
  if (number !== null && !swapped && number === (op === 'add' || op === 'sub' ? 0 : 1) && product(full) === 1) return value
  const done = number !== null && op === 'mul' ? gated(at, building.facts.get(given.id)?.gate, () => [number]) : null
  if (done) return done.value
  const biased = (op === 'add' || op === 'sub') && !swapped ? withBias(at, value, full, fitted, op === 'sub' ? -1 : 1) : null
  if (biased) return biased
  const sample = value.rows ? full.slice(1) : full
  const first = sample.findIndex(size => size !== 1)
  const weights = { shape: first < 0 ? [] : sample.slice(first), data: asFloats(fitted) }
  const result = building.emit({ op, label: at.label, constant: weights, ...swapped ? { swapped } : {} }, [value], broadcastShape(value.shape, full))
  if (number === null) return result
  const gate = building.facts.get(given.id)?.gate
  const polynomials = polynomialsOf(value, building.facts)
  building.facts.set(result.id, {
    polynomials: !swapped ? combinedPolynomials(op, polynomials, number) : op === 'sub' ? combinedPolynomials('add', combinedPolynomials('mul', polynomials, -1), number) : [],
    ...gate && !swapped ? { gate: shiftedGate(op, gate, number) } : {},
  })
  return result
}

function shiftedGate(op: Arithmetic, gate: Gate, number: number): Gate | undefined {
  if (op === 'add') return gate.open && number === 1 ? { ...gate, open: false } : undefined
  if (op === 'sub' || gate.open) return undefined
  const all = times(gate.times, [op === 'mul' ? number : 1 / number])
  return all ? { ...gate, times: all } : undefined
}

/** Before version 7 a constant was laid along axes from `axis` on. */
function legacyBroadcast(at: At, value: Value, constant: Constant): Constant {
  if (at.opset >= 7 || at.int('broadcast', 0) !== 1 || !at.attribute('axis')) return constant
  const behind = value.shape.length - at.axis(at.int('axis', 0), value.shape.length) - constant.shape.length
  return { ...constant, shape: [...constant.shape, ...Array<number>(Math.max(behind, 0)).fill(1)] }
}

/** A vector added to what a weighted op gives becomes its bias; null where it cannot. */
function withBias(at: At, value: Value, full: readonly number[], constant: Constant, sign: number): Value | null {
  const weighted = at.building.facts.get(value.id)?.weighted
  if (!weighted || at.node.inputs.some((name, index) => at.inputs[index]?.kind === 'value' && at.uses(name) > 1)) return null
  const op = at.building.ops[weighted.at]
  if ((op.op !== 'dense' && op.op !== 'conv2d' && op.op !== 'depthwiseConv2d') || op.bias) return null
  const axis = weighted.axis + (value.rows ? 1 : 0)
  const outputs = value.shape[axis]
  if (!full.every((size, place) => size === 1 || (place === axis && size === outputs))) return null
  const bias = Float32Array.from({ length: outputs }, (_, k) => sign * constant.data[constant.data.length === 1 ? 0 : k])
  at.building.ops[weighted.at] = { ...op, bias: { shape: [outputs], data: bias } }
  return value
}

export const asFloats = ({ data }: Constant): Float32Array => data instanceof Float32Array ? data : Float32Array.from(data)

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

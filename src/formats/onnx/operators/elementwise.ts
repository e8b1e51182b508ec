// Sums, differences, products and quotients, of constants and of values.
import type { GraphActivation } from '../../../core/graph/graph.ts'
import { broadcastShape, combined } from '../arithmetic.ts'
import type { At } from '../at.ts'
import { areNear, combinedPolynomials, polynomialsOf, times } from '../facts.ts'
import type { Gate } from '../facts.ts'
import type { Constant, Known, Value } from '../known.ts'
import { CannotRun, product } from '../known.ts'

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

// Operators that change shapes and order, join, and give constants.
import { joined, mapped, transposed } from '../arithmetic.ts'
import type { At } from '../at.ts'
import type { Known } from '../known.ts'
import { CannotRun, constantOf, integers, product } from '../known.ts'
import { isFloat } from '../tensor.ts'
import { asFloats } from './elementwise.ts'

export function reshaped(at: At, input: Known, shape: readonly number[]): Known {
  if (input.kind === 'value') return at.building.reshaped(input, shape, at.label)
  if (product(shape) !== input.data.length) throw new CannotRun(`makes [${shape.join(', ')}] of [${input.shape.join(', ')}].`)
  return { ...input, shape }
}

/** The target is an attribute before version 5. 0 keeps a size; one −1 takes what is left. */
export function reshape(at: At): Known {
  const input = at.input(0)
  const target = at.list('shape', 1) ?? []
  const numbers = product(input.shape)
  const kept = at.int('allowzero', 0) === 1 ? target : target.map((size, axis) => size === 0 ? input.shape[axis] ?? 0 : size)
  const known = kept.reduce((all, size) => size === -1 ? all : all * size, 1)
  const shape = kept.map(size => size === -1 ? numbers / known : size)
  // A fixed batch is spelt out here too; it counts 1.
  const { fixedRows } = at.building
  if (input.kind === 'value' && fixedRows > 1 && shape[0] === fixedRows && product(shape) === numbers * fixedRows) shape[0] = 1
  if (!shape.every(size => Number.isSafeInteger(size) && size >= 0)) throw new CannotRun(`makes [${target.join(', ')}] of [${input.shape.join(', ')}].`)
  return reshaped(at, input, shape)
}

export function flatten(at: At): Known {
  const input = at.input(0)
  const asked = at.int('axis', 1)
  const axis = asked === input.shape.length ? asked : at.axis(asked, input.shape.length)
  return reshaped(at, input, [product(input.shape.slice(0, axis)), product(input.shape.slice(axis))])
}

export function transpose(at: At): Known {
  const input = at.input(0)
  const perm = at.ints('perm') ?? input.shape.map((_, axis) => input.shape.length - 1 - axis)
  if (input.kind === 'value') return at.building.transposed(input, perm, at.label)
  if (perm.length !== input.shape.length || !perm.every((_, axis) => perm.includes(axis))) throw new CannotRun(`orders the axes of [${input.shape.join(', ')}] as ${perm.join(', ')}.`)
  return transposed(at.budget, input, perm)
}

export function squeeze(at: At): Known {
  const input = at.input(0)
  const axes = at.list('axes', 1)?.map(axis => at.axis(axis, input.shape.length))
  if (axes?.some(axis => input.shape[axis] !== 1)) throw new CannotRun(`drops axes ${axes.join(', ')} of [${input.shape.join(', ')}], which are not all of size 1.`)
  // Without a list all axes of size 1 go; that of rows has size 1 only here.
  const drop = axes ?? input.shape.flatMap((size, axis) => size === 1 && !(axis === 0 && input.kind === 'value' && input.rows) ? [axis] : [])
  return reshaped(at, input, input.shape.filter((_, axis) => !drop.includes(axis)))
}

export function unsqueeze(at: At): Known {
  const input = at.input(0)
  const axes = at.list('axes', 1) ?? []
  const rank = input.shape.length + axes.length
  const added = new Set(axes.map(axis => at.axis(axis, rank)))
  const rest = [...input.shape]
  return reshaped(at, input, Array.from({ length: rank }, (_, axis) => added.has(axis) ? 1 : rest.shift() ?? 1))
}

/** A value's shape, for a single row. */
export function shape(at: At): Known {
  const sizes = at.input(0).shape
  return integers(sizes.slice(at.int('start', 0), at.attribute('end')?.i ?? sizes.length))
}

/** To a floating type a value stays what it is; to integers only constants are cut. */
export function cast(at: At): Known {
  const input = at.input(0)
  const type = at.int('to', 1)
  if (input.kind === 'value') {
    if (!isFloat(type)) throw at.unsupported(' to whole numbers')
    return input
  }
  if (isFloat(type)) return input.whole ? constantOf(input.shape, asFloats(input), false) : input
  return mapped(at.budget, input, type === 9 ? value => value === 0 ? 0 : 1 : Math.trunc, true)
}

export function concat(at: At): Known {
  const inputs = at.inputs.map((_, index) => at.input(index))
  const axis = at.axis(at.int('axis', 1), inputs[0].shape.length)
  const constants = inputs.filter(each => each.kind === 'constant')
  if (constants.length === inputs.length) return joined(at.budget, constants, axis)
  const values = inputs.filter(each => each.kind === 'value')
  if (values.length === 1 && constants.every(each => each.data.length === 0)) return values[0]
  if (constants.length > 0) throw at.unsupported(' of values and constants')
  const [first] = values
  if (values.some(each => each.rows !== first.rows || each.shape.length !== first.shape.length)) throw new CannotRun('joins values with unlike axes.')
  if (first.rows && axis === 0) throw at.unsupported(' of rows')
  const sizes = first.shape.with(axis, values.reduce((all, each) => all + each.shape[axis], 0))
  return at.building.emit({ op: 'concat', axis: first.rows ? axis - 1 : axis, label: at.label }, values, sizes)
}

/** The value itself, whatever else the operator does while training. */
export const inert = (at: At): Known => at.input(0)

export function constant(at: At): Known {
  const value = at.attribute('value')
  if (value?.t) return at.tensor(value)
  const number = at.attribute('value_float')
  if (number?.f != null) return constantOf([], Float32Array.of(number.f), false)
  const whole = at.attribute('value_int')
  if (whole?.i != null) return constantOf([], Float64Array.of(whole.i), true)
  const floats = at.attribute('value_floats')
  if (floats) return constantOf([floats.floats.length], Float32Array.from(floats.floats), false)
  const ints = at.attribute('value_ints')
  if (ints) return integers(ints.ints)
  throw at.unsupported(' of this kind')
}

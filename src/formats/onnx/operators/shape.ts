// Operators that change shapes, order and extent. Of constants anything is computed; of values what keeps every number.
import { expanded, gathered, joined, made, mapped, spend, stepsOf, taken, transposed } from '../arithmetic.ts'
import type { At } from '../at.ts'
import { wholes } from '../at.ts'
import { same } from '../building.ts'
import type { Constant, Known } from '../known.ts'
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

export function gather(at: At): Known {
  const input = at.input(0)
  const places = at.constant(1, 'places')
  const axis = at.axis(at.int('axis', 0), input.shape.length)
  const list = wholes(places).map(place => at.axis(place, input.shape[axis]))
  if (input.kind === 'value') {
    // The one place of an axis of size 1, or all places in order.
    if (!same(list, Array.from({ length: input.shape[axis] }, (_, place) => place))) throw at.unsupported(' that takes out a part')
    return reshaped(at, input, [...input.shape.slice(0, axis), ...places.shape, ...input.shape.slice(axis + 1)])
  }
  return { ...taken(at.budget, input, axis, list), shape: [...input.shape.slice(0, axis), ...places.shape, ...input.shape.slice(axis + 1)] }
}

/** Starts, ends, axes, steps: attributes before version 10, inputs since. */
export function slice(at: At): Known {
  const input = at.input(0)
  const starts = at.list('starts', 1) ?? []
  const ends = at.list('ends', 2) ?? []
  const axes = (at.list('axes', 3) ?? starts.map((_, k) => k)).map(axis => at.axis(axis, input.shape.length))
  const steps = at.list('steps', 4) ?? starts.map(() => 1)
  return axes.reduce((from: Known, axis, k) => {
    const size = from.shape[axis]
    const step = steps[k]
    const low = step > 0 ? 0 : -1
    const high = step > 0 ? size : size - 1
    const clamp = (place: number): number => Math.min(Math.max(place < 0 ? place + size : place, low), high)
    const places: number[] = []
    for (let place = clamp(starts[k]); step !== 0 && (step > 0 ? place < clamp(ends[k]) : place > clamp(ends[k])); place += step) places.push(place)
    if (from.kind === 'constant') return taken(at.budget, from, axis, places)
    if (places.length !== size || step !== 1) throw at.unsupported(' that takes out a part')
    return from
  }, input)
}

/** Of constants; sizes are an attribute before version 13, an input since; without them parts are equal. */
export function split(at: At): Known[] {
  const input = at.input(0)
  if (input.kind === 'value') throw at.unsupported(' of values')
  const axis = at.axis(at.int('axis', 0), input.shape.length)
  const parts = at.node.outputs.length
  const even = Math.ceil(input.shape[axis] / parts)
  const sizes = at.list('split', 1) ?? Array.from({ length: parts }, (_, k) => Math.max(Math.min(even, input.shape[axis] - k * even), 0))
  let start = 0
  return sizes.map(size => {
    const places = Array.from({ length: Math.min(size, input.shape[axis] - start) }, (_, k) => start + k)
    start += size
    return taken(at.budget, input, axis, places)
  })
}

export function expand(at: At): Known {
  const input = at.input(0)
  const target = wholes(at.constant(1, 'sizes'))
  if (input.kind === 'constant') return expanded(at.budget, input, wider(input.shape, target))
  const { fixedRows } = at.building
  if (!same(wider(input.shape, input.rows && target.length === input.shape.length && target[0] === fixedRows ? target.with(0, 1) : target), input.shape)) throw at.unsupported(' of values')
  return input
}

function wider(shape: readonly number[], target: readonly number[]): number[] {
  const rank = Math.max(shape.length, target.length)
  return Array.from({ length: rank }, (_, place) => {
    const a = shape[shape.length - rank + place] ?? 1
    const b = target[target.length - rank + place] ?? 1
    if (a !== b && a !== 1 && b !== 1) throw new CannotRun(`makes [${target.join(', ')}] of [${shape.join(', ')}].`)
    return a === 1 ? b : a
  })
}

export function tile(at: At): Known {
  const input = at.input(0)
  const repeats = wholes(at.constant(1, 'repeats'))
  if (repeats.every(times => times === 1)) return input
  if (input.kind === 'value') throw at.unsupported(' of values')
  return repeats.reduce((from: Constant, times, axis) => {
    spend(at.budget, from.data.length * times)
    return taken(at.budget, from, axis, Array.from({ length: times * from.shape[axis] }, (_, k) => k % from.shape[axis]))
  }, input)
}

export function constantOfShape(at: At): Known {
  const attribute = at.attribute('value')
  const filled = attribute?.t ? at.tensor(attribute) : constantOf([1], Float32Array.of(0), false)
  const sizes = wholes(at.constant(0, 'sizes'))
  if (!sizes.every(size => size >= 0)) throw new CannotRun(`makes a constant of shape [${sizes.join(', ')}].`)
  const result = made(at.budget, sizes, filled.whole)
  result.data.fill(filled.data[0])
  return constantOf(sizes, result.data, filled.whole)
}

export function range(at: At): Known {
  const [start, end, step] = [0, 1, 2].map(index => at.constant(index, 'bounds'))
  const count = Math.max(Math.ceil((end.data[0] - start.data[0]) / step.data[0]), 0)
  const result = made(at.budget, [count], start.whole)
  for (let k = 0; k < count; k++) result.data[k] = start.data[0] + k * step.data[0]
  return constantOf([count], result.data, start.whole)
}

/** Zeros, or another number, around: before version 11 an attribute says how many, since then an input. */
export function pad(at: At): Known {
  const input = at.input(0)
  if (at.text('mode', 'constant') !== 'constant') throw at.unsupported(` in mode ${at.text('mode', '')}`)
  const rank = input.shape.length
  const given = at.list('pads', 1) ?? at.ints('paddings') ?? []
  const axes = (at.has(3) ? wholes(at.constant(3, 'axes')) : input.shape.map((_, axis) => axis)).map(axis => at.axis(axis, rank))
  const value = at.has(2) ? at.constant(2, 'a number').data[0] : at.float('value', 0)
  const pads = input.shape.map((): [number, number] => [0, 0])
  axes.forEach((axis, k) => { pads[axis] = [given[k] ?? 0, given[k + axes.length] ?? 0] })
  if (pads.flat().some(count => count < 0)) throw at.unsupported(' that cuts off')
  if (pads.flat().every(count => count === 0)) return input
  const sizes = input.shape.map((size, axis) => size + pads[axis][0] + pads[axis][1])
  if (input.kind === 'constant') return paddedConstant(at, input, sizes, pads, value)
  if (input.rows && pads[0].some(count => count > 0)) throw at.unsupported(' that adds rows')
  return at.building.emit({ op: 'pad', pads: input.rows ? pads.slice(1) : pads, value, label: at.label }, [input], sizes)
}

function paddedConstant(at: At, input: Constant, sizes: readonly number[], pads: readonly [number, number][], value: number): Constant {
  const result = made(at.budget, sizes, input.whole)
  result.data.fill(value)
  const steps = stepsOf(sizes)
  const places = new Float64Array(input.data.length)
  gathered(Float64Array.from({ length: product(sizes) }, (_, k) => k), input.shape, steps, pads.reduce((all, [before], axis) => all + before * steps[axis], 0), places)
  places.forEach((place, k) => { result.data[place] = input.data[k] })
  return constantOf(sizes, result.data, input.whole)
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

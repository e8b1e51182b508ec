// Operators that take parts out, repeat, or make constants from nothing: computed of constants; of values only where nothing is lost.
import { expanded, made, spend, taken } from '../arithmetic.ts'
import type { At } from '../at.ts'
import { wholes } from '../at.ts'
import { same } from '../building.ts'
import type { Constant, Known } from '../known.ts'
import { CannotRun, constantOf } from '../known.ts'
import { reshaped } from './shape.ts'

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

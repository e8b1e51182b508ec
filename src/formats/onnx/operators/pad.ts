// Numbers around a value.
import { gathered, made, stepsOf } from '../arithmetic.ts'
import type { At } from '../at.ts'
import { wholes } from '../at.ts'
import type { Constant, Known } from '../known.ts'
import { constantOf, product } from '../known.ts'

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

// Operators over whole axes: sums and means, softmax, layer normalisation.
import { made, stepsOf, toil } from '../arithmetic.ts'
import type { At } from '../at.ts'
import type { Constant, Known, Value } from '../known.ts'
import { constantOf, product, sampleOf, scalar } from '../known.ts'
import { power } from './activations.ts'
import { arithmetic } from './elementwise.ts'

export type Reduction = 'mean' | 'sum' | 'max' | 'min' | 'prod' | 'squares' | 'length'

export function reduce(at: At, kind: Reduction): Known {
  const input = at.input(0)
  const listed = at.list('axes', 1)
  if (listed?.length === 0 || (listed === null && at.int('noop_with_empty_axes', 0) === 1)) return input
  const axes = new Set((listed ?? input.shape.map((_, axis) => axis)).map(axis => at.axis(axis, input.shape.length)))
  const keep = at.int('keepdims', 1) === 1
  if (kind === 'squares' || kind === 'length') {
    const squares = arithmetic(at, 'mul', input, input)
    const sum = squares.kind === 'constant' ? ofConstant(at, squares, axes, 'sum', keep) : ofValue(at, squares, axes, 'sum', keep)
    return kind === 'length' ? power(at, sum, 0.5) : sum
  }
  if (input.kind === 'constant') return ofConstant(at, input, axes, kind, keep)
  return ofValue(at, input, axes, kind, keep)
}

function ofConstant(at: At, input: Constant, axes: ReadonlySet<number>, kind: Reduction, keep: boolean): Constant {
  const shape = input.shape.map((size, axis) => axes.has(axis) ? 1 : size)
  const steps = stepsOf(shape).map((step, axis) => axes.has(axis) ? 0 : step)
  const own = stepsOf(input.shape)
  const result = made(at.budget, shape, input.whole)
  result.data.fill(kind === 'prod' ? 1 : kind === 'max' ? -Infinity : kind === 'min' ? Infinity : 0)
  const over = input.data.length / Math.max(product(shape), 1)
  toil(at.budget, input.data.length * 4 * shape.length)
  for (let place = 0; place < input.data.length; place++) {
    const to = steps.reduce((all, step, axis) => all + step * (Math.floor(place / own[axis]) % input.shape[axis]), 0)
    const value = input.data[place]
    const before = result.data[to]
    result.data[to] = kind === 'prod' ? before * value : kind === 'max' ? Math.max(before, value) : kind === 'min' ? Math.min(before, value) : before + (kind === 'mean' ? value / over : value)
  }
  return constantOf(keep ? shape : shape.filter((_, axis) => !axes.has(axis)), result.data, input.whole)
}

/** The axes come first as one, those that stay last as channels: then it is pooling over a picture. */
function ofValue(at: At, input: Value, axes: ReadonlySet<number>, kind: Reduction, keep: boolean): Known {
  if (kind === 'prod') throw at.unsupported(' of values')
  if (input.rows && axes.has(0)) throw at.unsupported(' over rows')
  if (kind === 'min') return arithmetic(at, 'mul', ofValue(at, arithmetic(at, 'mul', input, scalar(-1)) as Value, axes, 'max', keep), scalar(-1))
  const { building, label } = at
  const all = input.shape.map((_, axis) => axis)
  const first = input.rows ? [0] : []
  const reduced = all.filter(axis => axes.has(axis))
  const kept = all.filter(axis => !axes.has(axis) && !first.includes(axis))
  const moved = building.transposed(input, [...first, ...reduced, ...kept], label)
  const over = reduced.map(axis => input.shape[axis])
  const channels = kept.map(axis => input.shape[axis])
  const sample = over.length === 2 && channels.length === 1 ? [...over, ...channels] : [product(over), 1, product(channels)]
  const rows = input.rows ? [1] : []
  const picture = building.reshaped(moved, [...rows, ...sample], label)
  const pooled = building.emit({ op: 'globalPool', kind: kind === 'max' ? 'max' : 'average', keepDims: false, label }, [picture], [...rows, product(channels)], picture.rows)
  const shape = keep ? all.map(axis => axes.has(axis) ? 1 : input.shape[axis]) : all.filter(axis => !axes.has(axis)).map(axis => input.shape[axis])
  const result = building.reshaped(pooled, shape, label)
  return kind === 'sum' ? arithmetic(at, 'mul', result, scalar(product(over))) : result
}

/** Before version 13 everything from `axis` on (default 1) is one axis; since then it is one axis (default the last). */
export function softmax(at: At, op: 'softmax' | 'logSoftmax'): Known {
  const value = at.value(0)
  const { building, label } = at
  const rank = value.shape.length
  const axis = at.axis(at.int('axis', at.opset < 13 ? 1 : -1), rank)
  const behind = value.shape.slice(axis + 1)
  if (value.rows && axis === 0 && (at.opset >= 13 || sampleOf(value).length > 0)) {
    if (at.opset >= 13 || product(value.shape) > 1) throw at.unsupported(' over rows')
  }
  const sampleAxis = (shape: readonly number[], place: number): number => place - (shape[0] === 1 && value.rows ? 1 : 0)
  if (at.opset >= 13 || behind.every(size => size === 1)) return building.emit({ op, axis: sampleAxis(value.shape, axis), label }, [value], value.shape)
  const flat = [...value.shape.slice(0, axis), product(value.shape.slice(axis))]
  const joined = building.reshaped(value, flat, label)
  const result = building.emit({ op, axis: sampleAxis(flat, flat.length - 1), label }, [joined], joined.shape)
  return building.reshaped(result, value.shape, label)
}

/** (x − mean) / √(variance + epsilon)·scale + offset over the axes from `axis` on. */
export function layerNorm(at: At): Known {
  const from = at.axis(at.int('axis', -1), at.value(0).shape.length)
  return normalised(at, from, at.constant(1, 'a scale'), at.has(2) ? at.constant(2, 'an offset') : null)
}

/** The same over all places of each channel. */
export function instanceNorm(at: At): Known {
  const behind = at.value(0).shape.slice(2).map(() => 1)
  const [scale, offset] = ['a scale', 'an offset'].map((name, k) => {
    const found = at.constant(k + 1, name)
    return { ...found, shape: [...found.shape, ...behind] }
  })
  return normalised(at, 2, scale, offset)
}

function normalised(at: At, from: number, scaling: Constant, offset: Constant | null): Known {
  const value = at.value(0)
  const axes = new Set(value.shape.flatMap((_, axis) => axis >= from ? [axis] : []))
  const centred = arithmetic(at, 'sub', value, ofValue(at, value, axes, 'mean', true))
  const variance = ofValue(at, arithmetic(at, 'mul', centred, centred) as Value, axes, 'mean', true)
  const scale = power(at, arithmetic(at, 'add', variance, scalar(at.float('epsilon', 1e-5))), -0.5)
  const scaled = arithmetic(at, 'mul', arithmetic(at, 'mul', centred, scale), scaling)
  return offset ? arithmetic(at, 'add', scaled, offset) : scaled
}

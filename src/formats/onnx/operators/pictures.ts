// Convolutions, pooling, normalisation over channels. ONNX has rows × channels × height × width; our ops have channels last, so each stands between two
// transposes, most of which cancel afterwards.
import type { Pads, Pair } from '../../../core/graph/graph.ts'
import { transposed } from '../arithmetic.ts'
import type { At } from '../at.ts'
import type { Constant, Value } from '../known.ts'
import { CannotRun } from '../known.ts'
import { asFloats } from './elementwise.ts'
import { layerLabel } from './linear.ts'

interface Window {
  readonly size: Pair
  readonly strides: Pair
  readonly dilations: Pair
  readonly pads: Pads
  /** Whether places were added below and right only to round the count up. */
  readonly rounded: boolean
}

/** Rows × channels × height × width; of sequences (rows × channels × length) a picture one place high. */
function picture(at: At, value: Value): { value: Value, flat: boolean } {
  const flat = value.shape.length === 3
  if (!value.rows || (!flat && value.shape.length !== 4)) throw at.unsupported(` on shape [${value.shape.slice(value.rows ? 1 : 0).join(', ')}]`)
  const [rows, channels, length] = value.shape
  return { value: flat ? at.building.reshaped(value, [rows, channels, 1, length], at.label) : value, flat }
}

const unflat = (at: At, value: Value, flat: boolean): Value => flat ? at.building.reshaped(value, [value.shape[0], value.shape[1], value.shape[3]], at.label) : value

const pairOf = (list: readonly number[] | null, otherwise: number): Pair => {
  const pair = list === null ? [otherwise, otherwise] : list.length === 1 ? [otherwise, list[0]] : list
  if (pair.length !== 2 || !pair.every(size => Number.isSafeInteger(size) && size >= 1)) throw new CannotRun(`has sizes or steps ${list?.join(', ') ?? ''}; whole numbers from 1 would be right.`)
  return [pair[0], pair[1]]
}

function windowOf(at: At, value: Value, kernel: readonly number[] | null): Window {
  if (kernel === null) throw new CannotRun('says no size of its window.')
  const size = pairOf(kernel, 1)
  const strides = pairOf(at.ints('strides'), 1)
  const dilations = pairOf(at.ints('dilations'), 1)
  const auto = at.text('auto_pad', 'NOTSET')
  const lengths = [value.shape[2], value.shape[3]]
  const spans = size.map((length, axis) => (length - 1) * dilations[axis] + 1)
  let [top, left, bottom, right] = [0, 0, 0, 0]
  if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') {
    const totals = lengths.map((length, axis) => Math.max((Math.ceil(length / strides[axis]) - 1) * strides[axis] + spans[axis] - length, 0))
    const smaller = totals.map(total => Math.floor(total / 2))
    const larger = totals.map((total, axis) => total - smaller[axis])
    const [first, last] = auto === 'SAME_UPPER' ? [smaller, larger] : [larger, smaller]
    ;[top, left, bottom, right] = [...first, ...last]
  } else if (auto === 'NOTSET' || auto === '') {
    const pads = at.ints('pads') ?? [0, 0, 0, 0]
    ;[top, left, bottom, right] = pads.length === 2 ? [0, pads[0], 0, pads[1]] : pads
  } else if (auto !== 'VALID') throw at.unsupported(` with auto_pad ${auto}`)
  let rounded = false
  if (at.int('ceil_mode', 0) === 1) {
    const extra = lengths.map((length, axis) => {
      const [before, after] = axis === 0 ? [top, bottom] : [left, right]
      let count = Math.ceil((length + before + after - spans[axis]) / strides[axis]) + 1
      // A window must begin within the picture or the padding before it.
      if ((count - 1) * strides[axis] >= length + before) count--
      return Math.max((count - 1) * strides[axis] + spans[axis] - (length + before + after), 0)
    })
    rounded = extra.some(places => places > 0)
    bottom += extra[0]
    right += extra[1]
  }
  const pads: Pads = [top, left, bottom, right]
  if (!pads.every(places => Number.isSafeInteger(places) && places >= 0)) throw new CannotRun(`pads by ${pads.join(', ')}; whole numbers from 0 would be right.`)
  return { size, strides, dilations, pads, rounded }
}

/** Rows × channels × the places at which the window stands. */
function slid(value: Value, { size, strides, dilations, pads }: Window, channels: number): number[] {
  const along = (axis: 0 | 1): number => {
    const room = value.shape[axis + 2] + pads[axis] + pads[axis + 2] - ((size[axis] - 1) * dilations[axis] + 1)
    if (room < 0) throw new CannotRun(`slides a window of ${size.join('×')} over ${value.shape.slice(2).join('×')}, which is smaller.`)
    return Math.floor(room / strides[axis]) + 1
  }
  return [value.shape[0], channels, along(0), along(1)]
}

const lastChannels = ([rows, channels, height, width]: readonly number[]): number[] => [rows, height, width, channels]

/** Weights are outputs × inputs / groups × height × width. */
export function conv(at: At): Value {
  const given = at.constant(1, 'weights')
  const label = layerLabel(at, given)
  const { value, flat } = picture(at, at.value(0))
  const [outputs, inputs, ...places] = given.shape
  if (given.shape.length !== (flat ? 3 : 4)) throw new CannotRun(`has weights of shape [${given.shape.join(', ')}] for a value of shape [${at.value(0).shape.join(', ')}].`)
  const groups = at.int('group', 1)
  const channels = value.shape[1]
  if (groups < 1 || inputs * groups !== channels || outputs % groups !== 0) {
    throw new CannotRun(`has weights of shape [${given.shape.join(', ')}] in ${groups === 1 ? 'one group' : `${groups} groups`} and is given ${channels} channels.`)
  }
  const weights: Constant = { ...given, shape: [outputs, inputs, ...flat ? [1] : [], ...places] }
  const window = windowOf(at, value, weights.shape.slice(2))
  const bias = at.has(2) ? biasOf(at.constant(2, 'biases'), outputs) : null
  const shape = slid(value, window, outputs)
  const depthwise = groups === channels && inputs === 1 && groups > 1
  // outputs × inputs × h × w → h × w × inputs × outputs; depthwise, output c·m + k is the k-th of channel c.
  const kernel = asFloats(transposed(at.budget, weights, [2, 3, 1, 0]))
  const { size, strides, pads, dilations } = window
  const steps = { strides, pads, dilations, bias, label }
  const moved = at.building.channelsLast(value, at.label)
  const result = at.building.emit(depthwise
    ? { op: 'depthwiseConv2d', kernel: { shape: [...size, channels, outputs / channels], data: kernel }, ...steps }
    : { op: 'conv2d', kernel: { shape: [...size, inputs, outputs], data: kernel }, groups, ...steps }, [moved], lastChannels(shape))
  const index = at.building.ops.length - 1
  const back = unflat(at, at.building.channelsFirst(result, at.label), flat)
  if (!bias) at.building.facts.set(back.id, { weighted: { at: index, axis: 0 } })
  return back
}

function biasOf(bias: Constant, outputs: number): { shape: number[], data: Float32Array } {
  if (bias.data.length !== outputs) throw new CannotRun(`has biases of shape [${bias.shape.join(', ')}]; it needs [${outputs}].`)
  return { shape: [outputs], data: asFloats(bias) }
}

export function pool(at: At, kind: 'max' | 'average'): Value {
  const { value, flat } = picture(at, at.value(0))
  const window = windowOf(at, value, at.ints('kernel_shape'))
  const { size, strides, pads, dilations, rounded } = window
  if (dilations.some(step => step > 1)) throw at.unsupported(' with dilations')
  const countPads = kind === 'average' && at.int('count_include_pad', 0) === 1 && pads.some(places => places > 0)
  if (rounded && countPads) throw at.unsupported(' with count_include_pad and ceil_mode')
  const moved = at.building.channelsLast(value, at.label)
  const result = at.building.emit({ op: 'pool', kind, size, strides, pads, countPads, label: at.label }, [moved], lastChannels(slid(value, window, value.shape[1])))
  return unflat(at, at.building.channelsFirst(result, at.label), flat)
}

export function globalPool(at: At, kind: 'max' | 'average'): Value {
  const { value, flat } = picture(at, at.value(0))
  const moved = at.building.channelsLast(value, at.label)
  const [rows, channels] = value.shape
  const result = at.building.emit({ op: 'globalPool', kind, keepDims: true, label: at.label }, [moved], [rows, 1, 1, channels])
  return unflat(at, at.building.channelsFirst(result, at.label), flat)
}

/** Over the axis behind that of rows. */
export function batchNorm(at: At): Value {
  const value = at.value(0)
  if (at.int('training_mode', 0) === 1) throw at.unsupported(' while training')
  if (at.int('spatial', 1) === 0) throw at.unsupported(' place by place')
  if (!value.rows || value.shape.length < 2) throw at.unsupported(` on shape [${value.shape.join(', ')}]`)
  const channels = value.shape[1]
  const [scale, offset, mean, variance] = ['scale', 'offset', 'mean', 'variance'].map((name, k) => {
    const found = at.constant(k + 1, `a ${name}`)
    if (found.data.length !== channels) throw new CannotRun(`has a ${name} of shape [${found.shape.join(', ')}]; it needs [${channels}].`)
    return { shape: [channels], data: asFloats(found) }
  })
  const moved = at.building.channelsLast(value, at.label)
  return at.building.channelsFirst(at.building.emit({ op: 'batchNorm', scale, offset, mean, variance, epsilon: at.float('epsilon', 1e-5), label: at.label }, [moved], moved.shape), at.label)
}

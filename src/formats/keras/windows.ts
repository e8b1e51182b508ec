// Keras layers that slide a window: convolutions and pools, over pictures and, as pictures of one row, over sequences.
import type { Pads, Pair, Weights } from '../../core/graph/graph.ts'
import type { KerasLayer } from './config.ts'
import { named } from './config.ts'
import type { GraphBuilder, Value } from './graph-builder.ts'
import { NO_PADS, samePads } from './same-padding.ts'
import { Unsupported } from './unsupported.ts'

/** A layer's weights by their role, checked against the shape that the layer needs; −1 where the configuration leaves a size open. */
export type WeightOf = (role: string, shape: readonly number[], aliases?: readonly string[]) => Weights

interface Window { size: Pair, strides: Pair, dilations: Pair, pads: Pads }

const flat = (layer: KerasLayer): boolean => layer.className.endsWith('1D')

/** One number or one a side; a sequence is a picture of one row. */
function pairOf(layer: KerasLayer, key: string, otherwise: Pair | null): Pair {
  const value = layer.config.get(key)
  if ((value === undefined || value === null) && otherwise) return otherwise
  const sides: unknown[] = Array.isArray(value) ? value : [value, value]
  const fits = sides.every(side => typeof side === 'number' && Number.isInteger(side) && side >= 1 && side < 1e6) && sides.length === (flat(layer) && Array.isArray(value) ? 1 : 2)
  if (!fits) throw new Unsupported(`${key} ${named(JSON.stringify(value ?? null))} is not supported (layer ${named(layer.name)}).`)
  return flat(layer) ? [1, sides[0] as number] : sides as unknown as Pair
}

function windowOf(layer: KerasLayer, sizeKey: string, shape: readonly number[], strideless: boolean): Window {
  const size = pairOf(layer, sizeKey, sizeKey === 'pool_size' ? flat(layer) ? [1, 2] : [2, 2] : null)
  const strides = pairOf(layer, 'strides', strideless ? size : [1, 1])
  const dilations = sizeKey === 'pool_size' ? [1, 1] as const : pairOf(layer, 'dilation_rate', [1, 1])
  const padding = layer.config.get('padding') ?? 'valid'
  if (padding === 'valid') return { size, strides, dilations, pads: NO_PADS }
  if (padding === 'same') return { size, strides, dilations, pads: samePads(shape, size, strides, dilations) }
  if (padding === 'causal' && flat(layer)) return { size, strides, dilations, pads: [0, (size[1] - 1) * dilations[1], 0, 0] }
  throw new Unsupported(`padding ${named(JSON.stringify(padding))} is not supported (layer ${named(layer.name)}).`)
}

/** Runs `within` on pictures of height × width × channels: a sequence gets one row, channels first are moved last, and back after. */
export function asPicture(builder: GraphBuilder, layer: KerasLayer, input: Value, within: (picture: Value) => Value): Value {
  const first = layer.config.get('data_format') === 'channels_first'
  const wanted = flat(layer) ? 2 : 3
  if (input.shape.length !== wanted) {
    throw new Unsupported(`layer ${named(layer.name)} (${named(layer.className)}) takes ${wanted} axes and is given ${input.shape.join('×')}.`)
  }
  const label = layer.name
  const last = !first ? input : builder.add(label, { op: 'transpose', perm: flat(layer) ? [1, 0] : [1, 2, 0] }, input)
  const picture = flat(layer) ? builder.add(label, { op: 'reshape', shape: [1, ...last.shape] }, last) : last
  const done = within(picture)
  const plain = flat(layer) && done.shape.length === 3 ? builder.add(label, { op: 'reshape', shape: done.shape.slice(1) }, done) : done
  if (!first || plain.shape.length !== wanted) return plain
  return builder.add(label, { op: 'transpose', perm: flat(layer) ? [1, 0] : [2, 0, 1] }, plain)
}

const count = (layer: KerasLayer, key: string, otherwise?: number): number => {
  const value = layer.config.get(key) ?? otherwise
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 1e7) throw new Unsupported(`${key} ${named(JSON.stringify(value ?? null))} is not supported (layer ${named(layer.name)}).`)
  return value
}

/** tensorflow.js leaves it out of what it saves: the kernel tells. */
const multiplierOf = (layer: KerasLayer): number => layer.config.get('depth_multiplier') === undefined ? -1 : count(layer, 'depth_multiplier')

/** A kernel of a sequence, k × in × out, as one of a picture of one row. */
const ofRow = ({ shape, data }: Weights): Weights => ({ shape: [1, ...shape], data })

/** Conv1D, Conv2D. */
export function convolution(builder: GraphBuilder, layer: KerasLayer, input: Value, weight: WeightOf): Value {
  return asPicture(builder, layer, input, picture => {
    const { size, strides, dilations, pads } = windowOf(layer, 'kernel_size', picture.shape, false)
    const [filters, groups] = [count(layer, 'filters'), count(layer, 'groups', 1)]
    const shape = [...size, picture.shape[2] / groups, filters]
    const kernel = flat(layer) ? ofRow(weight('kernel', shape.slice(1))) : weight('kernel', shape)
    return builder.add(layer.name, { op: 'conv2d', kernel, bias: biasOf(layer, weight, filters), strides, pads, dilations, groups }, picture)
  })
}

const biasOf = (layer: KerasLayer, weight: WeightOf, length: number): Weights | null => layer.config.get('use_bias') === false ? null : weight('bias', [length])

export function depthwise(builder: GraphBuilder, layer: KerasLayer, input: Value, weight: WeightOf): Value {
  return asPicture(builder, layer, input, picture => {
    const { size, strides, dilations, pads } = windowOf(layer, 'kernel_size', picture.shape, false)
    const channels = picture.shape[2]
    const kernel = weight('depthwise_kernel', [...size, channels, multiplierOf(layer)], ['kernel'])
    return builder.add(layer.name, { op: 'depthwiseConv2d', kernel, bias: biasOf(layer, weight, channels * kernel.shape[3]), strides, pads, dilations }, picture)
  })
}

/** A depthwise convolution, then one of 1×1 that mixes the channels. */
export function separable(builder: GraphBuilder, layer: KerasLayer, input: Value, weight: WeightOf): Value {
  return asPicture(builder, layer, input, picture => {
    const { size, strides, dilations, pads } = windowOf(layer, 'kernel_size', picture.shape, false)
    const [channels, filters] = [picture.shape[2], count(layer, 'filters')]
    const depth = weight('depthwise_kernel', [...size, channels, multiplierOf(layer)])
    const point = weight('pointwise_kernel', [1, 1, channels * depth.shape[3], filters])
    const middle = builder.add(layer.name, { op: 'depthwiseConv2d', kernel: depth, bias: null, strides, pads, dilations }, picture)
    return builder.add(layer.name, { op: 'conv2d', kernel: point, bias: biasOf(layer, weight, filters), strides: [1, 1], pads: NO_PADS, dilations: [1, 1], groups: 1 }, middle)
  })
}

export function pool(builder: GraphBuilder, layer: KerasLayer, input: Value, kind: 'max' | 'average'): Value {
  return asPicture(builder, layer, input, picture => {
    const { size, strides, pads } = windowOf(layer, 'pool_size', picture.shape, true)
    return builder.add(layer.name, { op: 'pool', kind, size, strides, pads, countPads: false }, picture)
  })
}

export function globalPool(builder: GraphBuilder, layer: KerasLayer, input: Value, kind: 'max' | 'average'): Value {
  const keepDims = layer.config.get('keepdims') === true
  return asPicture(builder, layer, input, picture => builder.add(layer.name, { op: 'globalPool', kind, keepDims }, picture))
}

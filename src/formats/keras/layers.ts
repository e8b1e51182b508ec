// What each class of Keras layer does, in ops of the neutral graph.
// Source: the layers' calls in Keras 2.15 and 3.5, and in tfjs-layers 4.22.
import { activateAs, activationLayer, sampleAxis } from './activations.ts'
import type { Making } from './activations.ts'
import { layerNormalization, upSampling } from './composed-layers.ts'
import type { KerasLayer } from './config.ts'
import { named } from './config.ts'
import type { Value } from './graph-builder.ts'
import { isMerge, merge } from './merges.ts'
import { batchNorm, normalization, rescaling } from './normalising.ts'
import type { WeightOf } from './windows.ts'
import { asPicture, convolution, depthwise, globalPool, pool, separable } from './windows.ts'
import { Unsupported } from './unsupported.ts'

/** Layers that do nothing when a network is run: noise, penalties, random changes of pictures. */
const INERT = new Set([
  'InputLayer', 'Dropout', 'SpatialDropout1D', 'SpatialDropout2D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout', 'ActivityRegularization', 'Identity',
  'RandomFlip', 'RandomRotation', 'RandomZoom', 'RandomTranslation', 'RandomContrast', 'RandomBrightness',
])

/** One call of a layer. Errors: Unsupported; FormatError where its weights do not fit. */
export function makeLayer(making: Making, layer: KerasLayer, inputs: readonly (Value | number)[], weight: WeightOf): Value {
  const { builder } = making
  const { className, config, name } = layer
  if (className === 'Lambda') throw new Unsupported(`a Lambda layer holds Python code, which cannot run here (layer ${named(name)}). Its weights are listed; to place it, bring activations as .npz.`)
  if (isMerge(className)) {
    return merge(builder, name, className, inputs, className === 'Concatenate' ? sampleAxis(config.get('axis'), name) : 0)
  }
  const [input] = inputs
  const given = inputs.length === 1 && typeof input !== 'number'
  if (!given) throw inputs.length === 0 ? new Unsupported(`layer ${named(name)} is fed by nothing.`) : unknown(layer)
  if (INERT.has(className)) return input
  const ending = (value: Value): Value => activateAs(making, value, name, config.get('activation'))
  switch (className) {
    case 'Dense': {
      const units = whole(layer, 'units')
      const kernel = weight('kernel', [input.shape.at(-1) ?? 0, units])
      return ending(builder.add(name, { op: 'dense', kernel, bias: config.get('use_bias') === false ? null : weight('bias', [units]) }, input))
    }
    case 'Conv1D': case 'Conv2D': return ending(convolution(builder, layer, input, weight))
    case 'DepthwiseConv2D': return ending(depthwise(builder, layer, input, weight))
    case 'SeparableConv2D': return ending(separable(builder, layer, input, weight))
    case 'MaxPooling1D': case 'MaxPooling2D': return pool(builder, layer, input, 'max')
    case 'AveragePooling1D': case 'AveragePooling2D': return pool(builder, layer, input, 'average')
    case 'GlobalMaxPooling1D': case 'GlobalMaxPooling2D': return globalPool(builder, layer, input, 'max')
    case 'GlobalAveragePooling1D': case 'GlobalAveragePooling2D': return globalPool(builder, layer, input, 'average')
    case 'BatchNormalization': return batchNorm(making, layer, input, weight)
    case 'LayerNormalization': return layerNormalization(builder, layer, input, weight)
    case 'UpSampling2D': return upSampling(builder, layer, input)
    case 'Flatten': return flatten(making, layer, input)
    case 'Reshape': return builder.add(name, { op: 'reshape', shape: numbers(layer, 'target_shape') }, input)
    case 'Permute': return builder.add(name, { op: 'transpose', perm: numbers(layer, 'dims').map(axis => axis - 1) }, input)
    case 'ZeroPadding2D': return zeroPadding(making, layer, input)
    case 'Rescaling': return rescaling(making, layer, input)
    case 'Normalization': return normalization(making, layer, input, weight)
    case 'PReLU': return parametric(making, layer, input, weight)
    default: {
      const made = activationLayer(making, input, name, className, config)
      if (made) return made
      throw unknown(layer)
    }
  }
}

const unknown = ({ className, name }: KerasLayer): Unsupported =>
  new Unsupported(`layer type ${named(className)} is not supported (layer ${named(name)}). Its weights are listed; to place it, bring activations as .npz.`)

function whole(layer: KerasLayer, key: string): number {
  const value = layer.config.get(key)
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw new Unsupported(`${key} ${named(JSON.stringify(value ?? null))} is not supported (layer ${named(layer.name)}).`)
  return value
}

/** Whole numbers; tensorflow.js writes null for a size that is left open. */
function numbers(layer: KerasLayer, key: string): number[] {
  const found = layer.config.get(key)
  const value: unknown = Array.isArray(found) ? found.map((item: unknown) => item ?? -1) : found
  if (!Array.isArray(value) || !value.every(item => typeof item === 'number' && Number.isInteger(item))) {
    throw new Unsupported(`${key} ${named(JSON.stringify(value ?? null))} is not supported (layer ${named(layer.name)}).`)
  }
  return value as number[]
}

/** Keras moves channels last before it flattens, where the layer says that they come first. */
function flatten({ builder }: Making, { config, name }: KerasLayer, input: Value): Value {
  const rank = input.shape.length
  if (config.get('data_format') !== 'channels_first' || rank < 2) return builder.add(name, { op: 'flatten' }, input)
  const perm = [...Array.from({ length: rank - 1 }, (_, axis) => axis + 1), 0]
  return builder.add(name, { op: 'flatten' }, builder.add(name, { op: 'transpose', perm }, input))
}

function zeroPadding({ builder }: Making, layer: KerasLayer, input: Value): Value {
  const value: unknown = layer.config.get('padding') ?? 1
  const [rows, columns]: unknown[] = Array.isArray(value) ? value : [value, value]
  const side = (item: unknown): [number, number] => {
    const pair: unknown[] = Array.isArray(item) ? item : [item, item]
    if (pair.length !== 2 || !pair.every(pad => typeof pad === 'number' && Number.isInteger(pad) && pad >= 0 && pad < 1e5)) {
      throw new Unsupported(`padding ${named(JSON.stringify(value))} is not supported (layer ${named(layer.name)}).`)
    }
    return pair as [number, number]
  }
  return asPicture(builder, layer, input, picture => builder.add(layer.name, { op: 'pad', pads: [side(rows), side(columns), [0, 0]], value: 0 }, picture))
}

/** relu(x) + alpha · (x − relu(x)), with an alpha a place. */
function parametric({ builder }: Making, layer: KerasLayer, input: Value, weight: WeightOf): Value {
  const shared = layer.config.get('shared_axes')
  const axes: unknown[] = Array.isArray(shared) ? shared : []
  const alpha = weight('alpha', input.shape.map((size, axis) => axes.includes(axis + 1) ? 1 : size))
  const above = builder.add(layer.name, { op: 'activation', fn: 'relu' }, input)
  const below = builder.add(layer.name, { op: 'sub' }, input, above)
  return builder.add(layer.name, { op: 'add' }, above, builder.add(layer.name, { op: 'mul', constant: alpha }, below))
}

// Keras layers that the neutral graph has no op for, put together from those that it has.
import type { Weights } from '../../core/graph/graph.ts'
import { product } from '../../core/graph/graph-names.ts'
import { sampleAxis } from './activations.ts'
import type { KerasLayer } from './config.ts'
import { named } from './config.ts'
import type { GraphBuilder, Step, Value } from './graph-builder.ts'
import type { WeightOf } from './windows.ts'
import { asPicture } from './windows.ts'
import { Unsupported } from './unsupported.ts'

const scalar = (value: number): Weights => ({ shape: [], data: Float32Array.of(value) })

/** (x − mean) / √(variance + epsilon) · gamma + beta over the last axis; epsilon is 1e-3 unless said. The root is exp(½ log). */
export function layerNormalization(builder: GraphBuilder, { config, name }: KerasLayer, input: Value, weight: WeightOf): Value {
  const rank = input.shape.length
  const axis = sampleAxis(config.get('axis'), name)
  if ((axis < 0 ? axis + rank : axis) !== rank - 1 || config.get('rms_scaling') === true) throw new Unsupported(`layer ${named(name)} normalises in a way that is not supported.`)
  const add = (step: Step, ...from: Value[]): Value => builder.add(name, step, ...from)
  const channels = input.shape[rank - 1]
  const places = product(input.shape) / channels
  /** The mean over channels: they are moved first, where a pool takes them for the places of a picture. */
  const mean = (value: Value): Value => {
    const turned = add({ op: 'transpose', perm: [1, 0] }, add({ op: 'reshape', shape: [places, channels] }, value))
    const pooled = add({ op: 'globalPool', kind: 'average', keepDims: false }, add({ op: 'reshape', shape: [channels, 1, places] }, turned))
    return add({ op: 'reshape', shape: [...input.shape.slice(0, -1), 1] }, pooled)
  }
  const epsilon = config.get('epsilon')
  const centred = add({ op: 'sub' }, input, mean(input))
  const variance = add({ op: 'add', constant: scalar(typeof epsilon === 'number' ? epsilon : 1e-3) }, mean(add({ op: 'mul' }, centred, centred)))
  const half = add({ op: 'mul', constant: scalar(0.5) }, add({ op: 'activation', fn: 'log' }, variance))
  const done = add({ op: 'div' }, centred, add({ op: 'activation', fn: 'exp' }, half))
  const scaled = config.get('scale') === false ? done : add({ op: 'mul', constant: weight('gamma', [channels]) }, done)
  return config.get('center') === false ? scaled : add({ op: 'add', constant: weight('beta', [channels]) }, scaled)
}

/** Every place repeated: its row, then its column, each joined to itself. */
export function upSampling(builder: GraphBuilder, layer: KerasLayer, input: Value): Value {
  const { config, name } = layer
  const size: unknown = config.get('size') ?? 2
  const [down, across]: unknown[] = Array.isArray(size) ? size : [size, size]
  const times = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 64
  if (!times(down) || !times(across) || (config.get('interpolation') ?? 'nearest') !== 'nearest') {
    throw new Unsupported(`upsampling by ${named(JSON.stringify(size))}, ${named(JSON.stringify(config.get('interpolation') ?? 'nearest'))}, is not supported (layer ${named(name)}).`)
  }
  return asPicture(builder, layer, input, picture => {
    const [height, width, channels] = picture.shape
    const repeated = (value: Value, shape: number[], axis: number, count: number): Value => {
      const apart = builder.add(name, { op: 'reshape', shape }, value)
      return count === 1 ? apart : builder.add(name, { op: 'concat', axis }, ...Array<Value>(count).fill(apart))
    }
    const rows = repeated(picture, [height, 1, width * channels], 1, down)
    const columns = repeated(rows, [height * down * width, 1, channels], 1, across)
    return builder.add(name, { op: 'reshape', shape: [height * down, width * across, channels] }, columns)
  })
}

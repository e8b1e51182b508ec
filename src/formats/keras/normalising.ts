// Keras layers that shift and scale: batch norm over any axis, and what the network does to its own input.
import type { Weights } from '../../core/graph/graph.ts'
import type { Making } from './activations.ts'
import { sampleAxis } from './activations.ts'
import type { KerasLayer } from './config.ts'
import { named } from './config.ts'
import type { Value } from './graph-builder.ts'
import { Unsupported } from './unsupported.ts'
import type { WeightOf } from './windows.ts'

const filled = (length: number, value: number): Weights => ({ shape: [length], data: new Float32Array(length).fill(value) })

/** Over the channels, wherever they stand: the axis is moved last and back. Epsilon is 1e-3 unless said. */
export function batchNorm({ builder }: Making, layer: KerasLayer, input: Value, weight: WeightOf): Value {
  const { config, name } = layer
  const rank = input.shape.length
  const asked = sampleAxis(config.get('axis'), name)
  const axis = asked < 0 ? asked + rank : asked
  if (axis < 0 || axis >= rank) throw new Unsupported(`layer ${named(name)} normalises axis ${axis + 1} and is given ${input.shape.join('×')}.`)
  const channels = input.shape[axis]
  const epsilon = config.get('epsilon')
  const others = input.shape.map((_, place) => place).filter(place => place !== axis)
  const moved = axis === rank - 1 ? input : builder.add(name, { op: 'transpose', perm: [...others, axis] }, input)
  const done = builder.add(name, {
    op: 'batchNorm', epsilon: typeof epsilon === 'number' && epsilon >= 0 ? epsilon : 1e-3,
    scale: config.get('scale') === false ? filled(channels, 1) : weight('gamma', [channels]),
    offset: config.get('center') === false ? filled(channels, 0) : weight('beta', [channels]),
    mean: weight('moving_mean', [channels]), variance: weight('moving_variance', [channels]),
  }, moved)
  if (moved === input) return done
  const back = input.shape.map((_, place) => place === axis ? rank - 1 : others.indexOf(place))
  return builder.add(name, { op: 'transpose', perm: back }, done)
}

/** A number, or one a channel, of the configuration as a constant. */
function constant(layer: KerasLayer, key: string, otherwise: number): Weights {
  const value = layer.config.get(key) ?? otherwise
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (!list.every(item => typeof item === 'number')) throw new Unsupported(`${key} ${named(JSON.stringify(value))} is not supported (layer ${named(layer.name)}).`)
  return { shape: Array.isArray(value) ? [list.length] : [], data: Float32Array.from(list as number[]) }
}

/** scale · x + offset. */
export function rescaling({ builder }: Making, layer: KerasLayer, input: Value): Value {
  const scaled = builder.add(layer.name, { op: 'mul', constant: constant(layer, 'scale', 1) }, input)
  const offset = constant(layer, 'offset', 0)
  return offset.data.every(value => value === 0) ? scaled : builder.add(layer.name, { op: 'add', constant: offset }, scaled)
}

/** (x − mean) / max(√variance, 1e-7); the other way round where it is inverted. The numbers are weights, or stand in the configuration. */
export function normalization({ builder }: Making, layer: KerasLayer, input: Value, weight: WeightOf): Value {
  const { config, name } = layer
  const listed: unknown = config.get('axis')
  const axis: unknown = Array.isArray(listed) && listed.length === 1 ? listed[0] : listed
  const rank = input.shape.length
  if (axis !== undefined && axis !== null && axis !== -1 && axis !== rank) {
    throw new Unsupported(`normalising axis ${named(JSON.stringify(listed))} is not supported (layer ${named(name)}).`)
  }
  const given = typeof config.get('mean') === 'number' || Array.isArray(config.get('mean'))
  const shape = axis === null ? [] : input.shape.slice(-1)
  const mean = given ? constant(layer, 'mean', 0) : weight('mean', shape)
  const variance = given ? constant(layer, 'variance', 1) : weight('variance', shape)
  const spread: Weights = { shape: variance.shape, data: variance.data.map(value => Math.max(Math.sqrt(value), 1e-7)) }
  if (config.get('invert') === true) return builder.add(name, { op: 'add', constant: mean }, builder.add(name, { op: 'mul', constant: spread }, input))
  return builder.add(name, { op: 'div', constant: spread }, builder.add(name, { op: 'sub', constant: mean }, input))
}

// Activations by the names that Keras gives them, as ops of their own.
// Source: keras.activations of Keras 2.15 and 3.5. Hard sigmoid differs: 0.2 x + 0.5 before Keras 3, relu6(x + 3) / 6 since.
import type { GraphActivation } from '../../core/graph/graph.ts'
import type { Fields } from '../json-fields.ts'
import { fieldsOf } from '../json-fields.ts'
import { named, snakeCase } from './config.ts'
import type { GraphBuilder, Step, Value } from './graph-builder.ts'
import { Unsupported } from './unsupported.ts'

/** How a layer is made: where its ops go, and what Keras the file is of. */
export interface Making { readonly builder: GraphBuilder, readonly kerasThree: boolean }

const PLAIN = new Map<string, GraphActivation>([
  ['relu', 'relu'], ['relu6', 'relu6'], ['selu', 'selu'], ['sigmoid', 'sigmoid'], ['tanh', 'tanh'], ['softplus', 'softplus'], ['softsign', 'softsign'],
  ['exponential', 'exp'], ['swish', 'silu'], ['silu', 'silu'], ['gelu_new', 'geluTanh'],
])

/** The activation of this name; `where` names the layer in a reason. */
export function activate(making: Making, input: Value, label: string, name: string): Value {
  const { builder, kerasThree } = making
  const add = (step: Step, ...from: Value[]): Value => builder.add(label, step, ...from)
  const one = (fn: GraphActivation, alpha?: number, beta?: number, from = input): Value =>
    add({ op: 'activation', fn, ...(alpha === undefined ? {} : { alpha }), ...(beta === undefined ? {} : { beta }) }, from)
  const hard = kerasThree ? [1 / 6, 0.5] as const : [0.2, 0.5] as const
  const plain = PLAIN.get(name)
  if (plain) return one(plain)
  switch (name) {
    case 'linear': return input
    case 'softmax': return add({ op: 'softmax', axis: -1 }, input)
    case 'log_softmax': return add({ op: 'logSoftmax', axis: -1 }, input)
    case 'gelu': return one('gelu')
    case 'elu': return one('elu', 1)
    case 'leaky_relu': return one('leakyRelu', 0.2)
    case 'hard_sigmoid': return one('hardSigmoid', ...hard)
    case 'hard_silu': case 'hard_swish': return add({ op: 'mul' }, input, one('hardSigmoid', 1 / 6, 0.5))
    case 'hard_tanh': return add({ op: 'clip', low: -1, high: 1 }, input)
    case 'mish': return add({ op: 'mul' }, input, one('tanh', undefined, undefined, one('softplus')))
    default: throw new Unsupported(`activation ${named(name)} is not supported (layer ${named(label)}). Its weights are listed; to place it, bring activations as .npz.`)
  }
}

/**
 * A layer's `activation`: a name; or an object that Keras 3 writes for a function ({class_name: "function", config: "relu"}) or that stands for a
 * layer of its own ({class_name: "LeakyReLU", config: {…}}). Absent: none.
 */
export function activateAs(making: Making, input: Value, label: string, value: unknown): Value {
  if (value === undefined || value === null) return input
  if (typeof value === 'string') return activate(making, input, label, value)
  const entry = fieldsOf(value, `${label}: activation`)
  const own = entry.get('config')
  if (typeof own === 'string') return activate(making, input, label, own)
  const className = entry.text('class_name')
  const config = fieldsOf(own ?? {}, `${label}: activation`)
  return activationLayer(making, input, label, className, config) ?? activate(making, input, label, snakeCase(className))
}

/** Layers that are nothing but an activation; null for other classes. */
export function activationLayer(making: Making, input: Value, label: string, className: string, config: Fields): Value | null {
  const { builder } = making
  const number = (...keys: string[]): number | null => {
    const found = keys.map(key => config.get(key)).find(value => value !== undefined && value !== null)
    // Some versions wrap numbers: {class_name: "__numpy__", config: {value: 0.3, dtype: "float32"}}.
    const value = typeof found === 'object' && found !== null && !Array.isArray(found) ? fieldsOf(fieldsOf(found, label).get('config') ?? found, label).get('value') : found
    return typeof value === 'number' ? value : null
  }
  switch (className) {
    case 'Activation': return activateAs(making, input, label, config.get('activation'))
    case 'LeakyReLU': return builder.add(label, { op: 'activation', fn: 'leakyRelu', alpha: number('negative_slope', 'alpha') ?? 0.3 }, input)
    case 'ELU': return builder.add(label, { op: 'activation', fn: 'elu', alpha: number('alpha') ?? 1 }, input)
    case 'Gelu': case 'GELU': return builder.add(label, { op: 'activation', fn: config.get('approximate') === true ? 'geluTanh' : 'gelu' }, input)
    case 'Softmax': return builder.add(label, { op: 'softmax', axis: sampleAxis(config.get('axis'), label) }, input)
    case 'ReLU': {
      const [slope, threshold, most] = [number('negative_slope') ?? 0, number('threshold') ?? 0, number('max_value')]
      if (threshold !== 0 || (slope !== 0 && most !== null)) {
        throw new Unsupported(`a ReLU with threshold ${threshold}, slope ${slope} and maximum ${most ?? 'none'} is not supported (layer ${named(label)}).`)
      }
      if (most === null) return builder.add(label, slope === 0 ? { op: 'activation', fn: 'relu' } : { op: 'activation', fn: 'leakyRelu', alpha: slope }, input)
      return builder.add(label, most === 6 ? { op: 'activation', fn: 'relu6' } : { op: 'clip', low: 0, high: most }, input)
    }
    default: return null
  }
}

/** An axis as Keras counts it, with the axis of rows first, as one of a sample's. */
export function sampleAxis(value: unknown, label: string): number {
  const axis: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value ?? -1
  if (typeof axis !== 'number' || !Number.isInteger(axis) || axis === 0) throw new Unsupported(`axis ${named(JSON.stringify(axis))} is not supported (layer ${named(label)}).`)
  return axis > 0 ? axis - 1 : axis
}

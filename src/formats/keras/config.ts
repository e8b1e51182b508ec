// A Keras configuration, of Keras 2 or 3, as layers and what they are fed: the same for .keras, .h5 and a tfjs LayersModel.
// Source: get_config of Sequential and Functional in Keras 2.15 and 3.5.
import { FormatError, quoted } from '../format-error.ts'
import type { Fields } from '../json-fields.ts'
import { fieldsOf } from '../json-fields.ts'
import { LIMITS } from '../limits.ts'
import { Unsupported } from './unsupported.ts'

/** The value that a layer's call gives: of the call with this number, its output with that one. A number stands for itself. */
export type Source = { readonly layer: string, readonly call: number, readonly place: number } | number

export interface KerasLayer {
  readonly name: string
  readonly className: string
  readonly config: Fields
  /** Names from the outermost model inwards, this layer's last. */
  readonly path: readonly string[]
  /** What each call of it is fed; empty in a Sequential model and for inputs. */
  readonly calls: readonly (readonly Source[])[]
  /** Where the layer is a model of its own. */
  readonly model: KerasModel | null
  /** One sample of what it was built for, where the file says so; null sizes are free. */
  readonly inputShape: readonly (number | null)[] | null
}

export interface KerasModel {
  readonly sequential: boolean
  readonly layers: readonly KerasLayer[]
  /** Of a Functional model. */
  readonly inputs: readonly Source[]
  readonly outputs: readonly Source[]
  readonly inputShape: readonly (number | null)[] | null
}

/** Errors: FormatError for what is no configuration; Unsupported for a model that does not say its layers. `file`: for sentences. */
export function readConfig(value: unknown, file: string): KerasModel {
  let count = 0

  function model(entry: Fields, path: readonly string[]): KerasModel {
    const className = entry.text('class_name')
    // Early Sequential models: config is the list itself.
    const own = entry.get('config')
    const config = Array.isArray(own) ? fieldsOf({ layers: own }, file) : entry.object('config')
    if (!Array.isArray(config.get('layers'))) throw new Unsupported(`the model's class ${named(className)} is Python code that the file does not hold. Its weights are listed; save a Sequential or Functional model to run it.`)
    const sequential = className === 'Sequential' || config.get('input_layers') === undefined
    const taken = new Set<string>()
    const layers = config.list('layers', (item, where) => {
      if (++count > LIMITS.layers) throw new FormatError(`${file} has more than ${LIMITS.layers} layers, the most that is read.`)
      return layer(fieldsOf(item, where), path, taken)
    })
    return {
      sequential, layers,
      inputs: sequential ? [] : references(config.get('input_layers')),
      outputs: sequential ? [] : references(config.get('output_layers')),
      inputShape: sampleShape(config.get('build_input_shape')) ?? sampleShape(config.get('batch_input_shape')),
    }
  }

  function layer(entry: Fields, path: readonly string[], taken: Set<string>): KerasLayer {
    const className = entry.text('class_name')
    const own = entry.get('config')
    const config = fieldsOf(Array.isArray(own) ? { layers: own } : own ?? {}, `${file}: a layer of type ${named(className)}`)
    const given = [config.get('name'), entry.get('name')].find(name => typeof name === 'string')
    const name = given ?? `${snakeCase(className)}_${taken.size}`
    taken.add(name)
    const inner = [...path, name]
    const built = entry.get('build_config')
    return {
      name, className, config, path: inner,
      calls: callsOf(entry.get('inbound_nodes')),
      model: Array.isArray(config.get('layers')) ? model(entry, inner) : null,
      inputShape: ['batch_shape', 'batch_input_shape', 'batchInputShape'].map(key => sampleShape(config.get(key))).find(shape => shape !== null)
        ?? plainShape(config.get('input_shape')) ?? (isObject(built) ? sampleShape(fieldsOf(built, file).get('input_shape')) : null),
    }
  }

  return model(fieldsOf(value, file), [])
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A class's or layer's name within a sentence: text of the file, without its control characters and cut. */
export const named = (text: string): string => quoted(text).slice(1, -1)

/** [null, 28, 28, 1] → [28, 28, 1]: the axis of rows says nothing, also where it is fixed. */
function sampleShape(value: unknown): (number | null)[] | null {
  // A single input's shape may be wrapped once more.
  if (Array.isArray(value) && value.length === 1 && Array.isArray(value[0])) return sampleShape(value[0])
  return Array.isArray(value) && value.length > 0 ? plainShape(value.slice(1)) : null
}

const plainShape = (value: unknown): (number | null)[] | null =>
  Array.isArray(value) && value.every(size => size === null || (Number.isInteger(size) && size >= 0)) ? value as (number | null)[] : null

/** A layer's calls. Keras 2: [[["dense", 0, 0, {}]]]; Keras 3: [{args: [{class_name: "__keras_tensor__", …}], kwargs: {}}]. */
function callsOf(value: unknown): Source[][] {
  if (!Array.isArray(value)) return []
  return value.map(call => {
    if (isObject(call)) return tensorsWithin(fieldsOf(call, 'inbound_nodes').get('args'))
    return references(call)
  })
}

/** [["a", 0, 0], ["b", 0, 0]], one ["a", 0, 0] alone, or an object of them. */
function references(value: unknown): Source[] {
  if (isObject(value)) return Object.values(value).flatMap(references)
  if (!Array.isArray(value)) return []
  const [name, call, place] = value as unknown[]
  if (typeof name === 'string') return [{ layer: name, call: typeof call === 'number' ? call : 0, place: typeof place === 'number' ? place : 0 }]
  return value.flatMap(references)
}

/** The tensors within Keras 3's arguments, in order: the text's nesting is bounded, so is this. */
function tensorsWithin(value: unknown): Source[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(tensorsWithin)
  if (!isObject(value)) return []
  const entry = fieldsOf(value, 'inbound_nodes')
  if (entry.get('class_name') !== '__keras_tensor__') return []
  return references(entry.object('config').get('keras_history'))
}

/** Conv2D → conv2d, BatchNormalization → batch_normalization: as Keras makes names of classes. */
export const snakeCase = (name: string): string =>
  name.replace(/\W+/g, '').replace(/(.)([A-Z][a-z]+)/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()

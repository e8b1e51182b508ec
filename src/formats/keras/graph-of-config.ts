// A Keras configuration and its weights become a graph: models within models are inlined, each call of a shared layer is an op of its own.
import type { Graph } from '../../core/graph/graph.ts'
import { FormatError } from '../format-error.ts'
import { product } from '../../core/graph/graph-names.ts'
import type { KerasLayer, KerasModel, Source } from './config.ts'
import { named } from './config.ts'
import type { Making } from './activations.ts'
import type { Value } from './graph-builder.ts'
import { graphBuilder } from './graph-builder.ts'
import type { LayerWeights } from './layer-weights.ts'
import { allLayers, keyOf, rolesOf } from './layer-weights.ts'
import { makeLayer } from './layers.ts'
import type { WeightOf } from './windows.ts'
import { Unsupported } from './unsupported.ts'

/** Calls that are made in all, so that models within models cannot double themselves for ever. */
const CALLS = 40_000

/**
 * `kerasThree`: Keras 3 wrote it, whose hard sigmoid is another. Errors: Unsupported where it cannot be run; FormatError where the weights do not fit
 * the layers, or the layers one another.
 */
export function graphOfConfig(model: KerasModel, weights: LayerWeights, file: string, kerasThree: boolean): Graph {
  const stored = inputOf(model)
  const layers = allLayers(model)
  // Pictures reach the graph as height × width × channels, whatever the file wants.
  const first = stored.length === 3 && layers.some(({ config }) => config.get('data_format') === 'channels_first')
  const builder = graphBuilder(file, first ? [stored[1], stored[2], stored[0]] : stored, stored.length !== 3 ? null : first ? 'NCHW' : 'NHWC')
  const making: Making = { builder, kerasThree }
  const input = first ? builder.add('input', { op: 'transpose', perm: [2, 0, 1] }, builder.input) : builder.input
  let calls = 0

  function call(layer: KerasLayer, inputs: readonly (Value | number)[]): Value {
    if (++calls > CALLS) throw new FormatError(`${file} calls more than ${CALLS} layers, the most that is read.`)
    if (!layer.model) return makeLayer(making, layer, inputs, weightOf(layer, weights, file))
    const values = inputs.filter(value => typeof value !== 'number')
    if (values.length < inputs.length || values.length !== 1) {
      if (values.length !== layer.model.inputs.length) throw new Unsupported(`the model ${named(layer.name)} within it takes ${layer.model.inputs.length} values and is given ${values.length}.`)
    }
    return run(layer.model, values)
  }

  function run(of: KerasModel, inputs: readonly Value[]): Value {
    if (of.sequential) return of.layers.reduce((value, layer) => call(layer, [value]), inputs[0])
    return functional(of, inputs, call)
  }

  return builder.graph(run(model, [input]))
}

/** A Functional model's calls, in an order in which they can be made; what is left over is a loop, or fed by nothing. */
function functional(of: KerasModel, inputs: readonly Value[], call: (layer: KerasLayer, inputs: readonly (Value | number)[]) => Value): Value {
  const made = new Map<string, (Value | undefined)[]>(of.layers.map(layer => [layer.name, []]))
  of.inputs.forEach((source, place) => {
    if (typeof source !== 'number') made.get(source.layer)?.splice(0, 1, inputs[place])
  })
  const skipped = callsSkipped(of)
  const valueOf = (source: Source): Value | number | undefined => {
    if (typeof source === 'number') return source
    if (source.place !== 0) throw new Unsupported(`layer ${named(source.layer)} gives several values, which is not supported.`)
    return made.get(source.layer)?.[Math.max(0, source.call - (skipped.get(source.layer) ?? 0))]
  }
  let waiting = of.layers.flatMap(layer => layer.calls.map((sources, place) => ({ layer, sources, place }))).filter(({ layer, sources }) => sources.length > 0 || layer.className !== 'InputLayer')
  while (waiting.length > 0) {
    const left: typeof waiting = []
    for (const each of waiting) {
      const values = each.sources.map(valueOf)
      if (values.some(value => value === undefined)) left.push(each)
      else made.get(each.layer.name)![each.place] = call(each.layer, values as (Value | number)[])
    }
    if (left.length === waiting.length) {
      throw new Unsupported(`layer ${named(left[0].layer.name)} takes a value that nothing before it gives: its layers go round in a circle, or one is missing.`)
    }
    waiting = left
  }
  const [output] = of.outputs
  const value = of.outputs.length === 1 ? valueOf(output) : undefined
  if (of.outputs.length !== 1) throw several('gives', 'outputs', of.outputs)
  if (value === undefined || typeof value === 'number') throw new Unsupported('its output is a value that no layer gives.')
  return value
}

/** A model within the model counts the call that made it, which no file lists: by so much the numbers that are referred to are too high. */
function callsSkipped(of: KerasModel): Map<string, number> {
  const skipped = new Map<string, number>()
  const calls = new Map(of.layers.map(layer => [layer.name, Math.max(1, layer.calls.length)]))
  for (const source of [...of.outputs, ...of.layers.flatMap(layer => layer.calls.flat())]) {
    if (typeof source === 'number') continue
    skipped.set(source.layer, Math.max(skipped.get(source.layer) ?? 0, source.call - ((calls.get(source.layer) ?? 1) - 1)))
  }
  return skipped
}

const several = (verb: string, things: string, sources: readonly Source[]): Unsupported =>
  new Unsupported(`the network ${verb} ${sources.length} ${things} (${sources.slice(0, 4).map(source => typeof source === 'number' ? String(source) : named(source.layer)).join(', ')}${sources.length > 4 ? ', …' : ''}); networks of one input and one output are run.`)

/** One sample of what the network takes. */
function inputOf(model: KerasModel): number[] {
  if (!model.sequential && model.inputs.length !== 1) throw several('takes', 'inputs', model.inputs)
  if (!model.sequential && model.outputs.length !== 1) throw several('gives', 'outputs', model.outputs)
  const shape = shapeSaid(model)
  if (!shape) throw new Unsupported('it does not say the shape of its input. Its weights are listed; save it after it has been built.')
  if (shape.length === 0 || shape.some(size => size === null || size < 1)) {
    throw new Unsupported(`its input has shape ${shape.map(size => size ?? 'any').join('×')}; networks whose input has one fixed size are run.`)
  }
  return shape as number[]
}

function shapeSaid(model: KerasModel): readonly (number | null)[] | null {
  const [source] = model.inputs
  const first = model.sequential ? model.layers.at(0) : model.layers.find(({ name }) => typeof source === 'object' && name === source.layer)
  if (!first) return model.inputShape
  return first.inputShape ?? model.inputShape ?? (first.model ? shapeSaid(first.model) : null)
}

/** Keras 3 keeps quantised weights as whole numbers with scales beside them; tensorflow.js's are made whole before they come here. */
const WHOLE = new Set<string>(['int8', 'int16', 'int64'])

/** A layer's weights by role, or by their place where the file has no such names. Errors: FormatError for one that is missing, or of another shape. */
function weightOf(layer: KerasLayer, weights: LayerWeights, file: string): WeightOf {
  const variables = weights.get(keyOf(layer.path)) ?? []
  const roles = rolesOf(layer) ?? []
  const known = variables.some(({ role }) => roles.includes(role))
  return (role, shape, aliases = []) => {
    const found = variables.find(variable => variable.role === role || aliases.includes(variable.role)) ?? (known ? undefined : variables[roles.indexOf(role)])
    if (!found) throw new FormatError(`${file}: layer ${named(layer.name)} has no ${role} among its weights; it needs one of shape [${shape.join(', ')}].`)
    const { tensor } = found
    if (WHOLE.has(tensor.stored)) {
      throw new Unsupported(`its weights are quantised (${named(tensor.name)} is ${tensor.stored}), which is not supported. Save the network before it is quantised.`)
    }
    if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis] && shape[axis] !== -1)) {
      // Normalization keeps axes of one for what it is broadcast over; a scalar may be [1].
      if (layer.className === 'Normalization' && product(tensor.shape) === product(shape)) return { shape, data: tensor.data }
      throw new FormatError(`${file}: ${named(tensor.name)} has shape [${tensor.shape.join(', ')}], the layer needs [${shape.map(size => size === -1 ? 'any' : size).join(', ')}].`)
    }
    return { shape: tensor.shape, data: tensor.data }
  }
}

// A tfjs GraphModel becomes a graph: what leads from its one input to its one output, in an order in which it can be run.
import { FormatError } from '../format-error.ts'
import type { Fields } from '../json-fields.ts'
import { fieldsOf } from '../json-fields.ts'
import { named } from '../keras/config.ts'
import type { GraphBuilder } from '../keras/graph-builder.ts'
import { graphBuilder } from '../keras/graph-builder.ts'
import { Unsupported } from '../keras/unsupported.ts'
import type { Graph, Weights } from '../../core/graph/graph.ts'
import type { SavedModel, StoredTensor } from '../saved-model.ts'
import { notFinite } from '../weights-notes.ts'
import type { GraphNode } from './graph-nodes.ts'
import { nodesOf, shapeOf } from './graph-nodes.ts'
import { makeNode } from './graph-ops.ts'
import type { Made } from './node-making.ts'
import { producerOf } from './tfjs-producer.ts'

export function readGraphModel(whole: Fields, topology: Fields, tensors: readonly StoredTensor[], file: string): SavedModel {
  const nodes = nodesOf(topology, file)
  const [graph, why] = graphOr(whole, nodes, tensors, file)
  return {
    format: 'tfjs-graph', producer: producerOf(whole), tensors, graph, why: why === null ? null : `${file}: ${why}`,
    assumed: [], warnings: notFinite(tensors), proposals: [],
  }
}

function graphOr(whole: Fields, nodes: readonly GraphNode[], tensors: readonly StoredTensor[], file: string): [Graph, null] | [null, string] {
  try {
    return [graphOf(whole, nodes, tensors, file), null]
  } catch (failure) {
    if (failure instanceof Unsupported) return [null, failure.message]
    throw failure
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The signature's entries of a kind: node names with the shapes that it says. Empty in old files. */
function signatureOf(whole: Fields, kind: 'inputs' | 'outputs'): Map<string, number[] | null> {
  const beside = whole.get('userDefinedMetadata')
  const signature = whole.get('signature') ?? (isObject(beside) ? fieldsOf(beside, 'userDefinedMetadata').get('signature') : undefined)
  const entries = isObject(signature) ? fieldsOf(signature, 'signature').get(kind) : undefined
  if (!isObject(entries)) return new Map()
  return new Map(Object.values(entries).filter(isObject).flatMap((entry: object): [string, number[] | null][] => {
    const fields = fieldsOf(entry, 'signature')
    const name = fields.get('name')
    return typeof name === 'string' ? [[name.replace(/:0$/, ''), shapeOf(fields.get('tensorShape'))]] : []
  }))
}

function graphOf(whole: Fields, nodes: readonly GraphNode[], tensors: readonly StoredTensor[], file: string): Graph {
  const byName = new Map(nodes.map(node => [node.name, node]))
  const constants = new Map(tensors.map((tensor): [string, Weights] => [tensor.name, { shape: tensor.shape, data: tensor.data }]))
  const output = outputOf(whole, nodes)
  const order = ordered(output, byName, file)
  const inputs = order.filter(({ op, name }) => op === 'Placeholder' && !constants.has(name))
  if (inputs.length !== 1) {
    throw new Unsupported(`the network takes ${inputs.length} inputs${inputs.length > 0 ? ` (${inputs.slice(0, 4).map(({ name }) => named(name)).join(', ')})` : ''}; networks of one input and one output are run.`)
  }
  const shape = inputShape(inputs[0], signatureOf(whole, 'inputs').get(inputs[0].name) ?? null)
  const builder = graphBuilder(file, shape, shape.length === 3 ? 'NHWC' : null)
  const made = new Map<string, Made>()
  const biases = biasesOf(order, byName, constants, output)
  for (const node of order) made.set(node.name, nodeMade(node, builder, made, constants, biases, file))
  const last = made.get(output)
  if (last?.kind !== 'value') throw new Unsupported('its output does not depend on its input.')
  return builder.graph(last.value)
}

function nodeMade(node: GraphNode, builder: GraphBuilder, made: ReadonlyMap<string, Made>, constants: ReadonlyMap<string, Weights>, biases: Biases, file: string): Made {
  const constant = constants.get(node.name)
  if (constant) return { kind: 'constant', constant }
  if (node.op === 'Const') throw new FormatError(`${file} describes no weights for its node ${named(node.name)}. Save the whole model.`)
  if (node.op === 'Placeholder') return { kind: 'value', value: builder.input }
  const inputs = node.inputs.map(name => {
    const input = made.get(name)
    if (!input) throw new Unsupported(`node ${named(node.name)} takes ${named(name)}, a second output, which is not supported.`)
    return input
  })
  // The node that a bias was taken from hands on what it is given.
  if (biases.taken.has(node.name)) return inputs.find(({ kind }) => kind === 'value')!
  return makeNode({ builder, node, label: labelOf(node.name), inputs, bias: biases.given.get(node.name) ?? null })
}

/** “StatefulPartitionedCall/sequential/conv2d_4/Relu” → “conv2d_4”: the layer that people named. */
function labelOf(name: string): string {
  const parts = name.split('/').filter(part => part !== 'StatefulPartitionedCall' && part !== '')
  return parts.at(-2) ?? parts.at(-1) ?? name
}

function outputOf(whole: Fields, nodes: readonly GraphNode[]): string {
  const said = [...signatureOf(whole, 'outputs').keys()]
  const used = new Set(nodes.flatMap(({ inputs }) => inputs.map(name => name.replace(/:\d+$/, ''))))
  const outputs = said.length > 0 ? said : nodes.filter(({ name, op }) => !used.has(name) && op !== 'Const' && op !== 'NoOp' && op !== 'Placeholder').map(({ name }) => name)
  if (outputs.length !== 1) throw new Unsupported(`the network gives ${outputs.length} outputs (${outputs.slice(0, 4).map(named).join(', ')}); networks of one input and one output are run.`)
  return outputs[0]
}

/** What the output needs, each after what it takes. Errors: FormatError for a node that is missing, or nodes that go round in a circle. */
function ordered(output: string, byName: ReadonlyMap<string, GraphNode>, file: string): GraphNode[] {
  const state = new Map<string, 'open' | 'done'>()
  const order: GraphNode[] = []
  const stack: { node: GraphNode, next: number }[] = []
  const open = (name: string, by: string): void => {
    const node = byName.get(name.replace(/:\d+$/, ''))
    if (!node) throw new FormatError(`${file}: ${by} takes ${named(name)}, which the file does not hold.`)
    if (state.get(node.name) === 'open') throw new FormatError(`${file}: its nodes go round in a circle (${named(node.name)}).`)
    if (state.get(node.name) === 'done') return
    state.set(node.name, 'open')
    stack.push({ node, next: 0 })
  }
  open(output, 'the signature')
  while (stack.length > 0) {
    const top = stack.at(-1)!
    if (top.next < top.node.inputs.length) open(top.node.inputs[top.next++], `node ${named(top.node.name)}`)
    else {
      state.set(top.node.name, 'done')
      order.push(top.node)
      stack.pop()
    }
  }
  return order
}

/** One sample: the axis of rows falls off, also where an export fixed it. */
function inputShape(node: GraphNode, said: number[] | null): number[] {
  const shape = [said, node.shape('shape')].find(each => each && each.length > 1)
  if (!shape) throw new Unsupported(`it does not say the shape of its input (${named(node.name)}).`)
  const sample = shape.slice(1)
  if (sample.some(size => size < 1)) throw new Unsupported(`its input has shape ${sample.map(size => size < 1 ? 'any' : size).join('×')}; networks whose input has one fixed size are run.`)
  return sample
}

interface Biases { readonly given: ReadonlyMap<string, Weights>, readonly taken: ReadonlySet<string> }

const WEIGHTED = new Set(['Conv2D', 'DepthwiseConv2dNative', 'MatMul'])
const ADDS = new Set(['BiasAdd', 'Add', 'AddV2'])

/** A convolution or product whose only user adds a vector to it: one layer with a bias, as other formats have it. */
function biasesOf(order: readonly GraphNode[], byName: ReadonlyMap<string, GraphNode>, constants: ReadonlyMap<string, Weights>, output: string): Biases {
  const users = new Map<string, GraphNode[]>()
  for (const node of order) for (const input of new Set(node.inputs)) users.set(input, [...users.get(input) ?? [], node])
  const given = new Map<string, Weights>()
  const taken = new Set<string>()
  for (const node of order) {
    const only = users.get(node.name)
    if (!WEIGHTED.has(node.op) || node.name === output || only?.length !== 1 || !ADDS.has(only[0].op)) continue
    const other = only[0].inputs.find(name => name !== node.name)
    const bias = constantBehind(other, byName, constants)
    const kernel = constantBehind(node.inputs.at(1), byName, constants)
    const outs = node.op === 'DepthwiseConv2dNative' ? (kernel?.shape[2] ?? 0) * (kernel?.shape[3] ?? 0) : kernel?.shape[node.flag('transpose_b') ? 0 : kernel.shape.length - 1]
    if (bias?.shape.length !== 1 || bias.shape[0] !== outs) continue
    given.set(node.name, bias)
    taken.add(only[0].name)
  }
  return { given, taken }
}

/** A constant, also behind nodes that hand it on. */
function constantBehind(name: string | undefined, byName: ReadonlyMap<string, GraphNode>, constants: ReadonlyMap<string, Weights>): Weights | null {
  let here = name
  for (let steps = 0; here !== undefined && steps < 10; steps++) {
    const found = constants.get(here)
    if (found) return found
    const node = byName.get(here)
    here = node?.op === 'Identity' ? node.inputs.at(0) : undefined
  }
  return null
}

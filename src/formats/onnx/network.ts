// A model's nodes → the neutral graph: constants are computed, every other node becomes ops.
import type { Graph } from '../../core/graph/graph.ts'
import { INPUT } from '../../core/graph/graph.ts'
import { simplified } from '../../core/graph/simplify.ts'
import { FormatError, quoted } from '../format-error.ts'
import { BUDGET } from './arithmetic.ts'
import { At, nodeName, unsupported } from './at.ts'
import { Building } from './building.ts'
import { inlined } from './functions.ts'
import type { InputPlan } from './input.ts'
import { plansOf } from './input.ts'
import type { Constant, Known, Value } from './known.ts'
import { CannotRun, sampleOf } from './known.ts'
import type { AttributeMessage, ModelMessage, NodeMessage, ValueMessage } from './messages.ts'
import { scaler } from './operators/activations.ts'
import { OPERATORS } from './operators/table.ts'
import { leadingTo, ordered } from './order.ts'
import { isFloat } from './tensor.ts'

/** Domains whose operators are known: the standard one, and ONNX Runtime's own. */
const DOMAINS = new Set(['', 'com.microsoft'])
/** The domain of scikit-learn's and other learners. */
const LEARNERS = 'ai.onnx.ml'

/**
 * `constants`: the initialisers by name; `tensor` reads one within a node. Errors: CannotRun for what is in order but cannot be run here; FormatError
 * for what is no network or not in order.
 */
export function graphOf(model: ModelMessage, constants: ReadonlyMap<string, Constant>, tensor: (attribute: AttributeMessage) => Constant, file: string): Graph {
  const known = new Set([...constants.keys(), ...model.initializers.map(({ name }) => name), ...model.inputs.map(({ name }) => name)])
  const nodes = ordered(inlined(model, file), known, file)
  const output = outputOf(model, nodes, file)
  const needed = leadingTo(output.name, nodes)
  refuseOtherLearners(needed, file)
  const used = new Set(needed.flatMap(node => node.inputs))
  const inputs = model.inputs.filter(({ name }) => !constants.has(name) && (used.has(name) || name === output.name))
  if (inputs.length !== 1) throw new CannotRun(inputs.length === 0 ? 'its output depends on no input.' : `it has ${inputs.length} inputs (${named(inputs)}); a network with one can be run.`, true)
  const [input] = inputs
  const opset = model.opsets.get('') ?? 1
  // Fixed sizes leave open whether the first is that of rows; the likelier reading is tried first.
  const plans = plansOf(input, needed, constants)
  for (const [k, plan] of plans.entries()) {
    try {
      return built(plan, input.name, output.name, needed, constants, tensor, opset)
    } catch (error) {
      if (k === plans.length - 1 || !(error instanceof CannotRun)) throw error
    }
  }
  throw new CannotRun('its input has no shape that can be read.', true)
}

const named = (values: readonly ValueMessage[]): string => values.slice(0, 4).map(({ name }) => quoted(name)).join(', ') + (values.length > 4 ? ', …' : '')

/** Operators that stand before or behind the learner itself. */
const PREPARING = /^(ZipMap|ArrayFeatureExtractor|LabelEncoder|Scaler|Normalizer|Imputer|CastMap|OneHotEncoder|FeatureVectorizer)$/

/** The one output; of several, the one that holds plain numbers (classifiers give a label as well). A ZipMap only puts names to its columns. */
function outputOf(model: ModelMessage, nodes: readonly NodeMessage[], file: string): ValueMessage {
  const outputs = model.outputs.map((output): ValueMessage => {
    const maker = nodes.find(node => node.domain === LEARNERS && node.type === 'ZipMap' && node.outputs[0] === output.name)
    return maker ? { name: maker.inputs[0] ?? '', type: 1, dims: [null, null] } : output
  })
  if (outputs.length === 1) return outputs[0]
  const floats = outputs.filter(({ type, dims }) => isFloat(type) && dims !== null)
  if (floats.length === 1) return floats[0]
  refuseOtherLearners(nodes, file)
  throw new CannotRun(outputs.length === 0 ? 'it names no output.' : `it has ${outputs.length} outputs (${named(outputs)}); a network with one can be run.`, true)
}

function refuseOtherLearners(nodes: readonly NodeMessage[], file: string): void {
  const others = nodes.filter(({ domain, type }) => domain === LEARNERS && type !== 'Scaler')
  const main = others.find(({ type }) => !PREPARING.test(type)) ?? others.at(0)
  if (main) throw new FormatError(`${file} is a scikit-learn model (${quoted(main.type).slice(1, -1)}), not a neural network.`)
}

function built(
  plan: InputPlan, inputName: string, outputName: string, nodes: readonly NodeMessage[], constants: ReadonlyMap<string, Constant>,
  tensor: (attribute: AttributeMessage) => Constant, opset: number,
): Graph {
  const building = new Building({ ...BUDGET }, plan.fixedRows)
  const found = new Map<string, Known>(constants)
  const image = plan.layout === 'NCHW'
  const [channels, height, width] = plan.shape.slice(1)
  const inputShape = image ? [height, width, channels] : plan.rows ? plan.shape.slice(1) : plan.shape
  const input: Value = { kind: 'value', id: INPUT, shape: image ? [1, height, width, channels] : plan.shape, rows: plan.rows }
  found.set(inputName, image ? building.channelsFirst(input, inputName) : input)
  const counts = new Map<string, number>([[outputName, 1]])
  for (const node of nodes) for (const name of node.inputs) counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const node of nodes) {
    const inputs = node.inputs.map(name => name === '' ? null : found.get(name) ?? null)
    const at = new At(node, inputs, building, opset, name => counts.get(name) ?? 0, tensor)
    const results = ran(at, node)
    results.forEach((result, k) => { if (node.outputs[k]) found.set(node.outputs[k], result) })
    const missed = node.outputs.slice(results.length).find(name => counts.has(name))
    if (missed !== undefined) throw unsupported(node, ` with its output ${quoted(missed)}`)
  }
  const output = found.get(outputName)
  if (output?.kind !== 'value') throw new CannotRun('its output depends on no input.', true)
  const ops = needed(building, output.id)
  return checked({ inputShape, outputShape: sampleOf(output), inputLayout: plan.layout, ops, output: output.id })
}

function ran(at: At, node: NodeMessage): readonly Known[] {
  const operator = DOMAINS.has(node.domain) ? OPERATORS.get(node.type) : node.domain === LEARNERS && node.type === 'Scaler' ? scaler : undefined
  if (!operator) throw unsupported(node)
  try {
    const result = operator(at)
    return 'kind' in result ? [result] : result
  } catch (error) {
    if (error instanceof CannotRun && !error.told) throw new CannotRun(`operator ${node.type} (${nodeName(node)}) ${error.message}`, true)
    throw error
  }
}

/** Only what leads to the output; so erf in a gelu is gone. Errors: an op that needs what no op can give. */
function needed({ ops, missing }: Building, output: string): Graph['ops'] {
  const wanted = new Set([output])
  const kept: Graph['ops'][number][] = []
  for (const op of ops.toReversed()) {
    if (!wanted.has(op.id)) continue
    for (const id of op.from) wanted.add(id)
    kept.push(op)
  }
  for (const [id, reason] of missing) if (wanted.has(id)) throw reason
  return kept.reverse()
}

/** Shapes agree op by op, transposes that undo one another are gone. */
function checked(graph: Graph): Graph {
  try {
    return simplified(graph)
  } catch (error) {
    throw new CannotRun(error instanceof Error ? error.message : String(error), true)
  }
}

// From a saved model to its card.
import { layersOfGraph, isShape, isWeighted } from '../core/graph/layers.ts'
import type { Graph, Op } from '../core/graph/graph.ts'
import { kindOf, product } from '../core/graph/graph-names.ts'
import { simplified } from '../core/graph/simplify.ts'
import type { Chain } from './chain/chain.ts'
import { graphOfChain } from './chain/graph-of-chain.ts'
import { partName } from './chain/words.ts'
import { FormatError } from './format-error.ts'
import type { CardLayer, CardTensor, ModelCard } from './model-card.ts'
import type { SavedModel, StoredTensor } from './saved-model.ts'

/** `chain`: one that was confirmed; then the card is of the network that it makes. Errors: FormatError where the chain does not fit. */
export function cardOf(model: SavedModel, chain: Chain | null = null): ModelCard {
  const graph = graphOf(model, chain)
  const trained = new Set(model.tensors.filter(tensor => !isStatistic(tensor)).map(({ data }) => data))
  const count = (op: Op): number => parametersOf(op, trained)
  const layers = graph ? layersOfGraph(graph).map((layer): CardLayer => ({
    name: layer.name,
    kind: layer.ops.filter(op => !isShape(op)).map(kindOf).join(', '),
    output: layer.shape,
    parameters: sum(layer.ops.map(count)),
  })) : []
  return {
    format: model.format,
    producer: model.producer,
    network: {
      layers,
      inputShape: graph?.inputShape ?? null,
      outputShape: graph?.outputShape ?? null,
      parameters: graph ? sum(graph.ops.map(count)) : sum(model.tensors.map(tensor => isStatistic(tensor) ? 0 : product(tensor.shape))),
    },
    tensors: model.tensors.map(cardTensor),
    runnable: graph !== null,
    why: graph ? null : model.why,
    assumed: [...model.assumed, ...chain ? assumedBy(chain) : []],
    warnings: model.warnings,
    proposals: model.proposals,
  }
}

function graphOf(model: SavedModel, chain: Chain | null): Graph | null {
  try {
    return chain ? simplified(graphOfChain(chain, model.tensors)) : model.graph && simplified(model.graph)
  } catch (error) {
    // The core refuses with plain errors: one sentence that names the layer.
    throw error instanceof Error && error.constructor === Error ? new FormatError(error.message) : error
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/** Numbers that training changes; `trained`: tensors of the file, which layer norms put together from other ops multiply by and add. */
function parametersOf(op: Op, trained: ReadonlySet<Float32Array>): number {
  if (isWeighted(op)) return op.kernel.data.length + (op.bias?.data.length ?? 0)
  if (op.op === 'add' || op.op === 'mul') return op.constant && trained.has(op.constant.data) ? op.constant.data.length : 0
  return op.op === 'batchNorm' ? op.scale.data.length + op.offset.data.length : 0
}

/** What batch normalisation keeps of its batches is no parameter. */
const isStatistic = ({ name }: StoredTensor): boolean => /(running|moving)_(mean|var|variance)|num_batches_tracked/.test(name)

function assumedBy({ steps }: Chain): string[] {
  const layers: { fn: string, after: string[] }[] = []
  let last = ''
  for (const step of steps) {
    if (step.kind === 'dense' || step.kind === 'conv2d') last = partName(step.weight)
    if (step.kind !== 'activation') continue
    const same = layers.find(({ fn }) => fn === step.fn)
    if (same) same.after.push(last)
    else layers.push({ fn: step.fn, after: [last] })
  }
  const activations = layers.map(({ fn, after }) => `${fn} after ${listed(after.filter(name => name !== ''))}`)
  const pools = steps.flatMap(step => step.kind === 'pool' ? [`${step.of} pool ${step.size}×${step.size}`] : step.kind === 'globalPool' ? [`global ${step.of} pool`] : [])
  return ['the order of the layers', ...activations, ...new Set(pools)]
}

/** “fc1, fc2 and fc3”; of very many the first few. */
function listed(names: readonly string[]): string {
  if (names.length === 0) return 'the input'
  if (names.length > 8) return `${names.slice(0, 7).join(', ')} and ${names.length - 7} more`
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function cardTensor({ name, shape, stored, data }: StoredTensor): CardTensor {
  let [low, high, sum, finite] = [Infinity, -Infinity, 0, 0]
  for (const value of data) {
    if (!Number.isFinite(value)) continue
    finite++
    sum += value
    if (value < low) low = value
    if (value > high) high = value
  }
  const mean = sum / finite
  let squares = 0
  for (const value of data) if (Number.isFinite(value)) squares += (value - mean) ** 2
  return { name, shape, dtype: stored, range: finite > 0 ? { low, high, mean, sd: Math.sqrt(squares / finite) } : null, notFinite: data.length - finite }
}

// A saved model on samples: by its own graph or by a chain that was confirmed, scaled and arranged as it is told to be run.
import { channelsFirst } from '../../src/core/graph/channels.ts'
import { fitsInput, misfitOf } from '../../src/core/graph/fits-input.ts'
import type { Graph } from '../../src/core/graph/graph.ts'
import type { ProbeSet } from '../../src/core/graph/input-scale.ts'
import type { OutputKind } from '../../src/core/graph/output-kind.ts'
import { outputKindOf, probabilitiesOf, SUM_TOLERANCE } from '../../src/core/graph/output-kind.ts'
import { scaledInputs } from '../../src/core/graph/scaled-inputs.ts'
import { simplified } from '../../src/core/graph/simplify.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import { graphOfChain } from '../../src/formats/chain/graph-of-chain.ts'
import { FormatError } from '../../src/formats/format-error.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import type { HowToRun, ModelRun } from '../../src/protocol/importing.ts'
import type { GraphRun } from './run-graph.ts'
import { runGraph } from './run-graph.ts'

/** What a network without a file is called. */
export const THIS = 'This network'

/** The model's graph, in its simplest form. Errors: FormatError, one sentence. */
export function graphOfModel(model: SavedModel, chain: Chain | null, file = THIS): Graph {
  if (!chain && !model.graph) throw new FormatError(model.why ?? `${file} holds weights without an architecture.`)
  try {
    return simplified(chain ? graphOfChain(chain, model.tensors) : model.graph!)
  } catch (error) {
    throw sentenceOf(file, error)
  }
}

/** All rows of the probes. The backend is to be started before (run-backend.ts, run-wasm.ts). Errors: FormatError, where the input or a chain does not fit. */
export async function runModel(model: SavedModel, how: HowToRun, probes: ProbeSet, file = THIS): Promise<ModelRun> {
  const { layers, output, width, kind, assumed } = await answersTo(probes, model, graphOfModel(model, how.chain, file), how, file)
  const { probabilities, classes } = probabilitiesOf(kind, output, width)
  return { layers, probabilities, classes, output, outputKind: kind, assumed, notFinite: notFiniteRows(output, width) }
}

interface Answers extends GraphRun { kind: OutputKind, /** Of its input, then of its output. */ assumed: string[] }

/** The model by a graph that was made of it, and what its output is taken for. `withLayers` false: the output alone. Errors: as of runModel. */
export async function answersTo(probes: ProbeSet, model: SavedModel, graph: Graph, how: HowToRun, file: string, withLayers = true): Promise<Answers> {
  const inputs = inputsFor(graph, model, how, probes, file)
  const run = await runGraph(graph, inputs.values, probes.rows, withLayers).catch((error: unknown) => { throw sentenceOf(file, error) })
  const { kind, assumed } = outputKindOf(graph, run.output, run.width, toleranceFor(model))
  return { ...run, kind, assumed: [...inputs.assumed, ...assumed] }
}

/** Scaled and arranged as the network takes them. Errors: FormatError where the probes are not what it takes. */
function inputsFor(graph: Graph, model: SavedModel, how: HowToRun, probes: ProbeSet, file: string): { values: Float32Array, assumed: string[] } {
  const misfit = misfitOf(file, graph.inputShape, probes)
  if (misfit !== null) throw new FormatError(misfit)
  const values = scaledInputs(probes, how.scale, how.transposed)
  const assumed = how.transposed ? ['rows and columns of the pictures swapped'] : []
  const colours = probes.shape.length === 3 && probes.shape[2] > 1
  if (fitsInput(graph.inputShape, probes.shape) === 'channels first') return { values: channelsFirst(values, probes.rows, probes.shape), assumed }
  if (!colours || graph.inputShape.length > 1 || !flattensChannelsFirst(model, how.chain)) return { values, assumed }
  return { values: channelsFirst(values, probes.rows, probes.shape), assumed: [...assumed, 'colour pictures flattened channel by channel'] }
}

/** Frameworks that hold pictures as channels × height × width flatten them so, too. */
const flattensChannelsFirst = (model: SavedModel, chain: Chain | null): boolean =>
  chain ? chain.layout === 'torch' : model.format === 'onnx' || model.format.startsWith('torch')

const toleranceFor = ({ tensors }: SavedModel): number =>
  tensors.some(({ stored }) => stored === 'float16' || stored === 'bfloat16') ? SUM_TOLERANCE.half : SUM_TOLERANCE.full

function notFiniteRows(output: Float32Array, width: number): number {
  let count = 0
  for (let at = 0; at < output.length; at += width) if (!output.subarray(at, at + width).every(Number.isFinite)) count++
  return count
}

/** Graphs are checked by the core, which knows no files: its sentences are told of the file. */
const sentenceOf = (file: string, error: unknown): unknown =>
  error instanceof Error && error.constructor === Error ? new FormatError(`${file}: ${error.message}`) : error

// A saved model on samples: by its own graph or by a chain that was confirmed, and how it does under each way of running that its file leaves open.
import { layersOfGraph } from '../../src/core/graph/layers.ts'
import { chanceLevel, proposedAmong, proposedTrial, scoreOf } from '../../src/core/graph/evidence.ts'
import { channelsFirst } from '../../src/core/graph/channels.ts'
import { fitsInput, misfitOf } from '../../src/core/graph/fits-input.ts'
import type { Graph } from '../../src/core/graph/graph.ts'
import type { ProbeSet } from '../../src/core/graph/input-scale.ts'
import { logProbabilitiesOf, outputKindOf, probabilitiesOf, SUM_TOLERANCE } from '../../src/core/graph/output-kind.ts'
import { scaledInputs, scalesFor } from '../../src/core/graph/scaled-inputs.ts'
import { simplified } from '../../src/core/graph/simplify.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import { graphOfChain } from '../../src/formats/chain/graph-of-chain.ts'
import { FormatError } from '../../src/formats/format-error.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import type { Evidence, HowToRun, ModelRun, Trial } from '../../src/protocol/importing.ts'
import { firstRows, spreadRows } from './some-rows.ts'
import { runGraph } from './run-graph.ts'
import { variantsOf } from './variants.ts'

/** Labelled rows on which ways of running are compared, and how many are enough to leave most of them out. */
const WEIGHED_ROWS = 500
const GLANCED_ROWS = 200
const FIRST_ROWS = 50
/** Ways of running that are compared without a glance before, and those of which a first one on few rows leaves so many. */
const FEW = 8
const MANY = 32
/** Some digits are much the same with rows and columns swapped: below this accuracy that is tried, and told of where it is better by so much. */
const POOR = 0.6
const BETTER = 0.1
/** Other chains that are told of beside the best. */
const RUNNERS_UP = 4

const THIS = 'This network'

/** The model's graph, in its simplest form. Errors: FormatError, one sentence. */
export function graphOfModel(model: SavedModel, chain: Chain | null, file = THIS): Graph {
  return said(file, () => {
    if (chain) return simplified(graphOfChain(chain, model.tensors))
    if (model.graph) return simplified(model.graph)
    throw new FormatError(model.why ?? `${file} holds weights without an architecture.`)
  })
}

/** All rows of the probes. The backend is to be started before (run-backend.ts, run-wasm.ts). Errors: FormatError, where the input or a chain does not fit. */
export async function runModel(model: SavedModel, how: HowToRun, probes: ProbeSet, file = THIS): Promise<ModelRun> {
  const graph = graphOfModel(model, how.chain, file)
  const inputs = inputsFor(graph, model, how, probes, file)
  const { layers, output, width } = await saidLater(file, () => runGraph(graph, inputs.values, probes.rows))
  const { kind, assumed } = outputKindOf(graph, output, width, toleranceFor(model))
  const { probabilities, classes } = probabilitiesOf(kind, output, width)
  return { layers, probabilities, classes, output, outputKind: kind, assumed: [...inputs.assumed, ...assumed], notFinite: notFiniteRows(output, width) }
}

/**
 * Every scaling that applies, and where the file has no graph every chain proposed with every likely activation (`chains` null) or each of those given, on up to 500
 * labelled rows. Where that makes many ways, fewer and fewer are tried on 50, 200 and 500 rows: in the end the best chain under every scaling, and a few others.
 * Errors: FormatError where no chain fits, or the input does not.
 */
export async function weighModel(model: SavedModel, chains: Chain[] | null, probes: ProbeSet, file = THIS): Promise<Evidence> {
  const candidates: (Chain | null)[] = chains ?? (model.graph ? [null] : variantsOf(model.proposals))
  if (candidates.length === 0) throw new FormatError(model.why ?? `${file} holds weights without an architecture.`)
  const graphs = fitting(model, candidates, probes, file)
  if (!probes.labels) return { rows: 0, classes: probes.classes, trials: [], proposed: null, caution: 'Nobody knows the classes of these probes, so no scaling is proposed.' }
  const some = spreadRows(probes, WEIGHED_ROWS)
  const labels = some.labels!
  const scales = scalesFor(probes)
  const attempt = async ({ chain, graph }: Candidate, scale: Trial['how']['scale'], transposed: boolean, rows: number): Promise<Trial> => {
    const on = rows < some.rows ? firstRows(some, rows) : some
    const how = { chain, scale, transposed }
    const { output, width } = await saidLater(file, () => runGraph(graph, inputsFor(graph, model, how, on, file).values, on.rows, false))
    const { kind } = outputKindOf(graph, output, width, toleranceFor(model))
    return { how, ...scoreOf(logProbabilitiesOf(kind, output, width), width === 1 ? 2 : width, on.labels!) }
  }
  const everyWay = graphs.flatMap(candidate => scales.map(scale => ({ candidate, scale })))
  const look = (rows: number) => ({ candidate, scale }: Way): Promise<Trial> => attempt(candidate, scale, false, rows)
  const most = everyWay.length > MANY ? await firstGlance(everyWay, look(FIRST_ROWS)) : everyWay
  const ways = most.length > FEW ? await glance(most, everyWay, look(GLANCED_ROWS)) : most
  const trials: Trial[] = []
  for (const { candidate, scale } of ways) trials.push(await attempt(candidate, scale, false, WEIGHED_ROWS))
  const chance = chanceLevel(labels, probes.classes)
  const upright = bestOf(trials)
  let caution = upright > chance ? null
    : `Right on at most ${percent(upright)}, where guessing among ${probes.classes} classes gives ${percent(1 / probes.classes)}: it may be untrained, or know other classes or another order of them.`
  if (upright <= Math.max(chance, POOR) && some.shape.length === 3 && some.shape[0] === some.shape[1]) {
    const turned: Trial[] = []
    for (const { candidate, scale } of ways) turned.push(await attempt(candidate, scale, true, WEIGHED_ROWS))
    const best = bestOf(turned)
    if (best > Math.max(chance, upright + BETTER)) {
      caution = `It is right on ${percent(best)} where rows and columns of the pictures are swapped, and on ${percent(upright)} otherwise: it was trained on transposed pictures.`
    }
    if (caution !== null) trials.push(...turned)
  }
  return { rows: some.rows, classes: probes.classes, trials, proposed: likeliest(trials), caution }
}

interface Candidate { chain: Chain | null, graph: Graph }

/** Chains that make a graph which takes these probes. Where none does, the first one's reason is told. */
function fitting(model: SavedModel, chains: readonly (Chain | null)[], probes: ProbeSet, file: string): Candidate[] {
  const found: Candidate[] = []
  let why: unknown = null
  for (const chain of chains) {
    try {
      const graph = graphOfModel(model, chain, file)
      const misfit = misfitOf(file, graph.inputShape, probes)
      if (misfit !== null) throw new FormatError(misfit)
      found.push({ chain, graph })
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      why ??= error
    }
  }
  if (found.length === 0) throw why
  return found
}

interface Way { candidate: Candidate, scale: Trial['how']['scale'] }

/** Half as many as are many, by accuracy and then by likelihood. */
async function firstGlance(ways: readonly Way[], attempt: (way: Way) => Promise<Trial>): Promise<Way[]> {
  const seen: { way: Way, trial: Trial }[] = []
  for (const way of ways) seen.push({ way, trial: await attempt(way) })
  const kept = new Set(seen.toSorted(byTrial).slice(0, MANY / 2).map(({ way }) => way))
  return ways.filter(way => kept.has(way))
}

/** The best chain under every scaling (`all`: those that were left out before, too), and of the next best each under its best one; in the order of `all`. */
async function glance(ways: readonly Way[], all: readonly Way[], attempt: (way: Way) => Promise<Trial>): Promise<Way[]> {
  const seen: { way: Way, trial: Trial }[] = []
  for (const way of ways) seen.push({ way, trial: await attempt(way) })
  const groups = [...new Set(ways.map(({ candidate }) => candidate))].map(candidate => seen.filter(({ way }) => way.candidate === candidate))
  const best = groups[proposedAmong(groups.map(group => group.map(({ trial }) => trial)))!.group]
  const others = groups.filter(group => group !== best).map(group => group[proposedTrial(group.map(({ trial }) => trial))!])
  const kept = new Set(others.toSorted(byTrial).slice(0, RUNNERS_UP).map(({ way }) => way))
  return all.filter(way => way.candidate === best[0].way.candidate || kept.has(way))
}

const byTrial = ({ trial: a }: { trial: Trial }, { trial: b }: { trial: Trial }): number => b.accuracy - a.accuracy || a.logLoss - b.logLoss

/** Place of the trial that is proposed: a chain that is likelier to begin with needs less evidence. Chains stand in the order in which they were first tried. */
function likeliest(trials: readonly Trial[]): number | null {
  const chains = [...new Set(trials.map(({ how }) => how.chain))]
  const groups = chains.map(chain => trials.filter(({ how }) => how.chain === chain))
  const found = proposedAmong(groups)
  return found && trials.indexOf(groups[found.group][found.trial])
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

const bestOf = (trials: readonly Trial[]): number => Math.max(...trials.map(({ accuracy }) => accuracy))

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** How many hidden layers a run gives. */
export const hiddenLayers = (graph: Graph): number => Math.max(0, layersOfGraph(graph).length - 1)

/** Graphs are checked by the core, which knows no files: its sentences are told of the file. */
function said<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw sentenceOf(file, error)
  }
}

async function saidLater<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw sentenceOf(file, error)
  }
}

const sentenceOf = (file: string, error: unknown): unknown =>
  error instanceof Error && error.constructor === Error ? new FormatError(`${file}: ${error.message}`) : error

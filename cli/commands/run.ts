// netfold run: a saved model and inputs → its hidden layers, its output and probabilities.
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { channelsLast } from '../../src/core/graph/channels.ts'
import type { Graph } from '../../src/core/graph/graph.ts'
import { GRAPH_ACTIVATIONS } from '../../src/core/graph/graph.ts'
import { fitsInput } from '../../src/core/graph/fits-input.ts'
import { givenInputs } from '../../src/core/graph/given-inputs.ts'
import { product, sizes } from '../../src/core/graph/graph-names.ts'
import type { ProbeSet } from '../../src/core/graph/input-scale.ts'
import { INPUT_SCALES } from '../../src/core/graph/input-scale.ts'
import { cardOf } from '../../src/formats/card.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import { withActivation } from '../../src/formats/chain/edit.ts'
import { writeNpz, type Member } from '../../src/formats/npz.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import { command } from '../command.ts'
import { checkOut, readArray, widened, writeWhole } from '../files.ts'
import { openModels, withoutName } from '../model-files.ts'
import { choice, path } from '../options.ts'
import { blamed, blaming, Refusal } from '../refusal.ts'
import { rounded } from '../run-steps.ts'

export const run = command({
  summary: 'a saved model and inputs → activations and predictions',
  usage: 'FILE… --inputs x.npy --out A.npz [--activation relu] [--input-scale raw]',
  files: { from: 1, to: Infinity },
  options: {
    inputs: path('the samples, a .npy [n, …]; pictures as height × width × channels or channels × height × width'),
    out: path('the result, a .npz'),
    activation: choice(GRAPH_ACTIVATIONS, 'relu', 'after every layer but the last, in files of weights, which do not say'),
    'input-scale': choice(INPUT_SCALES, 'raw', 'what is done to the inputs before'),
  },
  notes: [
    'The result holds output f32 [n, …] (what the network emits), probabilities f32 [n, C] and hidden/<k> f32 [n, d], k from 0: each weighted layer but the last, after',
    'normalisation, activation and pooling, columns in the order height, width, channels.',
    'Scales: raw; 255 and 16 divide by so much; standard takes off the mean and divides by the standard deviation (784 pixels: MNIST\'s; fewer than 64 columns: each',
    'column\'s own; else one of all); symmetric goes to -1 … 1. Full scale is 255 where an input exceeds 16, 16 where one exceeds 1, else 1.',
  ],
  async run(files, { inputs, out, activation, 'input-scale': scale }, given) {
    if (inputs === null) throw new Refusal('--inputs', 'is missing; name a .npy of samples.')
    const target = checkOut(out, [...files, inputs])
    const started = performance.now()
    const models = await openModels(files)
    if (models.length > 1) throw new Refusal(models[1].files[0], `is a second model beside ${models[0].files[0]}; give one.`)
    const [{ files: [file], model }] = models
    // The tensor library is large, and no other command needs it.
    const [{ graphOfModel, runModel }, { startWasm }] = await Promise.all([import('../../workers/nn/run-model.ts'), import('../../workers/nn/run-wasm.ts')])
    const name = basename(file)
    const samples = readSamples(inputs)
    const { chain, graph } = blamingModel(file, name, () => waysOf(model, activation, samples.shape, chain => graphOfModel(model, chain, name)))
    const probes = fitted(inputs, name, graph, samples)
    await startWasm(wasmFolder())
    const result = await runModel(model, { chain, scale, transposed: false }, probes, name).catch((error: unknown) => { throw fromModel(file, name, error) })
    const rows = probes.rows
    const member = (name: string, data: Float32Array, shape: number[]): Member => [`${name}.npy`, { dtype: 'float32', shape, data }]
    writeWhole(target, writeNpz([
      member('output', result.output, [rows, ...graph.outputShape]),
      ...result.probabilities ? [member('probabilities', result.probabilities, [rows, result.classes])] : [],
      ...result.layers.map(({ values, columns }, k) => member(`hidden/${k}`, values, [rows, columns])),
    ]))
    const said = blaming(file, () => cardOf(model, chain))
    return {
      n: rows, classes: result.classes, outputKind: result.outputKind, inputScale: scale,
      hidden: result.layers.map(layer => ({ name: layer.name, columns: layer.columns })),
      assumed: [...said.assumed, ...result.assumed], warnings: said.warnings,
      ...result.notFinite > 0 && { notFinite: result.notFinite },
      ...chain === null && given.has('activation') && { notes: ['--activation was not needed: the file says its own.'] },
      seconds: rounded({ all: (performance.now() - started) / 1000 }),
    }
  },
})

interface Samples { values: Float32Array, rows: number, shape: number[] }

function readSamples(file: string): Samples {
  const array = readArray(file)
  const [rows, ...shape] = array.shape
  if (array.shape.length === 0 || array.data.length === 0) throw new Refusal(file, `has shape (${array.shape.join(', ')}); it should hold samples, [n, …].`)
  const values = blaming(file, () => widened(array))
  const at = values.findIndex(value => !Number.isFinite(value))
  if (at >= 0) throw new Refusal(file, `holds ${values[at]} in sample ${Math.floor(at / product(shape))}; every value should be a finite number.`)
  return { values: Float32Array.from(values), rows, shape }
}

/** By the file's own graph; of weights alone by the first chain that takes these samples, else by the likeliest. */
function waysOf(
  model: SavedModel, activation: typeof GRAPH_ACTIVATIONS[number], shape: readonly number[], graphWith: (chain: Chain | null) => Graph,
): { chain: Chain | null, graph: Graph } {
  if (model.graph || model.proposals.length === 0) return { chain: null, graph: graphWith(null) }
  const ways = model.proposals.map(proposal => {
    const chain = withActivation(proposal, activation)
    return { chain, graph: graphWith(chain) }
  })
  return ways.find(({ graph }) => layOut(graph, shape) !== null) ?? ways[0]
}

/** Whether the samples' channels come first, where the network takes them last; null where they do not fit. */
function layOut({ inputShape }: Graph, shape: readonly number[]): 'as given' | 'channels first' | null {
  const [channels, height, width] = shape
  const turned = shape.length === 3 && inputShape.length === 3 && String(inputShape) === String([height, width, channels]) && String(inputShape) !== String(shape)
  if (turned) return 'channels first'
  return fitsInput(inputShape, shape) ? 'as given' : null
}

/** An axis that is of channels rather than of places. */
const isChannels = (axis: number): boolean => axis === 1 || axis === 3 || axis === 4

function fitted(file: string, name: string, graph: Graph, { values, rows, shape }: Samples): ProbeSet {
  const layout = layOut(graph, shape)
  if (layout === null) throw new Refusal(file, `holds samples of ${sizes(shape)}; ${name} takes ${sizes(graph.inputShape)}.`)
  // Flat inputs: whether the channels of the pictures given come first, their axes tell.
  const first = graph.inputShape.length === 1 && shape.length === 3 && isChannels(shape[0]) && !isChannels(shape[2])
  if (layout === 'as given' && !first) return givenInputs(values, rows, shape)
  const [channels, height, width] = shape
  const last = [height, width, channels]
  return givenInputs(channelsLast(values, rows, last), rows, last)
}

function blamingModel<T>(file: string, name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fromModel(file, name, error)
  }
}

/** The model's own sentence, once with its name. */
function fromModel(file: string, name: string, error: unknown): unknown {
  const refusal = blamed(file, error)
  return refusal instanceof Refusal ? new Refusal(file, withoutName(refusal.message, name)) : refusal
}

const wasmFolder = (): string => join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), '/')

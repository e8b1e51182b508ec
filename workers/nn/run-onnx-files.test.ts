// Whole ONNX files: our own networks against what PyTorch computed, other people's (where they are at hand) against what was recorded of them, and every
// inner value against ONNX Runtime.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { channelsLast } from '../../src/core/graph/channels.ts'
import { layersOfGraph } from '../../src/core/graph/layers.ts'
import { readModel } from '../../src/formats/onnx/messages.ts'
import { readOnnx } from '../../src/formats/onnx/onnx.ts'
import { openNpz } from '../../src/formats/npz.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import { byOracle, byUs, largestDifference, numbers, withOutputs } from './onnx-oracle.ts'
import { runGraph } from './run-graph.ts'
import { startWasmForTests } from './wasm-for-tests.ts'

beforeAll(startWasmForTests)

const made = new URL('../../src/formats/fixtures/models/made/', import.meta.url)
const shared = new URL('../../../shared/', import.meta.url)

const bytesAt = (place: URL): Uint8Array => new Uint8Array(readFileSync(place))

function modelAt(place: URL, beside: readonly URL[] = []): SavedModel {
  const dropped = [place, ...beside].map(each => ({ path: each.pathname.split('/').at(-1)!, bytes: bytesAt(each) }))
  return readOnnx(dropped[0], dropped.slice(1)).model
}

const array = (folder: string, name: string): Float32Array => openNpz(bytesAt(new URL(`${folder}/expected.npz`, made))).array(`${name}.npy`).data as Float32Array

function softmaxed(logits: Float32Array, width: number): Float32Array {
  const out = new Float32Array(logits.length)
  for (let row = 0; row < logits.length; row += width) {
    const part = logits.subarray(row, row + width)
    const most = Math.max(...part)
    const sum = part.reduce((all, value) => all + Math.exp(value - most), 0)
    part.forEach((value, k) => { out[row + k] = Math.exp(value - most) / sum })
  }
  return out
}

describe('our own networks', () => {
  const files = ['mlp_relu', 'mlp_bn', 'cnn8x8'].flatMap(folder => ['model', 'model_softmax', 'model_fixedbatch1'].map(file => [folder, file] as const))
  it.each(files)('%s/%s.onnx gives what PyTorch gave', async (folder, file) => {
    const model = modelAt(new URL(`${folder}/${file}.onnx`, made))
    const found = await byUs(model, array(folder, 'x'), 50)
    expect(largestDifference(file === 'model_softmax' ? found : softmaxed(found, 10), array(folder, 'probs'))).toBeLessThan(1e-5)
    if (file !== 'model_softmax') expect(largestDifference(found, array(folder, 'logits'))).toBeLessThan(1e-4)
    expect(model).toMatchObject({ format: 'onnx', producer: 'pytorch 1.13.0', why: null, warnings: [], assumed: [] })
  })

  it('mlp_relu with its weights in a file beside it', async () => {
    const folder = new URL('mlp_relu/onnx_external/', made)
    const model = modelAt(new URL('model.onnx', folder), [new URL('../tfjs/model.json', folder), new URL('model.onnx.data', folder)])
    expect(largestDifference(softmaxed(await byUs(model, array('mlp_relu', 'x'), 50), 10), array('mlp_relu', 'probs'))).toBeLessThan(1e-5)
  })

  it('hidden layers are those of the network, channels last', async () => {
    const run = await runGraph(modelAt(new URL('mlp_relu/model.onnx', made)).graph!, array('mlp_relu', 'x'), 50)
    expect(run.layers.map(({ name, columns }) => [name, columns])).toEqual([['fc1', 32], ['fc2', 16]])
    expect(largestDifference(run.layers[0].values, array('mlp_relu', 'act/act1'))).toBeLessThan(1e-5)
    expect(largestDifference(run.layers[1].values, array('mlp_relu', 'act/act2'))).toBeLessThan(1e-5)
    const pictures = await runGraph(modelAt(new URL('cnn8x8/model.onnx', made)).graph!, array('cnn8x8', 'x'), 50)
    expect(largestDifference(pictures.layers[0].values, channelsLast(array('cnn8x8', 'act/conv1').map(value => Math.max(value, 0)), 50, [8, 8, 8]))).toBeLessThan(1e-5)
    expect(largestDifference(pictures.layers[1].values, channelsLast(array('cnn8x8', 'act/pool'), 50, [3, 3, 12]))).toBeLessThan(1e-5)
    const normalised = await runGraph(modelAt(new URL('mlp_bn/model.onnx', made)).graph!, array('mlp_bn', 'x'), 50)
    expect(largestDifference(normalised.layers[0].values, array('mlp_bn', 'act/net.2'))).toBeLessThan(1e-5)
  })
})

/** Every layer's value of ours against the node of that name in the file, on made-up rows. */
async function expectInnerValues(place: URL, sample: readonly number[]): Promise<void> {
  const bytes = bytesAt(place)
  const model = modelAt(place)
  const graph = model.graph!
  const values = numbers(4 * sample.reduce((all, size) => all * size, 1), 3, 1)
  const layers = layersOfGraph(graph).slice(0, -1)
  const run = await runGraph(graph, graph.inputLayout === 'NCHW' ? channelsLast(values, 4, graph.inputShape) : values, 4)
  for (const [k, { value, shape }] of layers.entries()) {
    const { label } = graph.ops.find(({ id }) => id === value)!
    const node = readModel(bytes, 'it').nodes.find(({ name, outputs }) => (name || outputs[0]) === label)!
    const theirs = await byOracle(withOutputs(bytes, [node.outputs[0]]), values, sample, 4, true, node.outputs[0])
    const wanted = shape.length === 3 ? channelsLast(theirs, 4, shape) : theirs
    expect(largestDifference(run.layers[k].values, wanted)).toBeLessThan(3e-5)
  }
  expect(layers.length).toBeGreaterThan(0)
}

describe('inner values are ONNX Runtime\'s', () => {
  it.each([['mlp_relu', [64]], ['mlp_bn', [64]], ['cnn8x8', [1, 8, 8]]] as [string, number[]][])('%s', async (folder, sample) => {
    for (const file of ['model', 'model_softmax', 'model_fixedbatch1']) await expectInnerValues(new URL(`${folder}/${file}.onnx`, made), sample)
  })
})

interface Expected { best_scale: 'raw' | '255', accuracy: Record<string, number>, predicted_first10: number[], output_first10: number[][] }
const folder = new URL('models/public/', shared)
const there = existsSync(folder) && existsSync(new URL('data/mnist', shared))
const public_ = there ? (JSON.parse(readFileSync(new URL('INVENTORY.json', folder), 'utf8')) as { models: { name: string, format: string, files: { file: string }[], expected: Expected[] }[] }).models : []

describe.skipIf(!there)('other people\'s networks (../shared/models/public)', () => {
  const models = public_.filter(({ format }) => format === 'onnx').map(({ name, files, expected }) => ({ name, file: files[0].file, expected: expected[0] }))
  it.each(models)('$name: the outputs and accuracies recorded', async ({ file, expected }) => {
    const mnist = new URL('data/mnist/', shared)
    const { images, labels } = firstThousand(mnist)
    const { graph } = modelAt(new URL(file, folder))
    for (const [scale, accuracy] of Object.entries(expected.accuracy)) {
      const scaled = SCALES[scale]
      const { output, width } = await runGraph(graph!, images.map(scaled), 1000)
      const classes = Array.from({ length: 1000 }, (_, row) => argMax(output.subarray(row * width, (row + 1) * width)))
      expect(Math.abs(classes.filter((found, row) => found === labels[row]).length / 1000 - accuracy)).toBeLessThanOrEqual(0.002)
      if (scale !== expected.best_scale) continue
      expect(classes.slice(0, 10)).toEqual(expected.predicted_first10)
      // Recorded to six digits.
      expected.output_first10.forEach((wanted, row) => {
        const within = Math.max(1e-4, 1e-6 * Math.max(...wanted.map(Math.abs)))
        wanted.forEach((value, k) => expect(Math.abs(output[row * width + k] - value)).toBeLessThan(within + 5e-6 * Math.abs(value)))
      })
    }
  })

  it.each(models)('$name: inner values', async ({ file }) => expectInnerValues(new URL(file, folder), [1, 28, 28]))
})

const SCALES: Record<string, (pixel: number) => number> = {
  raw: pixel => pixel, 255: pixel => pixel / 255, standard: pixel => (pixel / 255 - 0.1307) / 0.3081, symmetric: pixel => (pixel / 255 - 0.5) / 0.5,
  inverted: pixel => 1 - pixel / 255, binarised: pixel => pixel > 127 ? 1 : 0,
}

const argMax = (values: Float32Array): number => values.reduce((best, value, k) => value > values[best] ? k : best, 0)

/** MNIST's first thousand test pictures, 28 × 28, and their classes. */
function firstThousand(mnist: URL): { images: Float32Array, labels: Uint8Array } {
  const images = gunzipSync(readFileSync(new URL('t10k-images-idx3-ubyte.gz', mnist)))
  const labels = gunzipSync(readFileSync(new URL('t10k-labels-idx1-ubyte.gz', mnist)))
  return { images: Float32Array.from(images.subarray(16, 16 + 784_000)), labels: labels.subarray(8, 1008) }
}

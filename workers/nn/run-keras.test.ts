// Keras layers as the neutral graph runs them against tensorflow.js's own layers: each network is built there, saved, read here, and run by both.
import * as layersLibrary from '@tensorflow/tfjs-layers'
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers'
import { io, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { channelsLast } from '../../src/core/graph/channels.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import { readTfjs } from '../../src/formats/tfjs/tfjs.ts'
import { runGraph } from './run-graph.ts'
import { startWasmForTests } from './wasm-for-tests.ts'

const { input, layers, model, sequential } = layersLibrary

beforeAll(startWasmForTests)

/** From −2 to 2, the same at every run. */
const numbers = (count: number, seed: number): Float32Array => Float32Array.from({ length: count }, (_, k) => 2 * Math.sin(12.9898 * (k + 1) + 78.233 * seed + Math.sin(k * seed)))

/** Every weight gets a number of its own, variances positive ones: fresh layers have zeros and ones, which hide mistakes. */
function stir(network: LayersModel): void {
  network.setWeights(network.weights.map((weight, k) => {
    const shape = weight.shape as number[]
    const data = numbers(shape.reduce((product, size) => product * size, 1), k + 1).map(value => value / 3)
    return tensor(weight.originalName.includes('variance') ? data.map(value => Math.abs(value) + 0.2) : data, shape)
  }))
}

async function saved(network: LayersModel): Promise<SavedModel> {
  let artifacts: io.ModelArtifacts | null = null
  await network.save(io.withSaveHandler(async given => {
    artifacts = given
    return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(given) }
  }))
  const { modelTopology, weightSpecs, weightData } = artifacts! as io.ModelArtifacts
  const json = { modelTopology, weightsManifest: [{ paths: ['w.bin'], weights: weightSpecs }] }
  const bytes = new Uint8Array(weightData as ArrayBuffer)
  return readTfjs({ path: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) }, [{ path: 'w.bin', bytes }]).model
}

async function expectSame(network: LayersModel, within = 2e-5): Promise<SavedModel> {
  stir(network)
  const read = await saved(network)
  expect(read.why).toBeNull()
  const shape = network.inputs[0].shape.slice(1) as number[]
  const { graph } = read
  const rows = 3
  const size = shape.reduce((product, length) => product * length, 1)
  const values = numbers(rows * size, 9)
  const wanted = await (tidy(() => network.predict(tensor(values, [rows, ...shape])) as Tensor)).data()
  const found = await runGraph(graph!, graph!.inputLayout === 'NCHW' ? channelsLast(values, rows, [...shape.slice(1), shape[0]]) : values, rows, false)
  expect(found.output.length).toBe(wanted.length)
  found.output.forEach((value, k) => {
    if (!(Math.abs(value - wanted[k]) <= within * Math.max(1, Math.abs(wanted[k])))) throw new Error(`place ${k}: ${value}, wanted ${wanted[k]}`)
  })
  return read
}

type Layer = { apply: (inputs: SymbolicTensor | SymbolicTensor[]) => unknown }
const on = (layer: Layer, ...from: SymbolicTensor[]): SymbolicTensor => layer.apply(from.length === 1 ? from[0] : from) as SymbolicTensor

describe('a LayersModel gives here what it gives in tensorflow.js', () => {
  it('in a row of convolutions: strides, same padding, dilation, pools over the edge, depthwise and separable', async () => {
    await expectSame(sequential({ layers: [
      layers.conv2d({ inputShape: [11, 9, 2], filters: 5, kernelSize: [3, 2], strides: 2, padding: 'same', activation: 'relu' }),
      layers.batchNormalization(),
      layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'tanh' }),
      layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'sigmoid' }),
      layers.maxPooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      layers.conv2d({ filters: 6, kernelSize: 2, dilationRate: 2, padding: 'same', useBias: false }),
      layers.averagePooling2d({ poolSize: [3, 2], strides: 2, padding: 'same' }),
      layers.dropout({ rate: 0.5 }), layers.flatten(), layers.dense({ units: 7, useBias: false, activation: 'elu' }), layers.dense({ units: 3, activation: 'softmax' }),
    ] }))
  })

  it('with every merge, and a value that several take', async () => {
    const x = input({ shape: [6, 6, 3] })
    const [a, b] = [1, 2].map(() => on(layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' }), x))
    const merges = [layers.add(), layers.multiply(), layers.average(), layers.maximum(), layers.minimum(), layers.concatenate({ axis: -1 }), layers.concatenate({ axis: 1 })]
    const all = merges.map(layer => on(layer, a, b))
    const tall = on(layers.globalMaxPooling2d({}), all.at(-1)!)
    const wide = on(layers.globalAveragePooling2d({}), on(layers.concatenate(), ...all.slice(0, -1)))
    await expectSame(model({ inputs: x, outputs: on(layers.dense({ units: 4 }), on(layers.concatenate(), wide, tall)) }))
  })

  it('with models within models, shared layers, and a residual sum', async () => {
    const shared = layers.dense({ units: 5, activation: 'tanh' })
    const inner = input({ shape: [5] })
    const block = model({ inputs: inner, outputs: on(layers.add(), inner, on(layers.dense({ units: 5, activation: 'relu' }), inner)), name: 'block' })
    const tail = sequential({ layers: [layers.dense({ units: 4, inputShape: [5], activation: 'selu' }), layers.batchNormalization({ scale: false })], name: 'tail' })
    const x = input({ shape: [5] })
    const once = on(shared, x)
    const twice = on(shared, on(block, once))
    await expectSame(model({ inputs: x, outputs: on(layers.dense({ units: 2 }), on(tail, on(block, on(layers.add(), once, twice)))) }))
    await expectSame(sequential({ layers: [sequential({ layers: [layers.dense({ units: 4, inputShape: [3], activation: 'tanh' })] }), layers.dense({ units: 2, activation: 'softmax' })] }))
  })

  it('with activations as layers, and shapes changed', async () => {
    await expectSame(sequential({ layers: [
      layers.conv2d({ inputShape: [5, 4, 2], filters: 4, kernelSize: 1 }), layers.leakyReLU(), layers.zeroPadding2d({ padding: [[1, 0], [2, 1]] }), layers.prelu({}),
      layers.permute({ dims: [3, 1, 2] }), layers.reLU({ maxValue: 6 }), layers.reLU({ maxValue: 1.5 }), layers.reshape({ targetShape: [-1, 7] }),
      layers.elu(), layers.softmax({ axis: 2 }),
      layers.dense({ units: 3 }), layers.softmax({ axis: -1 }),
    ] }))
  })

  it.each(['elu', 'relu', 'relu6', 'selu', 'sigmoid', 'hardSigmoid', 'softplus', 'softsign', 'tanh', 'softmax', 'logSoftmax', 'gelu', 'mish', 'swish', 'linear'] as const)(
    'with the activation %s', async name => {
      const activation = name as 'relu' // tensorflow.js has more of them than its types name
      await expectSame(sequential({ layers: [layers.dense({ units: 6, inputShape: [4], activation }), layers.dense({ units: 3 }), layers.activation({ activation })] }))
    })

  it('over sequences', async () => {
    await expectSame(sequential({ layers: [
      layers.conv1d({ inputShape: [12, 3], filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }), layers.maxPooling1d({ poolSize: 2 }),
      layers.conv1d({ filters: 5, kernelSize: 2, dilationRate: 2 }), layers.averagePooling1d({ poolSize: 2, strides: 1 }),
      layers.globalAveragePooling1d(), layers.dense({ units: 2 }),
    ] }))
  })

  it('with channels first: fed height × width × channels all the same', async () => {
    const dataFormat = 'channelsFirst'
    const read = await expectSame(sequential({ layers: [
      layers.conv2d({ inputShape: [2, 6, 5], filters: 3, kernelSize: 3, padding: 'same', activation: 'relu', dataFormat }),
      layers.maxPooling2d({ poolSize: 2, dataFormat }), layers.flatten({ dataFormat }), layers.dense({ units: 3 }),
    ] }))
    expect([read.graph!.inputShape, read.graph!.inputLayout]).toEqual([[6, 5, 2], 'NCHW'])
    await expectSame(sequential({ layers: [
      layers.conv2d({ inputShape: [2, 6, 5], filters: 3, kernelSize: 3, dataFormat }), layers.flatten(), layers.dense({ units: 3 }),
    ] }))
  })

  it('with layers that are put together: layer normalisation, upsampling', async () => {
    await expectSame(sequential({ layers: [
      layers.upSampling2d({ inputShape: [3, 2, 4], size: [2, 3] }), layers.layerNormalization({}), layers.conv2d({ filters: 2, kernelSize: 2 }), layers.flatten(),
      layers.layerNormalization({ epsilon: 0.1, center: false }), layers.dense({ units: 3 }),
    ] }))
  })

  it('with batch norm in every shape', async () => {
    for (const options of [{ center: false }, { scale: false }, { center: false, scale: false }, { epsilon: 0.3 }]) {
      await expectSame(sequential({ layers: [layers.dense({ units: 4, inputShape: [3] }), layers.batchNormalization(options), layers.dense({ units: 2 })] }))
    }
  })
})

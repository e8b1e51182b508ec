// A LayersModel is what tfjs itself loads, and it says of the probes what the trainer says.
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { loadLayersModel } from '@tensorflow/tfjs-layers'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { savedCases } from './fixtures/saved-networks.ts'
import { layersModelZip, writeLayersModel } from './layers-model.ts'

const json = (bytes: Uint8Array): tf.io.ModelJSON => JSON.parse(new TextDecoder().decode(bytes)) as tf.io.ModelJSON

/** As the manifest says: one list of weights, in one file. */
function artifacts(files: Record<string, Uint8Array>): tf.io.ModelArtifacts {
  const { modelTopology, weightsManifest: [{ paths, weights }] } = json(files['model.json'])
  return { modelTopology, weightSpecs: weights, weightData: files[paths[0]].slice().buffer }
}

describe('a network as a LayersModel', () => {
  beforeAll(async () => { await tf.setBackend('cpu') })

  test.each(savedCases().map(saved => [saved.name, saved] as const))('%s', async (_name, { network, inputs, rows, classes, probabilities }) => {
    const model = await loadLayersModel(tf.io.fromMemory(artifacts(unzipSync(layersModelZip(network)))))
    const seen = model.predict(tf.tensor2d(inputs, [rows, inputs.length / rows])) as tf.Tensor
    expect(seen.shape).toEqual([rows, classes])
    const values = await seen.data()
    const error = Math.max(...values.map((value, k) => Math.abs(value - probabilities[k])))
    expect(error).toBeLessThan(1e-5)
    expect(model.countParams()).toBe(network.weights.length)
    const dropout = model.layers.filter(layer => layer.getClassName() === 'Dropout')
    expect(dropout.map(layer => layer.getConfig()['rate'])).toEqual(network.hyper.dropout > 0 ? network.layers.slice(1).map(() => network.hyper.dropout) : [])
  })

  test.each(['mlp gelu', 'conv gelu'])('%s can be trained on in tfjs: every weight feels the loss', async name => {
    const { network, inputs, rows } = savedCases().find(saved => saved.name === name)!
    const model = await loadLayersModel(tf.io.fromMemory(artifacts({ ...writeLayersModel(network) })))
    model.compile({ optimizer: tf.train.sgd(0.01), loss: 'sparseCategoricalCrossentropy' })
    const weights = (): Promise<number[][]> => Promise.all(model.getWeights().map(async tensor => [...await tensor.data()]))
    const before = await weights()
    const { history } = await model.fit(tf.tensor2d(inputs, [rows, inputs.length / rows]), tf.tensor1d(Array.from({ length: rows }, (_, k) => k % 3)), { epochs: 20, verbose: 0 })
    expect(history['loss'].at(-1)).toBeLessThan(history['loss'][0] as number)
    for (const [k, tensor] of (await weights()).entries()) expect(tensor).not.toEqual(before[k])
  })

  test('says beside the weights what made it', () => {
    const [{ network }] = savedCases()
    const { userDefinedMetadata } = json(writeLayersModel({ ...network, about: { data: 'Digits' } })['model.json'])
    expect(userDefinedMetadata).toMatchObject({ family: 'mlp', activation: 'relu', shape: '7 5 5 3', weight_seed: '10', order_seed: '4294967286', data: 'Digits' })
    expect(JSON.parse((userDefinedMetadata as Record<string, string>)['hyperparameters'])).toEqual(network.hyper)
  })

  test('the same network gives the same bytes, also where its weights are part of a larger array', () => {
    const [{ network }] = savedCases()
    const within = new Float32Array(network.weights.length + 2)
    within.set(network.weights, 1)
    expect(layersModelZip({ ...network, weights: within.subarray(1, -1) })).toEqual(layersModelZip(network))
  })

  test('weights of another network are no network', () => {
    const [{ network }] = savedCases()
    expect(() => writeLayersModel({ ...network, weights: network.weights.slice(1) })).toThrow('The network\'s layers have 88 weights and biases, not 87.')
  })
})

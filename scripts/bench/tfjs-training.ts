// tfjs beside ours: a LayersModel and its own `fit`, on the backends that run without a GPU.
import { createRequire } from 'node:module'
import type * as Core from '@tensorflow/tfjs-core'
import type * as Layers from '@tensorflow/tfjs-layers'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Hyperparameters } from '../../src/core/network.ts'
import { mulberry32, normals } from '../../src/core/random.ts'

export type Backend = 'cpu' | 'wasm'

// Node's own builds of the packages, so that all of them meet the same core.
const require = createRequire(import.meta.url)
const tf = require('@tensorflow/tfjs-core') as typeof Core
const layers = require('@tensorflow/tfjs-layers') as typeof Layers
require('@tensorflow/tfjs-backend-cpu')
require('@tensorflow/tfjs-backend-wasm')
tf.enableProdMode() // at its fastest, and without advertisement among the figures

/** Trains `count` networks of two relu layers under Adam, one after the other, and says how long that took and how well they test. */
export async function trainWithTfjs(backend: Backend, dataset: Dataset, hyper: Hyperparameters, count: number): Promise<{ seconds: number, accuracy: number }> {
  await tf.setBackend(backend)
  await tf.ready()
  const { train, test } = dataset
  const [x, y, testX] = [rowsOf(dataset, train), oneHot(dataset, train), rowsOf(dataset, test)]
  let right = 0
  const began = performance.now()
  for (let k = 0; k < count; k++) {
    const model = untrained(dataset, hyper, k)
    await model.fit(x, y, { epochs: hyper.epochs, batchSize: hyper.batchSize, verbose: 0, yieldEvery: 'never' })
    const seen = tf.tidy(() => tf.argMax(model.predict(testX) as Core.Tensor, 1).dataSync())
    test.forEach((row, place) => { if (seen[place] === dataset.labels[row]) right++ })
    model.dispose()
  }
  const seconds = (performance.now() - began) / 1000
  tf.dispose([x, y, testX])
  return { seconds, accuracy: right / (count * test.length) }
}

function untrained({ features, classes }: Dataset, { width, learningRate }: Hyperparameters, seed: number): Layers.Sequential {
  const normal = normals(mulberry32(seed))
  const model = layers.sequential({ layers: [
    layers.layers.dense({ inputShape: [features], units: width, activation: 'relu' }),
    layers.layers.dense({ units: width, activation: 'relu' }),
    layers.layers.dense({ units: classes, activation: 'softmax' }),
  ] })
  // He's deviation in every layer, as in ours.
  model.setWeights(model.getWeights().map(({ shape }) => shape.length === 1
    ? tf.zeros(shape)
    : tf.tensor(Float32Array.from({ length: shape[0]! * shape[1]! }, () => normal() * Math.sqrt(2 / shape[0]!)), shape as [number, number])))
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' })
  return model
}

const rowsOf = ({ inputs, features }: Dataset, rows: Uint32Array): Core.Tensor2D =>
  tf.tensor2d(Float32Array.from({ length: rows.length * features }, (_, k) => inputs[rows[Math.floor(k / features)] * features + k % features]), [rows.length, features])

const oneHot = ({ labels, classes }: Dataset, rows: Uint32Array): Core.Tensor2D =>
  tf.tensor2d(Float32Array.from({ length: rows.length * classes }, (_, k) => labels[rows[Math.floor(k / classes)]] === k % classes ? 1 : 0), [rows.length, classes])

// The stacked trainer against the core's plain one, on the tensor library's CPU backend: the same seeds must make the same networks.
import { BatchMatMul, engine, getKernel, memory, ready, registerKernel, setBackend, unregisterKernel, type Tensor } from '@tensorflow/tfjs-core'
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { ACTIVATIONS, OPTIMISERS, type Hyperparameters, type NetworkSpec, type TrainedNetwork } from '../../src/core/network.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import { STACK_LIMITS } from './stack.ts'
import { trainStacks } from './train-stacks.ts'

/** Three blurred points in three dimensions; 53 rows to train on, so that no batch size divides them. */
function blobs(): Dataset {
  const normal = normals(mulberry32(7))
  const rows = Array.from({ length: 80 }, (_, row) => row)
  const labels = Uint8Array.from(rows, row => row % 3)
  const centre = [[1, 0, -1], [-1, 1, 0], [0, -1, 1]]
  const inputs = Float32Array.from(rows.flatMap(row => centre[labels[row]].map(value => value + 0.7 * normal())))
  return {
    id: 'gaussians', title: 'Blobs', inputs, labels, features: 3, classes: 3, classNames: ['a', 'b', 'c'], image: null,
    train: Uint32Array.from(rows.slice(0, 53)), test: Uint32Array.from(rows.slice(53)), probes: Uint32Array.from(rows.slice(60, 72)),
  }
}

const PLAIN: Hyperparameters = {
  family: 'mlp', depth: 2, width: 8, activation: 'tanh', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 16, dropout: 0,
  epochs: 1, initScale: 1, labelNoise: 0, trainFraction: 1,
}
const dataset = blobs()
const spec = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => ({ id, hyper: { ...PLAIN, ...hyper }, weightSeed: 100 + id, orderSeed: 200 + id })

function plain(network: NetworkSpec): TrainedNetwork {
  const training = trainNetwork(network, dataset, true)
  for (;;) {
    const next = training.next()
    if (next.done) return next.value
  }
}

async function stacked(specs: readonly NetworkSpec[], limits = STACK_LIMITS): Promise<Map<number, TrainedNetwork>> {
  const finished = new Map<number, TrainedNetwork>()
  await trainStacks(specs, dataset, true, { onFinished: network => finished.set(network.id, network), onProgress: () => undefined }, limits)
  return finished
}

function furthest(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, place) => Math.max(most, Math.abs(value - b[place])), 0)
}

/** Spoils the products of networks whose successor's second factor is not finite: 0 times what lies behind their own is NaN then. */
function leak(factor: Tensor, product: Tensor): Tensor {
  const [factors, products] = [factor, product].map(tensor => (engine().backend as MathBackendCPU).data.get(tensor.dataId).values as Float32Array)
  const [networks, size, length] = [product.shape[0], factors.length / product.shape[0], products.length / product.shape[0]]
  for (let network = 0; network < networks - 1; network++) {
    if (!factors.subarray((network + 1) * size, (network + 2) * size).every(Number.isFinite)) products.fill(NaN, network * length, (network + 1) * length)
  }
  return product
}

async function expectTwins(specs: readonly NetworkSpec[], tolerance = 1e-5): Promise<void> {
  const finished = await stacked(specs)
  expect([...finished.keys()].sort((a, b) => a - b)).toEqual(specs.map(network => network.id).sort((a, b) => a - b))
  for (const network of specs) {
    const twin = plain(network)
    const ours = finished.get(network.id)!
    expect(ours.row.outcome.divergedAt).toBe(twin.row.outcome.divergedAt)
    expect(ours.row.outcome.steps).toBe(twin.row.outcome.steps)
    expect(ours.row.outcome.parameters).toBe(twin.row.outcome.parameters)
    expect(furthest(ours.curve, twin.curve)).toBeLessThanOrEqual(tolerance)
    expect(ours.confusion).toEqual(twin.confusion)
    expect(ours.weights === null).toBe(twin.weights === null)
    if (!twin.weights) continue
    expect(furthest(ours.weights!, twin.weights)).toBeLessThanOrEqual(tolerance)
    expect(ours.activations).toMatchObject({ id: network.id, rows: twin.activations!.rows, columns: twin.activations!.columns })
    expect(furthest(ours.activations!.values, twin.activations!.values)).toBeLessThanOrEqual(tolerance)
    expect(furthest(ours.probabilities!, twin.probabilities!)).toBeLessThanOrEqual(tolerance)
  }
}

beforeAll(async () => {
  await setBackend('cpu')
  await ready()
})

describe('the stacked trainer makes the networks of the plain one', () => {
  it.each(ACTIVATIONS)('for %s, at three depths', async activation => {
    await expectTwins([1, 2, 3].map(depth => spec(depth, { activation, depth, optimiser: 'momentum', learningRate: 0.05 })))
  })

  it.each(OPTIMISERS)('for %s with weight decay, over two epochs', async optimiser => {
    await expectTwins([0, 1].map(id => spec(id, { optimiser, weightDecay: 0.03 * id, learningRate: 0.02, epochs: 2 })))
  })

  it('when one stack mixes optimisers, rates and decays', async () => {
    await expectTwins(OPTIMISERS.flatMap((optimiser, at) => [0.002, 0.02].map((learningRate, rate) =>
      spec(2 * at + rate, { optimiser, learningRate, weightDecay: rate * 0.1, initScale: 1 + rate, activation: 'gelu' }))))
  })

  it.each(ACTIVATIONS)('when narrow %s networks share a stack with wide ones', async activation => {
    await expectTwins([3, 5, 8, 6].map((width, id) => spec(id, { width, activation, optimiser: OPTIMISERS[id], learningRate: 0.02 })))
  })

  it('with dropout for some of them', async () => {
    await expectTwins([0, 0.2, 0.5, 0.5].map((dropout, id) => spec(id, { dropout, width: id === 3 ? 5 : 8, activation: 'relu' })))
  })

  it('with noisy labels, and with different numbers of rows', async () => {
    await expectTwins([1, 0.95, 0.4].map((trainFraction, id) => spec(id, { trainFraction, labelNoise: 0.2 * id, epochs: 2 })))
  })

  it('with batches of different sizes, whose epochs end at different updates', async () => {
    await expectTwins([5, 16, 20, 64].map((batchSize, id) => spec(id, { batchSize, epochs: 3, dropout: 0.2 * (id % 2), activation: 'relu', optimiser: 'adam', learningRate: 0.005 })))
  })

  it('whatever is mixed', async () => {
    const random = mulberry32(3)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]
    await expectTwins(Array.from({ length: 40 }, (_, id) => spec(id, {
      depth: pick([1, 2]), width: pick([4, 7, 33, 40]), activation: pick(ACTIVATIONS), optimiser: pick(OPTIMISERS), learningRate: pick([0.001, 0.01]),
      weightDecay: pick([0, 0.01]), batchSize: pick([8, 16, 32]), dropout: pick([0, 0.3]), epochs: pick([1, 2]), labelNoise: pick([0, 0.2]), trainFraction: pick([0.3, 1]),
    })), 5e-5)
  })

  it('with a batch larger than the rows', async () => {
    await expectTwins([1, 0.5].map((trainFraction, id) => spec(id, { trainFraction, batchSize: 64, epochs: 3 })))
  })

  it('when members of one stack end after different numbers of epochs', async () => {
    await expectTwins([3, 1, 2, 1, 1].map((epochs, id) => spec(id, { epochs, optimiser: 'adam', learningRate: 0.01, width: 4 + id })))
  })

  it('when memory allows only small stacks', async () => {
    const specs = [0, 1, 2, 3, 4].map(id => spec(id, {}))
    const finished = await stacked(specs, { networks: 2, numbers: 1 })
    for (const network of specs) expect(furthest(finished.get(network.id)!.weights!, plain(network).weights!)).toBeLessThanOrEqual(1e-5)
  })
})

describe('a network that leaves the finite numbers', () => {
  const wild = spec(1, { activation: 'relu', learningRate: 1e12, epochs: 2 })
  const tame = [0, 2].map(id => spec(id, { activation: 'relu', optimiser: id === 0 ? 'sgd' : 'adam', learningRate: 0.01, epochs: 2, width: 5 }))

  it('is told at the same update, and harms no other of its stack', async () => {
    expect(plain(wild).row.outcome.divergedAt).not.toBeNull()
    await expectTwins([wild, ...tame])
  })

  it('harms no other where a product reads past the end of a matrix, as WebGPU\'s does', async () => {
    const kernel = getKernel(BatchMatMul, 'cpu')!
    unregisterKernel(BatchMatMul, 'cpu')
    registerKernel({ ...kernel, kernelFunc: params => leak(params.inputs['b'] as Tensor, kernel.kernelFunc(params) as Tensor) })
    try {
      await expectTwins([tame[0], wild, tame[1], spec(3, { activation: 'relu', width: 6, learningRate: 1e12 })])
    } finally {
      unregisterKernel(BatchMatMul, 'cpu')
      registerKernel(kernel)
    }
  })

  it('is judged alone where several go at once', async () => {
    // A rate that is infinite in float32: weights go at the first update, with the loss before it finite.
    await expectTwins([tame[0], ...[1, 3].map(id => spec(id, { activation: 'relu', learningRate: 1e39, epochs: 2 })), tame[1]])
    expect((await stacked([spec(1, { learningRate: 1e39 }), spec(3, { learningRate: 1e39 })])).get(3)!.row.outcome).toMatchObject({ divergedAt: 1, steps: 1 })
  })

  it('has no place on a map', async () => {
    const ours = (await stacked([wild])).get(1)!
    expect([ours.activations, ours.probabilities, ours.weights]).toEqual([null, null, null])
    expect(ours.curve.every(Number.isFinite)).toBe(true)
  })
})

it('reports the members still in training', async () => {
  const seen: string[] = []
  await trainStacks([spec(0, { epochs: 2 }), spec(1, { epochs: 1 })], dataset, false, {
    onFinished: network => seen.push(`${network.id} done`),
    onProgress: inFlight => seen.push(inFlight.map(({ id, epoch, epochs }) => `${id} ${epoch}/${epochs}`).join(', ')),
  })
  expect(seen).toEqual(['1 0/1, 0 0/2', '1 done', '0 1/2', '0 done'])
})

it('leaves nothing behind on the device', async () => {
  const before = memory().numTensors
  await stacked([spec(0, { epochs: 3, optimiser: 'adamw', weightDecay: 0.1 }), spec(1, { epochs: 1, width: 5, dropout: 0.3 }), spec(2, { activation: 'sigmoid', width: 4 }), spec(3, { activation: 'sigmoid' })])
  expect(memory().numTensors).toBe(before)
  expect(engine().state.numDataBuffers).toBe(before)
})

// The stacked trainer against the core's plain one, on the tensor library's CPU backend: the same seeds must make the same networks.
import { BatchMatMul, engine, getKernel, memory, ready, registerKernel, setBackend, unregisterKernel, type Tensor } from '@tensorflow/tfjs-core'
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { ACTIVATIONS, KEEP_NOTHING, OPTIMISERS, type Hyperparameters, type Interim, type Keep, type NetworkSpec, type TrainedNetwork } from '../../src/core/network.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { plainLearners } from '../../src/core/training/plain.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import { STACK_LIMITS, type StackLimits } from './stack.ts'
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
    trainProbes: Uint32Array.from(rows.slice(0, 9)),
  }
}

const PLAIN: Hyperparameters = {
  family: 'mlp', depth: 2, width: 8, activation: 'tanh', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 16, dropout: 0,
  epochs: 1, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const points = blobs()

/** Blurred bars in pictures of 6 × 5 places with two channels: lying, standing, or none. */
function bars(): Dataset {
  const random = mulberry32(11)
  const rows = Array.from({ length: 60 }, (_, row) => row)
  const labels = Uint8Array.from(rows, row => row % 3)
  const inputs = Float32Array.from({ length: 60 * 60 }, (_, place) => {
    const label = labels[Math.floor(place / 60)]
    const [y, x] = [Math.floor(place % 60 / 10), Math.floor(place % 10 / 2)]
    return random() + Number(label === 1 ? y === 2 : label === 2 && x === 3)
  })
  return {
    id: 'digits', title: 'Bars', inputs, labels, features: 60, classes: 3, classNames: ['a', 'b', 'c'], image: { height: 6, width: 5 },
    train: Uint32Array.from(rows.slice(0, 37)), test: Uint32Array.from(rows.slice(37)), probes: Uint32Array.from(rows.slice(40, 52)),
    trainProbes: Uint32Array.from(rows.slice(0, 7)),
  }
}
const pictures = bars()
const dataOf = (network: NetworkSpec): Dataset => network.hyper.family === 'conv' ? pictures : points
const spec = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => ({ id, hyper: { ...PLAIN, ...hyper }, weightSeed: 100 + id, orderSeed: 200 + id })

const EVERYTHING: Keep = { checkpoints: 6, checkpointActivations: true, state: true }

function plain(network: NetworkSpec, from: Interim | null = null, interims: Interim[] = []): TrainedNetwork {
  const training = trainNetwork(network, dataOf(network), plainLearners(dataOf(network)), EVERYTHING, from)
  for (;;) {
    const next = training.next()
    if (next.done) return next.value
    if (next.value.interim) interims.push(next.value.interim())
  }
}

interface Heard { finished: Map<number, TrainedNetwork>, interims: { id: number, interim: Interim }[] }

/** All of one family. */
async function heard(specs: readonly NetworkSpec[], limits: Partial<StackLimits> = {}, begun: ReadonlyMap<number, Interim> = new Map(), keep = EVERYTHING): Promise<Heard> {
  const out: Heard = { finished: new Map(), interims: [] }
  await trainStacks(specs, dataOf(specs[0]), keep, begun, {
    onFinished: network => out.finished.set(network.id, network),
    onProgress: () => undefined,
    onInterim: (id, interim) => out.interims.push({ id, interim }),
  }, { ...STACK_LIMITS, ...limits })
  return out
}

const stacked = async (specs: readonly NetworkSpec[], limits: Partial<StackLimits> = {}, begun: ReadonlyMap<number, Interim> = new Map()): Promise<Map<number, TrainedNetwork>> =>
  (await heard(specs, limits, begun)).finished

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

async function expectTwins(specs: readonly NetworkSpec[], tolerance = 1e-5, begun: ReadonlyMap<number, Interim> = new Map()): Promise<void> {
  const finished = await stacked(specs, {}, begun)
  expect([...finished.keys()].sort((a, b) => a - b)).toEqual(specs.map(network => network.id).sort((a, b) => a - b))
  for (const network of specs) expectTwin(finished.get(network.id)!, plain(network, begun.get(network.id)), tolerance)
}

function expectTwin(ours: TrainedNetwork, twin: TrainedNetwork, tolerance: number): void {
  const { divergedAt, steps, parameters } = twin.row.outcome
  expect(ours.row.outcome).toMatchObject({ divergedAt, steps, parameters })
  expect(furthest(ours.curve, twin.curve)).toBeLessThanOrEqual(tolerance)
  expect(ours.confusion).toEqual(twin.confusion)
  expect(ours.checkpoints!.steps).toEqual(twin.checkpoints!.steps)
  if (divergedAt !== null) {
    expect([ours.state, ours.activations, ours.probabilities]).toEqual([null, null, null])
    return
  }
  for (const part of ['weights', 'first', 'second'] as const) expect(furthest(ours.state![part], twin.state![part])).toBeLessThanOrEqual(tolerance)
  expect(furthest(ours.checkpoints!.probabilities, twin.checkpoints!.probabilities)).toBeLessThanOrEqual(tolerance)
  expect(furthest(ours.checkpoints!.activations!, twin.checkpoints!.activations!)).toBeLessThanOrEqual(tolerance)
  expect(furthest(ours.checkpoints!.train!, twin.checkpoints!.train!)).toBeLessThanOrEqual(tolerance)
  expect(ours.activations).toMatchObject({ id: twin.id, rows: twin.activations!.rows, columns: twin.activations!.columns })
  expect(furthest(ours.activations!.values, twin.activations!.values)).toBeLessThanOrEqual(tolerance)
  expect(furthest(ours.probabilities!, twin.probabilities!)).toBeLessThanOrEqual(tolerance)
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

  it('when those who end take their kind of optimiser with them', async () => {
    await expectTwins(OPTIMISERS.map((optimiser, id) => spec(id, { optimiser, epochs: 5 - id, learningRate: 0.02, weightDecay: 0.01 })))
  })

  it('when memory allows only small stacks', async () => {
    const specs = [0, 1, 2, 3, 4].map(id => spec(id, {}))
    const finished = await stacked(specs, { networks: 2, numbers: 1 })
    for (const network of specs) expect(furthest(finished.get(network.id)!.state!.weights, plain(network).state!.weights)).toBeLessThanOrEqual(1e-5)
  })
})

describe('convolutions in stacks', () => {
  const conv = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => spec(id, { family: 'conv', depth: 1, width: 12, epochs: 2, learningRate: 0.05, ...hyper })

  it.each(ACTIVATIONS)('with %s, one to three of them', async activation => {
    await expectTwins([1, 2, 3].map(depth => conv(depth, { activation, depth, optimiser: 'momentum' })))
  })

  it('with all optimisers mixed, decaying weights', async () => {
    await expectTwins(OPTIMISERS.map((optimiser, id) => conv(id, { optimiser, depth: 2, activation: 'relu', weightDecay: 0.02, learningRate: 0.01 })))
  })

  it.each(['sigmoid', 'relu'] as const)('padded to more channels and wider layers (%s), with dropout for some', async activation => {
    await expectTwins([8, 17, 30, 32].map((width, id) => conv(id, { width, activation, depth: 2, dropout: 0.3 * (id % 2), optimiser: OPTIMISERS[id], learningRate: 0.02 })))
  })

  it('with batches of their own sizes, noisy labels and different rows', async () => {
    await expectTwins([5, 16, 64].map((batchSize, id) => conv(id, { batchSize, labelNoise: 0.2 * id, trainFraction: 1 - 0.2 * id, activation: 'gelu' })))
  })

  it('of flat pictures, where the one of equal numbers is chosen that the core chooses', async () => {
    // Unscaled relu maps are mostly 0: nearly every pooled unit has equals to choose from.
    await expectTwins([0, 1].map(id => conv(id, { activation: 'relu', initScale: 3, depth: 1 + id, learningRate: 0.01 })))
  })

  it('apart from perceptrons on the same data', async () => {
    const mixed = [conv(0, {}), conv(1, { family: 'mlp' }), conv(2, {})]
    const finished = new Map<number, TrainedNetwork>()
    await trainStacks(mixed, pictures, EVERYTHING, new Map(), { onFinished: network => finished.set(network.id, network), onProgress: () => undefined, onInterim: () => undefined })
    expect(finished.size).toBe(3)
    for (const id of [0, 2]) expectTwin(finished.get(id)!, plain(mixed[id]), 1e-5)
    expect(finished.get(1)!.row.outcome.parameters).toBe(60 * 12 + 12 + 12 * 3 + 3)
  })
})

describe('networks put down on the way', () => {
  const long = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => spec(id, { epochs: 6, optimiser: OPTIMISERS[id % 4], learningRate: 0.02, ...hyper })
  const putDown = (network: NetworkSpec, epoch: number): Interim => {
    const interims: Interim[] = []
    plain(network, null, interims)
    return interims[epoch]
  }

  it('are told as the core would put them down, and the core can go on from there', async () => {
    const specs = [0, 1, 2, 3].map(id => long(id, { width: 5 + id, dropout: 0.1 * id, batchSize: 10 + id }))
    const { interims } = await heard(specs, { interims: 0 })
    expect(new Set(interims.map(({ id }) => id))).toEqual(new Set([0, 1, 2, 3]))
    for (const { id, interim } of interims) {
      const { state, checkpoints, ...rest } = interim
      const twin = putDown(specs[id], interim.curve.length / 4 - 1)
      expect(rest).toMatchObject({ step: twin.step, confusion: twin.confusion })
      expect(furthest(interim.curve, twin.curve)).toBeLessThanOrEqual(1e-5)
      for (const part of ['weights', 'first', 'second'] as const) expect(furthest(state[part], twin.state[part])).toBeLessThanOrEqual(1e-5)
      expect(checkpoints!.steps).toEqual(twin.checkpoints!.steps)
      expect(furthest(checkpoints!.probabilities, twin.checkpoints!.probabilities)).toBeLessThanOrEqual(1e-5)
      expect(furthest(checkpoints!.train!, twin.checkpoints!.train!)).toBeLessThanOrEqual(1e-5)
      expectTwin(plain(specs[id], interim), plain(specs[id]), 1e-5)
    }
  })

  it('are not told more often than asked for', async () => {
    expect((await heard([long(0, {})])).interims).toEqual([])
  })

  it.each(['mlp', 'conv'] as const)('are taken up again, in one stack with others that stand elsewhere (%s)', async family => {
    const specs = [0, 1, 2, 3, 4].map(id => long(id, { family, depth: 1, width: 9 + id, dropout: 0.2 * (id % 2), epochs: 4 }))
    const begun = new Map([[1, putDown(specs[1], 1)], [2, putDown(specs[2], 3)], [3, putDown(specs[3], 2)], [4, putDown(specs[4], 0)]])
    await expectTwins(specs, 1e-5, begun)
  })

  it('at their very end are handed over as they are', async () => {
    const network = long(2, { epochs: 2 })
    await expectTwins([network], 1e-5, new Map([[2, putDown(network, 2)]]))
  })
})

it('keeps nothing that is not asked for', async () => {
  const { finished } = await heard([spec(0, {}), spec(1, { optimiser: 'adam' })], {}, new Map(), KEEP_NOTHING)
  for (const network of finished.values()) expect([network.checkpoints, network.state]).toEqual([null, null])
  const some = await heard([spec(0, {})], {}, new Map(), { ...KEEP_NOTHING, checkpoints: 3 })
  expect(some.finished.get(0)!.checkpoints).toMatchObject({ activations: null, steps: Uint32Array.of(0, 1, 4) })
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

  it('keeps the curve and the checkpoints of its way there, where a product leaks too', async () => {
    // It ends in its second epoch, within the first stretch of updates; its first epoch's end lies beside its second's when they are looked at.
    const late = spec(1, { activation: 'relu', learningRate: 0.1, weightDecay: 110, epochs: 4 })
    const calm = spec(0, { activation: 'relu', optimiser: 'adam', learningRate: 0.01, batchSize: 5, epochs: 2 })
    const end = plain(late)
    expect(end.row.outcome.divergedAt).toBe(8)
    expect([end.curve.length, end.checkpoints!.steps]).toEqual([8, Uint32Array.of(0, 1, 2, 4)])
    const kernel = getKernel(BatchMatMul, 'cpu')!
    unregisterKernel(BatchMatMul, 'cpu')
    registerKernel({ ...kernel, kernelFunc: params => leak(params.inputs['b'] as Tensor, kernel.kernelFunc(params) as Tensor) })
    try {
      const finished = await stacked([late, calm])
      expect(finished.get(1)!.row.outcome.divergedAt).toBe(8)
      // Its losses are of the order of 10¹⁰ by then.
      expect(finished.get(1)!.curve).toHaveLength(8)
      end.curve.forEach((value, place) => expect(Math.abs(finished.get(1)!.curve[place] - value)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value))))
      expect(finished.get(1)!.checkpoints!.steps).toEqual(end.checkpoints!.steps)
      expectTwin(finished.get(0)!, plain(calm), 1e-5)
    } finally {
      unregisterKernel(BatchMatMul, 'cpu')
      registerKernel(kernel)
    }
  })

  it('has no place on a map', async () => {
    const ours = (await stacked([wild])).get(1)!
    expect([ours.activations, ours.probabilities, ours.state]).toEqual([null, null, null])
    expect(ours.curve.every(Number.isFinite)).toBe(true)
  })
})

it('reports the members still in training', async () => {
  const seen: string[] = []
  await trainStacks([spec(0, { epochs: 2 }), spec(1, { epochs: 1 })], points, KEEP_NOTHING, new Map(), {
    onInterim: () => undefined,
    onFinished: network => seen.push(`${network.id} done`),
    onProgress: inFlight => seen.push(inFlight.map(({ id, epoch, epochs }) => `${id} ${epoch}/${epochs}`).join(', ')),
  })
  expect(seen).toEqual(['1 0/1, 0 0/2', '1 done', '0 1/2', '0 done'])
})

it('leaves nothing behind on the device', async () => {
  const before = memory().numTensors
  await stacked([0, 1].map(id => spec(id, { family: 'conv', width: 9 + id, activation: 'sigmoid', optimiser: 'adam', dropout: 0.2 * id, epochs: 2 })), { interims: 0 })
  await stacked([spec(0, { family: 'conv', depth: 2, activation: 'relu', learningRate: 1e12 }), spec(1, { family: 'conv', depth: 2, activation: 'relu' })])
  await stacked([spec(0, { epochs: 3, optimiser: 'adamw', weightDecay: 0.1 }), spec(1, { epochs: 1, width: 5, dropout: 0.3 }), spec(2, { activation: 'sigmoid', width: 4 }), spec(3, { activation: 'sigmoid' })])
  expect(memory().numTensors).toBe(before)
  expect(engine().state.numDataBuffers).toBe(before)
})

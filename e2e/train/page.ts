// In the browser: networks by the training kernel, on a device opened here or through the real worker, held against the plain engine.
import { proxy, wrap } from 'comlink'
import type { Dataset, DatasetSettings } from '../../src/core/data/dataset.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import { sizeOf } from '../../src/core/data/size.ts'
import type { Hyperparameters, Interim, Keep, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import { plainLearners } from '../../src/core/training/plain.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import { productsOf } from '../../src/core/training/work.ts'
import type { TrainingWorker } from '../../src/protocol/training.ts'
import { openGpu } from '../../workers/gpu/device.ts'
import type { SliceReport } from '../../workers/gpu/train-device.ts'
import { dealOut, trainWithKernel } from '../../workers/gpu/train.ts'
import { furthest } from '../furthest.ts'

export interface Question {
  dataset: DatasetSettings
  specs: NetworkSpec[]
  keep: Keep
  /** Bytes for networks on the GPU; as much as there is where nothing is said. */
  room?: number
  /** On a device of its own, on which nothing was trained before. */
  fresh?: boolean
}

/** Largest absolute differences, over all networks; Infinity where one has what the other has not. */
export type Distance = Record<(typeof PARTS)[number][0], number>

const PARTS = [
  ['weights', network => network.state?.weights],
  ['first', network => network.state?.first],
  ['second', network => network.state?.second],
  ['activations', network => network.activations?.values],
  ['probabilities', network => network.probabilities],
  ['curve', network => network.curve],
  ['checkpoints', network => network.checkpoints?.probabilities],
  ['checkpointActivations', network => network.checkpoints?.activations],
  ['trainCheckpoints', network => network.checkpoints?.train],
] as const satisfies [string, (network: TrainedNetwork) => Float32Array | null | undefined][]

export interface Answer {
  distance: Distance
  /** Of both engines, by id. */
  outcomes: { kernel: NetworkOutcome, plain: NetworkOutcome }[]
  slices: SliceReport[]
  seconds: number
  plainSeconds: number
}

export interface NetworkOutcome { id: number, divergedAt: number | null, steps: number, epochs: number, confusion: number[], checkpointSteps: number[] | null, hasState: boolean }

/** How fast the kernel trains: `mixed` populations are drawn by the default recipe, perceptrons only; else 64–32–32–10 on the digits, batch 64, Adam. */
export interface SpeedQuestion { count: number, epochs: number, mixed: boolean }

export interface SpeedAnswer {
  adapter: string
  software: boolean
  seconds: number
  /** Of all products of the training. */
  multiplyAdds: number
  /** Of the dispatches (ms): their number, the time in the middle, the longest, and all together. */
  dispatches: number
  median: number
  longest: number
  busy: number
}

export interface TrainPage {
  /** Ids of those that the kernel takes, on a device that has proven itself. */
  deal: (question: Question) => Promise<number[]>
  speed: (question: SpeedQuestion) => Promise<SpeedAnswer>
  compare: (question: Question) => Promise<Answer>
  /** Trains half the epochs, goes on from there to the end: distance from those trained in one go, by the kernel and bit for bit. */
  goesOn: (question: Question) => Promise<{ distance: Distance, same: boolean }>
  /** Through the real worker; a test may take the GPU away meanwhile. */
  worker: (question: Question) => Promise<{ ids: number[], distance: Distance, interims: number[], words: number, error: string | null }>
  /** Networks that the worker in training has handed over so far. */
  heard: () => number
}

async function dataOf({ dataset }: Pick<Question, 'dataset'>): Promise<Dataset> {
  if (dataset.id !== 'digits') return makeDataset(dataset, null)
  const answer = await fetch(new URL('../../public/data/digits.bin', import.meta.url))
  return makeDataset(dataset, new Uint8Array(await answer.arrayBuffer()))
}

const outcomeOf = ({ id, row: { outcome }, curve, confusion, checkpoints, state }: TrainedNetwork): NetworkOutcome => ({
  id, divergedAt: outcome.divergedAt, steps: outcome.steps, epochs: curve.length / 4 - 1, confusion: [...confusion],
  checkpointSteps: checkpoints && [...checkpoints.steps], hasState: state !== null,
})

const distanceOf = (some: readonly TrainedNetwork[], others: readonly TrainedNetwork[]): Distance =>
  Object.fromEntries(PARTS.map(([name, of]) => [name, furthest(some.map((network, at) => [of(network), of(others[at])] as const))])) as Distance

/** In the order of the specs. */
const inOrder = (networks: readonly TrainedNetwork[], specs: readonly NetworkSpec[]): TrainedNetwork[] => specs.map(spec => networks.find(({ id }) => id === spec.id)!)

function byPlain({ specs, keep }: Question, dataset: Dataset): TrainedNetwork[] {
  const begin = plainLearners(dataset)
  return specs.map(spec => {
    const training = trainNetwork(spec, dataset, begin, keep)
    for (;;) {
      const next = training.next()
      if (next.done) return next.value
    }
  })
}

async function openDevice(): Promise<GPUDevice> {
  const device = await openGpu(navigator.gpu, true)
  if (!device) throw new Error('No adapter.')
  return device
}

/** One for all trainings: its pace and its compiled kernel are kept, as in the worker. */
let shared: Promise<GPUDevice> | null = null
const sharedDevice = (): Promise<GPUDevice> => shared ??= openDevice()

async function byKernel(question: Question, begun: ReadonlyMap<number, Interim>, onSlice: (report: SliceReport) => void = () => undefined): Promise<TrainedNetwork[]> {
  const device = question.fresh ? await openDevice() : await sharedDevice()
  const networks: TrainedNetwork[] = []
  try {
    await trainWithKernel(device, question.specs, await dataOf(question), question.keep, begun, {
      onFinished: network => { networks.push(network) }, onProgress: () => undefined, onInterim: () => undefined,
    }, { onSlice, ...question.room === undefined ? {} : { room: question.room } })
  } finally {
    if (question.fresh) device.destroy()
  }
  return inOrder(networks, question.specs)
}

const settings: DatasetSettings = { id: 'digits', noise: 0, decay: 0, seed: 1 }

function populationOf({ count, epochs, mixed }: SpeedQuestion): NetworkSpec[] {
  const hyper: Hyperparameters = {
    family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 1e-3, weightDecay: 0, batchSize: 64, dropout: 0,
    epochs, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
  }
  if (!mixed) return Array.from({ length: count }, (_, id) => ({ id, hyper, weightSeed: id, orderSeed: id }))
  return drawNetworks({ ...DEFAULT_RECIPE, family: ['mlp'], epochs: { from: Math.ceil(epochs / 2), to: epochs }, count }, 0, count)
}

/** By the worker of the latest question. */
let handedOver: TrainedNetwork[] = []

const page: TrainPage = {
  heard: () => handedOver.length,

  async deal(question) {
    return (await dealOut(await sharedDevice(), question.specs, await dataOf(question))).ours.map(({ id }) => id)
  },

  async speed(question) {
    const device = await sharedDevice()
    const dataset = await dataOf({ dataset: settings })
    const specs = populationOf(question)
    const slices: number[] = []
    const began = performance.now()
    await trainWithKernel(device, specs, dataset, KEEP_NOTHING, new Map(), { onFinished: () => undefined, onProgress: () => undefined, onInterim: () => undefined },
      { onSlice: ({ milliseconds }) => slices.push(milliseconds) })
    const seconds = (performance.now() - began) / 1000
    slices.sort((a, b) => a - b)
    const { adapterInfo: info } = device
    return {
      adapter: `${info.vendor} ${info.architecture}`.trim(), software: info.isFallbackAdapter, seconds, dispatches: slices.length,
      multiplyAdds: specs.reduce((sum, spec) => sum + productsOf(spec, sizeOf(dataset), KEEP_NOTHING), 0),
      median: slices[slices.length >> 1], longest: slices.at(-1)!, busy: slices.reduce((sum, time) => sum + time, 0),
    }
  },

  async compare(question) {
    const slices: SliceReport[] = []
    let began = performance.now()
    const kernel = await byKernel(question, new Map(), report => slices.push(report))
    const seconds = (performance.now() - began) / 1000
    began = performance.now()
    const plain = byPlain(question, await dataOf(question))
    return {
      distance: distanceOf(kernel, plain), outcomes: kernel.map((network, at) => ({ kernel: outcomeOf(network), plain: outcomeOf(plain[at]) })),
      slices, seconds, plainSeconds: (performance.now() - began) / 1000,
    }
  },

  async goesOn(question) {
    const whole = await byKernel(question, new Map())
    const dataset = await dataOf(question)
    const halves = question.specs.map(spec => ({ ...spec, hyper: { ...spec.hyper, epochs: Math.ceil(spec.hyper.epochs / 2) } }))
    const first = await byKernel({ ...question, specs: halves }, new Map())
    const begun = new Map(first.map(({ id, row, state, curve, confusion, checkpoints }) => [id, { step: row.outcome.steps, state: state!, curve, confusion, checkpoints }]))
    const continued = await byKernel(question, begun)
    return { distance: distanceOf(continued, byPlain(question, dataset)), same: Object.values(distanceOf(whole, continued)).every(one => one === 0) }
  },

  async worker(question) {
    const dataset = await dataOf(question)
    const worker = new Worker(new URL('../../workers/train.worker.ts', import.meta.url), { type: 'module' })
    const remote = wrap<TrainingWorker>(worker)
    const networks = handedOver = [] as TrainedNetwork[]
    let words = 0
    const interims: number[] = []
    const { specs, keep } = question
    const error = await remote.train({ dataset, specs, device: 'webgpu', keep, begun: [] },
      proxy(some => { networks.push(...some) }), proxy(() => { words++ }), proxy(some => { interims.push(...some.map(({ id }) => id)) })).then(() => null, (reason: Error) => `${reason.name}: ${reason.message}`)
    worker.terminate()
    const done = question.specs.filter(({ id }) => networks.some(network => network.id === id))
    return { ids: networks.map(({ id }) => id), distance: distanceOf(inOrder(networks, done), byPlain({ ...question, specs: done }, dataset)), interims, words, error }
  },
}

Object.assign(globalThis, { training: page })

// How fast an engine trains here, found out on networks that nobody keeps: a tenth of a second on the CPU, one stack of networks on a GPU.
import type { Dataset } from '../src/core/data/dataset.ts'
import { sizeOf } from '../src/core/data/size.ts'
import type { NetworkSpec } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { below, mulberry32 } from '../src/core/random.ts'
import { workOf } from '../src/core/training/work.ts'
import type { Device, Speed } from '../src/protocol/training.ts'

const ROWS = 640
const TRAIN = 512
const FEATURES = 64
const CLASSES = 10

/** A GPU is as fast as it is full: a population's first stack. */
const STACK = 64

/**
 * The first rounds are spent while the browser still compiles (of the CPU's, five or so take up to ten times as long as the later ones); the best
 * of them is what a longer training comes to.
 */
const LIMITS: Record<Device, { rounds: number, milliseconds: number }> = { cpu: { rounds: 24, milliseconds: 150 }, webgpu: { rounds: 3, milliseconds: 400 } }
const LEAST_ROUNDS = 2

/** The digits' shape with a third of their rows, made up: what is in them does not change the work. */
export function trialData(): Dataset {
  const random = mulberry32(1)
  const all = Uint32Array.from({ length: ROWS }, (_, row) => row)
  return {
    id: 'digits', title: 'Trial', inputs: Float32Array.from({ length: ROWS * FEATURES }, random), labels: Uint8Array.from({ length: ROWS }, () => below(CLASSES, random)),
    features: FEATURES, classes: CLASSES, classNames: [], train: all.subarray(0, TRAIN), test: all.subarray(TRAIN), probes: all.subarray(TRAIN), trainProbes: all.subarray(0, 100),
    image: null,
  }
}

export const trialNetworks = (count: number): NetworkSpec[] => Array.from({ length: count }, (_, id) => ({
  id, weightSeed: id, orderSeed: id,
  hyper: {
    family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 1e-3, weightDecay: 0, batchSize: 64, dropout: 0,
    epochs: 8, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
  },
}))

/** `train` trains the networks and keeps nothing of them; `now` is a clock in milliseconds. */
export async function tryOut(device: Device, train: (specs: NetworkSpec[], dataset: Dataset) => Promise<void>, now: () => number): Promise<Speed> {
  const { rounds, milliseconds } = LIMITS[device]
  const dataset = trialData()
  const specs = trialNetworks(device === 'webgpu' ? STACK : 1)
  const work = specs.reduce((sum, spec) => sum + workOf(spec, sizeOf(dataset), KEEP_NOTHING), 0)
  const begun = now()
  let best = Infinity
  for (let round = 0; round < rounds && (round < LEAST_ROUNDS || now() - begun < milliseconds); round++) {
    const from = now()
    await train(specs, dataset)
    best = Math.min(best, now() - from)
  }
  // A clock may be too coarse to see a round pass.
  return { multiplyAdds: work / Math.max(best, 0.1) * 1000, milliseconds: now() - begun }
}

// How many networks a second one thread trains, compiled and plain, on data of the digits' size; and what checkpoints cost. Every network with its
// curve: the untrained network and the test rows after each epoch are looked at.
import { cpuUsage } from 'node:process'
import type { Dataset } from '../data/dataset.ts'
import type { Hyperparameters, Keep, NetworkSpec } from '../network.ts'
import { ACTIVATIONS, KEEP_NOTHING } from '../network.ts'
import { mulberry32 } from '../random.ts'
import type { BeginLearner } from './learner.ts'
import { learnersFor } from './learners.ts'
import { plainLearners } from './plain.ts'
import { planTraining } from './plan.ts'
import { multiplyAddsOf } from './architecture.ts'
import { trainNetwork } from './train.ts'

const TRAIN = 1438
const TEST = 359
const FEATURES = 64
const CLASSES = 10
const ROUNDS = 9

/** Random inputs: what they are does not change the compiled engine's work. Half are 0, as the digits' are, which the plain engine skips. */
function madeUp(): Dataset {
  const random = mulberry32(1)
  const rows = TRAIN + TEST
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    id: 'digits', title: '', inputs: Float32Array.from({ length: rows * FEATURES }, () => Math.max(0, 2 * random() - 1)),
    labels: Uint8Array.from({ length: rows }, () => Math.floor(random() * CLASSES)),
    features: FEATURES, classes: CLASSES, classNames: [],
    train: all.subarray(0, TRAIN), test: all.subarray(TRAIN), probes: all.subarray(TRAIN, TRAIN + 200), trainProbes: all.subarray(0, 100), image: { width: 8, height: 8 },
  }
}

const DEFAULT: Hyperparameters = {
  family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 1e-3, weightDecay: 0, batchSize: 64, dropout: 0, epochs: 20, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const TWENTY: Keep = { checkpoints: 20, checkpointActivations: false, state: true }

interface Case { name: string, change: Partial<Hyperparameters>, keep?: Keep, rounds?: number, plain?: boolean }

const CASES: Case[] = [
  { name: '64–32–32–10 relu', change: {} },
  { name: '… 20 checkpoints, state kept', change: {}, keep: TWENTY },
  ...ACTIVATIONS.slice(1).map(activation => ({ name: `… ${activation}`, change: { activation } })),
  { name: '… dropout 0.2', change: { dropout: 0.2 } },
  { name: '… sgd', change: { optimiser: 'sgd' } },
  { name: '… batches of 16', change: { batchSize: 16 } },
  { name: '2 convolutions of 4, 32 units', change: { family: 'conv' } },
  { name: '3 convolutions of 16, 128 units, 5 epochs', change: { family: 'conv', depth: 3, width: 128, epochs: 5 } },
  { name: '64–4 × 128–10, 5 epochs', change: { depth: 4, width: 128, epochs: 5 } },
  { name: '64–8 × 512–10, 1 epoch', change: { depth: 8, width: 512, epochs: 1 }, rounds: 2, plain: false },
]

/** Milliseconds of processor time, which other work on the machine disturbs least. */
function time(begin: BeginLearner, spec: NetworkSpec, dataset: Dataset, keep: Keep): number {
  const before = cpuUsage()
  const training = trainNetwork(spec, dataset, begin, keep)
  while (!training.next().done);
  return cpuUsage(before).user / 1000
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const dataset = madeUp()
  const [compiled, plain] = [learnersFor(dataset), plainLearners(dataset)]
  const specs = CASES.map(({ change }): NetworkSpec => ({ id: 0, weightSeed: 1, orderSeed: 2, hyper: { ...DEFAULT, ...change } }))
  const times = CASES.map((): number[] => [])
  time(compiled, specs[0], dataset, KEEP_NOTHING)
  // In turn, so that what else the machine does falls on all alike.
  for (let round = 0; round < ROUNDS; round++) {
    CASES.forEach(({ keep = KEEP_NOTHING, rounds = ROUNDS }, place) => {
      if (round < rounds) times[place].push(time(compiled, specs[place], dataset, keep))
    })
  }
  const base = median(times[0])
  CASES.forEach(({ name, keep = KEEP_NOTHING, plain: alsoPlain = true, change }, place) => {
    const own = median(times[place])
    const { layers } = planTraining(specs[place], dataset)
    const { epochs } = specs[place].hyper
    const adds = multiplyAddsOf(layers) * (3 * epochs * TRAIN + TRAIN + (epochs + 1) * TEST + 200)
    const plainTime = alsoPlain ? median([0, 1, 2].map(() => time(plain, specs[place], dataset, keep))) : NaN
    report({
      network: name, ms: Number(own.toFixed(1)), 'networks/s': Number((1000 / own).toFixed(1)), 'of the first': 'epochs' in change ? '' : (own / base).toFixed(2),
      'multiply-adds/s, billions': Number((adds / own / 1e6).toFixed(1)), 'plain ms': alsoPlain ? Math.round(plainTime) : '', 'times plain': alsoPlain ? Number((plainTime / own).toFixed(1)) : '',
    })
  })
  return Promise.resolve()
}

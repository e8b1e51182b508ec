// How many networks a second the plain trainer makes on one thread, on data of the digits' size.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import { mulberry32 } from '../random.ts'
import { learnersFor } from './learners.ts'
import { trainNetwork } from './train.ts'

const TRAIN = 1438
const TEST = 359
const FEATURES = 64
const CLASSES = 10

/** Random inputs: what they are does not change the work. */
function madeUp(): Dataset {
  const random = mulberry32(1)
  const rows = TRAIN + TEST
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    id: 'digits', title: '', inputs: Float32Array.from({ length: rows * FEATURES }, random), labels: Uint8Array.from({ length: rows }, () => Math.floor(random() * CLASSES)),
    features: FEATURES, classes: CLASSES, classNames: [], train: all.subarray(0, TRAIN), test: all.subarray(TRAIN), probes: all.subarray(TRAIN, TRAIN + 200), image: null,
  }
}

const spec = (activation: NetworkSpec['hyper']['activation']): NetworkSpec => ({
  id: 0, weightSeed: 1, orderSeed: 2,
  hyper: {
    family: 'mlp', depth: 2, width: 32, activation, optimiser: 'adam', learningRate: 1e-3, weightDecay: 0, batchSize: 64, dropout: 0, epochs: 20, initScale: 1, labelNoise: 0, trainFraction: 1,
  },
})

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const dataset = madeUp()
  for (const activation of ['relu', 'gelu'] as const) {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      const training = trainNetwork(spec(activation), dataset, learnersFor(dataset), KEEP_NOTHING)
      while (!training.next().done);
      return performance.now() - started
    }).sort((a, b) => a - b)
    report({ network: '64–32–32–10', activation, optimiser: 'Adam', rows: TRAIN, batch: 64, epochs: 20, 'median ms': Math.round(times[2]), 'networks/s': Number((1000 / times[2]).toFixed(2)) })
  }
  return Promise.resolve()
}

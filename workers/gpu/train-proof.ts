// Whether a device's kernel does what the plain engine does: found out once, on networks so small that it takes milliseconds, before it is trusted.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Hyperparameters, Keep, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { mulberry32 } from '../../src/core/random.ts'
import { plainLearners } from '../../src/core/training/plain.ts'
import { trainNetwork } from '../../src/core/training/train.ts'

const ROWS = 40
const FEATURES = 3
/** Rounding leaves a ten-thousandth of this. */
const TOLERANCE = 1e-3

export function proofData(): Dataset {
  const random = mulberry32(1)
  const inputs = Float32Array.from({ length: ROWS * FEATURES }, () => 2 * random() - 1)
  const rows = Uint32Array.from({ length: ROWS }, (_, row) => row)
  return {
    id: 'digits', title: 'Proof', inputs, labels: Uint8Array.from(rows, row => inputs[row * FEATURES] > 0 ? 1 : inputs[row * FEATURES + 1] > 0 ? 2 : 0),
    features: FEATURES, classes: 3, classNames: [], train: rows.subarray(0, 32), test: rows.subarray(32), probes: rows.subarray(36), trainProbes: rows.subarray(0, 5),
    image: null,
  }
}

const plain: Hyperparameters = {
  family: 'mlp', depth: 2, width: 5, activation: 'gelu', optimiser: 'adam', learningRate: 0.02, weightDecay: 0.01, batchSize: 12, dropout: 0.25,
  epochs: 2, initScale: 1, labelNoise: 0.1, trainFraction: 1, augmentation: 'none', start: 'fresh',
}

/** Every activation function and optimiser once, and one that leaves the finite numbers. */
export const PROOF: readonly NetworkSpec[] = ([
  {}, { activation: 'tanh', optimiser: 'adamw', depth: 1 }, { activation: 'sigmoid', optimiser: 'momentum' }, { activation: 'relu', optimiser: 'sgd', learningRate: 0.1 },
  { activation: 'relu', optimiser: 'sgd', learningRate: 1e12 },
] satisfies Partial<Hyperparameters>[]).map((change, id) => ({ id, hyper: { ...plain, ...change }, weightSeed: id, orderSeed: id }))

export const PROOF_KEEP: Keep = { checkpoints: 0, checkpointActivations: false, state: true }

/** Whether these are the networks of PROOF, as the plain engine trains them, in any order. */
export function proves(networks: readonly TrainedNetwork[]): boolean {
  const dataset = proofData()
  const begin = plainLearners(dataset)
  return networks.length === PROOF.length && PROOF.every(spec => {
    const network = networks.find(({ id }) => id === spec.id)
    const training = trainNetwork(spec, dataset, begin, PROOF_KEEP)
    for (;;) {
      const next = training.next()
      if (next.done) return network !== undefined && alike(network, next.value)
    }
  })
}

function alike(one: TrainedNetwork, other: TrainedNetwork): boolean {
  if (one.row.outcome.divergedAt !== other.row.outcome.divergedAt) return false
  const parts = (network: TrainedNetwork): (Float32Array | undefined)[] => [network.state?.weights, network.probabilities ?? undefined, network.activations?.values, network.curve]
  return parts(one).every((part, at) => near(part, parts(other)[at]))
}

const near = (some: Float32Array | undefined, others: Float32Array | undefined): boolean =>
  some?.length === others?.length && (some ?? new Float32Array(0)).every((value, at) => Math.abs(value - others![at]) <= TOLERANCE * Math.max(1, Math.abs(others![at])))

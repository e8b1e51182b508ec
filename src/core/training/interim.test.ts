// Networks put down on the way: a training taken up again is the same training, and looking at it does not change it.
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import type { Hyperparameters, Interim, Keep, NetworkSpec, TrainedNetwork } from '../network.ts'
import { KEEP_NOTHING, OPTIMISERS } from '../network.ts'
import { mulberry32 } from '../random.ts'
import { checkpointSteps } from './checkpoints.ts'
import { plainLearners } from './plain.ts'
import { planTraining } from './plan.ts'
import { trainNetwork } from './train.ts'

/** Small pictures with something to learn: which half is brighter, and whether much is bright at all. */
function pictures(): Dataset {
  const random = mulberry32(5)
  const all = Uint32Array.from({ length: 120 }, (_, row) => row)
  const labels = Uint8Array.from(all, row => row % 3)
  const inputs = Float32Array.from({ length: 120 * 20 }, (_, place) => random() + (labels[Math.floor(place / 20)] === (place % 20 < 10 ? 1 : 2) ? 0.7 : 0))
  return {
    id: 'digits', title: '', inputs, labels, features: 20, classes: 3, classNames: [], train: all.subarray(0, 75), test: all.subarray(75), probes: all.subarray(100), trainProbes: all.subarray(0, 14), image: { width: 4, height: 5 },
  }
}

const dataset = pictures()
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 9, activation: 'gelu', optimiser: 'adam', learningRate: 0.01, weightDecay: 0.01, batchSize: 16, dropout: 0, epochs: 20, initScale: 1, labelNoise: 0.1, trainFraction: 0.9, augmentation: 'none', start: 'fresh',
}
const specOf = (change: Partial<Hyperparameters> = {}): NetworkSpec => ({ id: 3, hyper: { ...hyper, ...change }, weightSeed: 8, orderSeed: 9 })
const EVERYTHING: Keep = { checkpoints: 20, checkpointActivations: true, state: true }

interface Run { network: TrainedNetwork, interims: Interim[] }

function run(spec: NetworkSpec, keep: Keep = EVERYTHING, from: Interim | null = null, data: Dataset = dataset): Run {
  const training = trainNetwork(spec, data, plainLearners(data), keep, from)
  const interims: Interim[] = []
  for (;;) {
    const next = training.next()
    if (next.done) return { network: next.value, interims }
    if (next.value.interim) interims.push(next.value.interim())
  }
}

const WAYS: [string, Partial<Hyperparameters>][] = [
  ...OPTIMISERS.map((optimiser): [string, Partial<Hyperparameters>] => [optimiser, { optimiser }]),
  ['dropout', { dropout: 0.3 }],
  ['convolutions', { family: 'conv' }],
  ['convolutions with dropout and momentum', { family: 'conv', depth: 1, dropout: 0.2, optimiser: 'momentum', activation: 'relu' }],
]

describe.each(WAYS)('ten epochs and ten more (%s)', (_name, change) => {
  const whole = run(specOf(change))

  it('are twenty in one go, to the bit', () => {
    expect(whole.interims).toHaveLength(21)
    const half = whole.interims[10]
    expect(half.step).toBe(10 * 5)
    expect(run(specOf(change), EVERYTHING, half).network).toEqual(whole.network)
    expect(whole.network.row.outcome.divergedAt).toBeNull()
  })

  it('are so too where ten was all that was planned at first', () => {
    const short = run(specOf({ ...change, epochs: 10 })).network
    const half: Interim = { step: short.row.outcome.steps, state: short.state!, curve: short.curve, confusion: short.confusion, checkpoints: null }
    const { network } = run(specOf(change), KEEP_NOTHING, half)
    expect(network).toEqual({ ...whole.network, checkpoints: null, state: null })
    // Not for want of a difference.
    expect(network.curve).not.toEqual(short.curve)
  })
})

describe('going on', () => {
  it('from any epoch is the same, from the untrained network and from the last one too', () => {
    const whole = run(specOf({ epochs: 4, dropout: 0.2 }))
    expect(whole.interims.map(({ step }) => step)).toEqual([0, 5, 10, 15, 20])
    for (const interim of whole.interims) expect(run(specOf({ epochs: 4, dropout: 0.2 }), EVERYTHING, interim).network).toEqual(whole.network)
  })

  it('leaves what it goes on from as it was', () => {
    const [interim] = run(specOf({ epochs: 1 })).interims
    const before = structuredClone(interim)
    run(specOf({ epochs: 1 }), EVERYTHING, interim)
    expect(interim).toEqual(before)
  })

  it('tells a network that then diverges in the same figures', () => {
    const wild = specOf({ optimiser: 'sgd', activation: 'relu', learningRate: 0.05, epochs: 4, depth: 1 })
    const sane = run(wild)
    const blown = (interim: Interim): Interim => ({ ...interim, state: { ...interim.state, weights: interim.state.weights.map(weight => weight * 1e30) } })
    const { network } = run(wild, EVERYTHING, blown(sane.interims[2]))
    const { outcome } = network.row
    expect(outcome.divergedAt).not.toBeNull()
    expect(network).toMatchObject({ activations: null, probabilities: null, state: null, curve: sane.interims[2].curve })
    expect(sane.network.curve.subarray(0, 12)).toEqual(network.curve)
    const hits = (outcome.testAccuracy * dataset.test.length)
    expect(hits).toBe(Math.round(hits))
    expect(network.checkpoints!.probabilities.every(Number.isFinite)).toBe(true)
  })
})

describe.each<Partial<Hyperparameters>>([{}, { family: 'conv', dropout: 0.2 }])('checkpoints of %o', change => {
  const spec = specOf({ ...change, epochs: 6 })
  const { network, interims } = run(spec)
  const { steps, probabilities, activations, train } = network.checkpoints!
  const probes = dataset.probes.length
  const at = (values: Float32Array, place: number, columns: number): Float32Array => values.subarray(place * probes * columns, (place + 1) * probes * columns)

  it('are taken after the updates that checkpointSteps names', () => {
    expect(steps).toEqual(checkpointSteps(planTraining(spec, dataset).steps, 20))
    expect([probabilities.length, activations!.length]).toEqual([steps.length * probes * 3, steps.length * probes * 9])
  })

  it('begin with the untrained network and end with the trained one', () => {
    const untrained = run(specOf({ ...change, epochs: 1, optimiser: 'sgd', learningRate: 1e-30 })).network
    expect(at(probabilities, 0, 3)).toEqual(untrained.probabilities)
    expect(at(activations!, 0, 9)).toEqual(untrained.activations!.values)
    expect(at(probabilities, steps.length - 1, 3)).toEqual(network.probabilities)
    expect(at(activations!, steps.length - 1, 9)).toEqual(network.activations!.values)
    expect(at(probabilities, 1, 3)).not.toEqual(at(probabilities, 2, 3))
  })

  it('do not change the training by a bit', () => {
    const bare = run(spec, { ...KEEP_NOTHING, state: true }).network
    expect(bare.checkpoints).toBeNull()
    expect({ ...network, checkpoints: null }).toEqual(bare)
  })

  it('carry activations only where asked for, and predictions all the same', () => {
    expect(run(spec, { ...EVERYTHING, checkpointActivations: false }).network.checkpoints).toEqual({ steps, probabilities, activations: null, train })
  })

  it('say of the train probes what the same weights say of them as probes', () => {
    const { checkpoints, probabilities: last } = run(spec, EVERYTHING, null, { ...dataset, probes: dataset.trainProbes }).network
    expect(train).toEqual(checkpoints!.probabilities)
    expect(train!.subarray(-dataset.trainProbes.length * 3)).toEqual(last)
  })

  it('are the same on the probes where there are no train probes, and where a network was kept before there were any', () => {
    const bare = { ...dataset, trainProbes: new Uint32Array(0) }
    expect(run(spec, EVERYTHING, null, bare).network).toEqual({ ...network, checkpoints: { ...network.checkpoints!, train: null } })
    const before = { ...interims[2], checkpoints: { ...interims[2].checkpoints!, train: null } }
    expect(run(spec, EVERYTHING, before).network.checkpoints).toEqual({ ...network.checkpoints!, train: null })
  })

  it('are those of the way so far in a network put down on the way', () => {
    interims.forEach(({ step, checkpoints }) => {
      const known = steps.filter(own => own <= step)
      expect(checkpoints!.steps).toEqual(known)
      expect(checkpoints!.probabilities).toEqual(probabilities.slice(0, known.length * probes * 3))
      expect(checkpoints!.train).toEqual(train!.slice(0, known.length * dataset.trainProbes.length * 3))
    })
  })
})

describe('checkpoints', () => {
  it('of a network that diverges are those with finite predictions', () => {
    const { network } = run(specOf({ optimiser: 'sgd', activation: 'relu', learningRate: 0.3, initScale: 2, width: 64, depth: 4, epochs: 30 }), { ...EVERYTHING, checkpoints: 100 })
    const { divergedAt } = network.row.outcome
    // Its predictions leave the finite numbers an update before its loss does.
    expect(divergedAt).toBe(5)
    const { steps, probabilities, activations } = network.checkpoints!
    expect([...steps]).toEqual([0, 1, 2, 3])
    expect(probabilities).toHaveLength(steps.length * dataset.probes.length * 3)
    expect(activations).toHaveLength(steps.length * dataset.probes.length * 64)
    expect(probabilities.every(Number.isFinite)).toBe(true)
  })

  it('are none without probes', () => {
    const training = trainNetwork(specOf({ epochs: 1 }), { ...dataset, probes: new Uint32Array(0) }, plainLearners(dataset), EVERYTHING)
    let next = training.next()
    while (!next.done) next = training.next()
    expect(next.value.checkpoints).toBeNull()
  })
})

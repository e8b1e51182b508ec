// Augmented rows: what moves where, how much noise, anew each epoch and the same for the same seed; and nothing else is touched.
import { describe, expect, it, test } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import { makeDataset } from '../data/make.ts'
import type { Augmentation, Hyperparameters, NetworkSpec, TrainedNetwork } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import { mulberry32 } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { augmented, backgroundOf, deviationsOf, NOISE_SHARE } from './augment.ts'
import type { BeginLearner } from './learner.ts'
import { nativeLearners } from './native-learner.ts'
import { plainLearners } from './plain.ts'
import { planTraining } from './plan.ts'
import { trainNetwork } from './train.ts'

/** Pictures of 4 × 5 places with two channels, a few of them for training; the background of the channels is 0.25 and −1. */
function pictures(): Dataset {
  const random = mulberry32(5)
  const all = Uint32Array.from({ length: 90 }, (_, row) => row)
  const inputs = new Float32Array(90 * 40)
  for (let place = 0; place < inputs.length; place++) {
    const pixel = Math.floor(place % 40 / 2)
    const edge = pixel < 5 || pixel >= 15 || pixel % 5 === 0 || pixel % 5 === 4
    inputs[place] = edge && random() < 0.7 ? [0.25, -1][place % 2] : random() * 2 - 1
  }
  return {
    id: 'own', title: '', inputs, labels: Uint8Array.from(all, row => row % 3), features: 40, classes: 3, classNames: [], train: all.subarray(0, 60), test: all.subarray(60),
    probes: all.subarray(80), trainProbes: all.subarray(0, 9), image: { width: 5, height: 4 },
  }
}
const dataset = pictures()
const hyper: Hyperparameters = {
  family: 'mlp', depth: 1, width: 9, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 16, dropout: 0, epochs: 3, initScale: 1, labelNoise: 0,
  trainFraction: 0.8, augmentation: 'shifts', start: 'fresh',
}
const specOf = (change: Partial<Hyperparameters> = {}, orderSeed = 9): NetworkSpec => ({ id: 3, hyper: { ...hyper, ...change }, weightSeed: 8, orderSeed })
const rowsOf = (spec: NetworkSpec, epoch: number, data = dataset): Float32Array | null => runToEnd(augmented(spec, planTraining(spec, data), data, epoch))

const WAYS = [-1, 0, 1].flatMap(down => [-1, 0, 1].map(across => [down, across]))

describe('shifts', () => {
  const spec = specOf()
  const plan = planTraining(spec, dataset)
  /** The nine pictures that a picture may become, written out place by place. */
  const movedBy = (row: number, down: number, across: number): number[] => Array.from({ length: 40 }, (_, place) => {
    const [y, x, channel] = [Math.floor(place / 10) - down, Math.floor(place % 10 / 2) - across, place % 2]
    return y >= 0 && y < 4 && x >= 0 && x < 5 ? dataset.inputs[row * 40 + (y * 5 + x) * 2 + channel] : [0.25, -1][channel]
  })

  it('move every picture whole, by at most a place each way, and fill with the background', () => {
    const seen = new Map<string, number>()
    for (let epoch = 0; epoch < 40; epoch++) {
      const rows = rowsOf(spec, epoch)!
      plan.rows.forEach((row, place) => {
        const found = [...rows.subarray(place * 40, (place + 1) * 40)]
        const ways = WAYS.filter(([down, across]) => movedBy(row, down, across).every((value, k) => value === found[k]))
        expect(ways).toHaveLength(1)
        seen.set(ways[0].join(), (seen.get(ways[0].join()) ?? 0) + 1)
      })
    }
    // Each of the nine ways equally often.
    expect(seen.size).toBe(9)
    for (const count of seen.values()) expect(Math.abs(count / (40 * plan.rows.length) - 1 / 9)).toBeLessThan(0.02)
  })

  it('are of pictures only', () => {
    expect(() => rowsOf(spec, 0, { ...dataset, image: null })).toThrow('Shifts need pictures, and the rows of this data set are none; choose the augmentation none or noise.')
  })

  it('fill with the lower median of the outermost pixels of the training pictures, channel by channel', () => {
    expect([...backgroundOf(dataset)]).toEqual([0.25, -1])
    // Test pictures are not looked at.
    const other = { ...dataset, inputs: dataset.inputs.map((value, place) => place >= 60 * 40 ? 7 : value) }
    expect([...backgroundOf(other)]).toEqual([0.25, -1])
  })
})

describe('noise', () => {
  const spec = specOf({ augmentation: 'noise' })
  const plan = planTraining(spec, dataset)

  it('is normal, with its share of each feature’s standard deviation over the training rows', () => {
    const deviations = deviationsOf(dataset)
    const values: number[] = []
    for (let epoch = 0; epoch < 30; epoch++) {
      rowsOf(spec, epoch)!.forEach((value, place) => values.push((value - dataset.inputs[plan.rows[Math.floor(place / 40)] * 40 + place % 40]) / deviations[place % 40]))
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    expect(Math.abs(mean)).toBeLessThan(0.005)
    expect(Math.abs(deviation / NOISE_SHARE - 1)).toBeLessThan(0.01)
    expect(values.filter(value => Math.abs(value) < NOISE_SHARE).length / values.length).toBeCloseTo(0.683, 2)
  })

  it('leaves a feature that does not vary as it is', () => {
    const flat = { ...dataset, inputs: dataset.inputs.map((value, place) => place % 40 === 7 ? 0.5 : value) }
    const rows = rowsOf(spec, 0, flat)!
    expect(deviationsOf(flat)[7]).toBe(0)
    plan.rows.forEach((_, place) => expect(rows[place * 40 + 7]).toBe(0.5))
  })
})

describe.each<Augmentation>(['shifts', 'noise'])('%s', augmentation => {
  const spec = specOf({ augmentation })

  it('are a function of the order seed and the epoch, and of nothing else', () => {
    const rows = rowsOf(spec, 4)
    expect(rowsOf(specOf({ augmentation, depth: 3, optimiser: 'sgd', batchSize: 5, start: 'labels' }), 4)).toEqual(rows)
    expect(rowsOf(spec, 5)).not.toEqual(rows)
    expect(rowsOf(specOf({ augmentation }, 10), 4)).not.toEqual(rows)
  })

  it('leave the data set as it was', () => {
    const before = dataset.inputs.slice()
    rowsOf(spec, 0)
    expect(dataset.inputs).toEqual(before)
  })
})

test('rows without augmentation are nobody’s business', () => expect(rowsOf(specOf({ augmentation: 'none' }), 0)).toBeNull())

function trained(spec: NetworkSpec, begin: BeginLearner, data = dataset): TrainedNetwork {
  return runToEnd(trainNetwork(spec, data, begin, { ...KEEP_NOTHING, checkpoints: 5, state: true }))
}
const engines: [string, (data: Dataset) => BeginLearner][] = [['the plain engine', plainLearners], ['the compiled engine', data => nativeLearners(data)!]]

describe.each(engines)('a network of %s', (_name, learners) => {
  const kinds: Partial<Hyperparameters>[] = [{}, { augmentation: 'noise' }, { family: 'conv', width: 8, dropout: 0.2 }, { family: 'conv', augmentation: 'noise' }]
  it.each(kinds)('learns from the rewritten rows and is looked at on those of the data set (%o)', change => {
    const spec = specOf({ ...change, epochs: 1 })
    const plan = planTraining(spec, dataset)
    // The same training on a data set whose training rows are the rewritten ones: updates are the same bits, and so are looks at test rows.
    const rows = rowsOf(spec, 0)!
    const inputs = dataset.inputs.slice()
    plan.rows.forEach((row, place) => inputs.set(rows.subarray(place * 40, (place + 1) * 40), row * 40))
    const rewritten: Dataset = { ...dataset, inputs }
    const twin = trained({ ...spec, hyper: { ...spec.hyper, augmentation: 'none' } }, learners(rewritten), rewritten)
    const own = trained(spec, learners(dataset))
    expect(own.state).toEqual(twin.state)
    expect(own.probabilities).toEqual(twin.probabilities)
    expect(own.confusion).toEqual(twin.confusion)
    // Row 0 is the untrained network on the rows as they are.
    expect(own.curve.subarray(0, 4)).toEqual(trained({ ...spec, hyper: { ...spec.hyper, augmentation: 'none' } }, learners(dataset)).curve.subarray(0, 4))
    expect(own.curve.subarray(5)).toEqual(twin.curve.subarray(5))
  })

  it('is the same bits for the same seeds, and others without', () => {
    const once = trained(specOf(), learners(dataset))
    expect(trained(specOf(), learners(dataset))).toEqual(once)
    expect(trained(specOf({ augmentation: 'none' }), learners(dataset)).state).not.toEqual(once.state)
  })
})

test('on two-dimensional points noise goes its way too', () => {
  const moons = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
  const [plain, native] = engines.map(([, learners]) => trained(specOf({ augmentation: 'noise' }), learners(moons), moons))
  expect(plain.row.outcome.divergedAt).toBeNull()
  plain.probabilities!.forEach((value, place) => expect(Math.abs(value - native.probabilities![place])).toBeLessThan(1e-4))
})

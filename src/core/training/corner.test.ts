// Corners: the false task is what it is said to be, is learnt markedly, and leads far from the road of fresh starts; then training is as from weights given.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import { DEFAULT_DATASET } from '../data/dataset.ts'
import { makeDataset } from '../data/make.ts'
import { bhattacharyyaBetweenSteps } from '../inpca/bhattacharyya.ts'
import { ignorance } from '../inpca/ends.ts'
import type { Hyperparameters, Interim, NetworkSpec, Start, TrainedNetwork } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import { drawNetworks } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { runToEnd } from '../steps.ts'
import { CORNER, cornerOf, cornerRows, unremembered } from './corner.ts'
import { initialWeights } from './initialise.ts'
import { learnersFor } from './learners.ts'
import { nativeLearners } from './native-learner.ts'
import { plainLearners } from './plain.ts'
import { epochOrder, planTraining } from './plan.ts'
import type { TrainingTick } from './train.ts'
import { trainNetwork } from './train.ts'

const digits = makeDataset({ ...DEFAULT_DATASET, seed: 3 }, readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 24, activation: 'relu', optimiser: 'momentum', learningRate: 0.02, weightDecay: 1e-3, batchSize: 64, dropout: 0.1, epochs: 3, initScale: 1, labelNoise: 0.1, trainFraction: 0.5,
  augmentation: 'none', start: 'labels',
}
const specOf = (change: Partial<Hyperparameters> = {}, orderSeed = 9): NetworkSpec => ({ id: 3, hyper: { ...hyper, ...change }, weightSeed: 8, orderSeed })
const cornerFor = (spec: NetworkSpec, dataset: Dataset = digits) => cornerOf(spec, planTraining(spec, dataset), dataset)!
const tally = (labels: Iterable<number>): number[] => [...labels].reduce((counts, label) => counts.with(label, counts[label] + 1), new Array<number>(10).fill(0))

describe('the false task', () => {
  it('of permuted labels has a tenth of the rows, each class as often as among their true labels, and few at their place', () => {
    const spec = specOf()
    const plan = planTraining(spec, digits)
    const { plan: { rows, labels, steps, batchesPerEpoch } } = cornerFor(spec)
    expect(rows).toEqual(plan.rows.slice(0, Math.round(plan.rows.length / 10)))
    const truths = Array.from(rows, row => digits.labels[row])
    expect(tally(labels)).toEqual(tally(truths))
    expect(labels.filter((label, place) => label === truths[place]).length / rows.length).toBeLessThan(0.25)
    expect([batchesPerEpoch, steps]).toEqual([4, 4 * CORNER.epochs])
  })

  it('of a subset has a twentieth of the rows, of half of the classes, with their true labels', () => {
    const spec = specOf({ start: 'subset' })
    const plan = planTraining(spec, digits)
    const { rows, labels } = cornerFor(spec).plan
    expect(rows).toHaveLength(Math.round(plan.rows.length / 20))
    expect(rows.every(row => plan.rows.includes(row))).toBe(true)
    expect(Array.from(rows, row => digits.labels[row])).toEqual([...labels])
    expect(tally(labels).filter(count => count > 0)).toHaveLength(5)
    const classesOf = (seed: number): string => [...new Set(cornerFor(specOf({ start: 'subset' }, seed)).plan.labels)].sort().join()
    expect(new Set([1, 2, 3, 4, 5, 6].map(classesOf)).size).toBeGreaterThan(3)
  })

  it('is learnt in the same way whatever the network is trained with, from the weights of its own seed', () => {
    const { spec, plan } = cornerFor(specOf())
    expect(spec).toMatchObject({ weightSeed: 8, hyper: { ...CORNER, weightDecay: 0, dropout: 0, labelNoise: 0, augmentation: 'none', start: 'fresh', width: 24 } })
    expect(initialWeights(spec, plan.layers)).toEqual(initialWeights(specOf(), plan.layers))
    expect(cornerFor(specOf({ optimiser: 'sgd', learningRate: 1, dropout: 0.5, batchSize: 7, labelNoise: 0.5, augmentation: 'noise' })).spec.hyper).toEqual(spec.hyper)
    expect(epochOrder(spec, plan, 0)).not.toEqual(epochOrder({ ...spec, orderSeed: 9 }, plan, 0))
  })

  it('is none for a fresh start, and may have a single row, or none', () => {
    expect(cornerOf(specOf({ start: 'fresh' }), planTraining(specOf(), digits), digits)).toBeNull()
    expect((['fresh', 'labels', 'subset'] as const).map(start => cornerRows(start, 3))).toEqual([0, 1, 1])
    const [row] = digits.train
    const tiny = { ...digits, train: digits.train.subarray(0, 1) }
    expect([...cornerFor(specOf(), tiny).plan.rows]).toEqual([row])
    for (const orderSeed of [1, 2, 3, 4]) {
      const { rows } = cornerFor(specOf({ start: 'subset' }, orderSeed), tiny).plan
      expect(rows.length).toBeLessThanOrEqual(1)
      expect(runToEnd(trainNetwork(specOf({ start: 'subset', epochs: 1 }, orderSeed), tiny, learnersFor(tiny), KEEP_NOTHING)).row.outcome.divergedAt).toBeNull()
    }
  })
})

/** `interims` at the end of every epoch. */
function run(spec: NetworkSpec, begin = learnersFor(digits), from: Interim | null = null): { network: TrainedNetwork, interims: Interim[], ticks: TrainingTick[] } {
  const training = trainNetwork(spec, digits, begin, { checkpoints: 6, checkpointActivations: true, state: true }, from)
  const interims: Interim[] = []
  const ticks: TrainingTick[] = []
  for (;;) {
    const next = training.next()
    if (next.done) return { network: next.value, interims, ticks }
    ticks.push(next.value)
    if (next.value.interim) interims.push(next.value.interim())
  }
}

describe.each([['plain', plainLearners(digits)], ['compiled', nativeLearners(digits)!]] as const)('a training from a corner, by the %s engine', (_name, begin) => {
  const spec = specOf({ augmentation: 'shifts', optimiser: 'adam', learningRate: 0.003, width: 8 })
  const whole = run(spec, begin)

  it('begins at step 0 with what the false task left, and an optimiser that remembers nothing', () => {
    const { spec: false_, plan } = cornerFor(spec)
    const learner = begin(false_, plan, null)
    for (let epoch = 0; epoch < CORNER.epochs; epoch++) runToEnd(learner.learn(epochOrder(false_, plan, epoch)))
    const { weights } = learner.state()
    expect(whole.interims[0]).toMatchObject({ step: 0, state: unremembered(spec.hyper, weights) })
    expect(whole.network.checkpoints!.steps[0]).toBe(0)
    expect(whole.network.curve).toHaveLength(4 * 4)
    expect(whole.network.row.outcome.steps).toBe(planTraining(spec, digits).steps)
  })

  it('that is put down at the end of an epoch and taken up again is the same training', () => {
    expect(whole.interims).toHaveLength(4)
    for (const interim of whole.interims) expect(run(spec, begin, interim).network).toEqual(whole.network)
    expect(run(spec, begin).network).toEqual(whole.network)
  })

  it('tells how far it is from the first step of the false task on', () => {
    const shares = whole.ticks.map(({ share }) => share)
    expect(shares.every((share, place) => share >= 0 && share <= 1 && (place === 0 || share >= shares[place - 1]))).toBe(true)
    expect(shares.at(-1)).toBe(1)
  })
})

describe('corners of the digits', () => {
  const specs = drawNetworks({ ...DEFAULT_RECIPE, seed: 77, learningRate: { from: 1e-3, to: 0.1 } }, 0, 16)
  const begin = learnersFor(digits)
  const probes = digits.probes.length
  const [numbers, classes] = [probes * 10, 10]
  const wide = (networks: readonly Float32Array[]): Float64Array => {
    const all = new Float64Array(networks.length * numbers)
    networks.forEach((values, place) => all.set(values, place * numbers))
    return all
  }
  let road: Float32Array[] = []
  beforeAll(() => {
    road = specs.flatMap(spec => {
      const { probabilities, steps } = runToEnd(trainNetwork({ ...spec, hyper: { ...spec.hyper, start: 'fresh' } }, digits, begin, { ...KEEP_NOTHING, checkpoints: 12 })).checkpoints!
      return Array.from(steps, (_, k) => probabilities.slice(k * numbers, (k + 1) * numbers))
    })
  }, 120_000)
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]

  it.each<[Exclude<Start, 'fresh'>, number, number]>([['labels', 0.85, 0.25], ['subset', 0.97, 0.35]])('(%s) have learnt the false task and lie far from ignorance, and from all that fresh starts pass', (start, fit, far) => {
    const seen = specs.map(spec => {
      const plan = planTraining(spec, digits)
      const corner = cornerOf({ ...spec, hyper: { ...spec.hyper, start } }, plan, digits)!
      const learner = begin(corner.spec, corner.plan, null)
      for (let epoch = 0; epoch < CORNER.epochs; epoch++) runToEnd(learner.learn(epochOrder(corner.spec, corner.plan, epoch)))
      const { predicted } = runToEnd(learner.look(corner.plan.rows, { labels: null, probabilities: false, hidden: false }))
      const { probabilities } = runToEnd(learner.look(digits.probes, { labels: null, probabilities: true, hidden: false }))
      return { fitted: predicted.filter((label, place) => label === corner.plan.labels[place]).length / predicted.length, probabilities: probabilities! }
    })
    expect(median(seen.map(({ fitted }) => fitted))).toBeGreaterThan(fit)
    const others = [Float32Array.from(ignorance(probes, classes)), ...road]
    const { distances } = runToEnd(bhattacharyyaBetweenSteps(wide(seen.map(({ probabilities }) => probabilities)), specs.length, wide(others), others.length, probes, classes))
    const nearest = specs.map((_, place) => distances.subarray(place * others.length, (place + 1) * others.length).reduce((least, distance) => Math.min(least, distance), Infinity))
    expect(median(nearest)).toBeGreaterThan(far)
  }, 120_000)
})

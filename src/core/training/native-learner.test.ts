// The compiled engine against the plain one: the same figures to float32 rounding, whatever the network; the same bits whenever and wherever.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import { DEFAULT_DATASET } from '../data/dataset.ts'
import { makeDataset } from '../data/make.ts'
import { openNative, withNative, withoutNative } from '../native/native.ts'
import type { Activation, Hyperparameters, NetworkSpec, NetworkState, Optimiser } from '../network.ts'
import { ACTIVATIONS, FAMILIES, OPTIMISERS } from '../network.ts'
import { mulberry32 } from '../random.ts'
import { activate } from './activation.ts'
import type { BeginLearner, Learner, Pass, Seen } from './learner.ts'
import { learnersFor } from './learners.ts'
import { nativeLearners } from './native-learner.ts'
import { plainLearners } from './plain.ts'
import { epochOrder, planTraining } from './plan.ts'
import { multiplyAddsOf, parametersOf } from './architecture.ts'

const digits = makeDataset(DEFAULT_DATASET, readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))

/** Pictures with a few classes to tell apart: how bright each quarter of the numbers is. */
function pictures(height: number, width: number, channels: number, classes: number, rows = 150): Dataset {
  const random = mulberry32(7)
  const features = height * width * channels
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const labels = Uint8Array.from(all, row => row % classes)
  const inputs = Float32Array.from({ length: rows * features }, (_, place) => {
    const grey = random()
    return grey < 0.2 ? 0 : grey - 0.5 + (place * 7 + labels[Math.floor(place / features)]) % classes / classes
  })
  return {
    id: 'digits', title: '', inputs, labels, features, classes, classNames: [], train: all.subarray(0, rows - 40), test: all.subarray(rows - 40), probes: all.subarray(rows - 20), trainProbes: all.subarray(0, 15), image: { height, width },
  }
}

const DEFAULT: Hyperparameters = {
  family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 3e-3, weightDecay: 1e-3, batchSize: 64, dropout: 0, epochs: 15, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const specOf = (change: Partial<Hyperparameters> = {}, weightSeed = 1, orderSeed = 2): NetworkSpec => ({ id: 7, hyper: { ...DEFAULT, ...change }, weightSeed, orderSeed })

function finish<T>(work: Generator<number, T, void>): T {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}
const native = (dataset: Dataset): BeginLearner => nativeLearners(dataset)!

interface Story { before: Seen, pass: Pass, after: Seen, state: NetworkState, step: number }

/** Looks at every row, makes some updates, and looks again. */
function story(begin: BeginLearner, spec: NetworkSpec, dataset: Dataset, updates: number): Story {
  const plan = planTraining(spec, dataset)
  const rows = Uint32Array.from(dataset.labels, (_, row) => row)
  const what = { labels: dataset.labels, probabilities: true, hidden: true }
  const learner = begin(spec, plan, null)
  const before = finish(learner.look(rows, what))
  const orders = Uint32Array.from(Array.from({ length: Math.ceil(updates / plan.batchesPerEpoch) }, (_, epoch) => [...epochOrder(spec, plan, epoch)]).flat())
  // Short last batches in every epoch but, where it falls so, the last.
  let pass: Pass = { loss: 0, correct: 0, divergedAt: null }
  for (let from = 0, made = 0; made < updates && pass.divergedAt === null; made++) {
    const left = plan.rows.length - from % plan.rows.length
    const to = from + Math.min(spec.hyper.batchSize, left)
    const next = finish(learner.learn(orders.subarray(from, to)))
    pass = { loss: pass.loss + next.loss, correct: pass.correct + next.correct, divergedAt: next.divergedAt }
    from = to
  }
  return { before, pass, after: finish(learner.look(rows, what)), state: learner.state(), step: learner.step }
}

/** Largest difference between two lists; NaN where there is one. */
function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one.length).toBe(other.length)
  let most = 0
  for (let place = 0; place < one.length; place++) most = Math.max(most, Math.abs(one[place] - other[place]))
  return most
}

function expectSame(compiled: Story, plain: Story, tolerance: number): void {
  for (const [one, other] of [[compiled.before, plain.before], [compiled.after, plain.after]]) {
    expect(Math.abs(one.loss - other.loss)).toBeLessThan(tolerance)
    expect(apart(one.probabilities!, other.probabilities!)).toBeLessThan(tolerance)
    expect(apart(one.hidden!, other.hidden!)).toBeLessThan(10 * tolerance)
  }
  expect(compiled.before.predicted).toEqual(plain.before.predicted)
  expect(compiled.after.predicted).toEqual(plain.after.predicted)
  expect(compiled.step).toBe(plain.step)
  expect(compiled.pass.divergedAt).toBe(plain.pass.divergedAt)
  expect(compiled.pass.correct).toBe(plain.pass.correct)
  expect(Math.abs(compiled.pass.loss - plain.pass.loss)).toBeLessThan(1000 * tolerance)
  expect(apart(compiled.state.weights, plain.state.weights)).toBeLessThan(tolerance)
  expect(apart(compiled.state.first, plain.state.first)).toBeLessThan(tolerance)
  expect(apart(compiled.state.second, plain.state.second)).toBeLessThan(tolerance)
}

describe('twenty updates', () => {
  const sets = [
    pictures(4, 4, 1, 3), pictures(5, 7, 1, 10), pictures(3, 9, 3, 2), pictures(8, 8, 2, 13), pictures(1, 1, 1, 4), pictures(2, 1, 5, 30), pictures(3, 5, 4, 3),
    pictures(6, 4, 4, 5),
  ]
  const rates: Record<Optimiser, number> = { sgd: 0.02, momentum: 0.005, adam: 2e-3, adamw: 2e-3 }

  it('are the plain engine\'s to 10⁻⁵, whatever the hyper-parameters', () => {
    const networks = fc.record({
      family: fc.constantFrom(...FAMILIES), depth: fc.integer({ min: 1, max: 4 }), width: fc.integer({ min: 1, max: 45 }),
      activation: fc.constantFrom(...ACTIVATIONS), optimiser: fc.constantFrom(...OPTIMISERS), weightDecay: fc.constantFrom(0, 1e-3, 0.1),
      batchSize: fc.constantFrom(1, 3, 32, 64, 97, 200), dropout: fc.constantFrom(0, 0.1, 0.6),
      labelNoise: fc.constantFrom(0, 0.2), trainFraction: fc.constantFrom(1, 0.4), seed: fc.nat(1000), set: fc.constantFrom(...sets.keys()),
    })
    fc.assert(fc.property(networks, ({ seed, set, ...hyper }) => {
      const spec = specOf({ ...hyper, learningRate: rates[hyper.optimiser] }, seed, seed + 1)
      expectSame(story(native(sets[set]), spec, sets[set], 20), story(plainLearners(sets[set]), spec, sets[set], 20), 1e-5)
    }), { numRuns: 120, seed: 20 })
  })

  it.each<Partial<Hyperparameters>>([
    { width: 512, depth: 1 }, { width: 300, depth: 2, activation: 'gelu', dropout: 0.1 }, { width: 256, activation: 'tanh', optimiser: 'momentum', learningRate: 0.01 },
    { width: 1, depth: 8, activation: 'tanh' }, { width: 12, depth: 3 }, { width: 4, depth: 2, activation: 'sigmoid' }, { family: 'conv', width: 128, depth: 2 }, { family: 'conv', width: 7, depth: 4, activation: 'gelu' },
  ])('on the digits too (%o)', change => {
    const spec = specOf({ learningRate: 1e-3, ...change })
    expectSame(story(native(digits), spec, digits, 20), story(plainLearners(digits), spec, digits, 20), 2e-5)
  })

  it('from 256 classes, and from none but one row', () => {
    const many = pictures(4, 4, 1, 256, 400)
    expectSame(story(native(many), specOf(), many, 5), story(plainLearners(many), specOf(), many, 5), 1e-5)
    const single = { ...digits, train: digits.train.slice(0, 1) }
    expectSame(story(native(single), specOf(), single, 5), story(plainLearners(single), specOf(), single, 5), 1e-5)
  })
})

it('a minibatch too large for one call goes through block by block, and says how much was done', () => {
  const spec = specOf({ batchSize: 1000, width: 128, depth: 4, dropout: 0.1, activation: 'gelu', learningRate: 1e-3 })
  const plan = planTraining(spec, digits)
  const order = epochOrder(spec, plan, 0)
  const run = (begin: BeginLearner): { learner: Learner, done: number[] } => {
    const learner = begin(spec, plan, null)
    return { learner, done: [...learner.learn(order)] }
  }
  const compiled = run(native(digits))
  expect(compiled.done.length).toBeGreaterThan(10)
  expect(compiled.done.reduce((sum, work) => sum + work, 0)).toBe(3 * order.length * multiplyAddsOf(plan.layers))
  expect(compiled.learner.step).toBe(2)
  expect(apart(compiled.learner.state().weights, run(plainLearners(digits)).learner.state().weights)).toBeLessThan(1e-5)
})

describe('bits', () => {
  const shaOf = (change: Partial<Hyperparameters>): string => {
    const { state } = story(native(digits), specOf(change), digits, 60)
    return createHash('sha256').update(new Uint8Array(state.weights.buffer)).digest('hex').slice(0, 16)
  }

  it('are the same in a memory of its own, and in one that other networks used before', () => {
    const change = { dropout: 0.1, activation: 'sigmoid' as const }
    const begin = native(digits)
    const alone = story(native(digits), specOf(change), digits, 30)
    story(begin, specOf({ width: 200, depth: 3, activation: 'gelu' }), digits, 3)
    story(begin, specOf({ family: 'conv', depth: 3 }), digits, 3)
    expect(story(begin, specOf(change), digits, 30)).toEqual(alone)
  })

  it.each<[Partial<Hyperparameters>, string]>([
    [{}, 'dcc9926f9664b4f9'],
    [{ activation: 'tanh', optimiser: 'momentum', learningRate: 0.02, dropout: 0.1 }, '26f3f89a02e25992'],
    [{ activation: 'sigmoid', optimiser: 'sgd', learningRate: 0.1, width: 21 }, '937f5d4ffdde9f61'],
    [{ family: 'conv', activation: 'gelu', optimiser: 'adamw', labelNoise: 0.1 }, '3c9debec33d29d6c'],
  ])('of %o are these on every machine', (change, sha) => {
    expect(shaOf(change)).toBe(sha)
  })

  it('hang on how updates are dealt out to calls not at all', () => {
    const spec = specOf({ dropout: 0.2 })
    const plan = planTraining(spec, digits)
    const order = epochOrder(spec, plan, 0)
    const begin = native(digits)
    const whole = begin(spec, plan, null)
    finish(whole.learn(order))
    const state = whole.state()
    const parts = begin(spec, plan, null)
    for (let from = 0; from < order.length; from += 64) finish(parts.learn(order.subarray(from, from + 64)))
    expect(parts.state()).toEqual(state)
  })
})

describe.each(OPTIMISERS)('a state (%s)', optimiser => {
  it('goes on as if it had never been put down', () => {
    const spec = specOf({ optimiser, learningRate: 0.01, dropout: 0.1, width: 13 })
    const plan = planTraining(spec, digits)
    const [first, second] = [epochOrder(spec, plan, 0), epochOrder(spec, plan, 1)]
    const begin = native(digits)
    const whole = begin(spec, plan, null)
    finish(whole.learn(first))
    const half = { step: whole.step, state: whole.state() }
    finish(whole.learn(second))
    const end = whole.state()
    const resumed = begin(spec, plan, half)
    expect(resumed.state()).toEqual(half.state)
    finish(resumed.learn(second))
    expect(resumed.state()).toEqual(end)
    expect(resumed.step).toBe(2 * plan.batchesPerEpoch)
  })
})

describe('divergence', () => {
  const wild = (activation: Activation, seed: number, change: Partial<Hyperparameters> = {}): NetworkSpec =>
    specOf({ depth: 4, width: 64, optimiser: 'sgd', learningRate: 10, activation, weightDecay: 0, ...change }, seed, seed + 1)
  const lived = (begin: BeginLearner, spec: NetworkSpec, dataset = digits): Pass & { step: number } => {
    const plan = planTraining(spec, dataset)
    const learner = begin(spec, plan, null)
    const pass = finish(learner.learn(epochOrder(spec, plan, 0)))
    return { ...pass, step: learner.step }
  }

  it.each([1, 2, 3, 4, 5])('comes at the update at which it comes in the plain engine (seed %i)', seed => {
    const ways = [
      ['relu', {}], ['gelu', {}], ['relu', { optimiser: 'momentum' }], ['relu', { family: 'conv', learningRate: 1000 }],
      // Here derivatives leave float32, though not float64, on their way to units that pass nothing.
      ['gelu', { family: 'conv', depth: 2, learningRate: 1000 }], ['relu', { depth: 3, learningRate: 3, initScale: 3 }],
    ] as const
    const ends = ways.map(([activation, change]) => {
      const spec = wild(activation, seed, change)
      const [compiled, plain] = [lived(native(digits), spec), lived(plainLearners(digits), spec)]
      expect([compiled.divergedAt, compiled.step, compiled.correct]).toEqual([plain.divergedAt, plain.step, plain.correct])
      return plain.divergedAt
    })
    expect(ends.slice(0, 3)).not.toContain(null)
  })

  it('is seen in a weight when the loss was still finite, and the update counts as made', () => {
    const spec = specOf({ optimiser: 'sgd', learningRate: 3e38, weightDecay: 1e3, depth: 1 })
    for (const begin of [native(digits), plainLearners(digits)]) expect(lived(begin, spec)).toMatchObject({ divergedAt: 1, step: 1 })
  })

  it('is seen in a loss that is not a number before the update is made', () => {
    const spoilt = { ...digits, inputs: digits.inputs.map(() => NaN) }
    for (const activation of ACTIVATIONS) {
      for (const family of FAMILIES) {
        const spec = specOf({ activation, family })
        for (const begin of [native(spoilt), plainLearners(spoilt)]) expect(lived(begin, spec, spoilt)).toMatchObject({ divergedAt: 1, step: 0, loss: 0, correct: 0 })
      }
    }
  })

  it('is none where numbers are only large', () => {
    const spec = specOf({ optimiser: 'adam', learningRate: 1, depth: 3 })
    for (const begin of [native(digits), plainLearners(digits)]) expect(lived(begin, spec).divergedAt).toBeNull()
  })
})

describe.each(ACTIVATIONS)('%s in single precision', kind => {
  const at = (inputs: number[]): { values: Float32Array, slopes: Float32Array } => withNative(memory => {
    const pointer = memory.put(Float32Array.from(inputs))
    const slopes = memory.alloc(4 * inputs.length)
    memory.training.activate(ACTIVATIONS.indexOf(kind), pointer, slopes, inputs.length)
    return { values: memory.f32(pointer, inputs.length).slice(), slopes: memory.f32(slopes, inputs.length).slice() }
  })!

  it('is right to 2 · 10⁻⁷ of itself where it is large, its slope to 5 · 10⁻⁷', () => {
    const inputs = Array.from(Float32Array.from({ length: 40_000 }, (_, place) => (place - 20_000) / 2_000 * (place % 2 ? 1 : 1e-3)))
    const { values, slopes } = at(inputs)
    const exact = Float64Array.from(inputs)
    const exactSlopes = new Float64Array(inputs.length)
    activate(kind, exact, exactSlopes, inputs.length)
    let worst = 0
    exact.forEach((value, place) => {
      // Of the sigmoid, and of gelu far below 0, the argument's own rounding is what is left.
      const own = kind === 'tanh' || kind === 'relu' ? 2.5e-7 : 3e-6
      const allowed = Math.min(2e-7 * Math.max(1, Math.abs(inputs[place])), own * Math.abs(value) + 1e-12)
      worst = Math.max(worst, Math.abs(values[place] - value) / allowed, Math.abs(slopes[place] - exactSlopes[place]) / 5e-7)
    })
    expect(worst).toBeLessThanOrEqual(1)
  })

  it('has its limits at the ends, and passes NaN on', () => {
    const { values, slopes } = at([-3e38, 3e38, NaN, 0])
    const [low, high] = kind === 'tanh' ? [-1, 1] : kind === 'sigmoid' ? [0, 1] : [0, Math.fround(3e38)]
    expect([Math.abs(values[0] - low), values[1]]).toEqual([0, high])
    expect(values[2]).toBeNaN()
    expect([slopes[0], slopes[1]]).toEqual([0, kind === 'tanh' || kind === 'sigmoid' ? 0 : 1])
  })
})

describe('a learner', () => {
  it('ends when the next begins', () => {
    const begin = native(digits)
    const plan = planTraining(specOf(), digits)
    const first = begin(specOf(), plan, null)
    begin(specOf(), plan, null)
    expect(() => first.state()).toThrow('one learner at a time')
    expect(() => finish(first.learn(Uint32Array.of(0)))).toThrow('one learner at a time')
  })

  it('gives its memory back to the next', () => {
    const memory = openNative()!
    const begin = nativeLearners(digits, memory)!
    const spec = specOf({ depth: 4, width: 512 })
    const plan = planTraining(spec, digits)
    const size = (): number => memory.memory.buffer.byteLength
    const before = size()
    begin(spec, plan, null)
    const after = size()
    // Weights, gradient, two moments and the weights turned over.
    expect(after - before).toBeGreaterThan(4 * 5 * parametersOf(plan.layers) * 0.95)
    for (let network = 0; network < 3; network++) finish(begin(spec, plan, null).learn(plan.rows.subarray(0, 0)))
    story(begin, specOf({ family: 'conv', dropout: 0.1 }), digits, 2)
    expect(size()).toBe(after)
  })

  it('is the plain one where there is no WebAssembly', () => {
    withoutNative(() => {
      expect(nativeLearners(digits)).toBeNull()
      expect(story(learnersFor(digits), specOf(), digits, 2)).toEqual(story(plainLearners(digits), specOf(), digits, 2))
    })
    expect(story(learnersFor(digits), specOf(), digits, 2)).toEqual(story(native(digits), specOf(), digits, 2))
  })
})

// The work foretold is the work that the engine reports while it trains: counted by listening to a real training.
import { describe, expect, test } from 'vitest'
import { makeDataset } from '../data/make.ts'
import { sizeOf } from '../data/size.ts'
import type { Hyperparameters, Interim, Keep, NetworkSpec } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import type { BeginLearner, Learner, Work } from './learner.ts'
import { plainLearners } from './plain.ts'
import { trainNetwork } from './train.ts'
import { productsOf, workOf } from './work.ts'

const dataset = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 6, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 64, dropout: 0,
  epochs: 3, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const spec = (change: Partial<Hyperparameters>): NetworkSpec => ({ id: 0, weightSeed: 1, orderSeed: 2, hyper: { ...hyper, ...change } })

/** Passes everything on and adds up the work that is yielded. */
function counted(begin: BeginLearner, count: (work: Work) => void): BeginLearner {
  function* listening<T>(work: Generator<Work, T, void>): Generator<Work, T, void> {
    for (;;) {
      const next = work.next()
      if (next.done) return next.value
      count(next.value)
      yield next.value
    }
  }
  return (...asked) => {
    const learner = begin(...asked)
    return {
      get step() { return learner.step },
      learn: order => listening(learner.learn(order)),
      rewrite: rows => learner.rewrite(rows),
      look: (rows, what) => listening(learner.look(rows, what)),
      state: () => learner.state(),
    } satisfies Learner
  }
}

function doneBy(training: NetworkSpec, keep: Keep): number {
  let sum = 0
  const running = trainNetwork(training, dataset, counted(plainLearners(dataset), work => { sum += work }), keep)
  while (!running.next().done);
  return sum
}

describe('the products of a training', () => {
  const pages: Keep = { checkpoints: 20, checkpointActivations: false, state: true }
  test.each([
    ['nothing kept', spec({}), KEEP_NOTHING],
    ['twenty checkpoints', spec({}), pages],
    ['more checkpoints than updates', spec({ batchSize: 1024, epochs: 4 }), pages],
    ['part of the rows, short last batches', spec({ trainFraction: 0.37, batchSize: 50, depth: 1, width: 3 }), pages],
    ['one row', spec({ trainFraction: 0.0001 }), KEEP_NOTHING],
    ['rewritten rows, which cost no products', spec({ augmentation: 'noise' }), pages],
    ['first permuted labels', spec({ start: 'labels' }), pages],
    ['first a few rows of one class', spec({ start: 'subset', trainFraction: 0.37 }), pages],
  ])('is what the engine reports: %s', (_, training, keep) => {
    expect(doneBy(training, keep)).toBe(productsOf(training, sizeOf(dataset), keep))
  })

  test('that is left after an interim and the part before it are the whole', () => {
    const training = spec({ epochs: 5 })
    const running = trainNetwork(training, dataset, plainLearners(dataset), pages)
    const size = sizeOf(dataset)
    const whole = productsOf(training, size, pages)
    const lefts: number[] = []
    for (let next = running.next(); !next.done; next = running.next()) {
      if (next.value.interim) lefts.push(productsOf(training, size, pages, next.value.interim()))
    }
    expect(lefts).toHaveLength(6)
    for (let at = 1; at < lefts.length; at++) expect(lefts[at]).toBeLessThan(lefts[at - 1])
    expect(lefts[0]).toBeLessThan(whole)
    // Nothing is left but the last look at the probes.
    expect(lefts.at(-1)).toBe(dataset.probes.length * (2 * 6 + 6 * 6 + 6 * 2))
  })
})

describe('the work of a training', () => {
  const size = sizeOf(dataset)
  const work = (change: Partial<Hyperparameters>): number => workOf(spec(change), size, KEEP_NOTHING)

  test('is more than its products, and grows with everything that makes it longer', () => {
    expect(work({})).toBeGreaterThan(productsOf(spec({}), size, KEEP_NOTHING))
    expect(work({ epochs: 4 })).toBeGreaterThan(work({}))
    expect(work({ width: 7 })).toBeGreaterThan(work({}))
    expect(work({ depth: 3 })).toBeGreaterThan(work({}))
    expect(work({ trainFraction: 0.5 })).toBeLessThan(work({}))
    expect(work({ activation: 'relu' })).toBeLessThan(work({}))
  })

  test('counts rows that are rewritten and false tasks that are learnt first, but not those of a network that has begun', () => {
    const plain = work({})
    const [noisy, labels, subset] = [work({ augmentation: 'noise' }), work({ start: 'labels' }), work({ start: 'subset' })]
    expect(work({ augmentation: 'noise', epochs: 6 }) - work({ epochs: 6 })).toBe(2 * (noisy - plain))
    expect(labels - plain).toBeGreaterThan(subset - plain)
    expect(subset).toBeGreaterThan(plain)
    const begun = { step: 0, curve: new Float32Array(4) } as Interim
    expect(workOf(spec({ start: 'labels' }), size, KEEP_NOTHING, begun)).toBe(workOf(spec({}), size, KEEP_NOTHING, begun))
  })

  test('of large networks is all but their products', () => {
    const large = spec({ depth: 4, width: 512 })
    expect(workOf(large, size, KEEP_NOTHING) / productsOf(large, size, KEEP_NOTHING)).toBeLessThan(1.25)
  })

  test('counts a convolution at every place of its picture', () => {
    const pictures = { ...size, features: 64, image: { width: 8, height: 8 } }
    const convolution = (depth: number): number => workOf(spec({ family: 'conv', depth, width: 8 }), pictures, KEEP_NOTHING)
    // A second convolution on the 4 × 4 places that the first leaves costs little beside the first on 8 × 8.
    expect(convolution(2) - convolution(1)).toBeLessThan(convolution(1) / 2)
  })
})

// A crew of networks, each asking an executor for its arithmetic, must come to the same bits as each network by itself.
import { expect, test } from 'vitest'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import type { Hyperparameters, Interim, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { below, mulberry32 } from '../../src/core/random.ts'
import type { Learner } from '../../src/core/training/learner.ts'
import { plainLearners } from '../../src/core/training/plain.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import type { Executor } from './train-crew.ts'
import { interimPause } from '../interims.ts'
import { trainCrew } from './train-crew.ts'
import type { RemoteLearner } from './train-learner.ts'

const dataset = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
const plain: Hyperparameters = {
  family: 'mlp', depth: 1, width: 4, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 64, dropout: 0.1,
  epochs: 3, initScale: 1, labelNoise: 0.1, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const spec = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => ({ id, hyper: { ...plain, ...hyper }, weightSeed: 10 + id, orderSeed: 20 + id })
const specs = [
  spec(0, {}), spec(1, { optimiser: 'momentum', epochs: 5, batchSize: 100 }), spec(2, { optimiser: 'sgd', epochs: 1, width: 7 }),
  spec(3, { activation: 'relu', optimiser: 'sgd', learningRate: 1e12 }), spec(4, { epochs: 2, activation: 'gelu' }),
]
const keep = { checkpoints: 5, checkpointActivations: true, state: true }

function run<T>(work: Generator<unknown, T, void>): T {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

/** Answers by the plain engine, a random one of those who wait at a time; has room for three. */
class PlainExecutor implements Executor {
  readonly engines = new Map<RemoteLearner, Learner>()
  readonly random = mulberry32(1)
  most = 0
  constructor(readonly data: Dataset) {}

  admit(learner: RemoteLearner, from: Interim | null): boolean {
    if (this.engines.size === 3) return false
    this.engines.set(learner, plainLearners(this.data)(learner.spec, learner.plan, from))
    this.most = Math.max(this.most, this.engines.size)
    return true
  }

  dismiss(learner: RemoteLearner): void { this.engines.delete(learner) }

  start(): void { /* all of it is done in a slice */ }

  async slice(): Promise<void> {
    await Promise.resolve()
    const waiting = [...this.engines].filter(([learner]) => learner.order)
    const [learner, engine] = waiting[below(waiting.length, this.random)]
    const order = learner.order!
    if (order.kind === 'look') return learner.answer({ kind: 'look', seen: run(engine.look(order.rows, order.what)), state: order.state ? engine.state() : null })
    const before = engine.step
    const { loss, correct, divergedAt } = run(engine.learn(order.order))
    learner.answer({ kind: 'learn', loss, correct, updates: engine.step - before, diverged: divergedAt === null ? null : divergedAt > engine.step ? 'loss' : 'weights' })
  }
}

const alone = (one: NetworkSpec): TrainedNetwork => run(trainNetwork(one, dataset, plainLearners(dataset), keep))

test('whoever waits how long for whom, the networks are those trained alone', async () => {
  const finished: TrainedNetwork[] = []
  const executor = new PlainExecutor(dataset)
  await trainCrew(specs, dataset, keep, new Map(), executor, { onFinished: network => finished.push(network), onProgress: () => undefined, onInterim: () => undefined })
  expect(executor.most).toBe(3)
  expect(executor.engines.size).toBe(0)
  expect(finished.map(({ id }) => id).toSorted()).toEqual([0, 1, 2, 3, 4])
  for (const network of finished) expect(network).toEqual(alone(specs[network.id]))
  expect(finished.find(({ id }) => id === 3)!.row.outcome.divergedAt).not.toBeNull()
})

test('from any of its interims a network goes on to the same end, and its losses are told from the beginning', async () => {
  const interims: { id: number, interim: Interim }[] = []
  // A clock that leaps: an interim is due at every epoch's end.
  let time = 0
  const clock = (): number => time += 3000
  await trainCrew(specs, dataset, keep, new Map(), new PlainExecutor(dataset), {
    onFinished: () => undefined, onProgress: () => undefined, onInterim: (id, interim) => interims.push({ id, interim: structuredClone(interim) }),
  }, clock)
  expect(interims.length).toBeGreaterThan(5)
  for (const { id, interim } of interims) {
    const finished: TrainedNetwork[] = []
    let longest = 0
    await trainCrew([specs[id]], dataset, keep, new Map([[id, interim]]), new PlainExecutor(dataset), {
      onFinished: network => finished.push(network), onProgress: ([{ epoch, losses }]) => { longest = Math.max(longest, losses.length - epoch) }, onInterim: () => undefined,
    }, clock)
    const whole = alone(specs[id])
    expect(finished[0].state).toEqual(whole.state)
    expect(finished[0].curve).toEqual(whole.curve)
    expect(finished[0].confusion).toEqual(whole.confusion)
    expect(longest).toBe(1)
  }
})

test('nobody to train, nothing to do', async () => {
  await trainCrew([], dataset, keep, new Map(), new PlainExecutor(dataset), { onFinished: () => expect.fail(), onProgress: () => undefined, onInterim: () => undefined })
})

test('interims come every two seconds, and of large crews as much less often as they are larger', () => {
  expect(interimPause(0)).toBe(2000)
  expect(interimPause(900 * 12 * 3466)).toBe(2000)
  expect(interimPause(400e6) / interimPause(200e6)).toBe(2)
  expect(interimPause(100 * 12 * 2_000_000)).toBeGreaterThan(60_000)
})

// The CPU path in a worker: in order, on from interims, and what was finished before a failure stands.
import { expect, test, vi } from 'vitest'
import { makeDataset } from '../src/core/data/make.ts'
import type { Hyperparameters, Interim, NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import { DEFAULT_KEEP } from '../src/core/network.ts'
import type { NetworkProgress } from '../src/protocol/training.ts'
import { trainOneByOne } from './train-one-by-one.ts'

const dataset = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 8, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 32, dropout: 0.1,
  epochs: 6, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const spec = (id: number, change: Partial<Hyperparameters> = {}): NetworkSpec => ({ id, weightSeed: 10 + id, orderSeed: 20 + id, hyper: { ...hyper, ...change } })

async function train(specs: NetworkSpec[], begun = new Map<number, Interim>()) {
  const finished: TrainedNetwork[] = []
  const progress: NetworkProgress[] = []
  const interims: [number, Interim][] = []
  const error = await trainOneByOne(specs, dataset, DEFAULT_KEEP, begun, {
    onFinished: network => finished.push(network),
    onProgress: inFlight => progress.push(...inFlight.map(one => ({ ...one, losses: [...one.losses] }))),
    onInterim: (id, interim) => interims.push([id, interim]),
  }).then(() => null, (reason: Error) => reason)
  return { finished, progress, interims, error }
}

test('networks come in order, each as if it were alone', async () => {
  const specs = [spec(3), spec(1, { width: 5 }), spec(2, { optimiser: 'sgd', epochs: 1 })]
  const { finished } = await train(specs)
  expect(finished.map(({ id }) => id)).toEqual([3, 1, 2])
  for (const [place, one] of specs.entries()) expect((await train([one])).finished[0]).toEqual(finished[place])
})

test('what is told of a training grows with its epochs', async () => {
  const { progress } = await train([spec(0, { depth: 4, width: 128, epochs: 30 })])
  for (const { epoch, epochs, losses } of progress) {
    expect(epochs).toBe(30)
    expect(losses.length).toBeGreaterThanOrEqual(Math.min(1, epoch))
    expect(losses.length).toBeLessThanOrEqual(epoch + 1)
  }
})

test('a long training says how it stands, and goes on from there to the same end', async () => {
  // Every look at the clock is a second later: an interim is due at each second epoch.
  let now = 0
  const looks = vi.spyOn(performance, 'now').mockImplementation(() => now += 1000)
  const { finished: [whole], interims } = await train([spec(0)])
  looks.mockRestore()
  expect(interims.length).toBeGreaterThan(1)
  for (const [id, interim] of interims) {
    expect(id).toBe(0)
    expect(interim.curve.length / 4 - 1).toBeLessThan(6)
    expect((await train([spec(0)], new Map([[0, interim]]))).finished[0]).toEqual(whole)
  }
})

test('a network that cannot be trained ends the request; those before it have been handed over, and the next request is as if nothing had been', async () => {
  const { finished, error } = await train([spec(0), spec(1, { family: 'conv' }), spec(2)])
  expect(finished.map(({ id }) => id)).toEqual([0])
  expect(error?.message).toContain('Convolutions need pictures')
  expect((await train([spec(2)])).error).toBeNull()
})

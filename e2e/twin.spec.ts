// The worker's engines must make the same networks: WebGPU's (here on a software adapter) those of the CPU.
import { expect, test } from '@playwright/test'
import type { DatasetSettings } from '../src/core/data/dataset.ts'
import type { Hyperparameters, NetworkSpec } from '../src/core/network.ts'
import { servePage, type ServedPage } from './served-page.ts'
import type { TwinPage } from './twin/twin.ts'

declare const twin: TwinPage

let served: ServedPage

test.beforeAll(async () => {
  served = await servePage('twin')
})
test.afterAll(() => served.close())
test.beforeEach(({ page }) => page.goto(served.address))

const moons: DatasetSettings = { id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }
const plain: Hyperparameters = {
  family: 'mlp', depth: 2, width: 8, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 64, dropout: 0,
  epochs: 2, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const spec = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => ({ id, hyper: { ...plain, ...hyper }, weightSeed: 10 + id, orderSeed: 20 + id })

test('a GPU adapter is found, and known for a software one', async ({ page }) => {
  const report = await page.evaluate(() => twin.detect())
  expect(report).toMatchObject({ available: true, fallback: true, why: null })
})

test('networks trained together on WebGPU are those trained one by one on the CPU', async ({ page }) => {
  const specs = [
    spec(0, {}),
    spec(1, { optimiser: 'momentum', width: 5, weightDecay: 0.01, dropout: 0.2 }),
    spec(2, { optimiser: 'sgd', epochs: 1, learningRate: 0.1, labelNoise: 0.1 }),
    spec(3, { activation: 'relu', optimiser: 'adamw', weightDecay: 0.1, width: 6 }),
    // Leaves the finite numbers after a few updates; its neighbours must not notice.
    spec(4, { activation: 'relu', optimiser: 'sgd', learningRate: 1e12 }),
    spec(5, { activation: 'sigmoid', epochs: 1, width: 7 }),
    spec(6, { activation: 'sigmoid', epochs: 1 }),
  ]
  const { cpu, webgpu, distance } = await page.evaluate(asked => twin.compare(asked.moons, asked.specs), { moons, specs })
  expect(webgpu.networks.map(network => network.id)).toEqual(specs.map(network => network.id))
  expect(webgpu.networks.map(network => network.row.outcome.divergedAt)).toEqual(cpu.networks.map(network => network.row.outcome.divergedAt))
  expect(webgpu.networks[4].row.outcome.divergedAt).not.toBeNull()
  expect(distance.weights).toBeLessThanOrEqual(1e-4)
  expect(distance.activations).toBeLessThanOrEqual(1e-4)
  expect(distance.probabilities).toBeLessThanOrEqual(1e-4)
  expect(distance.curve).toBeLessThanOrEqual(1e-4)
  for (const training of [cpu, webgpu]) expect(training.beats).toBeGreaterThan(0)
})

test('a worker that takes a network over from another ends with the same one, to the bit', async ({ page }) => {
  const large = spec(9, { depth: 6, width: 256, optimiser: 'momentum', learningRate: 0.003, dropout: 0.1 })
  const { epochs, epochsBefore, divided, whole } = await page.evaluate(asked => twin.takeOver(asked.moons, asked.large, 'cpu'), { moons, large })
  expect(epochsBefore).toBeGreaterThan(0)
  expect(epochsBefore).toBeLessThan(epochs)
  expect(divided).toEqual(whole)
})

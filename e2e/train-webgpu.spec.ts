// The training kernel (here on a software adapter) makes the networks that the plain engine makes: every activation function and optimiser, in one dispatch.
import { expect, test, type Page } from '@playwright/test'
import type { DatasetSettings } from '../src/core/data/dataset.ts'
import type { Hyperparameters, Keep, NetworkSpec } from '../src/core/network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../src/core/network.ts'
import { BRIEF, FIRST_PACE } from '../workers/gpu/train-slices.ts'
import { servePage, type ServedPage } from './served-page.ts'
import type { Distance, TrainPage } from './train/page.ts'

declare const training: TrainPage

let served: ServedPage
// One for all tests: its device compiles the kernel once, and whoever trains later finds it as it was left.
let page: Page

test.beforeAll(async ({ browser }) => {
  served = await servePage('train')
  page = await browser.newPage()
  await page.goto(served.address)
})
test.afterAll(async () => {
  await page.close()
  await served.close()
})

const moons: DatasetSettings = { id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }
const digits: DatasetSettings = { ...moons, id: 'digits' }
const plain: Hyperparameters = {
  family: 'mlp', depth: 2, width: 8, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 64, dropout: 0,
  epochs: 2, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const spec = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => ({ id, hyper: { ...plain, ...hyper }, weightSeed: 10 + id, orderSeed: 20 + id })
const everything: Keep = { checkpoints: 6, checkpointActivations: true, state: true }

const few: Keep = { checkpoints: 0, checkpointActivations: false, state: true }

function near(distance: Distance): void {
  for (const [part, furthest] of Object.entries(distance)) expect(furthest, part).toBeLessThanOrEqual(1e-4)
}

test('every activation function with every optimiser, all shapes and batch sizes, in the same dispatches', async () => {
  const specs = ACTIVATIONS.flatMap((activation, a) => OPTIMISERS.map((optimiser, o) => spec(4 * a + o, {
    activation, optimiser,
    depth: 1 + (a + o) % 4, width: [1, 3, 8, 16][(3 * a + o) % 4], batchSize: [64, 7, 100, 500][(a + 2 * o) % 4], epochs: [2, 1, 3, 4][(a + 2 * o) % 4],
    learningRate: optimiser === 'sgd' ? 0.1 : 0.01, weightDecay: [0, 0.01, 0.1][(a + o) % 3], dropout: [0, 0.2, 0.5][o % 3], labelNoise: [0, 0.1][a % 2],
    trainFraction: [1, 0.37][o % 2], initScale: [1, 0.5][a % 2],
  })))
  const { distance, outcomes, slices, seconds, plainSeconds } = await page.evaluate(asked => training.compare(asked), { dataset: moons, specs, keep: everything })
  near(distance)
  for (const { kernel, plain } of outcomes) expect(kernel).toEqual(plain)
  expect(Math.max(...slices.map(({ networks }) => networks))).toBeGreaterThan(1)
  const times = slices.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  console.log(`  ${specs.length} networks: ${slices.length} dispatches, median ${times[times.length >> 1].toFixed(1)} ms, longest ${times.at(-1)!.toFixed(1)} ms; ` +
    `${seconds.toFixed(1)} s on the adapter, ${plainSeconds.toFixed(1)} s plain; ${JSON.stringify(distance)}`)
})

test('who leaves the finite numbers does so at the same update, and no neighbour notices', async () => {
  const specs = [
    spec(0, { activation: 'relu' }),
    spec(1, { activation: 'relu', optimiser: 'sgd', learningRate: 1e12 }),
    spec(2, { activation: 'gelu', optimiser: 'momentum', learningRate: 1e4, batchSize: 100 }),
    spec(3, { activation: 'relu', depth: 3, optimiser: 'sgd', learningRate: 300, weightDecay: 1 }),
    spec(4, { activation: 'tanh', optimiser: 'adamw', learningRate: 1e30, weightDecay: 1e10 }),
    spec(5, { activation: 'gelu' }),
    // Its output alone grows: tanh holds the rest.
    spec(6, { optimiser: 'sgd', learningRate: 1, weightDecay: 1e3, epochs: 6 }),
  ]
  const { distance, outcomes } = await page.evaluate(asked => training.compare(asked), { dataset: moons, specs, keep: few })
  for (const { kernel, plain } of outcomes) expect(kernel).toEqual(plain)
  expect(outcomes.map(({ plain }) => plain.divergedAt !== null)).toEqual([false, true, true, true, true, false, true])
  near({ ...distance, curve: 0 })
})

test('stopped at the end of an epoch and gone on with, it is the same network, bit for bit', async () => {
  const specs = OPTIMISERS.map((optimiser, id) => spec(id, { optimiser, dropout: 0.2, epochs: 4, learningRate: 0.02, weightDecay: 0.01 }))
  const { same, distance } = await page.evaluate(asked => training.goesOn(asked), { dataset: moons, specs, keep: few })
  expect(same).toBe(true)
  near(distance)
})

test('with room for a few only, the others wait, and find nothing of those who were there before', async () => {
  const specs = Array.from({ length: 9 }, (_, id) => spec(id, {
    optimiser: OPTIMISERS[id % 4], width: 4 + 3 * id % 8, depth: 1 + id % 3, epochs: 1, batchSize: id % 2 ? 100 : 64, dropout: id % 3 ? 0 : 0.1,
  }))
  const { distance, outcomes } = await page.evaluate(asked => training.compare(asked), { dataset: moons, specs, keep: few, room: 50_000 })
  near(distance)
  for (const { kernel, plain } of outcomes) expect(kernel).toEqual(plain)
})

test('digits, through an epoch', async () => {
  const specs = [
    spec(0, { width: 32, activation: 'relu', epochs: 1 }),
    spec(1, { width: 70, depth: 1, optimiser: 'momentum', epochs: 1 }),
    // So large that its blocks are smaller than a tile is high.
    spec(2, { width: 256, batchSize: 100, trainFraction: 0.15, dropout: 0.1, epochs: 1, learningRate: 0.001 }),
  ]
  const { distance, outcomes, seconds } = await page.evaluate(asked => training.compare(asked), { dataset: digits, specs, keep: few })
  near(distance)
  for (const { kernel, plain } of outcomes) expect(kernel).toEqual(plain)
  console.log(`  digits: ${seconds.toFixed(1)} s; ${JSON.stringify(distance)}`)
})

test('dispatches stay short: none is asked to do more after one that took over half its time', async () => {
  const specs = Array.from({ length: 12 }, (_, id) => spec(id, { width: 16, epochs: 3 }))
  const { slices } = await page.evaluate(asked => training.compare(asked), { dataset: moons, specs, keep: few, fresh: true })
  expect(slices.length).toBeGreaterThan(10)
  expect(slices[0]).toMatchObject({ pace: FIRST_PACE, networks: 1, blocks: 1 })
  slices.forEach(({ pace, networks }, at) => {
    expect(networks).toBeLessThanOrEqual(pace.networks)
    // What came before at another pace: only where that was brief more was asked for, and at most twice as much.
    const before = slices.slice(0, at).findLast(other => other.pace.networks !== pace.networks || other.pace.work !== pace.work)
    if (!before) return
    const judged = slices.slice(0, at).filter(other => other.pace.networks === before.pace.networks && other.pace.work === before.pace.work)
    const more = pace.networks > before.pace.networks || pace.work > before.pace.work
    if (more) expect(Math.min(...judged.map(({ milliseconds }) => milliseconds))).toBeLessThanOrEqual(BRIEF / 2)
    expect(pace.networks).toBeLessThanOrEqual(2 * before.pace.networks)
  })
})

test('through the worker: all arrive once, interims on the way, words about progress', async () => {
  const specs = Array.from({ length: 6 }, (_, id) => spec(id, { epochs: id === 0 ? 60 : 3, width: 4 + id }))
  const answer = await page.evaluate(asked => training.worker(asked), { dataset: moons, specs, keep: few })
  expect(answer.error).toBeNull()
  expect(answer.ids.toSorted((a, b) => a - b)).toEqual(specs.map(({ id }) => id))
  expect(answer.words).toBeGreaterThan(0)
  // Of whom long enough to be asked for one, and of no other than was asked for.
  expect(answer.interims).toContain(0)
  near({ ...answer.distance, weights: 0, first: 0, second: 0, activations: 0 })
})

test('the device proves itself, and then takes perceptrons and leaves convolutions', async () => {
  const specs = [spec(0, {}), spec(1, { family: 'conv' }), spec(2, { depth: 8, width: 512 })]
  expect(await page.evaluate(asked => training.deal(asked), { dataset: digits, specs, keep: few })).toEqual([0, 2])
})

test('through the worker: perceptrons by the kernel and convolutions in stacks, in one call', async () => {
  const specs = [spec(0, { epochs: 1, trainFraction: 0.2 }), spec(1, { family: 'conv', epochs: 1, trainFraction: 0.2, depth: 1 }), spec(2, { epochs: 1, optimiser: 'sgd', trainFraction: 0.2 })]
  const answer = await page.evaluate(asked => training.worker(asked), { dataset: digits, specs, keep: everything })
  expect(answer.error).toBeNull()
  expect(answer.ids.toSorted()).toEqual([0, 1, 2])
  near(answer.distance)
})

test('the GPU taken away: said by name, and nobody is handed over twice', async ({ browser }) => {
  const specs = Array.from({ length: 40 }, (_, id) => spec(id, { epochs: id < 4 ? 1 : 400 }))
  const answered = page.evaluate(asked => training.worker(asked), { dataset: moons, specs, keep: few })
  await page.waitForFunction(() => training.heard() > 0)
  const crash = await browser.newBrowserCDPSession()
  await crash.send('Browser.crashGpuProcess').catch(() => undefined)
  const { error, ids } = await answered
  expect(error).toMatch(/^DeviceLost: The GPU was lost/)
  expect(ids.length).toBeLessThan(specs.length)
  expect(new Set(ids).size).toBe(ids.length)
})

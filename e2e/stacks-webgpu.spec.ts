// Networks trained in stacks by WebGPU's tensor library (here on a software adapter) are those that the plain engine makes.
import { expect, test, type Page } from '@playwright/test'
import type { Hyperparameters, NetworkSpec } from '../src/core/network.ts'
import { servePage, type ServedPage } from './served-page.ts'
import type { Distances, StacksPage } from './stacks/page.ts'

declare const stacks: StacksPage

let served: ServedPage
// One for all tests: a page compiles each of some hundred shaders once.
let page: Page

test.setTimeout(400_000)

test.beforeAll(async ({ browser }) => {
  served = await servePage('stacks')
  page = await browser.newPage()
  await page.goto(served.address)
})
test.afterAll(async () => {
  await page.close()
  await served.close()
})

const plain: Hyperparameters = {
  family: 'conv', depth: 2, width: 24, activation: 'tanh', optimiser: 'adam', learningRate: 0.003, weightDecay: 0, batchSize: 64, dropout: 0,
  epochs: 2, initScale: 1, labelNoise: 0, trainFraction: 0.1, augmentation: 'none', start: 'fresh',
}
const spec = (id: number, hyper: Partial<Hyperparameters>): NetworkSpec => ({ id, hyper: { ...plain, ...hyper }, weightSeed: 10 + id, orderSeed: 20 + id })

function near(distances: Distances): void {
  for (const [part, furthest] of Object.entries(distances)) expect(furthest, part).toBeLessThanOrEqual(1e-4)
}

test('two pooled convolutions, mixed widths, optimisers, batches and dropout, from the beginning and from an interim', async () => {
  const specs = [
    spec(0, { activation: 'gelu', optimiser: 'adamw', weightDecay: 0.01, epochs: 3 }),
    spec(1, { activation: 'gelu', optimiser: 'momentum', width: 13, dropout: 0.2, batchSize: 40, epochs: 2, learningRate: 0.02 }),
  ]
  const { distances, resumed, interims, ends, seconds } = await page.evaluate(asked => stacks.compare(asked), specs)
  console.log(`  ${specs.length} networks in ${seconds.toFixed(1)} s; ${JSON.stringify(distances)}; gone on with: ${JSON.stringify(resumed)}`)
  for (const { stacks, plain } of ends) expect(stacks).toEqual(plain)
  near(distances)
  expect(interims).toBeGreaterThan(0)
  near(resumed)
})

test('who leaves the finite numbers harms no neighbour', async () => {
  // Layers and optimisers of the test before, whose shaders are there.
  const sane: Partial<Hyperparameters> = { activation: 'gelu', epochs: 1 }
  const specs = [
    spec(0, { ...sane, optimiser: 'adamw', weightDecay: 0.01 }), spec(1, { ...sane, optimiser: 'momentum', learningRate: 1e12 }),
    spec(2, { ...sane, optimiser: 'momentum', width: 13, dropout: 0.2 }),
  ]
  const { distances, ends } = await page.evaluate(asked => stacks.compare(asked), specs)
  expect(ends.map(({ plain }) => plain[0] !== null)).toEqual([false, true, false])
  for (const { stacks, plain } of ends) expect(stacks).toEqual(plain)
  near(distances)
})

test('perceptrons too, for a driver may refuse the kernel that else trains them', async () => {
  const layers: Partial<Hyperparameters> = { family: 'mlp', activation: 'gelu', epochs: 1 }
  const specs = [spec(0, { ...layers, optimiser: 'adamw', weightDecay: 0.01 }), spec(1, { ...layers, optimiser: 'momentum', width: 13, dropout: 0.2, batchSize: 40 })]
  const { distances, ends } = await page.evaluate(asked => stacks.compare(asked), specs)
  for (const { stacks, plain } of ends) expect(stacks).toEqual(plain)
  near(distances)
})

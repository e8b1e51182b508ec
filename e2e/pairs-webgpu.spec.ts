// All pairs on a GPU (here a software adapter) are those of float64, also between near copies; and nothing hangs when the GPU goes.
import { expect, test } from '@playwright/test'
import { GPU_NOTE } from '../workers/geometry/pairs-gpu.ts'
import { servePage, type ServedPage } from './served-page.ts'
import type { PairsPage } from './pairs/page.ts'

declare const pairs: PairsPage

let served: ServedPage

test.beforeAll(async () => {
  served = await servePage('pairs')
})
test.afterAll(() => served.close())
test.beforeEach(({ page }) => page.goto(served.address))

for (const asked of [
  { count: 40, probes: 200, units: 16 },
  { count: 33, probes: 31, units: 3 },
  { count: 3, probes: 3, units: 1 },
  { count: 70, probes: 57, units: 8, known: 21 },
]) {
  test(`${asked.count} networks on ${asked.probes} probes${asked.known ? `, ${asked.known} of them known` : ''}`, async ({ page }) => {
    const answer = await page.evaluate(one => pairs.gpu(one), asked)
    console.log(`  ${asked.count} networks, ${asked.probes} probes: error ${answer.error.toExponential(1)}, near copies ${answer.nearError.toExponential(1)} (nearest ${answer.nearest.toExponential(1)}); ` +
      `${answer.seconds.toFixed(2)} s on the adapter, ${answer.cpuSeconds.toFixed(2)} s on the CPU`)
    expect(answer.error).toBeLessThanOrEqual(1e-6)
    expect(answer.zeros).toBe(0)
    expect(answer.shares).toEqual(answer.shares.toSorted((a, b) => a - b))
    expect(answer.shares.at(-1)).toBe(1)
    if (asked.probes === 200) expect(answer.nearest).toBeLessThan(1e-4)
  })
}

test('a device that is lost, and a run that is cancelled, end with an error and at once', async ({ page }) => {
  const why = await page.evaluate(() => pairs.interrupted('lost'))
  expect(why).toMatch(/lost|destroyed|mapping/i)
  expect(why).not.toMatch(/finished|computes/) // neither an answer nor a wrong one
  expect(await page.evaluate(() => pairs.interrupted('cancelled'))).toMatch(/abort/i)
})

test('a software adapter is left alone unless asked for', async ({ page }) => {
  expect(await page.evaluate(() => pairs.unasked())).toBe(true)
})

test('in a worker: operators by helpers, distances by the GPU, and a note that says so', async ({ page }) => {
  const { error, same, notes, why } = await page.evaluate(() => pairs.crew({ count: 40, probes: 50, helpers: 1, gpu: true }))
  expect({ notes, why }).toEqual({ notes: [GPU_NOTE], why: null })
  expect(error).toBeLessThanOrEqual(1e-6)
  expect(same).toBe(false) // it was not the CPU
})

test('cancelled while the GPU computes, it ends', async ({ page }) => {
  const { why, seconds } = await page.evaluate(() => pairs.crew({ count: 300, probes: 200, helpers: 1, gpu: true, cancelAfter: 3000 }))
  expect(why).toBe('AbortError')
  expect(seconds).toBeLessThan(20)
})

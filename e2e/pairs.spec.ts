// All pairs by workers that the geometry worker starts: the same bits, and nobody is waited for.
import { expect, test } from '@playwright/test'
import { join } from 'node:path'
import { build, preview, type PreviewServer } from 'vite'
import type { PairsPage } from './pairs/page.ts'

declare const pairs: PairsPage

const outDir = join(import.meta.dirname, '../test-results/pairs-page')
const configFile = join(import.meta.dirname, '../vite.config.ts')
let server: PreviewServer

test.beforeAll(async () => {
  const root = join(import.meta.dirname, 'pairs')
  await build({ configFile, root, logLevel: 'error', publicDir: false, build: { outDir: join(outDir, 'some/where'), emptyOutDir: true } })
  server = await preview({ configFile, root, logLevel: 'error', build: { outDir }, preview: { port: 0, strictPort: false } })
})
test.afterAll(() => server.close())

// Below the root, as on a host for projects.
test.beforeEach(({ page }) => page.goto(`${server.resolvedUrls!.local[0]}some/where/index.html`))

for (const helpers of [1, 2, 3]) {
  test(`${helpers} helpers give answers, and the bits of one thread`, async ({ page }) => {
    const { same, answers, why } = await page.evaluate(count => pairs.crew({ count: 300, probes: 120, helpers: count }), helpers)
    expect({ same, why }).toEqual({ same: true, why: null })
    expect(answers).toBeGreaterThan(0)
  })
}

test('helpers that cannot be loaded are not missed', async ({ page }) => {
  await page.context().route(/pairs\.worker/, route => route.abort())
  const { same, answers } = await page.evaluate(() => pairs.crew({ count: 300, probes: 120, helpers: 2 }))
  expect({ same, answers }).toEqual({ same: true, answers: 0 })
})

test('a cancel ends the run between two steps', async ({ page }) => {
  const { why, seconds } = await page.evaluate(() => pairs.crew({ count: 600, probes: 200, helpers: 1, cancelAfter: 300 }))
  expect(why).toBe('AbortError')
  expect(seconds).toBeLessThan(30)
})

// All pairs by workers that the geometry worker starts: the same bits, and nobody is waited for.
import { expect, test } from '@playwright/test'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, preview, type PreviewServer } from 'vite'
import type { PairsPage } from './pairs/page.ts'
import { Visitor } from './visitor.ts'

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

test.beforeEach(async ({ page }, { title }) => {
  // Below the root, as on a host for projects.
  if (!title.includes('the page')) await page.goto(`${server.resolvedUrls!.local[0]}some/where/index.html`)
})

for (const helpers of [1, 2, 3]) {
  test(`${helpers} helpers give answers, and the bits of one thread`, async ({ page }) => {
    const { same, answers, why } = await page.evaluate(count => pairs.crew({ count: 100, probes: 60, helpers: count }), helpers)
    expect({ same, why }).toEqual({ same: true, why: null })
    expect(answers).toBeGreaterThan(0)
  })
}

test('helpers that cannot be loaded are not missed', async ({ page }) => {
  const whole = join(outDir, 'some/where')
  const bare = join(outDir, 'some/bare')
  cpSync(whole, bare, { recursive: true, filter: file => !/pairs\.worker/.test(file) })
  expect(readdirSync(join(whole, 'assets')).some(file => /pairs\.worker/.test(file))).toBe(true)
  await page.goto(`${server.resolvedUrls!.local[0]}some/bare/index.html`)
  const { same, answers } = await page.evaluate(() => pairs.crew({ count: 100, probes: 60, helpers: 2 }))
  expect({ same, answers }).toEqual({ same: true, answers: 0 })
})

test('a cancel ends the run between two steps', async ({ page }) => {
  const { why, seconds } = await page.evaluate(() => pairs.crew({ count: 600, probes: 200, helpers: 1, cancelAfter: 300 }))
  expect(why).toBe('AbortError')
  expect(seconds).toBeLessThan(30)
})

test('a map measured anew in the page has helpers, and is whole', async ({ page, context }) => {
  const asked: string[] = []
  context.on('request', request => asked.push(request.url()))
  const visitor = new Visitor(page)
  await visitor.opens()
  const { mapped } = await visitor.counts()
  await page.getByRole('textbox', { name: 'σ, width of the kernel' }).fill('0.6')
  await page.keyboard.press('Enter')
  await visitor.button(/embed anew/i).click()
  await expect(visitor.status).toContainText('σ 0.6', { timeout: 120_000 })
  await visitor.waits()
  expect((await visitor.counts()).mapped).toBe(mapped)
  const cores = await page.evaluate(() => navigator.hardwareConcurrency)
  expect(asked.some(url => /pairs\.worker/.test(url))).toBe(cores > 1)
  expect(visitor.complaints).toEqual([])
})

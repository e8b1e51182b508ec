// What a reader waits for on the map of digits: the second map by each metric, with the longest task of the page's thread on the way. Each has a
// page of its own, where nothing is at hand.
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { join } from 'node:path'
import { build, preview } from 'vite'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic']
const PATIENCE = 600_000

/** Each with the layer that it looks at; null: none. */
const METRICS = [['diffusion', 'last'], ['cka', 'last'], ['procrustes', 'last'], ['rsa', 'last'], ['multi', 'last'], ['bhattacharyya', null], ['wasserstein', 'last'], ['diffusion', 'first'], ['cka', 'first']] as const

const watch = (): void => {
  const seen = { longest: 0 }
  Object.assign(window, { seen })
  new PerformanceObserver(list => { for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration) }).observe({ type: 'longtask' })
}

interface Waited { seconds: number, longest: number }

async function waited(page: Page, ask: () => Promise<unknown>): Promise<Waited> {
  await page.evaluate(() => { (window as unknown as { seen: { longest: number } }).seen.longest = 0 })
  const begun = performance.now()
  await ask()
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  return { seconds, longest: await page.evaluate(() => Math.round((window as unknown as { seen: { longest: number } }).seen.longest)) }
}

const second = '.MapView-surface[aria-label^="Second map"]'

/** The second map opens by CKA; that one is measured from the press of the button, the others from their choice. */
async function secondMap(page: Page, metric: string, layer: string | null): Promise<Waited> {
  const opened = await waited(page, async () => {
    await page.getByRole('button', { name: 'Second map' }).click()
    await page.getByLabel(/^Second map, CKA · last layer.* Map of [\d,]+ networks/).waitFor({ timeout: PATIENCE })
  })
  if (metric === 'cka' && layer === 'last') return opened
  const before = await page.locator(second).getAttribute('aria-label')
  return waited(page, async () => {
    if (metric !== 'cka') await page.getByLabel('Distance of the second map').selectOption(metric)
    if (layer === 'first') await page.getByLabel('Layer of the second map').selectOption(layer)
    await page.waitForFunction(([of, before]) => {
      const now = document.querySelector(of)?.getAttribute('aria-label')
      return now && now !== before && now.includes('Map of') && !document.querySelector('.MapWait')
    }, [second, before] as const, { timeout: PATIENCE, polling: 50 })
  })
}

const bench: Bench = async report => {
  const outDir = join(import.meta.dirname, '../test-results/bench-page')
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ build: { outDir }, preview: { port: 0, strictPort: false }, logLevel: 'error' })
  const fresh = async (): Promise<Page> => {
    const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(watch)
    await page.goto(server.resolvedUrls!.local[0])
    await page.locator('.MapView-surface[aria-label*="Map of"] canvas').first().waitFor()
    await page.waitForTimeout(2000)
    return page
  }
  try {
    for (const [metric, layer] of METRICS) {
      const page = await fresh()
      const { seconds, longest } = await secondMap(page, metric, layer)
      report({ waited: `second map: ${metric}${layer ? `, ${layer} layer` : ''}`, seconds, 'longest task, ms': longest })
      await page.context().browser()!.close()
    }
  } finally {
    await server.close()
  }
}

export default bench

// From the brush to every panel redrawn: a box on a map of 2,000 networks (and of 360), with each tab of the rail and of the dock open in turn.
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'
import { drawnMap } from './drawn-map.ts'

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic']
const TABS = ['Selection', 'Network', 'Compare', 'Entropy', 'Persistence', 'Classes']
const DOCKS = ['Hyper-parameters', 'Table', 'Clusters']
const ROUNDS = 7

/** Remembers when the button was let go, and when the page last changed after that: at the end of the frame that shows it. */
const watch = (): void => {
  const seen = { up: 0, last: 0, longest: 0 }
  Object.assign(window, { brushed: seen })
  addEventListener('pointerup', () => { Object.assign(seen, { up: performance.now(), last: 0, longest: 0 }) }, true)
  const changed = new MutationObserver(() => requestAnimationFrame(() => { seen.last = performance.now() }))
  changed.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) if (startTime + duration > seen.up) seen.longest = Math.max(seen.longest, duration)
  }).observe({ type: 'longtask' })
}

/** Milliseconds from letting go to the last change, and the longest task on the way. */
async function brush(page: Page, round: number): Promise<{ redrawn: number, longest: number }> {
  const frame = (await page.locator('.MapView-surface').first().boundingBox())!
  const at = (x: number, y: number): [number, number] => [frame.x + frame.width * x, frame.y + frame.height * y]
  const shift = 0.02 * (round % 5)
  await page.mouse.move(...at(0.2 + shift, 0.15))
  await page.mouse.down()
  await page.mouse.move(...at(0.4, 0.4))
  await page.mouse.move(...at(0.6 + shift, 0.7))
  await page.mouse.up()
  await page.waitForTimeout(1500)
  return page.evaluate(() => {
    const { up, last, longest } = (window as unknown as { brushed: { up: number, last: number, longest: number } }).brushed
    return { redrawn: last - up, longest }
  })
}

const middle = (values: number[]): number => Math.round([...values].sort((a, b) => a - b)[values.length >> 1])

const bench: Bench = async report => {
  await build({ logLevel: 'error' })
  const server = await preview({ preview: { port: 0 }, logLevel: 'error' })
  try {
    for (const count of [360, 2000]) {
      const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.addInitScript(watch)
      await page.goto(server.resolvedUrls!.local[0])
      await page.locator('.MapView-surface[aria-label*="Map of"] canvas').first().waitFor()
      await page.locator('input[type=file]').first().setInputFiles({ name: 'drawn.npz', mimeType: 'application/zip', buffer: Buffer.from(drawnMap(count)) })
      await page.locator(`.MapView-surface[aria-label*="Map of ${count}"]`).first().waitFor()
      await page.keyboard.press('b')
      const measure = async (shown: string): Promise<void> => {
        await brush(page, 0)
        await page.waitForTimeout(4000) // what the tab asks of workers
        const found: { redrawn: number, longest: number }[] = []
        for (let round = 1; round <= ROUNDS; round++) found.push(await brush(page, round))
        report({ networks: count, shown, 'redrawn, ms (median)': middle(found.map(one => one.redrawn)), 'worst, ms': Math.round(Math.max(...found.map(one => one.redrawn))), 'longest task, ms (median)': middle(found.map(one => one.longest)) })
      }
      for (const tab of TABS) {
        await page.getByRole('tab', { name: tab, exact: true }).click()
        await measure(`rail: ${tab}`)
      }
      await page.getByRole('tab', { name: 'Selection', exact: true }).click()
      for (const dock of DOCKS) {
        await page.getByRole('tab', { name: dock, exact: true }).click()
        await measure(`dock: ${dock}`)
      }
      await browser.close()
    }
  } finally {
    await server.close()
  }
}

export default bench

// Does the page stay awake? First map, then long tasks (over 50 ms) on the main thread while 200 networks train, in the built page.
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'

/** Gathers long tasks from the moment the page begins. */
const watch = (): void => {
  const tasks: number[] = []
  Object.assign(window, { longTasks: tasks })
  new PerformanceObserver(list => { for (const entry of list.getEntries()) tasks.push(entry.duration) }).observe({ type: 'longtask', buffered: true })
}

const QUIET = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic']

/** How the browser puts the canvas on the screen: through a GPU (here SwiftShader in its place), or by copying it on the main thread. */
const SCREENS = [
  { screen: 'GPU compositing', flags: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] },
  { screen: 'software compositing', flags: [] },
]

const longest = (list: number[]): number => Math.round(Math.max(0, ...list))

const mainThread: Bench = async report => {
  await build({ logLevel: 'error' })
  const server = await preview({ preview: { port: 0 }, logLevel: 'error' })
  try {
    for (const { screen, flags } of SCREENS) {
      const browser = await chromium.launch({ executablePath: findChromium(), args: [...QUIET, ...flags] })
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      const tasks = async (): Promise<number[]> => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0))
      await page.addInitScript(watch)
      const begun = performance.now()
      await page.goto(server.resolvedUrls!.local[0])
      await page.locator('.MapView-surface[aria-label*="Map of"] canvas').first().waitFor()
      const first = Math.round(performance.now() - begun)
      await page.waitForTimeout(3000)
      const loading = await tasks()

      const count = page.getByRole('textbox', { name: 'Number of networks', exact: true })
      await count.fill('200')
      await count.press('Enter')
      await page.waitForTimeout(500)
      await tasks()
      const pressed = performance.now()
      await page.getByRole('button', { name: 'Train more here' }).first().click()
      await page.getByRole('progressbar').waitFor()
      await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 540_000 })
      const training = await tasks()
      report({
        screen, 'first map, ms': first, 'long tasks, loading': loading.length, 'longest, ms': longest(loading),
        'training 200, s': Math.round((performance.now() - pressed) / 100) / 10, 'long tasks, training': training.length, 'longest while training, ms': longest(training),
      })
      await browser.close()
    }
  } finally {
    await server.close()
  }
}

export default mainThread

// The page on a machine four times as slow (Chromium's own throttle of the page's thread): how soon the first map stands, at a first visit and
// at one that the service worker answers, and how soon the page answers a hand.
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'
import { gzipSync } from 'node:zlib'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic']
const SLOWER = 4
const VISITS = 5
const ROUNDS = 7
/** What Lighthouse counts of a task beyond, as blocking. */
const LONG = 50

interface Watched { tasks: { start: number, duration: number }[], arm: string | null, at: number, painted: number, last: number }

/** From the page's first moment: long tasks; and from an event that is waited for to the next frame, and to the last change of the page. */
const watch = (): void => {
  const seen: Watched = { tasks: [], arm: null, at: 0, painted: 0, last: 0 }
  Object.assign(window, { seen })
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ start: startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
  // Everything in place: a function with a name would be wrapped by what runs this file, in a way that the page does not know.
  for (const type of ['pointermove', 'pointerup', 'click', 'keydown', 'change']) {
    addEventListener(type, event => {
      if (seen.arm !== type) return
      Object.assign(seen, { arm: null, at: event.timeStamp, painted: 0, last: 0 })
      requestAnimationFrame(() => setTimeout(() => { seen.painted = performance.now() }))
    }, true)
  }
  const changes = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => { seen.last = performance.now() })))
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
}

const middle = (values: readonly number[]): number => Math.round([...values].sort((a, b) => a - b)[values.length >> 1])

async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(watch)
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return page
}

interface Visit { paint: number, map: number, library: number, longest: number, blocked: number, files: string[] }

/** Opens the page; times from the start of the navigation, in ms. */
async function visit(page: Page, address: string): Promise<Visit> {
  await page.goto(address)
  await page.waitForFunction(() => performance.getEntriesByName('map').length > 0, null, { timeout: 60_000 })
  await page.waitForTimeout(3000)
  return page.evaluate(long => {
    const map = performance.getEntriesByName('map')[0].startTime
    const { tasks } = (window as unknown as { seen: Watched }).seen
    return {
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, map,
      library: performance.getEntriesByName('map by the library')[0]?.startTime ?? Infinity,
      longest: Math.max(0, ...tasks.map(({ duration }) => duration)), blocked: tasks.reduce((sum, { duration }) => sum + Math.max(0, duration - long), 0),
      files: performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= map).map(({ name }) => name),
    }
  }, LONG)
}

/** Bytes on the way from a host that compresses what can be, as GitHub Pages does. */
function packed(files: readonly string[], address: string, folder: string): number {
  const names = new Set(['index.html', ...files.filter(file => file.startsWith(address)).map(file => file.slice(address.length).replace(/[?#].*/, ''))])
  return [...names].map(name => join(folder, name)).filter(path => existsSync(path)).reduce((sum, path) => {
    const bytes = readFileSync(path)
    return sum + (/\.(npz|woff2|png|bin)$/.test(path) ? bytes.length : gzipSync(bytes).length)
  }, 0)
}

async function visits(browser: Browser, address: string, folder: string, report: Parameters<Bench>[0]): Promise<void> {
  const found: { first: Visit[], again: Visit[] } = { first: [], again: [] }
  for (let round = 0; round < VISITS; round++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await slowPage(context)
    found.first.push(await visit(page, address))
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      while (!navigator.serviceWorker.controller) await new Promise(resolve => { setTimeout(resolve, 100) })
    })
    await page.close()
    const second = await slowPage(context)
    found.again.push(await visit(second, address))
    await context.close()
  }
  for (const [what, all] of [['first visit', found.first], ['second, from the service worker', found.again]] as const) {
    report({
      what, 'first paint, ms': middle(all.map(one => one.paint)), 'map drawn, ms': middle(all.map(one => one.map)),
      'quickest, ms': Math.round(Math.min(...all.map(one => one.map))), 'slowest, ms': Math.round(Math.max(...all.map(one => one.map))),
      'by the library, ms': middle(all.map(one => one.library)), 'blocked, ms': middle(all.map(one => one.blocked)), 'longest task, ms': middle(all.map(one => one.longest)), 'kB until the map': Math.round(packed(all[0].files, address, folder) / 1000),
    })
  }
}

type Point = [x: number, y: number]

/** Places of dots that are far apart, where the tooltip answers. */
async function someDots(page: Page, count: number): Promise<Point[]> {
  const frame = (await page.locator('.MapView-surface').boundingBox())!
  const dots: Point[] = []
  for (let y = 120; y < frame.height - 120; y += 18) {
    for (let x = 280; x < frame.width - 80 && dots.length < count; x += 18) {
      const at: Point = [frame.x + x, frame.y + y]
      if (dots.some(dot => Math.hypot(dot[0] - at[0], dot[1] - at[1]) < 50)) continue
      await page.mouse.move(...at)
      if (await page.getByRole('tooltip').isVisible()) dots.push(at)
    }
  }
  return dots
}

async function hands(browser: Browser, address: string, report: Parameters<Bench>[0]): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  const page = await slowPage(context)
  await visit(page, address)
  const dots = await someDots(page, ROUNDS + 2)
  const frame = (await page.locator('.MapView-surface').boundingBox())!
  const empty: Point = [frame.x + 20, frame.y + 90]
  type Move = (round: number) => Promise<unknown>
  const measure = async (what: string, event: string, act: Move, undo: Move = () => Promise.resolve()): Promise<void> => {
    const found: { painted: number, done: number }[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      await page.evaluate(type => { Object.assign((window as unknown as { seen: Watched }).seen, { arm: type, painted: 0, last: 0 }) }, event)
      await act(round)
      await page.waitForTimeout(1200)
      const { at, painted, last } = await page.evaluate(() => (window as unknown as { seen: Watched }).seen)
      found.push({ painted: painted - at, done: Math.max(painted, last) - at })
      await undo(round)
      await page.waitForTimeout(600)
    }
    // The first brings code along, and is told apart.
    const [first, ...rest] = found
    report({
      what, 'next frame, ms': middle(rest.map(one => one.painted)), 'worst, ms': Math.round(Math.max(...rest.map(one => one.painted))), 'all done, ms': middle(rest.map(one => one.done)),
      'first time, next frame, ms': Math.round(first.painted), 'first time, all done, ms': Math.round(first.done),
    })
  }
  const dot = (round: number): Point => dots[round % dots.length]
  await measure('hover over a dot', 'pointermove', round => page.mouse.move(...dot(round)), () => page.mouse.move(...empty))
  await measure('open a network', 'pointerup', round => page.mouse.click(...dot(round)), () => page.keyboard.press('Escape'))
  await page.getByRole('tab', { name: 'Selection', exact: true }).click()
  await measure('select with Shift', 'pointerup', async round => {
    await page.keyboard.down('Shift')
    await page.mouse.click(...dot(round))
    await page.keyboard.up('Shift')
  })
  await page.getByRole('button', { name: 'Lasso', exact: true }).click()
  await measure('lasso', 'pointerup', async round => {
    const at = (x: number, y: number): Point => [frame.x + frame.width * (x + 0.01 * round), frame.y + frame.height * y]
    await page.mouse.move(...at(0.35, 0.2))
    await page.mouse.down()
    for (const [x, y] of [[0.6, 0.25], [0.7, 0.5], [0.55, 0.75], [0.38, 0.6]]) await page.mouse.move(...at(x, y), { steps: 4 })
    await page.mouse.up()
  })
  await page.keyboard.press('v')
  const colour = page.getByRole('combobox', { name: /colour/i })
  const measures = await colour.locator('option').evaluateAll(options => options.map(option => (option as HTMLOptionElement).value))
  await measure('another colour', 'change', round => colour.selectOption(measures[(round + 1) % Math.min(4, measures.length)]))
  await measure('open the Share dialog', 'click', () => page.getByRole('button', { name: 'Share', exact: true }).click(), () => page.keyboard.press('Escape'))
  await measure('another tab', 'click', round => page.getByRole('tab', { name: round % 2 ? 'Selection' : 'Entropy', exact: true }).click())
  await context.close()
}

const bench: Bench = async report => {
  await build({ logLevel: 'error' })
  const folder = fileURLToPath(new URL('../dist/', import.meta.url))
  const server = await preview({ preview: { port: 0 }, logLevel: 'error' })
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
  try {
    await visits(browser, server.resolvedUrls!.local[0], folder, report)
    await hands(browser, server.resolvedUrls!.local[0], report)
  } finally {
    await browser.close()
    await server.close()
  }
}

export default bench

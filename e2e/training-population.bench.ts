// From the click to the finished map: 500 networks in the built page, of the default recipe and all of one usual size, on one CPU worker and on
// two; seconds by phase, from the click to the last measure of the last network, and the memory that the page took.
import type { Browser, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'
import { Visitor } from './visitor.ts'

const NETWORKS = 500

/** What the form is told. */
const POPULATIONS: Record<string, (visitor: Visitor) => Promise<void>> = {
  'default recipe': visitor => visitor.choosesConvolutions(),
  '64→32→32→10 relu': visitor => usual(visitor),
}

/** Two hidden layers of 32, Adam, batches of 64, 20 epochs of all rows; only the seeds differ. */
async function usual(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await page.getByRole('button', { name: /^More weight decay/ }).click()
  const only = async (field: string, wanted: string): Promise<void> => {
    const chips = page.getByRole('group', { name: field, exact: true }).getByRole('button')
    const names = await chips.locator('.Chips-label').allTextContents()
    const at = names.indexOf(wanted)
    if (at < 0) throw new Error(`${field} offers ${names.join(', ')}, and not ${wanted}.`)
    for (const which of [at, ...names.keys()]) if ((await chips.nth(which).getAttribute('aria-pressed') === 'true') !== (which === at)) await chips.nth(which).click()
  }
  await only('Family', 'MLP')
  await only('Activation', 'relu')
  await only('Depth', '2')
  await only('Optimiser', 'Adam')
  await only('Batch size', '64')
  const range = (label: string, from: string, to = from): Record<string, string> => ({ [`${label}, from`]: from, [`${label}, to`]: to })
  await visitor.types({
    ...range('Width', '32'), ...range('Learning rate', '0.001'), ...range('Epochs', '20'), ...range('Weight decay', '0'), ...range('Dropout', '0'),
    ...range('Initial weights', '1'), ...range('Label noise', '0'), ...range('Share of rows', '1'),
  })
}

const QUIET = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic', '--enable-precise-memory-info']

/** What the page notes of itself, in milliseconds of its clock. */
interface Noted {
  clicked: number
  /** When each phase was first seen on the progress bar, by its name; '' when the bar had gone. */
  phases: Record<string, number>
  /** When the last question for measures was answered, and how many are open. */
  measured: number
  open: number
  heap: number
}

/** Runs in the page, before anything of it: watches the progress bar, and the questions for portraits that workers are sent. */
const watch = (): void => {
  const noted: Noted = { clicked: NaN, phases: {}, measured: NaN, open: 0, heap: 0 }
  Object.assign(window, { noted })
  addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[aria-label="Train as a new map"]')) noted.clicked = performance.now()
  }, true)
  // Asking for it takes a millisecond.
  setInterval(() => {
    const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } }
    noted.heap = Math.max(noted.heap, memory?.usedJSHeapSize ?? 0)
  }, 500)
  setInterval(() => {
    if (Number.isNaN(noted.clicked)) return
    const label = document.querySelector('[role="progressbar"]')?.getAttribute('aria-label') ?? ''
    const phase = label.replace(/ [\d,/]+.*/, '')
    if (phase !== '' || Object.keys(noted.phases).length > 0) noted.phases[phase] ??= performance.now()
  }, 50)
  const asked = new Map<Worker, Set<unknown>>()
  const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')!.value as (this: Worker, ...words: unknown[]) => void
  Worker.prototype.postMessage = function (this: Worker, ...words: unknown[]) {
    const { id, path } = (words[0] ?? {}) as { id?: unknown, path?: string[] }
    if (path?.some(part => /portrait/i.test(part))) {
      if (!asked.has(this)) {
        const questions = new Set<unknown>()
        asked.set(this, questions)
        this.addEventListener('message', ({ data }: MessageEvent<{ id?: unknown } | null>) => {
          if (!questions.delete(data?.id)) return
          noted.open--
          noted.measured = performance.now()
        })
      }
      asked.get(this)!.add(id)
      noted.open++
    }
    post.apply(this, words)
  }
}

const notedBy = (page: Page): Promise<Noted> => page.evaluate(() => (window as unknown as { noted: Noted }).noted)

/** The most memory that the page's process has held, workers and all, in MB (on Linux). */
async function peakOf(browser: Browser): Promise<number> {
  const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo')
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    try {
      return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? NaN) / 1000
    } catch {
      return NaN
    }
  })
  return Math.round(Math.max(...peaks.filter(Number.isFinite)))
}

async function population(url: string, what: string, workers: number, count: number): Promise<Record<string, string | number>> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: QUIET })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(watch)
    await page.goto(url)
    await page.locator('.MapView-surface[aria-label*="Map of"] canvas').first().waitFor()
    const visitor = new Visitor(page)
    await POPULATIONS[what](visitor)
    await visitor.types({ 'Number of networks': String(count), 'CPU workers, number': String(workers) })
    await page.waitForTimeout(3000) // the page's own beginnings, the trial of the engines among them
    await page.getByRole('button', { name: 'Train as a new map' }).first().click()
    await page.waitForFunction(() => '' in (window as unknown as { noted: Noted }).noted.phases, null, { timeout: 900_000 })
    // Measuring goes on after the bar has gone, a few networks a question.
    for (let quiet = 0; quiet < 6;) {
      await page.waitForTimeout(500)
      const { open, measured } = await notedBy(page)
      const now = await page.evaluate(() => performance.now())
      quiet = open === 0 && !(now - measured < 2000) ? quiet + 1 : 0
    }
    const { clicked, phases, measured, heap } = await notedBy(page)
    const times = Object.entries(phases).sort(([, a], [, b]) => a - b)
    const ended = phases['']
    const trained = times.find(([phase]) => phase !== '' && !/^(Starting|Training)/.test(phase))?.[1] ?? ended
    const seconds = (from: number, to: number): number => Number(((to - from) / 1000).toFixed(1))
    return {
      population: what, workers, networks: count, 'trained, s': seconds(clicked, trained), 'distances and map, s': seconds(trained, ended),
      'measures after that, s': seconds(ended, Math.max(ended, measured || ended)), 'all, s': seconds(clicked, Math.max(ended, measured || ended)),
      'networks/s': Number((1000 * count / (trained - clicked)).toPrecision(3)), 'heap, MB': Math.round(heap / 1e6), 'page’s process, MB': await peakOf(browser),
    }
  } finally {
    await browser.close()
  }
}

const bench: Bench = async report => {
  const outDir = mkdtempSync(join(tmpdir(), 'netfold-')) // another build may be made meanwhile
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ build: { outDir }, preview: { port: 0 }, logLevel: 'error' })
  try {
    for (const what of Object.keys(POPULATIONS)) for (const workers of [1, 2]) report(await population(server.resolvedUrls!.local[0], what, workers, NETWORKS))
  } finally {
    await server.close()
    rmSync(outDir, { recursive: true })
  }
}

export default bench

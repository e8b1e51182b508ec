// What the browser keeps: a closed tab goes on where it stopped, a finished map comes back, and where nothing can be kept, that is said.
import type { Browser, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import type { MapFile } from '../src/formats/map-file.ts'
import { SMALL, Visitor } from './visitor.ts'
import { written } from './written.ts'

/** On one worker, so that even a fast machine leaves time to reload. */
const POPULATION = { 'Width, from': '32', 'Width, to': '64', 'Epochs, from': '40', 'Epochs, to': '60', 'Number of networks': '36', Seed: '5', 'CPU workers, number': '1' }

/** All that training made, and where it lies. */
const made = ({ networks, ids, embedding, detail, activations, manifest: { recipe, phate } }: MapFile) => {
  const byId = <T extends { id: number }>(list: readonly T[]): T[] => [...list].sort((a, b) => a.id - b.id)
  return { networks, ids, embedding, distances: detail!.distances, details: byId(detail!.details), activations: byId(activations!), recipe, phate }
}

/** In a browser of its own, which remembers nothing. */
async function visiting(browser: Browser): Promise<{ page: Page, visitor: Visitor }> {
  const page = await browser.newPage()
  return { page, visitor: new Visitor(page) }
}

/** Until the map shows so many, diverged ones among them. */
async function counted(visitor: Visitor, networks: number): Promise<{ mapped: number, diverged: number }> {
  await expect.poll(async () => {
    const { mapped, diverged } = await visitor.counts()
    return mapped + diverged
  }).toBe(networks)
  return visitor.counts()
}

/** Until the vault says that it has so many networks, with the map that shows them. */
async function kept(visitor: Visitor, words: RegExp): Promise<void> {
  await expect(visitor.status).toContainText(words)
  await written(visitor.page)
}

test('a page reloaded in the middle of a population goes on where it stopped, and ends with the networks and the map of a training in peace', async ({ browser }) => {
  const trained = async (disturb: (visitor: Visitor) => Promise<void>): Promise<MapFile> => {
    const { page, visitor } = await visiting(browser)
    await visitor.opens()
    await visitor.types(POPULATION)
    await visitor.trains('Train as a new map')
    await disturb(visitor)
    await visitor.waits()
    expect(visitor.complaints).toEqual([])
    const map = await visitor.saves()
    await page.close()
    return map
  }
  const inPeace = await trained(async () => undefined)
  const disturbed = await trained(async visitor => {
    await expect(visitor.map).toHaveAccessibleName(/Map of ([6-9]|[1-3]\d) networks/, { timeout: 60_000 })
    await expect(visitor.status).toContainText(/Kept in this browser: \d+ networks/)
    // The map is written every second, and goes on being so while they train: once, by the page's own clock.
    await visitor.page.evaluate(() => new Promise(resolve => { setTimeout(resolve, 1500) }))
    await expect(visitor.progress).toBeVisible()
    await visitor.reloads()
    await expect(visitor.notices).toContainText(/Training goes on: \d+ of 36 networks were there when this page was closed/)
    expect((await visitor.counts()).mapped).toBeGreaterThanOrEqual(6)
    await expect(visitor.progress).toBeVisible()
  })
  expect(made(disturbed)).toEqual(made(inPeace))
})

test('a finished map comes back as it was, and goes on working', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '14', Seed: '77' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const before = await visitor.saves()
  await kept(visitor, /Kept in this browser: 14 networks/)
  await visitor.reloads()
  await expect(visitor.progress).toBeHidden()
  await expect(visitor.status).toContainText('Made here')
  await expect(visitor.notices).not.toContainText('Training goes on')
  expect(made(await visitor.saves())).toEqual(made(before))

  const title = await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  await expect(page.getByRole('heading', { name: `Network ${/#(\d+)/.exec(title)![1]}`, exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Open network \d+/ }).first()).toBeVisible()
  await expect(page.getByText(/\d+ checkpoints kept/)).toBeVisible()

  await visitor.types({ 'Number of networks': '3' })
  await visitor.button('Train more here').first().click() // over before one sees its progress
  const { mapped, diverged } = await counted(visitor, 17)
  await visitor.waits()
  await kept(visitor, /Kept in this browser: 17 networks/)
  await visitor.reloads()
  expect(await visitor.counts()).toEqual({ mapped, diverged })
  expect(visitor.complaints).toEqual([])
})

test('training more on the ready-made map: both come back', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const before = await visitor.counts()
  await visitor.types(POPULATION)
  await visitor.trains('Train more here')
  await expect(visitor.status).toContainText(/Kept in this browser: (36[1-9]|3[7-9]\d) networks/, { timeout: 60_000 })
  await visitor.reloads()
  await expect(visitor.notices).toContainText(/Training goes on: \d+ of 36 networks/)
  expect((await visitor.counts()).mapped).toBeGreaterThanOrEqual(before.mapped)
  await expect(visitor.progress).toBeVisible()
  await visitor.waits()
  const after = await visitor.counts()
  expect(after.mapped + after.diverged).toBe(before.mapped + before.diverged + 36)
  expect(visitor.complaints).toEqual([])
})

test('stopped by the visitor, nothing goes on at the next visit', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '400' })
  await visitor.trains('Train as a new map')
  await visitor.button(/^Stop, keep \d\d/).click({ timeout: 90_000 })
  await visitor.waits()
  const before = await visitor.counts()
  await kept(visitor, /Kept in this browser/)
  await visitor.reloads()
  await expect(visitor.progress).toBeHidden()
  expect(await visitor.counts()).toEqual(before)
})

test('a browser that denies storage: it is said, and training goes on in memory', async ({ page }) => {
  // A page's scripts cannot reach into a worker: the worker's own script is what denies.
  await page.route('**/vault.worker*.js', async route => {
    const answer = await route.fetch()
    const denied = 'Object.defineProperty(self, "indexedDB", { get() { throw new DOMException("Storage is switched off.", "SecurityError") } });'
    await route.fulfill({ response: answer, body: denied + await answer.text() })
  })
  const visitor = new Visitor(page)
  await visitor.opens()
  await expect(visitor.status).toContainText('Kept in memory only')
  await visitor.types({ ...SMALL, 'Number of networks': '8' })
  await visitor.button('Train as a new map').first().click()
  await expect(visitor.notices).toContainText('The browser gives no storage (Storage is switched off)')
  await counted(visitor, 8)
  expect(visitor.complaints).toEqual([])
})

test('a disk that is full in the middle: it is said, and training goes on', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ serviceWorkers: 'block' }) // what the page keeps of itself would fill it at once
  const visitor = new Visitor(page)
  // Before anything is written: the browser remembers for a while how much room there was.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 1_500_000 })
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '40' })
  await visitor.trains('Train as a new map')
  await expect(visitor.notices).toContainText('storage is full', { timeout: 60_000 })
  await visitor.waits()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(40)
  await expect(visitor.status).toContainText('Kept in memory only')
  expect(visitor.complaints).toEqual([])
  await page.close()
})

test('of two tabs the first keeps, and the second says that it does not', async ({ page, context }) => {
  const first = new Visitor(page)
  await first.opens()
  const second = new Visitor(await context.newPage())
  await second.opens()
  await expect(second.status).toContainText('Kept in memory only')
  await second.types({ ...SMALL, 'Number of networks': '6' })
  await second.button('Train as a new map').first().click()
  await expect(second.notices).toContainText('Another tab with Netfold keeps its networks')
  await second.waits()
  await expect(first.status).not.toContainText('Kept in memory only')
})

test('what is kept can be forgotten', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const readyMade = await visitor.counts()
  await visitor.types({ ...SMALL, 'Number of networks': '8' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  await page.getByRole('button', { name: 'Kept in this browser: 8 networks' }).click()
  await visitor.button('Forget what is kept…').click()
  await visitor.button('Forget 8 networks').click()
  await expect(visitor.status).not.toContainText('Kept in this browser')
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(8)
  await visitor.reloads()
  expect(await visitor.counts()).toEqual(readyMade)
})

test('a network is trained on from its kept weights, and downloaded', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '8', Seed: '77' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const title = await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  const id = Number(/#(\d+)/.exec(title)![1])
  await visitor.types({ 'Further epochs': '4' })
  await page.getByRole('button', { name: `Train network ${id} on` }).click()
  await counted(visitor, 9)
  await visitor.waits()
  const map = await visitor.saves()
  const [before, after] = [id, 8].map(which => map.networks.find(row => row.id === which)!)
  expect(after).toMatchObject({ weightSeed: before.weightSeed, orderSeed: before.orderSeed, hyper: { ...before.hyper, epochs: before.hyper!.epochs + 4 } })
  const curveOf = (which: number): Float32Array => map.detail!.details.find(detail => detail.id === which)!.curve
  expect([...curveOf(8).slice(0, curveOf(id).length)]).toEqual([...curveOf(id)])

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download weights for PyTorch' }).click()
  const bytes = await readFile(await (await downloading).path())
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString()) as Record<string, { shape: number[] }>
  const numbers = Object.entries(header).filter(([name]) => name !== '__metadata__').map(([, { shape }]) => shape.reduce((size, side) => size * side, 1))
  expect(numbers.reduce((sum, size) => sum + size, 0)).toBe(before.outcome.parameters)
  expect(visitor.complaints).toEqual([])
})

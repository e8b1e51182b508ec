// The page as a site with the map on screen inside, and the page within another.
import type { Browser, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openZip } from '../src/formats/zip.ts'
import { scatteredPlaces } from './scattered-places.ts'
import type { StaticHost } from './static-host.ts'
import { serveFolder } from './static-host.ts'
import { tooltipRests, Visitor } from './visitor.ts'

const results = join(import.meta.dirname, '../test-results')

async function savesSite(page: Page): Promise<Uint8Array> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  const save = dialog.getByRole('button', { name: 'Save site.zip' })
  await expect(save).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 })
  const download = page.waitForEvent('download', { timeout: 120_000 })
  await save.click()
  const file = await download
  expect(file.suggestedFilename()).toBe('site.zip')
  const bytes = new Uint8Array(await readFile(await file.path()))
  await page.keyboard.press('Escape')
  return bytes
}

async function unpack(bytes: Uint8Array, folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true })
  const zip = openZip(bytes)
  for (const name of zip.names) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), zip.read(name))
  }
  return zip.names
}

/** A visitor who has never been here. */
async function newcomer(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'allow', ...options })).newPage()
}

test('a saved site, served by a plain host under a path, opens with the map and its selection, and is whole', async ({ page, browser }) => {
  test.slow()
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.map.focus()
  await visitor.map.press('ArrowRight')
  await visitor.map.press('Enter')
  await expect(visitor.map).toHaveAccessibleName(/1 selected/)
  const { mapped } = await visitor.counts()
  const id = /\d+/.exec(await page.locator('.NetworkHeader h2').innerText())![0]

  // The lines that embed it have the view in them.
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await visitor.button('Embed in a page').click()
  await page.getByRole('checkbox', { name: 'Hyper-parameters' }).check()
  const lines = page.getByRole('textbox', { name: 'Lines for another page' })
  await expect(lines).toHaveValue(/\?embed=hyper#/)
  const source = /src="([^"]*)"/.exec(await lines.inputValue())![1]
  await page.keyboard.press('Escape')
  const frame = await newcomer(browser)
  await frame.goto(source)
  await expect(new Visitor(frame).map).toHaveAccessibleName(/1 selected/)
  await expect(frame.locator('.TopBar')).toHaveCount(0)
  await frame.context().close()

  const site = await savesSite(page)
  const folder = join(results, 'site')
  const names = await unpack(site, folder)
  expect(names[0]).toBe('README.txt')
  expect(names.filter(name => name.startsWith('maps/') && !name.includes('index.json')).length).toBe(3)
  expect(names.some(name => name.endsWith('.map'))).toBe(false)

  const host = await serveFolder(folder, '/some/path/')
  try {
    const elsewhere = await newcomer(browser)
    const guest = new Visitor(elsewhere)
    const asked: string[] = []
    elsewhere.on('request', request => asked.push(request.url()))
    await elsewhere.goto(host.address)
    await guest.seesAMap()
    expect((await guest.counts()).mapped).toBe(mapped)
    await expect(guest.map).toHaveAccessibleName(/1 selected/)
    await expect(elsewhere).toHaveTitle(/ · Netfold$/)
    // It stands as it was left: this network's own tab, with what comes from the map's further parts.
    await expect(elsewhere.getByRole('tab', { name: 'Network' })).toHaveAttribute('aria-selected', 'true')
    await expect(elsewhere.getByRole('heading', { name: new RegExp(`\\b${id}\\b`) }).first()).toBeVisible()
    await expect(elsewhere.getByRole('heading', { name: 'Training' }).or(elsewhere.getByRole('heading', { name: /curves/i })).first()).toBeVisible()
    await expect(elsewhere.getByRole('heading', { name: /nearest/i }).first()).toBeVisible()
    await elsewhere.getByRole('tab', { name: 'Entropy' }).click()
    await expect(elsewhere.getByRole('tabpanel', { name: 'Entropy' }).locator('svg').first()).toBeVisible()
    // A site saved from the site is the same again.
    await elsewhere.getByRole('tab', { name: 'Network' }).click()
    const again = await savesSite(elsewhere)
    expect(Buffer.compare(Buffer.from(again), Buffer.from(site))).toBe(0)
    expect(asked.filter(address => /^https?:/.test(address) && !address.startsWith(host.address))).toEqual([])
    expect(host.missed).toEqual([])
    expect(guest.complaints).toEqual([])
    // It keeps itself as every built page does: with the host gone, it opens.
    await expect.poll(() => elsewhere.evaluate(async () => {
      const stores = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
      return stores.flat().filter(({ url }) => url.includes('.npz')).length
    }), { timeout: 60_000 }).toBe(3)
    await host.close()
    await elsewhere.goto(host.address)
    await guest.seesAMap()
    await elsewhere.context().close()
  } finally {
    await host.close()
  }
})

test.describe('within another page', () => {
  let host: StaticHost
  const folder = join(results, 'embedding')

  test.beforeAll(async () => {
    await mkdir(folder, { recursive: true })
    host = await serveFolder(folder)
  })
  test.afterAll(() => host.close())

  async function embeds(page: Page, query: string, size = 'width="720" height="480"'): Promise<void> {
    const frame = `<iframe id="map" title="A map" src="${new URL(`?${query}`, test.info().project.use.baseURL)}" ${size} sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`
    await writeFile(join(folder, 'index.html'), `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><body style="height: 3000px"><p>Read on.</p>${frame}</body></html>`)
    await page.goto(host.address)
  }

  test('the map answers hovering and choosing, and there is nothing else: no bars, nothing kept; the wheel scrolls the page until the map was pressed', async ({ browser }) => {
    const page = await newcomer(browser)
    const complaints: string[] = []
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
    await embeds(page, 'embed&theme=dark')
    const inside = page.frameLocator('#map')
    const map = inside.locator('.MapView-surface')
    await expect(map).toHaveAccessibleName(/Map of \d+ networks/)
    await expect(inside.locator('html')).toHaveAttribute('data-theme', 'dark')
    for (const part of ['.TopBar', '.LeftRail', '.RightRail', '.Dock', '.StatusLine']) await expect(inside.locator(part)).toHaveCount(0)

    const box = (await page.locator('#map').boundingBox())!
    const middle = [box.x + box.width / 2, box.y + box.height / 2] as const
    await page.mouse.move(...middle)
    await page.mouse.wheel(0, 200)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
    await page.evaluate(() => scrollTo(0, 0))

    const tooltip = inside.getByRole('tooltip')
    let found = false
    for (const [x, y] of scatteredPlaces({ x: box.x + 20, y: box.y + 90, width: box.width - 40, height: box.height - 130 }, 12)) {
      await page.mouse.move(x, y)
      if (!await tooltip.isVisible()) continue
      // Not one that still stands from the place before: asked again.
      await tooltipRests(page.frames()[1])
      await page.mouse.move(x + 1, y)
      await tooltipRests(page.frames()[1])
      found = await tooltip.isVisible()
      if (found) break
    }
    expect(found).toBe(true)
    await page.mouse.down()
    await page.mouse.up()
    await expect(map).toHaveAccessibleName(/1 selected/)
    // Pressed: now the wheel is the map's.
    const scrolled = await page.evaluate(() => scrollY)
    await page.mouse.wheel(0, 200)
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => scrollY)).toBe(scrolled)

    const link = inside.getByRole('link', { name: 'Open in Netfold' })
    await expect(link).toHaveAttribute('rel', 'noopener')
    const kept = await page.frames()[1].evaluate(async () => ({
      databases: (await indexedDB.databases()).map(({ name }) => name), workers: (await navigator.serviceWorker.getRegistrations()).length, stored: Object.keys(localStorage),
    }))
    expect(kept).toEqual({ databases: [], workers: 0, stored: [] })
    expect(complaints).toEqual([])
    const opened = page.context().waitForEvent('page')
    await link.click()
    const whole = await opened
    await expect(whole.locator('.TopBar')).toBeVisible()
    expect(new URL(whole.url()).search).toBe('')
    await page.context().close()
  })

  test('chosen panels stand beside it and under it, and answer; small, it is still a map', async ({ browser }) => {
    const page = await newcomer(browser)
    await embeds(page, 'embed=network,hyper', 'width="1000" height="700"')
    const inside = page.frameLocator('#map')
    const map = inside.locator('.MapView-surface')
    await expect(map).toHaveAccessibleName(/Map of \d+ networks/)
    await expect(inside.getByRole('tab')).toHaveText(['Network', 'Hyper-parameters'])
    await expect(inside.getByText('Click a dot to see one network.')).toBeVisible()
    await map.focus()
    await map.press('ArrowRight')
    await map.press('Enter')
    await expect(inside.locator('.NetworkHeader')).toBeVisible()
    await expect(inside.getByRole('heading', { name: /nearest/i }).first()).toBeVisible()

    await embeds(page, 'embed', 'width="320" height="240"')
    await expect(map).toHaveAccessibleName(/Map of \d+ networks/)
    await expect(inside.getByRole('button', { name: 'Show the whole map' })).toBeVisible()
    await expect(inside.locator('.Legend')).toBeVisible()
    const across = await page.frames()[1].evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(across).toBeLessThanOrEqual(0)
    await page.context().close()
  })
})

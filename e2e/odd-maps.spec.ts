// Odd maps: every panel says in words what it cannot show, and nothing on the page is “NaN”, “undefined”, or a complaint of the browser.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MapFile } from '../src/formats/map-file.ts'
import { allAlike, allDiverged, elsewhere, fewOf, moons, onePlace, withoutActivations, written } from './odd-maps.ts'
import { Visitor } from './visitor.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-'))
test.afterAll(() => rmSync(folder, { recursive: true }))

const RAIL = ['Selection', 'Network', 'Compare', 'Entropy', 'Persistence', 'Classes']
const DOCK = ['Hyper-parameters', 'Table', 'Clusters']

/** What a program says when it forgot to say something. */
const SLIPS = /\bNaN\b|\bundefined\b|\bInfinity\b|\[object|\bnull\b/

let plain: MapFile
let brought: MapFile
test.beforeAll(async () => {
  plain = await moons(folder)
  brought = await elsewhere(folder)
})

/** The panel's words; it must have some, and they must be words. */
async function reads(page: Page, panel: string, what: string): Promise<void> {
  const words = () => page.locator(panel).innerText()
  await expect.poll(async () => (await words()).trim().length, { message: `${what} says something` }).toBeGreaterThan(20)
  expect(await words(), what).not.toMatch(SLIPS)
}

const ODD: readonly [name: string, map: () => MapFile][] = [
  ['a dozen networks on two moons', () => plain],
  ['a map without activations', () => withoutActivations(plain)],
  ['networks trained elsewhere, of which nothing is known', () => brought],
  ['those, and no activations', () => withoutActivations(brought)],
  ['one network', () => fewOf(plain, 1)],
  ['two networks', () => fewOf(plain, 2)],
  ['three networks', () => fewOf(plain, 3)],
  ['all diverged', () => allDiverged(plain)],
  ['everybody equally good', () => allAlike(plain)],
  ['everybody in one place', () => onePlace(plain)],
]

test('every tab of every odd map says in words what it shows, or why it cannot', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  for (const [name, map] of ODD) {
    await visitor.files.setInputFiles({ name: 'odd.npz', mimeType: 'application/zip', buffer: written(map()) })
    const { ids } = map()
    await expect(visitor.map).toHaveAccessibleName(new RegExp(`^Map of ${ids.length} network`))
    await expect(visitor.status).toContainText('From a file')
    for (const tab of RAIL) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await reads(page, '.RightRail-scroll', `${name}, ${tab}`)
    }
    if (ids.length > 0) {
      await visitor.map.focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      for (const tab of RAIL.slice(1)) {
        await page.getByRole('tab', { name: tab, exact: true }).click()
        await reads(page, '.RightRail-scroll', `${name}, ${tab}, one network open`)
      }
    }
    for (const tab of DOCK) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await reads(page, '.Dock-body', `${name}, ${tab}`)
    }
    await page.getByRole('button', { name: 'Close what stands under the map' }).click()
  }
  expect(visitor.complaints).toEqual([])
})

test('where everybody diverged, the panels say so and what to do', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.files.setInputFiles({ name: 'odd.npz', mimeType: 'application/zip', buffer: written(allDiverged(plain)) })
  await expect(visitor.status).toContainText('12 diverged')
  for (const tab of ['Selection', 'Entropy', 'Persistence', 'Classes']) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await expect(page.locator('.RightRail-scroll')).toContainText(/Every network diverged.*Train again with smaller learning rates/)
  }
  expect(visitor.complaints).toEqual([])
})

test('a phone held sideways opens from the menu what stands under the map elsewhere', async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 })
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.locator('.MoreMenu').getByRole('button', { name: 'Table' }).click()
  await expect(page.getByRole('tab', { name: 'Table', exact: true })).toHaveAttribute('aria-selected', 'true')
  await expect(page.locator('.TableDock, .Dock-body').first()).toContainText('#')
  // The map ends where the dock begins, so that nothing of it lies under it but a strip of the ground.
  await expect(async () => {
    const [map, dock] = await Promise.all(['.App-map', '.Dock'].map(async part => (await page.locator(part).boundingBox())!))
    expect(map.height).toBeGreaterThanOrEqual(100)
    expect(map.y + map.height - dock.y).toBeLessThan(60)
  }).toPass()
  await page.getByRole('button', { name: 'Close what stands under the map' }).click()
  await expect(page.locator('.Dock')).toBeHidden()
  expect(visitor.complaints).toEqual([])
})

// Two maps under one brush, a map with depth, groups held and taken along, colours by palette and range: what a visitor does on the map itself.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import { Visitor } from './visitor.ts'

/** Draws a box over a part of a map, in shares of its frame. */
async function boxes(page: Page, which: number, [left, top, right, bottom]: readonly [number, number, number, number]): Promise<void> {
  await page.getByRole('button', { name: 'Box' }).click()
  const frame = (await page.locator('.MapView-surface').nth(which).boundingBox())!
  await page.mouse.move(frame.x + left * frame.width, frame.y + top * frame.height)
  await page.mouse.down()
  await page.mouse.move(frame.x + right * frame.width, frame.y + bottom * frame.height, { steps: 4 })
  await page.mouse.up()
}

const selectedOn = async (page: Page, which: number): Promise<number> =>
  Number(/(\d+) selected/.exec(await page.locator('.MapView-surface').nth(which).getAttribute('aria-label') ?? '')?.[1] ?? 0)

test('two maps stand side by side, and a box on either selects on both', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.button('Second map').click()
  const surfaces = page.locator('.MapView-surface')
  await expect(surfaces.nth(1)).toHaveAccessibleName(/Second map, CKA.* Map of \d+ networks/, { timeout: 120_000 })
  await boxes(page, 1, [0.45, 0.2, 0.98, 0.6])
  const chosen = await selectedOn(page, 1)
  expect(chosen).toBeGreaterThan(0)
  expect(await selectedOn(page, 0)).toBe(chosen)
  await expect(visitor.status).toContainText(`${chosen} of`)
  await boxes(page, 0, [0.05, 0.35, 0.45, 0.65])
  await expect.poll(() => selectedOn(page, 1)).not.toBe(chosen)
  expect(await selectedOn(page, 0)).toBe(await selectedOn(page, 1))
  await visitor.button('Close the second map').click()
  await expect(surfaces).toHaveCount(1)
  expect(visitor.complaints).toEqual([])
})

test('a map with depth turns by key and by hand, and comes back to its front', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('radiogroup', { name: 'Dimensions of the map' }).getByText('3-D').click()
  const turn = page.locator('.ScaleBar-turn')
  await expect(turn).toHaveText('from the front', { timeout: 120_000 })
  await visitor.waits()
  await visitor.map.focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(turn).toHaveText('turned 15° to the right and 15° down')
  await page.keyboard.press('0')
  await expect(turn).toHaveText('from the front')
  await page.keyboard.press('r')
  await expect(visitor.button(/^Turn$/)).toHaveAttribute('aria-pressed', 'true')
  const frame = (await visitor.map.boundingBox())!
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2)
  await page.mouse.down()
  await page.mouse.move(frame.x + frame.width / 2 - 100, frame.y + frame.height / 2, { steps: 5 })
  await page.mouse.up()
  await expect(turn).toHaveText(/turned \d+° to the left/)
  // What is seen can be selected.
  await boxes(page, 0, [0.02, 0.15, 0.98, 0.7])
  expect(await selectedOn(page, 0)).toBeGreaterThan(10)
  expect(visitor.complaints).toEqual([])
})

test('groups are held, selected again and swapped; undo takes a step back; the selection goes along as a table', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await boxes(page, 0, [0.05, 0.2, 0.4, 0.7])
  const first = await selectedOn(page, 0)
  await visitor.button('Hold as A').click()
  await boxes(page, 0, [0.75, 0.2, 0.99, 0.6])
  const second = await selectedOn(page, 0)
  expect(Math.min(first, second)).toBeGreaterThan(0)
  await visitor.button('Hold as B').click()
  await expect(visitor.button(`Select group A, ${first} networks`)).toBeVisible()
  await expect(visitor.button(`Select group B, ${second} networks`)).toBeVisible()
  await expect(page.locator('.GroupOutlines path')).toHaveCount(2)
  // And in the panels, which say so.
  await expect(page.getByRole('region', { name: 'Test accuracy' })).toContainText(`A, ${first}B, ${second}`)
  await expect(page.getByRole('region', { name: 'Accuracy against' })).toContainText(`A, ${first}B, ${second}`)
  await expect(page.getByRole('region', { name: 'Accuracy by group' })).toContainText(`A, ${first}B, ${second}`)

  await visitor.button('Swap groups A and B').click()
  await visitor.button(`Select group A, ${second} networks`).click()
  expect(await selectedOn(page, 0)).toBe(second)
  await page.keyboard.press('Escape')
  await expect.poll(() => selectedOn(page, 0)).toBe(0)
  await page.keyboard.press('Control+z')
  await expect.poll(() => selectedOn(page, 0)).toBe(second)

  await visitor.button('Export the selection').click()
  const download = page.waitForEvent('download')
  await visitor.button(/^CSV/).click()
  const { data } = Papa.parse<Record<string, string>>(await readFile(await (await download).path(), 'utf8'), { header: true, skipEmptyLines: true })
  expect(data).toHaveLength(second)
  expect(new Set(data.map(line => line['group']))).toEqual(new Set(['A']))
  for (const line of data) expect(Number(line['testAccuracy'])).toBeGreaterThan(0)
  expect(visitor.complaints).toEqual([])
})

test('without a key held, what is chosen next is added or taken away', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await boxes(page, 0, [0.05, 0.2, 0.4, 0.7])
  const first = await selectedOn(page, 0)
  await visitor.button('The next choice: in place of this one').click()
  await visitor.button('Add to the selection').click()
  await boxes(page, 0, [0.75, 0.2, 0.99, 0.6])
  const both = await selectedOn(page, 0)
  expect(both).toBeGreaterThan(first)
  await visitor.button('The next choice: added').click()
  await visitor.button('Take away from the selection').click()
  await boxes(page, 0, [0.05, 0.2, 0.4, 0.7])
  expect(await selectedOn(page, 0)).toBe(both - first)
  // In a panel as on the map.
  await page.getByRole('group', { name: 'Histogram of test accuracy' }).getByRole('button').last().focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => selectedOn(page, 0)).toBeLessThan(both - first)
  // After Clear, a choice is a new one.
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Clear' }).click()
  await boxes(page, 0, [0.05, 0.2, 0.4, 0.7])
  expect(await selectedOn(page, 0)).toBe(first)
  expect(visitor.complaints).toEqual([])
})

test('beside the two columns of a network no button of the selection bar is out of sight', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  await expect(page.getByRole('heading', { name: /^Network \d+$/ })).toBeVisible()
  await visitor.button('Hold as A').click()
  const bar = page.locator('.SelectionBar')
  await expect(bar.locator('.GroupChip')).toHaveCount(1)
  const frame = (await visitor.map.boundingBox())!
  const within = (await bar.boundingBox())!
  for (const button of await bar.locator('button:visible').all()) {
    const box = (await button.boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(within.x)
    expect(box.x + box.width).toBeLessThanOrEqual(Math.min(within.x + within.width, frame.x + frame.width))
  }
})

test('colours take another palette, and a range typed or drawn on the legend', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const ramp = page.locator('.LegendRamp')
  const stop = () => ramp.locator('stop').first().getAttribute('stop-color')
  const viridis = await stop()
  await visitor.button('Palette and range').click()
  await page.getByRole('radio', { name: 'Cividis' }).check()
  await expect.poll(stop).not.toBe(viridis)
  const from = page.getByRole('textbox', { name: 'Colours from' })
  await from.fill('0.9')
  await from.press('Enter')
  await expect(page.locator('.Legend-range')).toContainText(/\d+ below, 0 above/)
  await page.keyboard.press('Escape')
  await visitor.button('Show all').click()
  await expect(page.locator('.Legend-range')).toBeHidden()
  const box = (await ramp.boundingBox())!
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.75 * box.width, box.y + 20, { steps: 3 })
  await page.mouse.up()
  await expect(page.locator('.Legend-range')).toContainText(/\d+ below, \d+ above/)
  expect(visitor.complaints).toEqual([])
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('the selection bar with both groups keeps within the screen', async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    await boxes(page, 0, [0.02, 0.3, 0.45, 0.65])
    await visitor.button('Hold as A').click()
    await boxes(page, 0, [0.5, 0.3, 0.98, 0.65])
    await visitor.button('Hold as B').click()
    for (const button of await page.locator('.SelectionBar button:visible').all()) {
      const box = (await button.boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(390)
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

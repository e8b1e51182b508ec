// One network from inside: it is made again in a worker, its pictures are drawn, and a cell of its confusion matrix shows as many images as it counts.
import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { SMALL, Visitor } from './visitor.ts'

/** How many colours a canvas shows: an empty one has one, or none. */
const colours = (canvas: Locator): Promise<number> => canvas.evaluate(element => {
  const { width, height } = element as HTMLCanvasElement
  const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
  return new Set(new Uint32Array(data.buffer)).size
})

const drawn = (canvas: Locator) => expect.poll(() => colours(canvas), { message: 'the canvas is not blank' }).toBeGreaterThan(4)

test('a network of the ready-made map: probe map, tables, first layer, a cell’s images, another layer', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()

  const map = page.getByRole('region', { name: 'How it sees the digits' })
  await expect(map).toContainText(/answered (wrongly|rightly)/)
  await drawn(map.locator('.ProbeMap-field > canvas'))
  const field = map.getByRole('application')
  await field.focus()
  await page.keyboard.press('ArrowRight')
  await expect(map.locator('.ProbeMap-card')).toContainText(/answered \d \(\d\.\d\d\)/)
  await drawn(map.locator('.ProbeMap-card .Picture').first())

  const tables = page.getByRole('region', { name: /Distances between probes|The walk over the probes/ })
  await drawn(tables.locator('canvas'))
  await tables.getByRole('radio', { name: 'P' }).click()
  await expect(tables).toContainText(/Within classes one step of the walk keeps (1\.00|\.\d\d) of its mass/)
  await drawn(tables.locator('canvas'))

  await drawn(page.getByRole('region', { name: 'First-layer weights' }).locator('canvas'))
  await expect(page.getByRole('region', { name: 'How the classes nest' })).toContainText(/\d and \d are the most alike/)

  const confusion = page.getByRole('region', { name: 'Confusion' })
  const cells = confusion.getByRole('button', { name: /of true class/ })
  for (const which of [0, await cells.count() - 1]) {
    const cell = cells.nth(which)
    const count = Number(/^(\d+) of true class/.exec(await cell.getAttribute('aria-label') ?? '')![1])
    await cell.focus()
    await page.keyboard.press('Enter')
    await expect(confusion.getByRole('img', { name: /^Test row \d+/ })).toHaveCount(count)
    await drawn(confusion.locator('.Picture').first())
  }

  const layers = map.getByRole('combobox', { name: 'Hidden layer' })
  if (await layers.count()) {
    await layers.selectOption({ index: 0 })
    await expect(map).toContainText(/look alike to (hidden|convolution) 1/)
  }
  await page.getByRole('button', { name: 'Pin as A' }).click()
  await expect(page.getByRole('button', { name: 'Pinned as A' })).toHaveAttribute('aria-pressed', 'true')
  expect(visitor.complaints).toEqual([])
})

test('data in the plane: decision regions, and the rows of a cell picked out in them', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'Moons' })
  await visitor.types({ ...SMALL, 'Number of networks': '6' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  const regions = page.getByRole('region', { name: 'Decision regions' })
  await expect(regions).toContainText(/of the plane it is less than 0\.9 sure/)
  await drawn(regions.locator('canvas'))
  await page.getByRole('region', { name: 'Confusion' }).getByRole('button', { name: /of true class/ }).first().click()
  await expect(page.getByRole('region', { name: 'Samples of the cell' })).toContainText('outlined in the plane')
  await expect(page.getByRole('img', { name: /units of the first layer as lines in the plane/ })).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

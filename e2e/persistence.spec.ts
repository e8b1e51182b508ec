// A persistence bar and its loop: pointing at a bar, or walking to it by keys, draws the loop through the probes, in the ring, on their map and in words.
import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

/** What a canvas shows, as one long string. */
const picture = (canvas: Locator): Promise<string> => canvas.evaluate(element => (element as HTMLCanvasElement).toDataURL())

test('a persistence bar → its loop is drawn', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Persistence' }).click()
  await expect(page.getByRole('region', { name: 'Diagram and barcode' })).toContainText('Click a dot')
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()

  // The tab stays, and shows the longest loop of the network that was opened.
  const panel = page.getByRole('region', { name: 'Diagram and barcode' })
  await expect(panel).toContainText(/Loop born \d\.\d{3}, died \d\.\d{3}: \d+ images, \d( → \d)+/)
  const ring = panel.getByRole('img', { name: /^The loop: \d+ images/ })
  await expect(ring).toBeVisible()
  const map = page.getByRole('region', { name: /The loop on the probes/ }).locator('canvas').first()
  await expect(map).toBeVisible()
  const longest = await panel.locator('.Panel-say').innerText()
  const [ringBefore, mapBefore] = [await picture(ring.locator('canvas')), await picture(map)]

  // The pointer on the first bar of the barcode: another loop, everywhere.
  const barcode = panel.getByRole('application', { name: /Barcode of loops/ })
  await barcode.hover({ position: { x: 60, y: 12 } })
  await expect(panel.locator('.Panel-say')).not.toHaveText(longest)
  const first = await panel.locator('.Panel-say').innerText()
  await expect.poll(() => picture(ring.locator('canvas'))).not.toBe(ringBefore)
  await expect.poll(() => picture(map)).not.toBe(mapBefore)
  expect(first).toContain((await ring.getAttribute('aria-label'))!.replace('The loop: ', ''))

  // Keys walk the bars, in the barcode and in the diagram.
  await barcode.focus()
  await page.keyboard.press('ArrowDown')
  await expect(panel.locator('.Panel-say')).not.toHaveText(first)
  const diagram = panel.getByRole('application', { name: /Persistence diagram/ })
  await diagram.focus()
  const before = await panel.locator('.Panel-say').innerText()
  await page.keyboard.press('ArrowRight')
  await expect(panel.locator('.Panel-say')).not.toHaveText(before)

  // Pieces, and all bars.
  await panel.getByRole('radio', { name: 'H0 pieces' }).click()
  await expect(panel).toContainText(/Two pieces merge at \d\.\d{3}, joined by 2 images of class/)
  await expect(panel.getByRole('img', { name: /^Two pieces are joined by 2 images/ })).toBeVisible()
  const all = panel.getByRole('button', { name: /Show all \d+/ })
  await all.click()
  await expect(panel.getByRole('button', { name: /Show the 22 longest/ })).toBeVisible()

  // Everyone's curves, and everyone's loops against accuracy.
  await expect(page.getByRole('region', { name: 'Betti curves' })).toContainText(/At scale \d\.\d\d: everyone .* loops \(n\s=\s\d+\), selected \d+ \(n\s=\s1\)/)
  await expect(page.getByRole('region', { name: 'Accuracy against' })).toContainText(/Spearman ρ\s=\s[−\d.]+, n\s=\s\d+/)
  await expect(page.getByRole('region', { name: 'Map by Wasserstein distance' })).toContainText(/\d+,\d{3} pairs, about/)
  expect(visitor.complaints).toEqual([])
})

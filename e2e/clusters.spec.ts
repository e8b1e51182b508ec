// From the tree to the map: a cut names clusters where they lie; what the map keeps of the distances, and whether accuracy is smooth on it.
import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

interface Box { x: number, y: number, width: number, height: number }

const boxesOf = async (some: Locator): Promise<Box[]> => (await Promise.all((await some.all()).map(one => one.boundingBox()))).filter(box => box !== null)

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

test('the cut of the tree names clusters on the map', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await expect(page.locator('.ClusterLabel')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Clusters' }).click()
  const cut = page.getByRole('slider', { name: 'Clusters to cut into' })
  const rows = page.locator('.ClustersList-row')
  const labels = page.locator('.ClusterLabel')
  await expect(cut).toHaveAttribute('aria-valuenow', '6')
  await expect(rows).toHaveCount(6)
  await expect(labels).toHaveCount(6)

  // With the keys.
  await cut.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(rows).toHaveCount(8)
  await expect(labels.filter({ hasText: /^8/ })).toHaveCount(1)

  // By hand: the line goes up, and leaves fewer.
  const line = (await page.locator('.CutHandle-pill').boundingBox())!
  await page.mouse.move(line.x + 20, line.y + line.height / 2)
  await page.mouse.down()
  await page.mouse.move(line.x + 20, line.y - 20, { steps: 6 })
  await page.mouse.up()
  await expect.poll(async () => Number(await cut.getAttribute('aria-valuenow'))).toBeLessThan(8)

  // Typed.
  const box = page.getByRole('textbox', { name: 'Number of clusters' })
  await box.fill('5')
  await box.press('Enter')
  await expect(rows).toHaveCount(5)
  await expect(labels).toHaveCount(5)

  // What the list says stands on the map, and covers nothing that stands there.
  const said = await rows.evaluateAll(found => found.map(row => ({ number: row.querySelector('b')!.textContent, name: row.querySelector('.ClustersList-name')!.textContent })))
  for (const { number, name } of said) await expect(labels.filter({ hasText: `${number} ${name}` })).toHaveCount(1)
  // They make room a moment after what they make room for has come.
  await expect(async () => {
    const [onMap, standing, pane] = [await boxesOf(labels), await boxesOf(page.locator('.Legend, .MapToolbar, .MapHead')), (await visitor.map.boundingBox())!]
    expect(onMap).toHaveLength(5)
    onMap.forEach((one, k) => {
      for (const other of [...standing, ...onMap.slice(0, k)]) expect(overlap(one, other)).toBe(false)
      expect(one.x).toBeGreaterThanOrEqual(pane.x)
      expect(one.x + one.width).toBeLessThanOrEqual(pane.x + pane.width)
      expect(one.y + one.height).toBeLessThanOrEqual(pane.y + pane.height)
    })
  }).toPass()

  // A click on a name selects its cluster, everywhere.
  const size = Number(await rows.nth(1).locator('.ClustersList-size').innerText())
  await labels.filter({ hasText: /^2 / }).click()
  await expect(rows.nth(1)).toHaveAttribute('aria-pressed', 'true')
  await expect(visitor.status).toContainText(`${size} of`)
  await page.getByRole('button', { name: 'Hold cluster 1 as group A' }).click()
  await page.getByRole('button', { name: 'Hold cluster 3 as group B' }).click()
  await expect(page.getByRole('button', { name: 'Hold cluster 3 as group B' })).toHaveAttribute('aria-pressed', 'true')

  // The map in the clusters' colours; and without their names.
  await page.getByLabel('Colours', { exact: true }).check()
  await expect(visitor.map).toHaveAccessibleName(/coloured by cluster/)
  await page.getByLabel('Names', { exact: true }).uncheck()
  await expect(labels).toHaveCount(0)
  expect(visitor.complaints).toEqual([])
})

test('a branch of the tree is walked with the keys and selects its networks', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Clusters' }).click()
  const tree = page.getByRole('application', { name: /Tree of \d+ networks/ })
  await tree.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const words = await page.locator('.ClustersTree [aria-live]').innerText()
  const count = Number(/^([\d,]+) networks/.exec(words)?.[1]?.replace(',', ''))
  expect(count).toBeGreaterThan(1)
  await expect(visitor.status).toContainText(`${count} of`)
  expect(visitor.complaints).toEqual([])
})

test('the map says how far it can be trusted, and accuracy is smooth on it', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const smooth = page.getByRole('region', { name: 'Smooth on the map' })
  await smooth.scrollIntoViewIfNeeded()
  await expect(smooth).toContainText(/Test accuracy is a low-frequency signal/)
  await expect(smooth).toContainText(/p\s=\s0\.001/)
  const trust = page.getByRole('region', { name: 'Can the map be trusted?' })
  await trust.scrollIntoViewIfNeeded()
  await expect(trust).toContainText(/\d\.\d of 10 nearest by distance/)
  const keptBy = async (): Promise<number> => Number(/([\d.]+) of 10 nearest/.exec(await trust.innerText())?.[1])
  const byDistance = await keptBy()
  // What PHATE draws is kept far better than what it was made from.
  await trust.getByRole('radio', { name: 'Potential distances' }).click()
  await expect(trust).toContainText(/of 10 nearest by potential distance/)
  await expect.poll(keptBy).toBeGreaterThan(byDistance)
  await trust.getByRole('radio', { name: 'Distances', exact: true }).click()
  await trust.getByLabel('Show on the map').check()
  await expect(visitor.map).toHaveAccessibleName(/coloured by share of the 10 nearest kept/)
  // Pointing at a network draws lines to those of its nearest that lie elsewhere.
  await visitor.findsADot()
  await expect(page.locator('.TrustLines path').first()).toBeAttached()
  const bar = trust.getByRole('button', { name: /^1 of 10 kept/ })
  const count = Number(/: (\d+) network/.exec(await bar.getAttribute('aria-label') ?? '')?.[1])
  await bar.click()
  await expect(visitor.status).toContainText(`${count} of`)
  expect(visitor.complaints).toEqual([])
})

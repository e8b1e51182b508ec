// The map is there before the drawing library is, and without it: the same picture, which answers hands and keys.
import { expect, test } from '@playwright/test'
import { differing, stillPicture } from './same-picture.ts'
import { Visitor } from './visitor.ts'

test.use({ serviceWorkers: 'block' })

test('the sketch shows what the library draws, answers, and makes room for it', async ({ page, browser }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await expect(page.locator('.MapView-canvas canvas')).toBeVisible()
  await expect(page.locator('.MapView-sketch')).toHaveCount(0)
  await visitor.map.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+Enter')
  await expect(visitor.status).toContainText('1 of')
  await expect(page.locator('.MapView')).toHaveAttribute('data-bar')
  const drawn = await stillPicture(visitor)

  // Another visitor, to whom the library does not come.
  const alone = await browser.newPage()
  const unaided = new Visitor(alone)
  await alone.route('**/map-canvas*', route => route.abort())
  await unaided.opens()
  await expect(alone.locator('.MapView-sketch')).toBeVisible()
  await unaided.map.focus()
  await alone.keyboard.press('ArrowRight')
  await expect(alone.getByRole('tooltip')).toBeVisible()
  await alone.keyboard.press('Shift+Enter')
  await expect(unaided.status).toContainText('1 of')
  await expect(alone.locator('.MapView')).toHaveAttribute('data-bar')
  const sketched = await stillPicture(unaided)
  await expect(alone.locator('.MapView-canvas canvas')).toHaveCount(0)
  expect(await differing(browser, drawn, sketched)).toBeLessThan(0.004)
  await alone.close()
})

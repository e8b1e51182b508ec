// The tour, taken by really using what it points at: it moves on by itself, covers nothing it speaks of, and is remembered.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { SMALL, Visitor } from './visitor.ts'

const callout = (page: Page): Locator => page.locator('.Tour')
const step = (page: Page, at: number) => expect(callout(page)).toContainText(`${at} of 6`)

/** The callout lies beside the control, not over it, and within the window. */
async function keepsOff(page: Page, control: Locator) {
  await expect(async () => {
    const [a, b] = [(await callout(page).boundingBox())!, (await control.boundingBox())!]
    expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false)
    const { width, height } = page.viewportSize()!
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true)
  }).toPass({ timeout: 5000 })
}

test('the tour follows what one does: dot, colour, lasso, panel, time, training', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await expect(callout(page)).toBeHidden()
  await visitor.types(SMALL)
  await visitor.button('Take the tour').click()

  await step(page, 1)
  await keepsOff(page, visitor.map)
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()

  await step(page, 2)
  const colour = page.getByRole('combobox', { name: 'Colour by' })
  await keepsOff(page, colour)
  await colour.selectOption({ label: 'Learning rate' })

  await step(page, 3)
  const lasso = page.getByRole('button', { name: 'Lasso', exact: true })
  await keepsOff(page, lasso)
  await lasso.click()
  const frame = (await visitor.map.boundingBox())!
  const corners = [[0.35, 0.3], [0.97, 0.3], [0.97, 0.97], [0.35, 0.97], [0.35, 0.35]] as const
  await page.mouse.move(frame.x + corners[0][0] * frame.width, frame.y + corners[0][1] * frame.height)
  await page.mouse.down()
  for (const [x, y] of corners) await page.mouse.move(frame.x + x * frame.width, frame.y + y * frame.height, { steps: 6 })
  await page.mouse.up()
  await expect(visitor.status).toContainText(/\d+ of \d+ selected/)

  await step(page, 4)
  await expect(page.getByRole('tab', { name: 'Selection' })).toHaveAttribute('aria-selected', 'true')
  await keepsOff(page, page.getByRole('complementary', { name: 'Panels' }))
  const bar = page.getByRole('group', { name: 'Histogram of test accuracy' }).getByRole('button').last()
  await bar.focus()
  await bar.press('Enter')

  await step(page, 5)
  const time = page.getByRole('slider', { name: /^Diffusion time/ })
  await expect(time).toBeInViewport()
  await keepsOff(page, time)
  await time.focus()
  for (let k = 0; k < 3; k++) await time.press('ArrowRight')

  await step(page, 6)
  const train = page.getByRole('banner').getByRole('button', { name: 'Train more here' })
  await keepsOff(page, train)
  await train.click()
  await expect(callout(page)).toContainText('That was the tour')
  await callout(page).getByRole('button', { name: 'Done' }).click()
  await expect(callout(page)).toBeHidden()
  await visitor.waits()

  await visitor.reloads()
  await expect(callout(page)).toBeHidden()
  await expect(visitor.button('Tour')).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

test('who cannot do a step goes on without it, back, and out by Esc, with the focus where it was', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const start = visitor.button('Take the tour')
  await start.focus()
  await page.keyboard.press('Enter')
  await expect(callout(page)).toBeFocused()
  const press = (name: string) => callout(page).getByRole('button', { name }).press('Enter')
  for (let at = 1; at < 6; at++) {
    await step(page, at)
    await press('Next')
  }
  await step(page, 6)
  await press('Back')
  await step(page, 5)
  await page.keyboard.press('Escape')
  await expect(callout(page)).toBeHidden()
  await expect(visitor.button('Tour')).toBeFocused()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('the tour starts from the menu, stays within the window and keeps off its controls', async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await visitor.button('Take the tour').click()
    const next = () => callout(page).getByRole('button', { name: 'Next' }).click()
    await step(page, 1)
    await next()
    await step(page, 2)
    await keepsOff(page, page.getByRole('combobox', { name: 'Colour by' }))
    await next()
    await keepsOff(page, page.getByRole('button', { name: 'Lasso', exact: true }))
    await next()
    await keepsOff(page, page.getByRole('tablist', { name: 'What the panels show' }))
    await next()
    await next()
    await keepsOff(page, visitor.button('Train more'))
    await callout(page).getByRole('button', { name: 'Skip' }).click()
    await expect(callout(page)).toBeHidden()
    expect(visitor.complaints).toEqual([])
  })
})

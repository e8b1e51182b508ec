// How training was looked at travels: the pictures side by side, the clock and the colours are there after a reload, for whoever follows the link, and while
// more networks train the pictures wait for them.
import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

class Walker extends Visitor {
  get second(): Locator { return this.page.getByRole('combobox', { name: 'Second picture', exact: true }) }
  get clock(): Locator { return this.page.getByRole('region', { name: 'Timeline', exact: true }) }
  get moment(): Locator { return this.clock.getByRole('slider') }

  async opensTheTrajectories(): Promise<void> {
    await this.page.getByRole('button', { name: 'Maps', exact: true }).click()
    await this.page.getByRole('dialog', { name: 'Maps' }).getByRole('button', { name: /caught sixteen times/ }).click()
  }
}

test('a link shows the same moment of the same runs, by the same pictures', async ({ page, context }) => {
  test.setTimeout(240_000)
  const walker = new Walker(page)
  await walker.opens()
  await walker.opensTheTrajectories()
  await expect(walker.map).toHaveAccessibleName(/Map of 48 networks, coloured by family/)
  await expect(walker.second).toHaveValue('inpca')
  await expect(walker.clock).toContainText('48 runs', { timeout: 90_000 })
  const before = page.url()
  await walker.second.selectOption('null')
  await walker.moment.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const words = (await walker.moment.getAttribute('aria-valuetext'))!
  expect(words).toMatch(/^Update \d+ of 800/)
  // The address follows a moment later: it has, when it stands still.
  let last = before
  await expect.poll(() => {
    const standing = page.url() !== before && page.url() === last
    last = page.url()
    return standing
  }, { intervals: [2000] }).toBe(true)

  const friend = new Walker(await context.newPage())
  await friend.page.goto(page.url())
  await expect(friend.map).toHaveAccessibleName(/Map of 48 networks, coloured by family/)
  await expect(friend.second).toHaveValue('null')
  await expect(friend.clock).toContainText('48 runs', { timeout: 90_000 })
  await expect(friend.moment).toHaveAttribute('aria-valuetext', words)

  // More of them: the runs that stand are shown until the newcomers' are there.
  // The map of runs comes with the rail folded, so that both pictures have room.
  await friend.button('Open the rail').click()
  await friend.types({ 'Number of networks': '3' })
  await friend.trains('Train more here')
  await friend.waits()
  await expect(friend.clock).toContainText('51 runs', { timeout: 90_000 })
  await expect(friend.second).toHaveValue('null')
  expect([...walker.complaints, ...friend.complaints]).toEqual([])
})

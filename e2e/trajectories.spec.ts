// Training walked through: runs beside the map of the same networks, played and held at equal progress; who is chosen on one is chosen on both; the panels say what
// the pictures hold; and a link shows all of it to somebody else.
import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

const RUNS = '48 networks caught sixteen times on their way'

class Walker extends Visitor {
  get clock(): Locator { return this.page.getByRole('slider', { name: 'Moment of training' }) }
  panel(name: string): Locator { return this.page.getByRole('region', { name, exact: true }) }

  async opensTheRuns(): Promise<void> {
    await this.page.getByRole('button', { name: 'Maps', exact: true }).click()
    await this.page.getByRole('dialog', { name: 'Maps' }).getByRole('button', { name: RUNS, exact: true }).click()
    await expect(this.map).toHaveAccessibleName(/Map of 48 networks/)
  }

  /** The map first, the runs beside it. */
  async seesBoth(): Promise<void> {
    await expect(this.maps).toHaveCount(2)
    await expect(this.map).toHaveAccessibleName(/Map of 48 networks/)
    await expect(this.maps.nth(1)).toHaveAccessibleName(/InPCA of predictions: 48 runs, 768 checkpoints/, { timeout: 90_000 })
  }

  /** So many are selected, on both. */
  async seesChosen(count: number): Promise<void> {
    for (const k of [0, 1]) await expect(this.maps.nth(k)).toHaveAccessibleName(new RegExp(`\\b${count} selected`))
  }

  /** Three buttons where the timeline has room for them, else a list. */
  async walks(how: string): Promise<void> {
    const timeline = this.page.getByRole('region', { name: 'Timeline', exact: true })
    const button = timeline.getByRole('radio', { name: how })
    const list = timeline.getByRole('combobox', { name: 'How training is walked through' })
    await expect(button.or(list)).toBeVisible()
    if (await button.isVisible()) await button.click()
    else await list.selectOption({ label: how })
  }

  async moment(): Promise<number> { return Number(await this.clock.getAttribute('aria-valuenow')) }
}

test('runs stand beside their map, are played, held at equal progress, chosen on both, and a link shows the same', async ({ page, browser }) => {
  test.slow()
  const visitor = new Walker(page)
  await visitor.opens()
  await expect(page.getByRole('tab', { name: 'Training', exact: true })).toBeHidden()
  await visitor.opensTheRuns()

  // The map of these runs opens beside them; from the one picture to both again.
  await visitor.seesBoth()
  await page.getByRole('tab', { name: 'Training', exact: true }).click()
  await page.getByRole('button', { name: 'InPCA alone' }).click()
  await expect(visitor.maps).toHaveCount(1)
  await page.getByRole('button', { name: 'InPCA beside the map' }).click()
  await visitor.seesBoth()

  // Played from the beginning, and stopped on the way.
  await page.getByRole('button', { name: 'Play training' }).click()
  await expect.poll(() => visitor.moment()).toBeLessThan(1)
  const early = await visitor.moment()
  await expect.poll(() => visitor.moment()).toBeGreaterThan(early)
  // It may be at its end before a slow machine stops it.
  await page.getByRole('button', { name: 'Pause' }).click({ timeout: 4000 }).catch(() => undefined)
  await expect(page.getByRole('button', { name: 'Play training' })).toBeVisible()

  // By keys from checkpoint to checkpoint.
  await visitor.clock.focus()
  await page.keyboard.press('Home')
  await expect(visitor.clock).toHaveAttribute('aria-valuetext', 'Update 0 of 800')
  await page.keyboard.press('ArrowRight')
  await expect(visitor.clock).toHaveAttribute('aria-valuetext', /^Update [1-9]\d* of 800$/)
  await page.keyboard.press('End')
  await expect(visitor.clock).toHaveAttribute('aria-valuetext', 'Update 800 of 800')

  // At equal progress, by hand.
  await visitor.walks('By progress')
  const track = (await page.locator('.Timeline-track').boundingBox())!
  await page.mouse.move(track.x + track.width * 0.8, track.y + 16)
  await page.mouse.down()
  await page.mouse.move(track.x + track.width * 0.6, track.y + 16)
  await page.mouse.move(track.x + track.width * 0.5, track.y + 16)
  await page.mouse.up()
  await expect(visitor.clock).toHaveAttribute('aria-valuetext', 'Progress 0.50')

  // The panels read the pictures with their numbers.
  await expect(visitor.panel('Axes')).toContainText(/One axis explains 0\.9\d\d of the stress.*axis 3 is negative/)
  await page.getByRole('textbox', { name: 'Axes shown' }).fill('4')
  await page.keyboard.press('Enter')
  await expect(visitor.panel('True and shown distances')).toContainText(/With four axes 0\.\d+ of the distances remains/)
  await expect(visitor.panel('True and shown distances').getByRole('img', { name: /with 4 of 10 axes/ })).toBeVisible()
  const progress = visitor.panel('Progress')
  await expect(progress).toContainText(/Spearman ρ\s=\s0\.9\d, n\s=\s768/)
  await visitor.panel('Road and tube').scrollIntoViewIfNeeded()
  await expect(visitor.panel('Road and tube')).toContainText(/At progress 0\.5 runs lie 0\.\d+ off the road, and 0\.\d+ from the mean/, { timeout: 90_000 })
  await visitor.panel('Progress').getByRole('button', { name: /^How it works/ }).click()
  await expect(page.getByRole('dialog', { name: 'Training as trajectories' })).toContainText('not confirmed')
  await page.keyboard.press('Escape')

  // One run, chosen on its curve, is chosen on both pictures.
  const curves = progress.getByRole('application')
  await curves.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await visitor.seesChosen(1)
  // And a box around checkpoints lists them, and chooses their runs.
  const frame = (await visitor.maps.nth(1).boundingBox())!
  await page.keyboard.press('b')
  await page.mouse.move(frame.x + frame.width * 0.35, frame.y + frame.height * 0.2)
  await page.mouse.down()
  await page.mouse.move(frame.x + frame.width * 0.5, frame.y + frame.height * 0.6)
  await page.mouse.move(frame.x + frame.width * 0.65, frame.y + frame.height * 0.9)
  await page.mouse.up()
  const brushed = visitor.panel('Brushed checkpoints')
  await expect(brushed).toContainText(/\d+ checkpoints of \d+ runs, between progress/)
  await brushed.getByRole('row').nth(1).getByRole('button').click()
  await visitor.seesChosen(1)

  // A link, for somebody who has never been here.
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const address = page.getByRole('textbox', { name: 'Link to what is on screen' })
  let link = ''
  await expect(async () => {
    const last = link
    link = await address.inputValue()
    expect(link).toMatch(/#v1\./)
    expect(link).toBe(last)
  }).toPass({ intervals: [800], timeout: 60_000 })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const other = new Walker(await context.newPage())
  await other.page.goto(link)
  await other.seesBoth()
  await other.seesChosen(1)
  await expect(other.clock).toHaveAttribute('aria-valuetext', 'Progress 0.50')
  await expect(other.page.getByRole('tab', { name: 'Training', exact: true })).toHaveAttribute('aria-selected', 'true')
  await expect(other.panel('True and shown distances')).toContainText('With four axes')
  expect(other.complaints).toEqual([])
  expect(visitor.complaints).toEqual([])
})

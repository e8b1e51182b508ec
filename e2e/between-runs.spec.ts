// Runs held against one another: their table and tree, the null beside the claim, averages, and a pair that predicts alike and represents differently, found and
// looked at.
import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

const RUNS = '48 networks caught sixteen times on their way'

class Comparer extends Visitor {
  panel(name: string): Locator { return this.page.getByRole('region', { name, exact: true }) }
  get chosen(): Locator { return this.page.locator('.SelectionBar-count') }
}

test('runs are compared: a branch and a pair are chosen, the null is in every sentence, and whoever predicts alike is found', async ({ page }) => {
  test.slow()
  const visitor = new Comparer(page)
  await visitor.opens()
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  await page.getByRole('dialog', { name: 'Maps' }).getByRole('button', { name: RUNS, exact: true }).click()
  await expect(visitor.map).toHaveAccessibleName(/Map of 48 networks/)
  // It shows both pictures side by side; here is one of them at first.
  await page.getByRole('button', { name: 'Close the second picture' }).click()
  await page.getByRole('combobox', { name: 'Picture', exact: true }).selectOption({ label: 'InPCA of predictions' })
  await page.getByRole('tab', { name: 'Training', exact: true }).click()

  // The table with its tree; another configuration, and another way of standing at the same place.
  const between = visitor.panel('Between runs')
  await expect(between).toContainText(/48 runs in 8 configurations: with the same architecture they lie 0\.\d+ nats apart/, { timeout: 120_000 })
  await between.getByRole('combobox', { name: 'What makes a configuration' }).selectOption({ label: 'Optimiser' })
  await expect(between).toContainText(/48 runs in 3 configurations: with the same optimiser/, { timeout: 120_000 })
  await between.getByRole('button', { name: /^Adam/ }).click()
  await expect(visitor.chosen).toContainText('16')
  const tree = between.getByRole('application', { name: /^Tree of 48 runs/ })
  await tree.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(visitor.chosen).toContainText('48')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(visitor.chosen).not.toContainText('48')
  await between.getByRole('application', { name: /^Distances between training runs/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(between).toContainText(/#\d+ .* to #\d+ .*: 0\.\d+, shuffled 0\.\d+/)
  await page.keyboard.press('Enter')
  await expect(visitor.chosen).toContainText('2')

  // The null beside the claim, and what is not shown.
  const against = visitor.panel('Against the null')
  await expect(against).toContainText(/\d+ of 768 pairs of runs with a different optimiser are closer than the same two runs with shuffled examples; ratio 0\.\d\d/)
  await expect(against).toContainText(/\d+ of 360 pairs of runs with the same optimiser/)
  await expect(against).toContainText(/in part|It is not shown that the runs are the same/)
  await expect(visitor.panel('Map of the runs')).toContainText(/Two axes explain 0\.\d\d of the stress: runs as wholes are not low-dimensional/)

  // What takes longer begins when one looks.
  const factors = visitor.panel('Which factor explains the distances')
  await factors.scrollIntoViewIfNeeded()
  await expect(factors).toContainText(/R²\s−?0\.\d\d for runs that were not seen, 1,128 pairs/, { timeout: 120_000 })
  const averages = visitor.panel('Averages')
  await averages.scrollIntoViewIfNeeded()
  await expect(averages).toContainText(/errs less than its runs in 3 of 3 configurations/, { timeout: 120_000 })
  await averages.getByRole('combobox', { name: 'Another average' }).selectOption({ label: 'harmonic' })
  await expect(averages.getByRole('row')).toHaveCount(4)

  // A pair that predicts alike and represents differently, on both pictures and side by side.
  const alike = visitor.panel('Alike here, apart there')
  await alike.scrollIntoViewIfNeeded()
  await expect(alike).toContainText(/Most strikingly #\d+ and #\d+/, { timeout: 120_000 })
  await alike.getByRole('button', { name: 'Show both' }).click()
  await expect(visitor.maps).toHaveCount(2)
  await alike.getByRole('button', { name: /^#\d+ and #\d+$/ }).first().click()
  for (const k of [0, 1]) await expect(visitor.maps.nth(k)).toHaveAccessibleName(/\b2 selected/)
  await alike.getByRole('button', { name: 'Compare' }).first().click()
  await expect(page.getByRole('tab', { name: 'Compare', exact: true })).toHaveAttribute('aria-selected', 'true')
  await expect(visitor.panel('A against B')).toContainText(/#\d+ .*#\d+/)
  expect(visitor.complaints).toEqual([])
})

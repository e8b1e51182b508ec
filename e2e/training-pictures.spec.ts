// A visitor looks at training: two pictures of the same runs, other axes, one run chosen by keys, and the null on its own axes.
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

test('runs are walked by keys, chosen on both pictures, and seen on other axes and against their null', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  await page.getByText('48 networks caught sixteen times on their way').click()
  const picture = page.getByLabel('Picture', { exact: true })
  const second = page.getByLabel('Second picture', { exact: true })
  await expect(second).toBeVisible({ timeout: 30_000 })
  await second.selectOption({ label: 'InPCA of predictions' })
  const said = /^InPCA of predictions: 48 runs, 768 checkpoints\. Axes 1 and 2; the first explains 0\.\d+ of the stress/
  await expect(visitor.maps.nth(1)).toHaveAccessibleName(said, { timeout: 60_000 })

  // What stands in the other pane changes places.
  await picture.selectOption({ label: 'InPCA of predictions' })
  await expect(second).toHaveValue('phate')
  const runs = page.locator('.TrajectoryPane .MapView-surface')
  await expect(runs).toHaveAccessibleName(/48 runs/)

  await runs.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tooltip')).toContainText('progress')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(visitor.status).toContainText('1 of 48 selected')
  await expect(runs).toHaveAccessibleName(/1 selected/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(visitor.status).not.toContainText('selected')

  await picture.selectOption({ label: 'Null of the same runs' })
  await expect(page.getByText('Null: shuffled within classes')).toBeVisible()
  await expect(runs).toHaveAccessibleName(/^Null of the same runs: 48 runs/, { timeout: 60_000 })
  await visitor.button('Close the second picture').click()
  await expect(visitor.maps).toHaveCount(1)
  expect(visitor.complaints).toEqual([])
})

// Two groups are held against each other, two networks too, and every choice on the way can be taken back.
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

const [RIGHT, LEFT] = [[0.72, 0.2, 0.99, 0.55], [0.2, 0.48, 0.55, 0.7]] as const

test('two groups: their medians, effects, distances, matched diagrams; then undo, one step after the other', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Compare', exact: true }).click()
  const [a, b] = [page.getByRole('group', { name: 'Group A' }), page.getByRole('group', { name: 'Group B' })]
  await expect(a).toContainText('nobody yet')
  const good = await visitor.boxes(RIGHT)
  await a.getByRole('button', { name: /^Hold/ }).click()
  await expect(a).toContainText(`${good} networks`)
  const poor = await visitor.boxes(LEFT)
  await b.getByRole('button', { name: /^Hold/ }).click()
  await expect(b).toContainText(`${poor} networks`)

  // On this map accuracy rises to the right, so δ of test accuracy is positive for A, and its interval says as much.
  const accuracy = page.getByRole('row', { name: /^test accuracy/ })
  await expect(accuracy).toContainText(/0\.\d\d, 95 % interval 0\.\d\d to 0\.\d\d/)
  await expect(page.getByText(`n = ${good} and ${poor}.`)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Between them' })).toBeVisible()
  await expect(page.getByText(/Two networks across lie farther apart/)).toBeVisible()
  await expect(page.getByRole('application', { name: /^Diagrams of #\d+ and #\d+, matched at distance/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Classes from top to bottom/ })).toBeVisible()

  // A stretch of a distribution is a selection too.
  const picture = page.locator('.StepHistogram svg').first()
  await picture.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.locator('.SelectionBar-count')).not.toContainText(`${poor}`)

  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.locator('.SelectionBar-count')).toContainText(`${poor}`)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(b).toContainText('nobody yet')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(b).toContainText(`${poor} networks`)
  expect(visitor.complaints).toEqual([])
})

test('two networks: value by value, with their ranks among all', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  await page.getByRole('tab', { name: 'Compare', exact: true }).click()
  await page.getByRole('group', { name: 'Group A' }).getByRole('button', { name: /^Hold/ }).click()
  await visitor.boxes(LEFT)
  const second = page.getByRole('group', { name: 'Group B' })
  await second.getByRole('button', { name: /^Hold/ }).click()
  await expect(second).toContainText(/\d+ networks/)
  await page.keyboard.press('ControlOrMeta+z')
  // The other one from the table of the nearest, so that it is surely another.
  await page.getByRole('tab', { name: 'Network', exact: true }).click()
  await page.getByRole('button', { name: /^Open network \d+/ }).first().click()
  await page.getByRole('tab', { name: 'Compare', exact: true }).click()
  await second.getByRole('button', { name: /^Hold/ }).click()
  await expect(page.getByText(/They agree in \d+ of \d+ measures/)).toBeVisible()
  await expect(page.getByText(/They lie 0?\.?\d+.* apart/)).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

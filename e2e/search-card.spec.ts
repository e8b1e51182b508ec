// The card that grades ways of searching: from the Search tab to an answer on a small pool, and back to it by its link.
import { expect, test } from '@playwright/test'
import { seriousFindings } from './axe.ts'
import { Visitor } from './visitor.ts'

test('nine ways of searching are graded in the page, and the card says whether the map itself helps', async ({ page }) => {
  test.setTimeout(240_000)
  const visitor = new Visitor(page)
  await visitor.opens()
  const before = await visitor.counts()
  await page.getByRole('tab', { name: 'Search' }).click()
  await page.getByRole('button', { name: 'Grade it here' }).click()
  const card = page.getByRole('dialog', { name: 'Does the map find better settings?' })
  await expect(card.getByRole('radio', { name: '1,000' })).toBeChecked()
  await card.getByRole('radio', { name: '300', exact: true }).click()
  await expect(card.getByText(/^300 networks/)).toBeVisible()
  const link = await card.getByRole('textbox', { name: 'Link to this experiment' }).inputValue()

  await test.step('it is cancelled, and run again', async () => {
    await card.getByRole('button', { name: 'Run this experiment' }).click()
    await expect(card.getByRole('progressbar', { name: 'The experiment' })).toBeVisible()
    await card.getByRole('button', { name: 'Cancel' }).click()
    await expect(card.getByText(/^Stopped at \d+ of 300 networks/)).toBeVisible()
    await card.getByRole('button', { name: 'Run it again' }).click()
  })

  const found = card.getByRole('region', { name: 'What came of it' })
  await test.step('the answer, whichever way it falls, with the null and the control', async () => {
    const answer = found.getByRole('paragraph').first()
    await expect(answer).toHaveText(/: after 30 trainings the map’s vote is on average \d+\.\d\d points of accuracy short of the best of 300 networks, /, { timeout: 180_000 })
    await expect(answer).toHaveText(/, random search \d+\.\d\d \(p\s[=<]\s\d\.\d+\), and the same vote among neighbours in settings, without the map, \d+\.\d\d \(p\s/)
    const claims = found.getByRole('listitem').filter({ hasText: /^(holds|does not hold)/ })
    await expect(claims).toHaveCount(4)
    expect(await seriousFindings(page, 'dialog')).toEqual([])
    await expect(claims.nth(1)).toContainText(/The map itself helps the vote\. Regret after 30 trainings is .*, over 60 repeats at equal seeds\./)
  })

  await test.step('the chart is read by keys, and the table follows', async () => {
    const rows = found.getByRole('row')
    await expect(rows).toHaveCount(10)
    await expect(found.getByRole('columnheader', { name: 'regret after 30' })).toBeVisible()
    const random = rows.filter({ hasText: /^Random/ }).getByRole('cell').first()
    const end = Number.parseFloat(await random.innerText())
    await found.getByRole('application', { name: /^Regret against budget, medians of 60 repeats/ }).focus()
    for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight')
    await expect(found.getByRole('columnheader', { name: 'regret after 7' })).toBeVisible()
    expect(Number.parseFloat(await random.innerText())).toBeGreaterThan(end)
  })

  await test.step('the link brings the card with its pool, and trains nothing', async () => {
    expect(await visitor.counts()).toEqual(before)
    await page.goto('about:blank')
    await page.goto(link)
    await expect(card.getByRole('radio', { name: '300', exact: true })).toBeChecked()
    await expect(card.getByRole('button', { name: 'Run this experiment' })).toBeVisible()
    await expect(card.getByRole('progressbar')).toBeHidden()
  })
  expect(visitor.complaints).toEqual([])
})

// Experiments from a cold page: a link opens a card and trains nothing, each card runs and states its answer with number and null, and the slider adds to its curve.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name })

/** Runs the card in front, and reads what came of it: the answer, then what is held against the paper. */
async function answers(card: Locator, button = 'Run this experiment'): Promise<{ answer: string, found: string[] }> {
  await card.getByRole('button', { name: button }).click()
  await expect(card.getByRole('progressbar', { name: 'The experiment' })).toBeVisible()
  const found = card.getByRole('region', { name: 'What came of it' })
  const claims = found.getByRole('listitem').filter({ hasText: /^(holds|does not hold)/ })
  await expect(claims.first()).toBeVisible({ timeout: 180_000 })
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  return { answer: plain(await found.getByRole('paragraph').first().innerText()), found: (await claims.allInnerTexts()).map(plain) }
}

test('a link opens a card, which waits for a press; every card answers with its number and its null', async ({ page }) => {
  test.setTimeout(420_000)
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  await page.getByRole('button', { name: 'Show the experiments' }).click()
  const list = dialog(page, 'Experiments')
  await expect(list.getByRole('listitem')).toHaveCount(5)
  await list.getByRole('button', { name: 'Does size matter?' }).click()
  const size = dialog(page, 'Does size matter?')
  const link = await size.getByRole('textbox', { name: 'Link to this experiment' }).inputValue()
  expect(link.length).toBeLessThan(2000)

  await test.step('the link', async () => {
    await page.goto('about:blank')
    await page.goto(link)
    await expect(size.getByRole('button', { name: 'Run this experiment' })).toBeVisible()
    await expect(size.getByRole('progressbar')).toBeHidden()
    await expect(visitor.map).toHaveAccessibleName(/Map of \d+ networks/)
  })
  const before = await visitor.counts()

  await test.step('Does size matter?', async () => {
    const { answer, found } = await answers(size)
    expect(answer).toMatch(/half-way after \d+ updates, the smaller after \d+ .* apart at equal progress \(null 0\.\d+\)\.$/)
    expect(found).toHaveLength(4)
    expect(found[0]).toMatch(/^holds\s+Different architectures, one road\. Runs of different architectures are 0\.\d+ apart at equal progress, the null 0\.\d+: .* ratio 0\.\d\d/)
    expect(found[1]).toMatch(/ρ = 0\.\d\d over 861 pairs, where shuffled sizes stay below 0\.\d\d \(p = 0\.\d+\)/)
    await expect(size.getByRole('img', { name: /42 training runs on the first two axes/ })).toBeVisible()
    await size.getByRole('button', { name: 'All experiments' }).click()
    await expect(list.getByText(/half-way after/)).toBeVisible()
  })

  await test.step('a card is cancelled, and run again', async () => {
    await list.getByRole('button', { name: 'Do corners rejoin?' }).click()
    const corners = dialog(page, 'Do corners rejoin?')
    await corners.getByRole('button', { name: 'Run this experiment' }).click()
    await corners.getByRole('button', { name: 'Cancel' }).click()
    await expect(corners.getByText(/^Stopped at \d+ of 54 networks/)).toBeVisible()
    const { answer, found } = await answers(corners, 'Run it again')
    expect(answer).toMatch(/^The road, late, but not the bundle: .* are 0\.\d+ from fresh runs \(null 0\.\d+\)/)
    expect(found[0]).toMatch(/permuted labels are 0\.\d+ from fresh runs at s = 0\.\d+ \(null 0\.\d+; .*From s = 0\.\d+ on they are closer than 0\.70 of the null/)
    await corners.getByRole('button', { name: 'All experiments' }).click()
  })

  await test.step('Do optimisers differ?', async () => {
    await list.getByRole('button', { name: 'Do optimisers differ?' }).click()
    const optimisers = dialog(page, 'Do optimisers differ?')
    const { answer, found } = await answers(optimisers)
    expect(answer).toMatch(/^Not in the road they take: .*\(null 0\.\d+\), .* 1\.\d\d times .* \(by chance up to 1\.\d\d\)\.$/)
    expect(found[0]).toMatch(/^holds\s+Different optimisers, one road\. Runs of different optimisers .* the null 0\.\d+/)
    expect(found[1]).toMatch(/a factor of \d\.\d\d, where shuffled names of optimisers stay below \d\.\d\d in 95 of 100 tries \(p = 0?\.?\d+/)
    await optimisers.getByRole('button', { name: 'All experiments' }).click()
  })

  await test.step('Digits against sloppy data, and another c', async () => {
    await list.getByRole('button', { name: 'Digits against sloppy data' }).click()
    const sloppy = dialog(page, 'Digits against sloppy data')
    const { answer, found } = await answers(sloppy)
    expect(answer).toMatch(/^Where the inputs are sloppy, if networks begin in corners: .*the null’s 0\.\d+ and 0\.\d+\); begun at ordinary weights/)
    expect(found[0]).toMatch(/^holds\s+Sloppy inputs, few axes: half of the networks from corners\. .*Digits: χ₃ = 0\.\d+ \(null 0\.\d+\)/)
    for (const c of ['0.5', '0.001']) expect(found[0]).toMatch(new RegExp(`c\\s=\\s${c}: χ₃ = 0\\.\\d+ \\(null 0\\.\\d+\\)`))
    expect(found[1]).toMatch(/^does not hold\s+Sloppy inputs, few axes: from ordinary weights alone/)
    await expect(sloppy.getByRole('figure')).toHaveCount(3)
    const box = sloppy.getByRole('textbox', { name: 'Decay c, typed' })
    await box.fill('0.05')
    await box.press('Enter')
    await expect(sloppy.getByRole('status').filter({ hasText: /c = 0.05: explained stress χ₁/ })).toBeVisible({ timeout: 60_000 })
    await expect(sloppy.getByRole('img', { name: /Explained stress of three axes: .*c 0\.05/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sloppy).toBeHidden()
  })

  // The page's own map is what it was, and what was found stays.
  expect(await visitor.counts()).toEqual(before)
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Experiments', exact: true }).click()
  await expect(list.getByRole('listitem').filter({ hasText: /null/ })).toHaveCount(4)
  expect(visitor.complaints).toEqual([])
})

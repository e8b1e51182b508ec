// What is measured of representations reaches the page: in the Network tab, as a colour, against accuracy, in a saved map, and explained.
import { expect, test } from '@playwright/test'
import { SMALL, Visitor } from './visitor.ts'

test('a trained population is measured; one network is read, the map coloured, the method explained, and the file keeps it all', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '8' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()

  // Measured after the training, without being asked; numbers stand beside the population's.
  const panel = page.getByRole('region', { name: 'Representation' })
  await expect(panel).toContainText(/\d\.\d\d of 7\.64 bits at σ = 1 median distance, t = 1/)
  await expect(panel.getByRole('region', { name: 'Class separation' })).toContainText(/Silhouette −?\d\.\d\d on a scale/)
  await expect(panel.getByRole('region', { name: 'Loops' })).toContainText(/The longest loop stays open over \d\.\d\d mean distances|No loop/)
  await expect(panel).toContainText(/in \d of the \d others|the highest of|none of the/)

  await page.getByRole('combobox', { name: /colour/i }).selectOption({ label: 'Spectral entropy' })
  await expect(visitor.map).toHaveAccessibleName(/coloured by spectral entropy/)

  for (const [group, title] of [['Entropy', 'Diffusion spectral entropy'], ['Class separation', 'Class separation']]) {
    await page.getByRole('button', { name: `How it works: ${group}` }).click()
    await expect(page.getByRole('dialog', { name: title })).toContainText('Formula')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }

  await page.getByRole('tab', { name: 'Selection' }).click()
  await page.getByRole('combobox', { name: 'Against' }).selectOption({ label: 'Spectral entropy' })
  await expect(page.getByText(/Accuracy .* spectral entropy/).first()).toBeVisible()

  const saved = await visitor.saves()
  const entropies = saved.detail!.measures.get('spectralEntropy')!
  expect(entropies).toHaveLength(saved.ids.length)
  expect(entropies.every(value => value >= 0 && value <= Math.log2(200))).toBe(true)
  expect(visitor.complaints).toEqual([])
})

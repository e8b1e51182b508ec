// A brought network of several layers in every panel that any network has: its pictures of weights, its answers, and each of its hidden layers measured.
import { expect, test } from '@playwright/test'
import { drops, sample } from './dropped.ts'
import { Visitor } from './visitor.ts'

test('a brought convolutional network is looked into layer by layer', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, [sample('made/cnn8x8/model.onnx', 'cnn.onnx')])
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  const card = page.getByRole('article', { name: 'cnn.onnx' })
  // Five nearest, and what share of the map it is ahead of, once it has been measured.
  await expect(card.getByRole('button', { name: /^Open network \d+$/ })).toHaveCount(5)
  for (const measure of ['Test accuracy', 'Parameters', 'Spectral entropy', 'Silhouette', 'Loops']) await expect(card).toContainText(new RegExp(`${measure}[\\d.,e-]+above`))
  await card.getByRole('button', { name: 'Look inside' }).click()

  const panel = (name: string) => page.getByRole('region', { name, exact: true })
  await expect(panel('Confusion')).toContainText(/538\s*right/)
  await expect(panel('First-layer weights')).toContainText('8 filters')
  await expect(panel('First-layer weights').getByRole('application', { name: /^Weights of 8 filters of the first layer/ })).toBeVisible()
  await expect(panel('Nearest networks').getByRole('row')).not.toHaveCount(0)

  // Entropy, separation and loops are those of the layer that is chosen.
  const representation = panel('Representation')
  await expect(representation).toContainText('The last hidden layer on 200 probes.')
  const last = await representation.innerText()
  await page.getByRole('combobox', { name: 'Hidden layer' }).selectOption({ label: 'conv1, 512 units' })
  await expect(representation).toContainText('conv1 on 200 probes; the others by their last hidden layer.')
  for (const measure of ['spectral entropy', 'silhouette']) await expect(representation).toContainText(measure)
  expect(await representation.innerText()).not.toBe(last)

  await page.getByRole('tab', { name: 'Entropy' }).click()
  const layers = panel('Entropy by layer of cnn.onnx')
  await expect(layers).toContainText(/conv1\s*512/)
  await expect(layers).toContainText(/conv2\s*108/)
  await page.getByRole('tab', { name: 'Persistence' }).click()
  await expect(panel('Diagram and barcode')).toContainText('cnn.onnx, 200 probes')
  await expect(page.getByText(/Loop born [\d.]+, died [\d.]+/)).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

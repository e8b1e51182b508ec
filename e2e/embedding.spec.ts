// Another distance, another dimension, another map beside it: the dots move, the status line says what made the picture.
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

test('the map by CKA morphs from where it is; in space and back; its settings stand on the status line', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const { mapped } = await visitor.counts()
  await expect(visitor.status).toContainText('Diffusion distance, scale mean, σ 0.5')
  await page.getByLabel('Distance', { exact: true }).selectOption('cka')
  await expect(page.getByLabel('Scale of distances')).toBeDisabled() // CKA has no kernel
  await visitor.button('Embed anew').click()
  await visitor.waits()
  await expect(visitor.status).toContainText('CKA distance')
  await expect(visitor.status).not.toContainText('σ')
  // Networks whose last layer is dead have no CKA: they are counted apart, and come back.
  const { mapped: byCka } = await visitor.counts()
  expect(byCka).toBeLessThanOrEqual(mapped)
  if (byCka < mapped) await expect(visitor.status).toContainText(`${mapped - byCka} without a place`)

  await page.getByLabel('Distance', { exact: true }).selectOption('diffusion')
  await page.getByRole('radiogroup', { name: 'Dimensions of the layout' }).getByRole('radio', { name: '3-D' }).click()
  await visitor.button('Embed anew').click()
  await visitor.waits()
  await expect(visitor.status).toContainText('3-D PHATE')
  const saved = await visitor.saves()
  expect(saved.manifest.geometry).toMatchObject({ metric: 'diffusion', dimensions: 3 })
  expect(saved.embedding).toHaveLength(3 * mapped)

  await page.getByRole('radiogroup', { name: 'Dimensions of the layout' }).getByRole('radio', { name: '2-D' }).click()
  await visitor.button('Embed anew').click()
  await visitor.waits()
  await expect(visitor.status).not.toContainText('3-D PHATE')
  expect((await visitor.counts()).mapped).toBe(mapped)
  expect(visitor.complaints).toEqual([])
})

test('first layers are those of networks made again from their seeds; all layers of unequal networks have no partners', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Layer', { exact: true }).selectOption('all')
  await expect(page.getByText(/These networks have \d to \d hidden layers, so layers have no fair partners/)).toBeVisible()
  await page.getByLabel('Layer', { exact: true }).selectOption('first')
  await visitor.button('Embed anew').click()
  await expect(page.getByText(/Layers \d+ %/)).toBeVisible()
  await visitor.waits()
  await expect(visitor.status).toContainText('first hidden layer')
  expect(visitor.complaints).toEqual([])
})

test('a kernel that is too narrow is warned of before a map is made with it', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ 'σ, width of the kernel': '0.02' })
  await expect(page.getByText(/networks are saturated: each probe sees only itself. Try a σ above 0.02/)).toBeVisible()
  await visitor.types({ 'σ, width of the kernel': '0.5' })
  await expect(page.getByText(/networks are saturated/)).toBeHidden()
})

test('a second map is made beside the first, by another distance, and closed again', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.button('Second map').click()
  await expect(page.getByLabel(/^Second map, CKA · last layer.* Map of \d+ networks/)).toBeVisible({ timeout: 90_000 })
  await page.getByLabel('Distance of the second map').selectOption('diffusion')
  await expect(page.getByLabel(/^Second map, Diffusion · last layer.* Map of \d+ networks/)).toBeVisible({ timeout: 90_000 })
  await visitor.button('Close the second map').click()
  await expect(page.getByLabel(/^Second map, /)).toBeHidden()
  await expect(visitor.status).toContainText('Diffusion distance')
  expect(visitor.complaints).toEqual([])
})

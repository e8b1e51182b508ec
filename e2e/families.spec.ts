// Two families on one map: drawn, told apart without colour, opened, taken along, trained on; and what the browser keeps of them is forgotten.
import { expect, test } from '@playwright/test'
import { unzipSync } from 'fflate'
import { readFile } from 'node:fs/promises'
import { SMALL, Visitor } from './visitor.ts'

const CONV = 'conv 3×3'

test('perceptrons and convolutional networks train together, and the map says which is which', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.choosesConvolutions()
  await visitor.types({ ...SMALL, 'Number of networks': '16' })
  await visitor.trains('Train as a new map')
  await visitor.waits()

  const { networks } = await visitor.saves()
  const families = networks.map(row => row.hyper?.family)
  expect(families).toContain('mlp')
  expect(families).toContain('conv')

  await expect(page.locator('.Legend')).toContainText('hollow: conv')
  await page.getByRole('combobox', { name: /colour/i }).selectOption({ label: 'Family' })
  await expect(visitor.map).toHaveAccessibleName(/coloured by family/)
  const mapped = networks.filter(row => row.outcome.divergedAt === null)
  const count = (family: string) => String(mapped.filter(row => row.hyper?.family === family).length)
  await expect(page.locator('.Legend-values li', { hasText: 'MLP' })).toContainText(count('mlp'))
  await expect(page.locator('.Legend-values li', { hasText: 'conv' })).toContainText(count('conv'))

  // A row of the groups selects one family, and a convolutional network says what it is made of.
  await page.getByRole('button', { name: /networks? with conv, median/ }).click()
  await expect(visitor.status).toContainText(`${count('conv')} of ${mapped.length}`)
  await page.getByRole('button', { name: /^Open network \d+/ }).first().click()
  await expect(page.locator('.NetworkHeader')).toContainText(CONV)
  expect(visitor.complaints).toEqual([])
})

test('data that are no pictures leave no choice of family, and say so', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.choosesConvolutions()
  await page.getByRole('combobox', { name: /data set/i }).selectOption('moons')
  const conv = page.getByRole('button', { name: 'Conv', exact: true })
  await expect(conv).toHaveAttribute('aria-disabled', 'true')
  await expect(conv).toHaveAttribute('aria-pressed', 'false')
  await expect(page.getByText('Convolutions need pictures').first()).toBeVisible()
  await visitor.types({ ...SMALL, 'Number of networks': '6' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const { networks } = await visitor.saves()
  expect(new Set(networks.map(row => row.hyper?.family))).toEqual(new Set(['mlp']))
  expect(visitor.complaints).toEqual([])
})

test('a network is downloaded for PyTorch and TensorFlow.js, and trained on as a new one', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '8' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const before = await visitor.counts()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  const weights = page.getByRole('region', { name: 'Weights', exact: true })
  await expect(weights).toContainText(/[1-9]\d* checkpoints kept/)

  const saved = async (label: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: `Download weights for ${label}` }).click()
    const file = await download
    return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) }
  }
  const torch = await saved('PyTorch')
  expect(torch.name).toMatch(/^network-\d+\.safetensors$/)
  const head = Number(new DataView(torch.bytes.buffer, torch.bytes.byteOffset).getBigUint64(0, true))
  const tensors = JSON.parse(new TextDecoder().decode(torch.bytes.subarray(8, 8 + head))) as Record<string, { dtype?: string }>
  expect(Object.values(tensors).filter(({ dtype }) => dtype === 'F32').length).toBeGreaterThanOrEqual(4)
  const tfjs = await saved('TensorFlow.js')
  expect(Object.keys(unzipSync(tfjs.bytes)).sort()).toEqual(['model.json', 'weights.bin'])

  await visitor.types({ 'Further epochs': '2' })
  await page.getByRole('button', { name: /^Train network \d+ on$/ }).click()
  await expect(async () => {
    const after = await visitor.counts()
    expect(after.mapped + after.diverged).toBe(before.mapped + before.diverged + 1)
  }).toPass()
  await visitor.waits()
  const { networks } = await visitor.saves()
  const further = networks.find(row => row.id === 8)!
  const first = networks.find(row => row.weightSeed === further.weightSeed)!
  expect(further.hyper!.epochs).toBe(first.hyper!.epochs + 2)
  expect(visitor.complaints).toEqual([])
})

test('what the browser keeps is counted, and forgotten when asked twice', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '6' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  await visitor.button('Kept in this browser: 6 networks').click()
  const dialog = page.getByRole('dialog', { name: 'Kept in this browser' })
  await dialog.getByRole('button', { name: 'Forget what is kept…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('It cannot be undone')
  await dialog.getByRole('button', { name: 'Forget 6 networks' }).click()
  await expect(dialog).toBeHidden()
  await expect(visitor.status).not.toContainText('Kept in this browser')
  await expect(visitor.map).toHaveAccessibleName(/Map of [1-6] networks/)
  await page.reload()
  await visitor.opens()
  await expect(visitor.status).toContainText('Ready-made')
  expect(visitor.complaints).toEqual([])
})

test('how long the population will take is foretold, and grows with it', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const foot = page.locator('.TrainActions-estimate')
  await visitor.types({ 'Number of networks': '4' })
  await expect(foot).toContainText(/^4 networks · about \d+ s to train/)
  await visitor.types({ 'Number of networks': '5000' })
  await expect(foot).toContainText(/^5,000 networks · about [\d.]+ (min|h) to train/)
  expect(visitor.complaints).toEqual([])
})

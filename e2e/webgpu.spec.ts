// With WebGPU there (a software adapter): it is found, known for what it is, not chosen by itself, and trains when it is chosen.
import { expect, test } from '@playwright/test'
import { SLOWER, Visitor } from './visitor.ts'

test('a software adapter is named and left alone', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await expect(visitor.status).toContainText('Software WebGPU: CPU')
  // Enough of them to be seen at it.
  await visitor.types({ ...SLOWER, 'Number of networks': '16' })
  await visitor.trains('Train as a new map')
  await expect(page.getByText('on the CPU').first()).toBeVisible()
  await visitor.button(/^Stop|^Cancel/).first().click()
  await visitor.waits()
})

test('chosen by hand, it trains a population and the points arrive', async ({ page }) => {
  test.setTimeout(420_000)
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('combobox', { name: /data set/i }).selectOption('moons')
  await visitor.types({ 'Width, from': '4', 'Width, to': '8', 'Epochs, from': '1', 'Epochs, to': '1', 'Number of networks': '8' })
  for (const depth of ['2', '3', '4']) await page.getByRole('group', { name: 'Depth' }).getByRole('button', { name: new RegExp(`^${depth}`) }).click()
  await page.getByRole('radio', { name: 'GPU', exact: true }).click()
  await visitor.trains('Train as a new map')
  await expect(page.getByText('on WebGPU').first()).toBeVisible()
  await visitor.waits(360_000)
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(8)
  await expect(visitor.notices).not.toContainText('lost')
  expect(visitor.complaints).toEqual([])
})

test('the GPU lost in the middle: said, nothing finished is lost, the rest is trained', async ({ page, browser }) => {
  test.setTimeout(420_000)
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('combobox', { name: /data set/i }).selectOption('moons')
  await visitor.types({ 'Width, from': '4', 'Width, to': '8', 'Epochs, from': '1', 'Epochs, to': '30', 'Number of networks': '10' })
  // Two depths are two batches: one has arrived when the GPU goes. Each has shaders to compile, which in software is what takes the time, and again after.
  for (const depth of ['3', '4']) await page.getByRole('group', { name: 'Depth' }).getByRole('button', { name: new RegExp(`^${depth}`) }).click()
  await page.getByRole('radio', { name: 'GPU', exact: true }).click()
  await visitor.trains('Train as a new map')
  await expect(page.getByText(/Training ([1-9]|10)\/10 networks/).first()).toBeVisible({ timeout: 120_000 })
  const crash = await browser.newBrowserCDPSession()
  await crash.send('Browser.crashGpuProcess').catch(() => undefined)
  await expect(visitor.notices).toContainText('The GPU was lost', { timeout: 60_000 })
  await visitor.waits(300_000)
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(10)
})

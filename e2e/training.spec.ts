// A person trains: points arrive, panels answer, the same seed gives the same map, and nothing finished is ever lost.
import { expect, test } from '@playwright/test'
import { SLOWER, SMALL, Visitor } from './visitor.ts'

test('a new population of 16 networks arrives on a map of its own, and one of them is read', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  // Epochs enough for several seconds on any machine: what is read below stands only while they train.
  await visitor.types({ ...SLOWER, 'Epochs, from': '120', 'Epochs, to': '160', 'Number of networks': '16' })
  await visitor.trains('Train as a new map')
  await expect(page.getByText(/Training \d+\/16 networks/).first()).toBeVisible()
  await expect(visitor.button(/Stop|Cancel/).first()).toBeVisible()

  // Points are on the map before the last has finished.
  await expect(visitor.map).toHaveAccessibleName(/Map of ([1-9]|1[0-5]) networks/, { timeout: 60_000 })
  await expect(visitor.progress).toBeVisible()
  await expect(page.locator('.Progress-facts')).toContainText(/\d\/s.*left/)

  await visitor.waits()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(16)
  await expect(visitor.status).toContainText('Made here')

  const title = await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  await expect(page.getByRole('heading', { name: `Network ${/#(\d+)/.exec(title)![1]}`, exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nearest networks' })).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

test('train more here adds to the ready-made map', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const before = await visitor.counts()
  await visitor.types({ ...SMALL, 'Number of networks': '5' })
  await visitor.trains('Train more here')
  await visitor.waits()
  const after = await visitor.counts()
  expect(after.mapped + after.diverged).toBe(before.mapped + before.diverged + 5)
  expect(visitor.complaints).toEqual([])
})

test('same seed, same settings: the same map; and a saved map opens as it was', async ({ page }) => {
  const visitor = new Visitor(page)
  const trained = async () => {
    await visitor.opens()
    await visitor.types({ ...SMALL, 'Number of networks': '12', Seed: '77' })
    await visitor.trains('Train as a new map')
    await visitor.waits()
    return visitor.saves()
  }
  const [first, second] = [await trained(), await trained()]
  expect(second.networks).toEqual(first.networks)
  expect(second.embedding).toEqual(first.embedding)
  expect(second.detail).toEqual(first.detail)
  expect(first.activations!.map(network => network.id)).toEqual(first.ids)

  const saving = page.waitForEvent('download')
  await visitor.savesMap()
  const file = await (await saving).path()
  await visitor.opens()
  await visitor.files.setInputFiles(file)
  await expect(visitor.status).toContainText('From a file')
  expect((await visitor.counts()).mapped).toBe(first.ids.length)
  const again = await visitor.saves()
  expect(again.embedding).toEqual(first.embedding)
  expect(again.detail!.distances).toEqual(first.detail!.distances)
})

test('other data: spirals', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('combobox', { name: /data set/i }).selectOption('spirals')
  await expect(page.getByText('other data need a map of their own').first()).toBeVisible()
  await visitor.types({ ...SMALL, 'Number of networks': '8' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(8)
  await expect(visitor.status).toContainText('Spirals')
  expect(visitor.complaints).toEqual([])
})

test('stopping keeps what has finished', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '400' })
  await visitor.trains('Train as a new map')
  const stop = visitor.button(/^Stop, keep \d\d/)
  await stop.click({ timeout: 90_000 })
  await visitor.waits()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBeGreaterThanOrEqual(10)
  expect(mapped + diverged).toBeLessThan(400)
  expect(visitor.complaints).toEqual([])
})

test('representations are measured while others still train: when the map is finished, little is left to measure', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SLOWER, 'Number of networks': '60' })
  await visitor.trains('Train as a new map')
  // What can be coloured by is what has been measured of anybody on the map.
  await expect(page.getByRole('combobox', { name: /colour/i }).getByRole('option', { name: 'Spectral entropy' })).toBeAttached({ timeout: 90_000 })
  await expect(page.getByText(/Training \d+\/60 networks/).first()).toBeVisible()
  await visitor.waits()
  await page.getByRole('combobox', { name: /colour/i }).selectOption({ label: 'Spectral entropy' })
  const { detail, ids } = await visitor.saves()
  const entropies = detail!.measures.get('spectralEntropy')!
  expect(entropies).toHaveLength(ids.length)
  expect(entropies.every(Number.isFinite)).toBe(true)
  expect(visitor.complaints).toEqual([])
})

test('a training worker killed in the middle loses nothing that had finished, and the rest is trained', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SLOWER, 'Number of networks': '20' })
  await visitor.trains('Train as a new map')
  await expect(visitor.map).toHaveAccessibleName(/Map of ([6-9]|1\d) networks/, { timeout: 60_000 })
  const finished = (await visitor.counts()).mapped
  const workers = page.workers().filter(worker => worker.url().includes('train.worker'))
  expect(workers.length).toBeGreaterThan(0)
  for (const worker of workers) await worker.evaluate(() => self.close())
  await expect(visitor.notices).toContainText('A training worker ended unexpectedly', { timeout: 60_000 })
  expect((await visitor.counts()).mapped).toBeGreaterThanOrEqual(finished)
  await visitor.waits()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(20)
})

test('the geometry worker killed after training is begun again from its journal', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '8' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const before = await visitor.saves()
  await page.workers().find(worker => worker.url().includes('geometry.worker'))!.evaluate(() => { setTimeout(() => { throw new Error('killed') }) }).catch(() => undefined)
  const after = await visitor.saves()
  expect(after.detail!.distances).toEqual(before.detail!.distances)
})

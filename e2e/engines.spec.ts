// Engines: measured and shown, as many workers as were asked for, and whatever happens to one of them the same networks in the end.
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { MapFile } from '../src/formats/map-file.ts'
import { SLOWER, Visitor } from './visitor.ts'

const trainers = (page: Page) => page.workers().filter(worker => worker.url().includes('train.worker'))

/** What training made, whatever the order in which it came. */
const made = ({ networks, detail, activations }: MapFile) => {
  const byId = <T extends { id: number }>(list: readonly T[]): T[] => [...list].sort((a, b) => a.id - b.id)
  return { networks: byId(networks), details: byId(detail!.details), activations: byId(activations!) }
}

test('the engine is measured when the page is at rest, and says how fast it is', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const engines = page.getByRole('list', { name: 'Engines' })
  await expect(engines).toContainText(/CPU, \d+ workers?/)
  await expect(engines).toContainText(/about \d[\d,.]* networks\/s/)
  // Whoever tried it out has gone home.
  await expect.poll(() => trainers(page).length).toBe(0)
  const speed = async (): Promise<number> => Number(/about ([\d,.]+) networks/.exec(await engines.innerText())![1].replaceAll(',', ''))
  await visitor.types({ 'CPU workers, number': '1' })
  await expect(engines).toContainText('CPU, 1 worker')
  const one = await speed()
  await visitor.types({ 'CPU workers, number': '8' })
  await expect(engines).toContainText('CPU, 8 workers')
  // Beyond the cores they take turns; what is shown is rounded.
  const atOnce = Math.min(8, await page.evaluate(() => navigator.hardwareConcurrency))
  expect(await speed() / one).toBeGreaterThan(0.8 * atOnce)
  expect(await speed() / one).toBeLessThan(1.25 * atOnce)
  await visitor.types({ 'CPU workers, number': '65' })
  await expect(page.getByText(/orkers: 65 is too many; choose 1 to 64/)).toBeVisible()
  // What was chosen is found again at the next visit; what was refused is not.
  await page.getByRole('radio', { name: 'CPU', exact: true }).click()
  await visitor.reloads()
  await expect(engines).toContainText('CPU, 8 workers')
  await expect(page.getByRole('radio', { name: 'CPU', exact: true })).toBeChecked()
  expect(visitor.complaints).toEqual([])
})

test('as many workers train as were asked for, and none stays when they are done', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SLOWER, 'Number of networks': '24' })
  for (const count of [3, 1]) {
    await visitor.types({ 'CPU workers, number': String(count) })
    await visitor.trains('Train as a new map')
    await expect.poll(() => trainers(page).length).toBe(count)
    await visitor.button(/^Stop|^Cancel/).first().click()
    await visitor.waits()
    // A worker that was sent home is gone a moment later.
    await expect.poll(() => trainers(page).length).toBe(0)
  }
  expect(visitor.complaints).toEqual([])
})

test('one of two training workers killed in the middle: the networks are those of a training in peace', async ({ browser }) => {
  /** In a browser of its own, which remembers nothing. */
  const trained = async (disturb: (visitor: Visitor) => Promise<void>): Promise<MapFile> => {
    const page = await browser.newPage()
    const visitor = new Visitor(page)
    await visitor.opens()
    await visitor.types({ ...SLOWER, 'Number of networks': '24', Seed: '5', 'CPU workers, number': '2' })
    await visitor.trains('Train as a new map')
    await disturb(visitor)
    await visitor.waits()
    const map = await visitor.saves()
    await page.close()
    return map
  }
  const inPeace = await trained(async () => undefined)
  const disturbed = await trained(async ({ page, notices }) => {
    await expect.poll(() => trainers(page).length).toBe(2)
    await trainers(page)[0].evaluate(() => { setTimeout(() => { throw new Error('killed by a test') }) })
    await expect(notices).toContainText('A training worker ended unexpectedly')
  })
  expect(made(disturbed)).toEqual(made(inPeace))
})

// Entropy follows the hand: every dot moves with σ and t, and no worker is asked; it colours the map, and what is selected shows its spectrum and classes.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

interface Call { what: string, milliseconds: number | null }

/** Writes down every question to a worker and how long its answer took; signs of life do not count, nor that the view is kept. */
async function listenToWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const calls: Call[] = []
    Object.assign(window, { calls })
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
      const { id, path } = message as { id?: string, path?: string[] }
      if (id && path && !path.includes('beat') && path.join('.') !== 'look') {
        const call: Call = { what: path.join('.'), milliseconds: null }
        calls.push(call)
        const asked = performance.now()
        this.addEventListener('message', event => { if ((event.data as { id?: string } | null)?.id === id) call.milliseconds = performance.now() - asked })
      }
      post.call(this, message, ...rest)
    }
  })
}

const callsSince = (page: Page, from: number): Promise<Call[]> => page.evaluate(at => (window as unknown as { calls: Call[] }).calls.slice(at), from)

test('the entropy sliders move all dots without a worker; the map takes their colour; a box shows spectra and classes', async ({ page }) => {
  await listenToWorkers(page)
  const visitor = new Visitor(page)
  await visitor.opens()
  // What a page at rest asks its workers has been asked.
  await expect(page.getByRole('list', { name: 'Engines' })).toContainText(/about \d[\d,.]* networks\/s/)
  await page.getByRole('tab', { name: 'Entropy' }).click()
  const panel = page.getByRole('region', { name: 'Entropy against' })
  await expect(panel).toContainText(/Spearman ρ\s=\s−?0\.\d\d, n\s=\s\d+, at σ\s=\s1 median distance, t\s=\s1\./)
  // The first width stands before the others are there; then all of them are.
  await expect(panel.getByRole('status')).toBeHidden({ timeout: 120_000 })

  const dots = () => panel.locator('.EntropyPicture svg path').evaluateAll(paths => paths.map(path => path.getAttribute('d')).join(' '))
  const said = () => panel.locator('.Panel-say').innerText()
  const t = panel.getByRole('slider', { name: 't, slider' })
  const sigma = panel.getByRole('slider', { name: 'σ, slider' })
  const before = (await callsSince(page, 0)).length
  let last = { dots: await dots(), said: await said() }
  for (const [slider, key] of [[t, 'ArrowRight'], [t, 'ArrowRight'], [sigma, 'ArrowLeft'], [sigma, 'ArrowLeft'], [t, 'End'], [sigma, 'End'], [t, 'Home']] as const) {
    await slider.press(key)
    await expect.poll(said).not.toBe(last.said)
    await expect.poll(dots).not.toBe(last.dots)
    last = { dots: await dots(), said: await said() }
  }
  const calls = await callsSince(page, before)
  expect(calls.filter(({ milliseconds }) => milliseconds === null || milliseconds > 50)).toEqual([])
  expect(calls).toEqual([])
  expect(last.said).toMatch(/σ\s=\s2 median distance, t\s=\s0\.5/)

  // A number between the stops; one that is no time is refused, and the old one holds.
  await visitor.types({ t: '3.7' })
  await expect(panel.locator('.Panel-say')).toContainText(/t\s=\s3\.7/)
  await visitor.types({ t: '-1' })
  await expect(panel).toContainText('t = −1 cannot be used')
  await expect(panel.locator('.Panel-say')).toContainText(/t\s=\s3\.7/)

  await panel.getByRole('button', { name: 'Colour the map by it' }).click()
  await expect(visitor.map).toHaveAccessibleName(/coloured by spectral entropy at σ 2 median, t 3\.7/)
  await visitor.types({ t: '2' })
  await expect(visitor.map).toHaveAccessibleName(/coloured by spectral entropy at σ 2 median, t 2/)

  // Whether the sign holds, over all widths and times; a cell takes both over.
  const holds = page.getByRole('region', { name: 'Does the sign hold?' })
  await expect(holds.getByRole('button')).toHaveCount(49 + 1)
  await holds.getByRole('button', { name: /at σ 0\.5, t 5$/ }).click()
  await expect(panel.locator('.Panel-say')).toContainText(/σ\s=\s0\.5 median distance, t\s=\s5/)

  await panel.locator('.EntropyPicture').scrollIntoViewIfNeeded()
  const picture = (await panel.locator('.EntropyPicture svg').boundingBox())!
  await page.mouse.move(picture.x + 40, picture.y + 24)
  await page.mouse.down()
  await page.mouse.move(picture.x + picture.width - 10, picture.y + 70, { steps: 4 })
  await page.mouse.up()
  await expect(visitor.status).toContainText(/\d+ of \d+ selected/)
  await expect(page.getByRole('region', { name: 'Eigenvalue decay' })).toContainText(/\d+ networks: \d\.\d\d of 7\.64 bits \(median\)/)

  await page.getByRole('tab', { name: 'Classes' }).click()
  await expect(page.getByRole('region', { name: 'Separation and accuracy' })).toContainText(/Among the selected, .*silhouette: Spearman ρ/)
  await expect(page.getByRole('region', { name: 'Class by class' })).toContainText(/Class \d stands most apart \(silhouette −?\d\.\d\d\)/)
  await expect(page.getByRole('region', { name: 'Which classes lie close' })).toContainText(/\d and \d lie closest/)
  await expect(page.getByRole('region', { name: 'CKA to the labels' })).toContainText(/networks: 0\.\d{3} \(median\)/)
  expect(visitor.complaints).toEqual([])
})

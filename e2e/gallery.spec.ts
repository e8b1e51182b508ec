// The ready-made maps: each is chosen from its card, comes with its count and its view, answers questions, and there is a way back.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { galleryFrom } from '../src/formats/gallery-index.ts'
import { writeMap } from '../src/formats/map.ts'
import { drops } from './dropped.ts'
import { SMALL, Visitor } from './visitor.ts'

const list = galleryFrom(JSON.parse(readFileSync(new URL('../public/maps/index.json', import.meta.url), 'utf8')))

/** What a visitor sees of each one's view. */
const VIEWS: Record<string, { colour: string, dock: string | null, tab: string }> = {
  digits: { colour: 'test accuracy', dock: null, tab: 'Selection' },
  population: { colour: 'test accuracy', dock: 'Hyper-parameters', tab: 'Selection' },
  spirals: { colour: 'learning rate', dock: 'Hyper-parameters', tab: 'Selection' },
  trajectories: { colour: 'family', dock: null, tab: 'Selection' },
  families: { colour: 'family', dock: null, tab: 'Compare' },
}

test('every map of the gallery opens with its networks and its view, and the first one comes back', async ({ page }) => {
  test.setTimeout(180_000)
  const visitor = new Visitor(page)
  await visitor.opens()
  const dialog = page.getByRole('dialog', { name: 'Maps' })
  for (const { name, title, networks, about } of [...list.slice(1), list[0]]) {
    await page.getByRole('button', { name: 'Maps', exact: true }).click()
    await expect(dialog.getByRole('listitem')).toHaveCount(list.length)
    const card = dialog.getByRole('button', { name: title, exact: true })
    await expect(card).toHaveAccessibleDescription(new RegExp(`^${about.slice(0, 30).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}.*${networks.toLocaleString('en-US')} networks`))
    await expect(card).not.toHaveAttribute('aria-current')
    await card.click()
    await expect(dialog).toBeHidden()
    const { colour, dock, tab } = VIEWS[name]
    await expect(visitor.map).toHaveAccessibleName(new RegExp(`coloured by ${colour}`))
    await expect.poll(async () => {
      const { mapped, diverged } = await visitor.counts()
      return mapped + diverged
    }).toBe(networks)
    await expect(page.getByRole('tab', { name: tab, exact: true })).toHaveAttribute('aria-selected', 'true')
    if (dock) await expect(page.getByRole('tab', { name: dock, exact: true })).toHaveAttribute('aria-selected', 'true')
    if (tab === 'Selection' && name !== 'spirals') await expect(page.getByText(about)).toBeAttached()
  }
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  await expect(dialog.getByRole('button', { name: list[0].title, exact: true })).toHaveAttribute('aria-current', 'true')
  expect(visitor.complaints).toEqual([])
})

test('a map is opened by command, keys only', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const { title, networks } = list.find(({ name }) => name === 'trajectories')!
  await page.keyboard.press('?')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await page.keyboard.type('open map way')
  await expect(page.getByRole('option', { name: `Open map: ${title}` })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${networks} networks, coloured by family`))
  expect(visitor.complaints).toEqual([])
})

test('more is trained on a map that keeps no activations: its own networks are trained again first', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '6', Seed: '8' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const made = await visitor.saves()
  // Without what is kept of them, so that nothing but their seeds and settings can bring them back; and in a fresh visit.
  await page.getByRole('button', { name: 'Kept in this browser: 6 networks' }).click()
  await visitor.button('Forget what is kept…').click()
  await visitor.button('Forget 6 networks').click()
  await visitor.opens()
  await drops(page, [{ name: 'bare.npz', bytes: writeMap({ ...made, activations: null, checkpoints: null, states: null }) }])
  await expect(visitor.map).toHaveAccessibleName(/Map of 6 networks/)
  await visitor.types({ 'Number of networks': '4' })
  await visitor.trains('Train more here')
  await visitor.waits()
  expect((await visitor.counts()).mapped).toBe(10)
  const again = await visitor.saves()
  expect(again.activations!.filter(({ id }) => made.ids.includes(id))).toEqual(made.activations)
  expect(visitor.complaints).toEqual([])
})

test('a map that cannot be fetched leaves the one on screen, and says so in a sentence', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const before = await visitor.counts()
  await page.route('**/maps/spirals.npz', route => route.abort())
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  await page.getByRole('dialog', { name: 'Maps' }).getByRole('button', { name: /spirals/ }).click()
  await expect(page.getByText(/could not be opened: spirals.npz could not be fetched/)).toBeVisible()
  expect(await visitor.counts()).toEqual(before)
})

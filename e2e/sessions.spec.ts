// Sessions that the browser keeps: a new map makes the one before a past one, each comes back with its networks and as it was looked at, and
// nothing goes that was not asked for.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { readMap } from '../src/formats/map.ts'
import { SLOWER, SMALL, Visitor } from './visitor.ts'
import { written } from './written.ts'

const FIRST = { ...SMALL, 'Number of networks': '12', Seed: '77' }
const SECOND = { ...SMALL, 'Number of networks': '7', Seed: '5' }

/** Until the vault has the map, and the view with it. */
async function rests(visitor: Visitor): Promise<void> {
  await visitor.waits()
  await expect(visitor.status).toContainText('Kept in this browser')
  await written(visitor.page)
}

async function trained(visitor: Visitor, fields: Record<string, string>): Promise<void> {
  await visitor.types(fields)
  await visitor.button('Train as a new map').first().click() // over before one sees its progress, perhaps
  await expect(visitor.status).toContainText(`Kept in this browser: ${fields['Number of networks']} networks`)
  await rests(visitor)
}

async function command(page: Page, typed: string): Promise<void> {
  await page.getByRole('button', { name: 'Commands and keys' }).click()
  await page.getByRole('combobox', { name: 'Find a command' }).fill(typed)
  await page.keyboard.press('Enter')
}

/** A box over most of the map. */
async function selects(visitor: Visitor): Promise<number> {
  const { page } = visitor
  const frame = (await visitor.map.boundingBox())!
  await page.keyboard.press('b')
  await page.mouse.move(frame.x + 0.02 * frame.width, frame.y + 0.15 * frame.height)
  await page.mouse.down()
  await page.mouse.move(frame.x + 0.5 * frame.width, frame.y + 0.5 * frame.height)
  await page.mouse.move(frame.x + 0.98 * frame.width, frame.y + 0.7 * frame.height)
  await page.mouse.up()
  const count = page.locator('.SelectionBar-count')
  await expect(count).toContainText(/[1-9]/)
  return Number(/\d+/.exec(await count.innerText())![0])
}

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /^Sessions kept/ })
const row = (page: Page, name: string | RegExp): Locator => dialog(page).getByRole('listitem').filter({ hasText: name })

async function opensSessions({ page }: Visitor): Promise<void> {
  await page.locator('.StatusLine-kept').click()
  await expect(dialog(page).getByRole('listitem').first()).toBeVisible()
}

test('two sessions: each comes back as it was looked at; the past one is opened, renamed, saved without leaving the other, and deleted', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await trained(visitor, FIRST)
  const first = await visitor.counts()
  await command(page, 'Colour by learning rate')
  await expect(visitor.map).toHaveAccessibleName(/coloured by learning rate/)
  const selected = await selects(visitor)
  await command(page, 'Save the selection as group A')
  await command(page, 'Show Compare')
  await expect(page.getByRole('group', { name: 'Group A' })).toContainText(`${selected} network`)
  await rests(visitor)

  await trained(visitor, SECOND)
  const second = await visitor.counts()
  await command(page, 'Show Table')
  await command(page, 'Palette: magma')
  await rests(visitor)
  await page.reload()
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${second.mapped} networks?, coloured by`))
  await expect(page.getByRole('grid', { name: 'Networks' })).toBeVisible()
  await expect(page.getByRole('group', { name: 'Group A' }).getByText(`${selected} network`)).toHaveCount(0)

  // Saved as a file without a change on screen.
  await opensSessions(visitor)
  const past = row(page, '12 networks on')
  const downloading = page.waitForEvent('download')
  await past.getByRole('button', { name: 'Save as file' }).click()
  const file = readMap(new Uint8Array(await readFile(await (await downloading).path())))
  expect(file.networks).toHaveLength(12)
  expect(file.manifest.recipe?.seed).toBe(77)
  expect(file.states?.size ?? 0).toBe(first.mapped)
  expect(file.activations).toHaveLength(first.mapped)
  expect(file.manifest.view).toMatchObject({ tab: 'compare' })
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${second.mapped} network`))

  // A name, which stays.
  await past.getByRole('button', { name: /^Rename/ }).click()
  await page.getByRole('textbox', { name: /^Name of/ }).fill('The first dozen')
  await page.keyboard.press('Enter')
  await expect(row(page, 'The first dozen').getByRole('button', { name: 'Rename The first dozen' })).toBeFocused()
  await expect(dialog(page).getByRole('status')).toContainText('Renamed')

  // Opened: its networks, its colour, its group; the other one is past now.
  await row(page, 'The first dozen').getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${first.mapped} networks?, coloured by learning rate`))
  await expect(page.getByRole('group', { name: 'Group A' })).toContainText(`${selected} network`)
  await expect(page.locator('.SelectionBar-count')).toContainText(String(selected))
  await rests(visitor)
  await page.reload()
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${first.mapped} networks?, coloured by learning rate`))
  await expect(page.locator('.SelectionBar-count')).toContainText(String(selected))

  // Deleted when asked twice: one that is not on screen, then the one that is.
  await opensSessions(visitor)
  await expect(row(page, 'The first dozen')).toContainText('on screen')
  await row(page, '7 networks on').getByRole('button', { name: 'Delete…' }).click()
  await row(page, '7 networks on').getByRole('button', { name: 'Delete 7 networks' }).click()
  await expect(row(page, '7 networks on')).toHaveCount(0)
  await expect(dialog(page).getByRole('status')).toContainText('is deleted')
  await row(page, 'The first dozen').getByRole('button', { name: 'Delete…' }).click()
  await row(page, 'The first dozen').getByRole('button', { name: 'Delete 12 networks' }).click()
  await expect(dialog(page)).toContainText('Nothing is kept yet')
  await page.keyboard.press('Escape')
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${first.mapped} network`))
  expect(visitor.complaints).toEqual([])
})

test('a training that was interrupted goes on when one says so, in its own session', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await command(page, 'Palette: magma')
  await expect(page).toHaveURL(/#./)
  const link = page.url() // of the ready-made map
  await visitor.types({ ...SLOWER, 'Number of networks': '24', Seed: '5', 'CPU workers, number': '1' })
  await visitor.trains('Train as a new map')
  await expect(visitor.status).toContainText(/Kept in this browser: ([3-9]|1\d) networks/, { timeout: 90_000 })
  // A link opened in its place leaves it half-way.
  await page.goto('about:blank')
  await page.goto(link)
  await expect(visitor.map).toHaveAccessibleName(/Map of \d{3,} networks/)
  await expect(visitor.progress).toBeHidden()
  await page.getByRole('button', { name: '1 past session' }).click()
  const interrupted = dialog(page).getByRole('listitem').first()
  await expect(interrupted).toContainText('not trained')
  await interrupted.getByRole('button', { name: /^(Open…|Go on training…)/ }).click()
  await interrupted.getByRole('button', { name: /rain the other \d+/ }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(visitor.notices).toContainText(/Training goes on: \d+ of 24 networks/)
  await expect.poll(async () => { const { mapped, diverged } = await visitor.counts(); return mapped + diverged }, { timeout: 150_000 }).toBe(24)
  await visitor.waits()
  expect(visitor.complaints).toEqual([])
})

test('a reload shows a ready-made map as it was looked at', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await command(page, 'Colour by learning rate')
  const selected = await selects(visitor)
  await written(page)
  await page.reload()
  await expect(visitor.map).toHaveAccessibleName(/coloured by learning rate/)
  await expect(page.locator('.SelectionBar-count')).toContainText(String(selected))
  expect(visitor.complaints).toEqual([])
})

test('a disk that has no room: it is said with what to do, the page goes on, and what was kept before is still there', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ serviceWorkers: 'block' }) // what the page keeps of itself would fill it at once
  const visitor = new Visitor(page)
  // Before anything is written: the browser remembers for a while how much room there was.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 3_000_000 })
  await visitor.opens()
  await trained(visitor, SECOND)
  await visitor.types({ ...SMALL, 'Number of networks': '40', Seed: '6' })
  await visitor.trains('Train as a new map')
  await expect(visitor.notices).toContainText(/storage is full.*Delete past sessions.*save the map as a file/, { timeout: 60_000 })
  await visitor.waits()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBe(40)
  await page.locator('.StatusLine-kept').click()
  await expect(dialog(page)).toContainText('storage is full')
  await expect(row(page, '7 networks on')).toBeVisible()
  await expect(row(page, '40 networks on')).toContainText('on screen')
  expect(visitor.complaints).toEqual([])
  await page.close()
})

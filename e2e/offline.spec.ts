// The second visit needs no network: page, map, panels and the other maps come from what the browser kept at the first. A newer page is
// announced, and the one that is open goes on until its visitor wants it.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { nextBuild } from './next-build.ts'
import type { StaticHost } from './static-host.ts'
import { serveFolder } from './static-host.ts'
import { Visitor } from './visitor.ts'

test.use({ serviceWorkers: 'allow' })

const dist = join(import.meta.dirname, '../dist')
const results = join(import.meta.dirname, '../test-results')

/** Until the help dialog says that everything is kept. */
async function waitsUntilKept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Commands and keys (?)' }).click()
  await expect(page.getByText(/This page opens without a network/)).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')
}

/** The first script's name, which is another in another build. */
const buildOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')!.src.replace(/.*\//, ''))

async function firstVisit(page: Page, host: StaticHost): Promise<Visitor> {
  const visitor = new Visitor(page)
  await page.goto(host.address)
  await visitor.seesAMap()
  await waitsUntilKept(page)
  return visitor
}

test('with the host gone and the network off, page, map, panels and method pages are there', async ({ page, context }) => {
  test.slow()
  const host = await serveFolder(dist, '/some/path/')
  const visitor = await firstVisit(page, host)
  await host.close()
  await context.setOffline(true)

  await page.goto(host.address)
  await visitor.seesAMap()
  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  // Curves and activations of the ready-made map, and its data set.
  await expect(page.getByRole('region', { name: 'How it sees the digits' })).toContainText(/answered (wrongly|rightly)/)
  await page.getByRole('tab', { name: 'Entropy' }).click()
  await expect(page.getByRole('region', { name: 'Entropy against' })).toContainText('Spearman')
  await page.getByRole('button', { name: 'How it works: Data set' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { level: 2 }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  // Training needs the data set and workers that no panel has asked for yet.
  await visitor.types({ 'Number of networks': '4', 'Width, from': '4', 'Width, to': '8', 'Epochs, from': '1', 'Epochs, to': '2' })
  const before = (await visitor.counts()).mapped
  await visitor.trains('Train more here')
  await visitor.waits()
  expect((await visitor.counts()).mapped).toBeGreaterThan(before)
  // A map that this visitor has never opened.
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Maps' })
  await dialog.getByRole('listitem').last().getByRole('button').first().click()
  await expect(dialog).toBeHidden()
  await expect(visitor.map).toHaveAccessibleName(/coloured by family/)
  expect(visitor.complaints).toEqual([])
})

test('a newer page is announced; the open one goes on with its own parts; after Reload the newer one is there and the older is gone', async ({ page, context }) => {
  test.slow()
  const newer = join(results, 'newer-page')
  await nextBuild(dist, newer)
  const site = join(results, 'published')
  /** As a site is published anew. */
  const publish = (folder: string): void => {
    rmSync(site, { recursive: true, force: true })
    symlinkSync(folder, site)
  }
  mkdirSync(results, { recursive: true })
  publish(dist)
  const host = await serveFolder(site, '/netfold/')
  const visitor = await firstVisit(page, host)
  const old = await buildOf(page)
  expect(readdirSync(join(newer, 'assets'))).not.toContain(old)

  publish(newer)
  await page.reload()
  await visitor.seesAMap()
  await expect(page.getByText('A newer Netfold is here. Reload when it suits you.')).toBeVisible({ timeout: 90_000 })
  expect(await buildOf(page)).toBe(old)
  // A second tab is of the same version as the first.
  const other = await context.newPage()
  await other.goto(host.address)
  await new Visitor(other).seesAMap()
  expect(await buildOf(other)).toBe(old)
  // Parts that this page has not asked for yet, and that the host has no more.
  await page.getByRole('tab', { name: 'Persistence' }).click()
  await expect(page.getByRole('tabpanel')).not.toContainText('could not be fetched')

  await page.bringToFront()
  await page.getByRole('button', { name: 'Reload', exact: true }).click()
  await expect.poll(() => buildOf(page).catch(() => old)).not.toBe(old)
  await visitor.seesAMap()
  await expect(page.getByText('A newer Netfold is here.')).toBeHidden()
  // The other tab was not loaded anew, and has its parts still.
  expect(await buildOf(other)).toBe(old)
  await other.bringToFront()
  await other.getByRole('tab', { name: 'Entropy' }).click()
  await expect(other.getByRole('region', { name: 'Entropy against' })).toContainText('Spearman')
  await other.close()
  await page.reload()
  await visitor.seesAMap()
  const kept = (): Promise<string[]> => page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map(name => caches.open(name)))
    return (await Promise.all(stores.map(store => store.keys()))).flat().map(({ url }) => url)
  })
  await expect.poll(async () => (await kept()).some(address => address.endsWith(old))).toBe(false)
  // All of the newer one is kept: its files came while the older page was still being given out.
  const here = new Set((await kept()).map(address => new URL(address).pathname.replace('/netfold/', '')))
  const listed = JSON.parse(/^self\.pageFiles=(\[.*\]);$/m.exec(readFileSync(join(newer, 'sw.js'), 'utf8'))![1]) as { url: string }[]
  expect(listed.map(({ url }) => url).filter(name => !here.has(name))).toEqual([])
  expect(visitor.complaints).toEqual([])
  await host.close()
})

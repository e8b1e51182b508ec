// Hostile, broken, huge and missing files on the real page, handed over as a system does; links that lead nowhere; no network; a phone; the keyboard alone.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { deepHeader, deepJson } from '../src/formats/fixtures/deep-nests.ts'
import { MODELS } from './dropped.ts'
import { Visitor } from './visitor.ts'

const file = (path: string): string => resolve(MODELS, path)
const mlp = file('made/mlp_relu/model.onnx')

const card = (page: Page, name: string | RegExp) => page.getByRole('article', { name })

/** As a system's file manager does: real files and folders, by their paths. */
async function dropsPaths(page: Page, paths: readonly string[]): Promise<void> {
  await page.getByLabel('Files to open').waitFor({ state: 'attached' })
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data: { items: [], files: [...paths], dragOperationsMask: 1 } })
  }
  await session.detach()
}

/** A file on a server that lets other sites read it. */
async function served(page: Page): Promise<void> {
  const body = readFileSync(mlp)
  await page.route('**/elsewhere/**', route => route.fulfill({
    status: 200, headers: { 'content-length': String(body.length), 'content-type': 'application/octet-stream' }, body: route.request().method() === 'HEAD' ? '' : body,
  }))
}

test('every hostile sample in one drop with three good files: the good ones land, each other has a sentence, and the page is as it was', async ({ page, baseURL }, info) => {
  test.slow()
  const asked: string[] = []
  page.on('request', request => asked.push(`${request.method()} ${request.url()}`))
  const visitor = new Visitor(page)
  await visitor.opens()
  const { mapped } = await visitor.counts()
  const bad = readdirSync(file('bad')).filter(name => !/^(MANIFEST|README)/.test(name)).map(name => file(`bad/${name}`))
  const deep = ['deep.json', 'st_deep_header.safetensors'].map(name => info.outputPath(name))
  writeFileSync(deep[0]!, deepJson())
  writeFileSync(deep[1]!, deepHeader(new Uint8Array(readFileSync(file('made/mlp_relu/model.safetensors')))))
  const good = [file('made/mlp_relu/keras3_written_by_h5py.keras'), mlp, file('made/cnn8x8/model.onnx')]
  await dropsPaths(page, [...bad, ...deep, ...good])
  await expect(card(page, /^model(?: \(1\))?\.onnx$/).first()).toBeVisible()
  for (const name of ['keras3_written_by_h5py.keras', 'model.onnx', 'model (1).onnx']) await expect(card(page, name), name).toContainText('landed')
  await expect(page.getByText(/^(reading|trying scales|running)…$/)).toHaveCount(0)
  const sentences = await page.locator('.Card-wrong p').allInnerTexts()
  expect(await page.locator('.Card-wrong').count()).toBeGreaterThan(30)
  for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|TypeError|RangeError|\bat .*:\d+|invalid|!/i)
  expect((await visitor.counts()).mapped).toBeGreaterThanOrEqual(mapped + 3)
  expect(await page.evaluate(() => ['polluted' in {}, '__xss' in window, document.querySelectorAll('img[src="x"]').length])).toEqual([false, false, 0])
  for (const request of asked) expect(request.startsWith(`GET ${baseURL!}`) || /^GET (blob|data):/.test(request), request).toBe(true)
  // Taken off again, nothing of them is left.
  await page.getByRole('button', { name: 'Remove all' }).click()
  await expect.poll(async () => (await visitor.counts()).mapped).toBe(mapped)
  await expect(page.getByRole('article')).toHaveCount(0)
  expect(visitor.complaints).toEqual([])
})

test('folders, names and sizes: an empty folder is told, names are text, a file over the limit is not begun with', async ({ page }, info) => {
  const folder = info.outputPath('run')
  mkdirSync(join(folder, 'deeper', 'still'), { recursive: true })
  const empty = info.outputPath('nothing')
  mkdirSync(empty)
  const names = ['net10.onnx', 'net9.onnx', '__proto__', '\u202Egpj.xnno.onnx', '<img src=x onerror=window.__xss=1>.onnx', `${'n'.repeat(200)}.onnx`]
  for (const name of names) copyFileSync(mlp, join(folder, name))
  copyFileSync(mlp, join(folder, 'deeper', 'still', 'deep😀.onnx'))
  const huge = info.outputPath('huge.onnx')
  writeFileSync(huge, '')
  truncateSync(huge, 600e6)

  const visitor = new Visitor(page)
  await visitor.opens()
  await dropsPaths(page, [empty])
  await expect(visitor.notices.first()).toContainText('There are no files in what was dropped: the folder is empty.')
  await dropsPaths(page, [folder, huge])
  await expect(page.getByRole('heading', { name: '7 of 8 files landed' })).toBeVisible()
  await expect(card(page, 'huge.onnx')).toContainText('huge.onnx is 600 MB; the most that is read is 512 MB.')
  const shown = await page.locator('.Card-name').allInnerTexts()
  expect(shown.indexOf('net9.onnx')).toBeLessThan(shown.indexOf('net10.onnx'))
  expect(shown).toContain('gpj.xnno.onnx')
  expect(shown).toContain('deep😀.onnx')
  expect(await page.evaluate(() => ['__xss' in window, document.querySelectorAll('img[src="x"]').length, document.documentElement.scrollWidth - innerWidth])).toEqual([false, 0, 0])
  expect(visitor.complaints).toEqual([])
})

test('a file dropped before the map has come lands when it has', async ({ page }) => {
  let go = (): void => undefined
  const held = new Promise<void>(resolve => { go = resolve })
  await page.route('**/maps/digits.npz', async route => {
    await held
    await route.continue()
  })
  const visitor = new Visitor(page)
  await page.goto('./')
  await expect(page.getByText('Opening the map…')).toBeVisible()
  await page.locator('.App-map').waitFor()
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data: { items: [], files: [mlp], dragOperationsMask: 1 } })
  go()
  await visitor.seesAMap()
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

test('without a map a link asks once, and what comes has its card', async ({ page, baseURL }) => {
  await served(page)
  await page.route('**/maps/**', route => route.abort())
  await page.goto(`./?model=${encodeURIComponent(`${baseURL}/elsewhere/linked.onnx`)}#tab=selection`)
  await expect(page.getByRole('main').getByText(/The ready-made map could not be shown/)).toBeVisible()
  await expect(page.locator('dialog[open]')).toHaveCount(1)
  await page.getByRole('button', { name: 'Download' }).click()
  await expect(card(page, 'linked.onnx')).toContainText('There is no map to land on yet.')
  expect(page.url()).toContain('#tab=selection')
})

test('a part of the page that cannot be fetched leaves the rest standing, and says so', async ({ page, context }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Files to open').waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await dropsPaths(page, [mlp])
  await expect(visitor.notices.first()).toContainText('A part of the page could not be fetched')
  await page.getByRole('button', { name: 'How it works: Data set' }).click()
  await expect(page.getByText('A part of the page could not be fetched. The rest works')).toBeVisible()
  await visitor.seesAMap()
})

test('with the keyboard alone: a link is asked for, the focus goes back, a card is confirmed and taken away', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const menu = page.getByRole('button', { name: 'Open my models' })
  // As soon as it is there, whether or not what it opens has come.
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Files…' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Files…' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /Address of a file/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.locator('dialog[open]')).toHaveCount(0)
  await expect(menu).toBeFocused()

  await dropsPaths(page, [file('made/mlp_relu/state_dict.pt'), file('bad/h5_truncated.h5')])
  const run = card(page, 'state_dict.pt').getByRole('button', { name: 'Run it like this' })
  await run.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '1 of 2 files landed' })).toBeVisible()
  await card(page, 'state_dict.pt').getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await expect(card(page, 'state_dict.pt')).toBeHidden()
  await expect(page.getByRole('button', { name: 'h5_truncated.h5', exact: true })).toBeFocused()
  expect(visitor.complaints).toEqual([])
})

test('a button that is pressed before its code has come opens when it has, and keeps the focus', async ({ page }) => {
  let go = (): void => undefined
  const held = new Promise<void>(resolve => { go = resolve })
  await page.route('**/assets/OpenModels-*.js', async route => {
    await held
    await route.continue()
  })
  const visitor = new Visitor(page)
  await visitor.opens()
  const menu = page.getByRole('button', { name: 'Open my models' })
  await menu.focus()
  await page.keyboard.press('Enter')
  go()
  await expect(page.getByRole('button', { name: 'Files…' })).toBeVisible()
  await expect(menu).toBeFocused()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' })

  test('a link in the page’s address asks, and one is asked for from the menu; everything is as wide as a finger', async ({ page, baseURL }) => {
    await served(page)
    const visitor = new Visitor(page)
    await page.goto(`./?model=${encodeURIComponent(`${baseURL}/elsewhere/linked.onnx`)}`)
    await visitor.seesAMap()
    await page.getByRole('dialog', { name: 'Open from a link' }).getByRole('button', { name: 'Download' }).tap()
    await expect(card(page, 'linked.onnx')).toContainText('landed')
    await page.getByRole('button', { name: 'More', exact: true }).tap()
    await page.getByRole('button', { name: 'Open from a link…' }).tap()
    await expect(page.getByRole('dialog', { name: 'Open from a link' })).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).tap()
    await expect(page.locator('dialog[open]')).toHaveCount(0)
    const low = await card(page, 'linked.onnx').getByRole('button').evaluateAll(buttons => buttons.map(button => [button.textContent, Math.round(button.getBoundingClientRect().height)]).filter(([, height]) => Number(height) < 40))
    expect(low).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    expect(visitor.complaints).toEqual([])
  })
})

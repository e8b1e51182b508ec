// Pictures of the map and of every chart: drawings that other programs open, with what is on screen, where it is on screen, and where it comes from.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { pngSize, pngTexts } from '../src/formats/png.ts'
import type { Read } from '../src/views/picture/xml-reading.ts'
import { parsed } from '../src/views/picture/xml-reading.ts'
import { Visitor } from './visitor.ts'

/** What no picture may hold: it would run, or another program could not draw it. */
const NEVER = ['script', 'foreignObject', 'style', 'iframe', 'animate', 'a', 'use']

const everyOne = (read: Read): Read[] => [read, ...read.children.flatMap(everyOne)]

/** Well-formed, with title and record, and nothing that runs or is fetched; returns what it holds. */
function drawnIn(text: string): { all: Read[], record: { seeds: { population: number | null }, version: string, networks: number } } {
  const { root, names } = parsed(text.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, ''))
  for (const never of NEVER) expect(names).not.toContain(never)
  const all = everyOne(root)
  for (const { name, attributes } of all) {
    for (const [key, value] of attributes) {
      expect(key).not.toMatch(/^on/)
      if (value.includes('url(')) expect(value, `${key} of ${name}`).toMatch(/^url\(#n\d+\)$/)
      if (key.endsWith('href')) expect(value).toMatch(/^(data:image\/png;base64,|#)/)
      else expect(value, `${key} of ${name}`).not.toMatch(/NaN|undefined|Infinity|var\(/)
    }
  }
  const ids = all.flatMap(({ attributes }) => attributes.get('id') ?? [])
  expect(new Set(ids).size).toBe(ids.length)
  for (const { attributes } of all) for (const value of attributes.values()) if (value.startsWith('url(#')) expect(ids).toContain(value.slice(5, -1))
  expect(root.children.find(({ name }) => name === 'title')?.text.length).toBeGreaterThan(0)
  return { all, record: JSON.parse(root.children.find(({ name }) => name === 'metadata')!.text) as ReturnType<typeof drawnIn>['record'] }
}

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string, bytes: Uint8Array<ArrayBuffer> }> {
  const coming = page.waitForEvent('download')
  await press()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) }
}

const textOf = ({ bytes }: { bytes: Uint8Array }): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** By the sheet of commands. */
const commands = (page: Page, words: string) => saved(page, async () => {
  await page.keyboard.press('?')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
  await page.keyboard.press('Enter')
})

async function chart(page: Page, title: string, kind: 'PNG' | 'SVG') {
  await page.getByRole('button', { name: `Save a picture: ${title}`, exact: true }).click()
  return saved(page, () => page.getByRole('button', { name: new RegExp(`^${kind}`) }).click())
}

test.describe('the map', () => {
  test.use({ deviceScaleFactor: 2, viewport: { width: 1100, height: 760 } })

  test('as SVG has every network where it is on screen; as PNG it is the screen, and both say where they come from', async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    const { mapped } = await visitor.counts()
    const svg = await commands(page, 'map as a picture: SVG')
    expect(svg.name).toMatch(/^netfold-[a-z]+-map\.svg$/)
    const { all, record } = drawnIn(textOf(svg))
    const marks = all.filter(({ attributes }) => attributes.has('data-network'))
    expect(marks).toHaveLength(mapped)
    expect(record.networks).toBe(mapped)
    expect(record.seeds.population).toBeGreaterThan(0)
    expect(all.map(({ text }) => text).join(' ')).toContain(`seed ${record.seeds.population} `)
    expect(all.map(({ text }) => text).join(' ')).toContain('potential units')

    // A round mark that nothing lies upon answers the mouse where the picture has it.
    const frame = (await page.locator('.MapPane').first().boundingBox())!
    const shift = all.find(({ attributes }) => attributes.get('class') === 'networks')!.attributes.get('transform')!
    const [dx, dy] = /translate\(([\d.]+) ([\d.]+)\)/.exec(shift)!.slice(1).map(Number)
    expect([dx, dy]).toEqual([0, 40])
    const round = marks.filter(({ name }) => name === 'circle').slice(-3)
    expect(round.length).toBeGreaterThan(0)
    for (const mark of round) {
      await page.mouse.move(frame.x + Number(mark.attributes.get('cx')), frame.y + Number(mark.attributes.get('cy')))
      await expect(page.getByRole('tooltip')).toContainText(`#${mark.attributes.get('data-network')}`)
    }
    await page.mouse.move(5, 5)
    await expect(page.getByRole('tooltip')).toBeHidden()

    const png = await commands(page, 'map as a picture: PNG')
    const [root] = all
    expect(pngSize(png.bytes)).toEqual({ width: 2 * Number(root.attributes.get('width')), height: 2 * Number(root.attributes.get('height')) })
    expect(JSON.parse(pngTexts(png.bytes).get('netfold')!)).toEqual(record)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const screen = await page.screenshot({ clip: frame })
    expect(await shareThatDiffers(page, [screen, png.bytes], [0, 80], { left: 30, top: 110, right: 2 * frame.width - 30, bottom: 2 * frame.height - 420 })).toBeLessThan(0.01)
    expect(visitor.complaints).toEqual([])
  })
})

/** Share of the pixels within a box that differ by more than smoothing does; each picture moved up and left by its own offset. */
const shareThatDiffers = (page: Page, pictures: readonly Uint8Array[], tops: readonly number[], box: { left: number, top: number, right: number, bottom: number }) =>
  page.evaluate(async ([texts, offsets, { left, top, right, bottom }]) => {
    const [width, height] = [Math.floor(right - left), Math.floor(bottom - top)]
    const pixels = await Promise.all(texts.map(async (text, k) => {
      const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
      const context = new OffscreenCanvas(width, height).getContext('2d')!
      context.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), -left, -top - offsets[k])
      return context.getImageData(0, 0, width, height).data
    }))
    let differing = 0
    for (let at = 0; at < pixels[0].length; at += 4) {
      if ([0, 1, 2].some(channel => Math.abs(pixels[0][at + channel] - pixels[1][at + channel]) > 72)) differing++
    }
    return differing / (width * height)
  }, [pictures.map(bytes => Buffer.from(bytes).toString('base64')), tops, box] as const)

/** Saves the charts of these titles and looks into them. */
async function charts(page: Page, titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    const svg = await chart(page, title, 'SVG')
    expect(svg.name).toMatch(/^netfold-[a-z]+-[\p{L}\p{N}-]+\.svg$/u)
    const { all, record } = drawnIn(textOf(svg))
    const shapes = all.filter(({ name }) => ['path', 'rect', 'circle', 'line', 'image', 'polygon', 'polyline'].includes(name))
    expect(shapes.length, title).toBeGreaterThan(5)
    // Its own name stands in it, and where it comes from.
    expect(all.map(({ whole }) => whole).join(' '), title).toContain(title.split(' ')[0])
    expect(all.map(({ text }) => text).join(' '), title).toContain(`Netfold ${record.version}`)
  }
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()

test.describe('the charts save their pictures', () => {
  test('of all networks, and of one', async ({ page }) => {
    test.slow()
    const visitor = new Visitor(page)
    await visitor.opens()
    await visitor.map.focus()
    await visitor.map.press('ArrowRight')
    await visitor.map.press('Enter')
    await charts(page, ['Accuracy over training', 'Confusion', 'How it sees the digits'])
    await tab(page, 'Entropy')
    await charts(page, ['Eigenvalue decay'])
    await tab(page, 'Persistence')
    await charts(page, ['Diagram and barcode'])
    expect(visitor.complaints).toEqual([])
  })

  test('of two groups, and under the map', async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    for (const [name, group] of [['tanh', 'A'], ['relu', 'B']]) {
      await page.locator('.BoxRows-row').filter({ hasText: name }).first().click()
      await page.getByRole('button', { name: `Hold as ${group}`, exact: true }).click()
    }
    await tab(page, 'Compare')
    await charts(page, ['Distributions'])
    await tab(page, 'Hyper-parameters')
    await charts(page, ['Parallel coordinates'])
    await page.getByRole('button', { name: 'Importance', exact: true }).click()
    await charts(page, ['What explains'])
    await tab(page, 'Clusters')
    await charts(page, ['Tree of networks'])
    expect(visitor.complaints).toEqual([])
  })

  test('on white paper from a dark page, which is as it was', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    const visitor = new Visitor(page)
    await visitor.opens()
    const ground = (all: readonly Read[]) => all[0].children.find(({ name }) => name === 'rect')!.attributes.get('fill')
    const dark = drawnIn(textOf(await chart(page, 'Test accuracy', 'SVG'))).all
    await page.getByRole('button', { name: 'Save a picture: Test accuracy', exact: true }).click()
    await page.getByRole('checkbox', { name: 'On white paper' }).check()
    const white = drawnIn(textOf(await saved(page, () => page.getByRole('button', { name: /^SVG/ }).click()))).all
    expect(ground(white)).toBe('#ffffff')
    expect(ground(dark)).not.toBe('#ffffff')
    expect(await page.evaluate(() => [document.documentElement.dataset['theme'], document.documentElement.dataset['picturing'] ?? null])).toEqual(['dark', null])
    const png = await chart(page, 'Test accuracy', 'PNG')
    expect(pngSize(png.bytes).width).toBe(2 * Number(white[0].attributes.get('width')))
    expect(visitor.complaints).toEqual([])
  })
})

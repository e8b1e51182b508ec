// A map leaves as a file and comes back: everything on screen as it was, to the bit; and what is saved again is the same file.
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { readMap } from '../src/formats/map.ts'
import { drops } from './dropped.ts'
import { differing, stillPicture } from './same-picture.ts'
import { Visitor } from './visitor.ts'

/** The file that Share gives, with or without activations. */
async function savedFile(visitor: Visitor, activations = true): Promise<{ name: string, bytes: Uint8Array }> {
  const { page } = visitor
  await visitor.button('Share').click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  const part = dialog.locator('.SharePart').filter({ hasText: 'Map file' })
  await part.getByRole('checkbox', { name: /^with activations/ }).setChecked(activations)
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: /^Save map/ }).click()
  const download = await coming
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) }
}

/** What a box over the map selects is held as a group. Returns how many networks it has. */
async function chosen(visitor: Visitor, group: 'A' | 'B', box: readonly [number, number, number, number]): Promise<number> {
  const held = await visitor.boxes(box)
  await visitor.page.getByRole('group', { name: `Group ${group}` }).getByRole('button', { name: /^Hold/ }).click()
  return held
}

test('saved, dropped in another browser, and saved again: the same picture, the same choices, the same bytes', async ({ page, browser }) => {
  test.slow()
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Compare', exact: true }).click()
  const groups = { a: await chosen(visitor, 'A', [0.72, 0.2, 0.99, 0.55]), b: await chosen(visitor, 'B', [0.2, 0.48, 0.55, 0.7]) }
  await page.getByRole('combobox', { name: /^Colour/ }).first().selectOption('width')
  await visitor.button('Palette and range').click()
  await page.getByRole('radio', { name: 'Cividis' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Zoom to selection', exact: true }).click()
  await page.keyboard.press('v') // the tool in hand belongs to no view
  const before = await stillPicture(visitor)
  const first = await savedFile(visitor)
  expect(first.name).toMatch(/^digits-\d+\.npz$/)
  const { manifest, ids, embedding, detail, activations } = readMap(first.bytes)
  expect(manifest.view).toMatchObject({ look: expect.any(Array) as unknown })
  expect(detail).not.toBe(null)
  expect(activations).toHaveLength(ids.length)
  expect(embedding.length).toBe(2 * ids.length)

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  const receiver = new Visitor(await context.newPage())
  await receiver.opens()
  await drops(receiver.page, [first])
  await expect(receiver.map).toHaveAccessibleName(/coloured by width/)
  await expect(receiver.page.locator('.SelectionBar-count')).toContainText(String(groups.b))
  for (const [name, count] of [['A', groups.a], ['B', groups.b]] as const) await expect(receiver.page.getByRole('group', { name: `Group ${name}` })).toContainText(`${count} networks`)
  // What lies on the map comes in parts: it may stand still before the last of them is there.
  await expect.poll(async () => differing(browser, before, await stillPicture(receiver), 24), { timeout: 60_000 }).toBeLessThan(0.001)
  const again = await savedFile(receiver)
  expect(again.name).toBe(first.name)
  expect(readMap(again.bytes)).toEqual(readMap(first.bytes))
  expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true)
  expect([...visitor.complaints, ...receiver.complaints]).toEqual([])
  await context.close()
})

// A data set of the visitor's own: dropped, looked at, trained on, found again after a reload; and what is said of one that does not fit together.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { mulberry32, normals } from '../src/core/random.ts'
import { SMALL, Visitor } from './visitor.ts'

interface Dropped { name: string, mimeType: string, buffer: Buffer }
const binary = (name: string, bytes: number[] | Uint8Array): Dropped => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
const word = (value: number): number[] => [value >>> 24, value >> 16 & 255, value >> 8 & 255, value & 255]

const ROWS = 240
const SIDE = 28

/** Pictures of three kinds: a lying bar, a standing one, a square; somewhere, and in a little noise. */
function pictures(): Uint8Array {
  const random = mulberry32(3)
  const pixels = new Uint8Array(ROWS * SIDE * SIDE)
  for (let row = 0; row < ROWS; row++) {
    const [down, across] = [4 + Math.floor(random() * 10), 4 + Math.floor(random() * 10)]
    const [height, width] = [[4, 12], [12, 4], [9, 9]][row % 3]
    for (let place = 0; place < SIDE * SIDE; place++) {
      const [y, x] = [Math.floor(place / SIDE) - down, place % SIDE - across]
      const inside = y >= 0 && y < height && x >= 0 && x < width
      pixels[row * SIDE * SIDE + place] = Math.floor((inside ? 200 : 0) + random() * 40)
    }
  }
  return pixels
}
const images = (): Dropped => binary('shapes-images-idx3-ubyte', [0, 0, 8, 3, ...word(ROWS), ...word(SIDE), ...word(SIDE), ...pictures()])
const labels = (rows = ROWS): Dropped => binary('shapes-labels-idx1-ubyte', [0, 0, 8, 1, ...word(rows), ...Array.from({ length: rows }, (_, row) => row % 3)])

/** Flowers of three kinds with four measures, the kind first and named, and a colour that has nothing to do with it. */
function flowers(): Dropped {
  const normal = normals(mulberry32(7))
  const rows = Array.from({ length: 150 }, (_, row) => {
    const kind = row % 3
    const measures = [5 + kind, 3 - kind / 3, 1.5 + 2 * kind, 0.3 + 0.9 * kind].map(mean => (mean + 0.25 * normal()).toFixed(2))
    return [['setosa', 'versicolor', 'virginica'][kind], ...measures, ['white', 'blue'][row % 2]].join(',')
  })
  return { name: 'flowers.csv', mimeType: 'text/csv', buffer: Buffer.from(['kind,sepal length,sepal width,petal length,petal width,colour', ...rows].join('\n')) }
}

/** As the mouse lets go of files over an element. */
async function drops(page: Page, over: string, files: readonly Dropped[]): Promise<void> {
  const data = await page.evaluateHandle(parts => {
    const transfer = new DataTransfer()
    for (const { name, bytes } of parts) transfer.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name))
    return transfer
  }, files.map(({ name, buffer }) => ({ name, bytes: buffer.toString('base64') })))
  const target = page.locator(over).first()
  // What receives them is fetched after the map.
  await expect(async () => {
    await target.dispatchEvent('dragenter', { dataTransfer: data })
    await expect(page.locator('.DropZone')).toBeVisible({ timeout: 500 })
  }).toPass()
  for (const type of ['dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer: data })
}

test('images and labels are looked at, trained on, and found again after a reload', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, '.MapView-surface', [labels(), images()])
  const dialog = page.getByRole('dialog', { name: 'A data set of your own' })
  await expect(dialog).toContainText('IDX')
  await expect(dialog).toContainText('240 rows')
  await expect(dialog).toContainText('28×28')
  await expect(dialog.locator('canvas')).toHaveCount(10)
  await expect(dialog.locator('.DataDialog-classes')).toHaveText('0 801 802 80')
  await dialog.getByRole('textbox', { name: 'Rows used' }).fill('5')
  await dialog.getByRole('textbox', { name: 'Rows used' }).press('Enter')
  await expect(dialog).toContainText('Rows: 5 is outside 10 to 240.')
  await dialog.getByRole('textbox', { name: 'Rows used' }).fill('210')
  await dialog.getByRole('textbox', { name: 'Rows used' }).press('Enter')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Shapes')
  await dialog.getByRole('button', { name: 'Use this data set' }).click()
  await expect(dialog).toBeHidden()
  const rail = page.locator('[data-section=data]')
  await expect(rail.getByRole('combobox', { name: 'Data set' })).toHaveText(/Shapes/)
  await expect(rail.locator('canvas')).toHaveCount(10)
  await expect(rail).toContainText('147 train · 63 test, of these 63 probes')

  await visitor.types({ ...SMALL, 'Number of networks': '6' })
  await visitor.choosesConvolutions()
  await visitor.trains('Train as a new map')
  await visitor.waits()
  await expect.poll(async () => { const { mapped, diverged } = await visitor.counts(); return mapped + diverged }).toBe(6)
  await expect(visitor.status).toContainText('Shapes')
  const saved = await visitor.saves()
  expect(saved.manifest.dataset).toMatchObject({ id: 'own', own: { title: 'Shapes', rows: 210, shape: [28, 28, 1], classes: 3 } })
  expect(saved.manifest).toMatchObject({ classNames: ['0', '1', '2'], train: 147, test: 63, probes: 63 })

  await visitor.reloads()
  await expect(visitor.status).toContainText('Shapes')
  await expect(rail.locator('canvas')).toHaveCount(10)
  await visitor.types({ 'Number of networks': '6' })
  await visitor.trains('Train more here')
  await visitor.waits()
  await expect.poll(async () => { const { mapped, diverged } = await visitor.counts(); return mapped + diverged }).toBe(12)

  await rail.getByRole('button', { name: 'Forget it' }).click()
  await expect(rail.getByRole('combobox', { name: 'Data set' })).toHaveValue('digits')
  await visitor.reloads()
  await expect(visitor.button('Train more here').first()).toHaveAttribute('title', /^This map was trained on Shapes \(210 rows, 28×28\); drop that data set/)
  expect(visitor.complaints).toEqual([])
})

test('of a table the visitor says which column is the label', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Files of a data set').setInputFiles(flowers())
  const dialog = page.getByRole('dialog', { name: 'A data set of your own' })
  // Nothing is called a label here, so the last column is proposed; it is the wrong one.
  await expect(dialog.getByRole('combobox', { name: 'Label' })).toHaveValue('5')
  await expect(dialog.locator('.DataDialog-classes')).toHaveText('blue 75white 75')
  await dialog.getByRole('combobox', { name: 'Label' }).selectOption('1')
  await expect(dialog).toContainText(/labels are whole numbers from 0, one a class|more than 256 different values/)
  await expect(dialog.getByRole('button', { name: 'Use this data set' })).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('combobox', { name: 'Label' }).selectOption('0')
  await expect(dialog.locator('.DataDialog-classes')).toHaveText('setosa 50versicolor 50virginica 50')
  await expect(dialog).toContainText('Left out: "colour" (text).')
  await expect(dialog.getByRole('row')).toHaveCount(11)
  await dialog.getByRole('button', { name: 'Use this data set' }).click()
  await visitor.types({ ...SMALL, 'Number of networks': '6' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const saved = await visitor.saves()
  expect(saved.manifest).toMatchObject({ classNames: ['setosa', 'versicolor', 'virginica'], train: 105, test: 45, datasetTitle: 'flowers' })
  expect(visitor.complaints).toEqual([])
})

test('images and labels that do not belong together change nothing and are told', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, '[data-section=data]', [images(), labels(239)])
  await expect(page.getByText('240 images but 239 labels.').first()).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('digits')
  expect(visitor.complaints).toEqual([])
})

test('a map of data that are not here is shown, and says what it wants', async ({ page, browser }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Files of a data set').setInputFiles([images(), labels()])
  await visitor.button('Use this data set').click()
  await visitor.types({ ...SMALL, 'Number of networks': '6' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const download = page.waitForEvent('download')
  await visitor.savesMap()
  const path = await (await download).path()

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const stranger = new Visitor(await other.newPage())
  await stranger.page.goto(page.url().replace(/#.*/, '')) // the address is a link to the map by now
  await stranger.seesAMap()
  await stranger.page.getByLabel('Files to open').setInputFiles({ name: 'shapes.npz', mimeType: 'application/zip', buffer: await import('node:fs/promises').then(({ readFile }) => readFile(path)) })
  await expect(stranger.status).toContainText('shapes')
  const sentence = 'This map was trained on shapes (240 rows, 28×28); drop that data set to train more or open networks.'
  await expect(stranger.button('Train more here').first()).toHaveAttribute('title', sentence)
  await stranger.page.getByLabel('Files of a data set').setInputFiles([images(), labels()])
  await stranger.button('Use this data set').click()
  await expect(stranger.button('Train more here').first()).not.toHaveAttribute('aria-disabled', 'true')
  expect(stranger.complaints).toEqual([])
  await other.close()
})

test('a link to a map of one’s own data says what it needs; with the same file its networks come out the same', async ({ page, browser }) => {
  const address = page.getByRole('textbox', { name: 'Link to what is on screen' })
  const takes = async ({ page: at }: Visitor) => {
    await at.getByLabel('Files of a data set').setInputFiles(flowers())
    const dialog = at.getByRole('dialog', { name: 'A data set of your own' })
    await dialog.getByRole('combobox', { name: 'Label' }).selectOption('0')
    await expect(dialog.locator('.DataDialog-classes')).toHaveText('setosa 50versicolor 50virginica 50')
    await dialog.getByRole('button', { name: 'Use this data set' }).click()
    await expect(dialog).toBeHidden()
  }
  const sender = new Visitor(page)
  await sender.opens()
  await takes(sender)
  await sender.types({ ...SMALL, 'Number of networks': '6' })
  await sender.trains('Train as a new map')
  await expect.poll(async () => { const { mapped, diverged } = await sender.counts(); return mapped + diverged }).toBe(6)
  await sender.waits()
  await sender.button('Share').click()
  await expect(page.getByText('The receiver needs the data set flowers')).toBeVisible()
  await expect(address).toHaveValue(/#v1\./)
  const link = await address.inputValue()
  const context = await browser.newContext()
  const receiver = new Visitor(await context.newPage())
  await receiver.page.goto(link)
  await expect(receiver.notices).toContainText('They need the data set flowers (150 rows, 4 features), which a link cannot carry: drop it here first.')
  await takes(receiver)
  await expect(receiver.notices).not.toContainText('drop it here first')
  await receiver.button(/^Train them here/).click()
  await expect(receiver.notices).toContainText('Reproduced exactly', { timeout: 90_000 })
  expect([...sender.complaints, ...receiver.complaints]).toEqual([])
  await context.close()
})

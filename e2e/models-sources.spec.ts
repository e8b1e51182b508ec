// Where brought networks come from, and what comes with them: folders, links with files beside them, addresses, tables of runs, bundles, a drop in the
// middle of a training; and that a reload finds all of it where it lay.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MapFile } from '../src/formats/map-file.ts'
import type { Member } from '../src/formats/npz.ts'
import { writeNpz } from '../src/formats/npz.ts'
import { drops, MODELS, sample } from './dropped.ts'
import { SMALL, SLOWER, Visitor } from './visitor.ts'
import { written } from './written.ts'

const card = (page: Page, name: string | RegExp) => page.getByRole('article', { name })

const placesOf = ({ ids, embedding }: MapFile): Map<number, readonly number[]> => new Map(ids.map((id, k) => [id, [embedding[2 * k], embedding[2 * k + 1]]]))

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

/** Another site: files of ours under /open, which other sites may read, and under /closed, which they may not. */
let site: Server
let address = ''
const asked: string[] = []
test.beforeAll(async () => {
  site = createServer((request, response) => {
    const [, where, ...path] = (request.url ?? '').split('/')
    asked.push(`${request.method} ${path.join('/')}`)
    let bytes: Buffer
    try {
      bytes = path[0] === 'map' ? readFileSync('public/maps/digits.npz') : readFileSync(`${MODELS}/made/${path.join('/')}`)
    } catch {
      return void response.writeHead(404, { 'access-control-allow-origin': '*' }).end()
    }
    response.writeHead(200, { 'content-length': bytes.length, 'content-type': 'application/octet-stream', ...where === 'open' && { 'access-control-allow-origin': '*' } })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  })
  await new Promise<void>(resolve => site.listen(0, 'localhost', resolve))
  address = `http://localhost:${(site.address() as AddressInfo).port}`
})
test.afterAll(() => site.close())
test.beforeEach(() => { asked.length = 0 })

test('?model= says name and size before anything is fetched, then lands; one whose server refuses says so, and how else', async ({ page }) => {
  const visitor = new Visitor(page)
  const model = `${address}/open/mlp_relu/onnx_external/model.onnx`
  await page.goto(`./?model=${encodeURIComponent(model)}`)
  await visitor.seesAMap()
  const dialog = page.getByRole('dialog', { name: 'Open from a link' })
  await expect(dialog).toContainText('model.onnx, 1 kB')
  await expect(dialog).toContainText(model)
  expect(asked).toEqual(['HEAD mlp_relu/onnx_external/model.onnx'])
  await dialog.getByRole('button', { name: 'Download' }).click()
  // Its weights lie in a file beside it.
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  await expect(card(page, 'model.onnx')).toContainText('2,778')
  expect(asked).toContain('GET mlp_relu/onnx_external/model.onnx.data')
  expect(visitor.complaints).toEqual([])

  await page.goto(`./?model=${encodeURIComponent(`${address}/closed/mlp_relu/model.onnx`)}`)
  await expect(dialog).toContainText(/Could not read model\.onnx from localhost:\d+\..*does not let other sites read its files.*drop it here/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await visitor.seesAMap()
})

test('?model= of a model.json brings its shards; ?map= opens a map', async ({ page }) => {
  const visitor = new Visitor(page)
  await page.goto(`./?map=${encodeURIComponent(`${address}/open/map`)}&model=${encodeURIComponent(`${address}/open/mlp_relu/tfjs/model.json`)}`)
  const dialog = page.getByRole('dialog', { name: 'Open from a link' })
  await expect(dialog).toContainText('map, ')
  await dialog.getByRole('button', { name: 'Download' }).click()
  await expect(dialog).toContainText('model.json, ')
  await dialog.getByRole('button', { name: 'Download' }).click()
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  await expect(card(page, 'model.json')).toContainText('2,778')
  expect(asked.filter(line => line.startsWith('GET'))).toEqual(['GET map', 'GET mlp_relu/tfjs/model.json', 'GET mlp_relu/tfjs/group1-shard1of1.bin'])
  expect(visitor.complaints).toEqual([])
})

test('a folder: what belongs together is one card, and all formats of one network are one place', async ({ page }) => {
  test.slow()
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Folder to open').setInputFiles(`${MODELS}/made/mlp_bn`)
  await expect(card(page, 'model.safetensors')).toContainText('confirm it', { timeout: 60_000 })
  await expect(page.getByRole('article').filter({ hasText: /reading…|trying scales…|running…/ })).toHaveCount(0)
  await expect(card(page, 'model.onnx')).toContainText('landed')
  await expect(page.getByRole('article').filter({ hasText: 'not loaded' })).toHaveCount(0)
  const saved = await visitor.saves()
  const places = placesOf(saved)
  const brought = saved.networks.filter(row => row.brought).map(({ id }) => places.get(id)!)
  expect(brought.length).toBeGreaterThan(2)
  for (const [x, y] of brought) expect(Math.hypot(x - brought[0][0], y - brought[0][1])).toBeLessThan(0.1)
  expect(visitor.complaints).toEqual([])
})

test('a table of runs is joined to what landed, its columns colour the map, and a reload finds columns and places', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, [sample('made/mlp_relu/model.onnx', 'digits.onnx'), sample('made/cnn8x8/model.onnx', 'cnn.onnx')])
  await expect(page.getByRole('heading', { name: '2 files landed' })).toBeVisible()
  // As Weights & Biases exports it; two of its rows are files, three are networks of the map.
  await drops(page, [{ name: 'wandb_export.csv', bytes: text('Name,State,tuning effort,group\ndigits,finished,0.5,mine\ncnn,finished,0.25,mine\n3,finished,0.75,theirs\n7,finished,1,theirs\n40,finished,2,theirs\nlost,crashed,9,theirs\n') }])
  const table = card(page, 'wandb_export.csv')
  await expect(table).toContainText('5 have a row')
  await table.getByRole('button', { name: 'Join to 5 networks' }).click()
  await expect(page.getByText(/5 networks have a row of wandb_export\.csv now\. 1 of its 6 rows names no network/).first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Colour by' }).selectOption('tuning effort')
  await expect(visitor.map).toHaveAccessibleName(/coloured by tuning effort/)
  const before = await visitor.saves()
  expect(before.networks.filter(({ brought }) => brought?.values['group'] === 'theirs').map(({ id }) => id).sort((a, b) => a - b)).toEqual([3, 7, 40])
  await written(page)
  await page.reload()
  await expect(visitor.map).toHaveAccessibleName(/Map of \d+ networks/)
  const after = await visitor.saves()
  const columns = ({ networks }: MapFile) => networks.flatMap(({ id, brought }) => brought ? [[id, brought]] : [])
  expect(columns(after)).toEqual(columns(before))
  const places = placesOf(after)
  for (const [id, place] of placesOf(before)) expect(places.get(id), `network ${id}`).toEqual(place)
  await expect(visitor.status).toContainText('2 landed')
  expect(visitor.complaints).toEqual([])
})

test('a bundle of other probes stays off the map, says why, and makes a map of its own', async ({ page }) => {
  const values = (seed: number): Float32Array => Float32Array.from({ length: 60 * 4 }, (_, k) => Math.sin(seed + k * (seed + 1)) + (k % 4 === Math.floor(k / 4) % 3 ? 3 : 0))
  const bundle = writeNpz([
    ['labels.npy', { dtype: 'int32', shape: [60], data: Int32Array.from({ length: 60 }, (_, k) => k % 3) }],
    ...Array.from({ length: 8 }, (_, k) => [`activations/mine ${k}.npy`, { dtype: 'float32', shape: [60, 4], data: values(k) }] as const),
  ].map(([name, array]) => [name, array] as Member))
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, [{ name: 'mine.npz', bytes: bundle }])
  await expect(card(page, 'mine.npz')).toContainText('Its networks were run on 60 probes, this map’s on 200.')
  await page.getByRole('button', { name: 'Make a map of these' }).click()
  await expect(visitor.map).toHaveAccessibleName(/Map of 8 networks/)
  await expect(card(page, 'mine.npz')).toContainText('8 landed')
  expect(visitor.complaints).toEqual([])
})

test('a drop in the middle of a training waits for the map, and lands on it', async ({ page }) => {
  test.slow()
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, ...SLOWER, 'Number of networks': '12' })
  await visitor.trains('Train as a new map')
  await drops(page, [sample('made/mlp_relu/model.onnx', 'digits.onnx')])
  await expect(card(page, 'digits.onnx')).toBeVisible()
  await visitor.waits()
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  await expect(visitor.status).toContainText(/1[0-2] networks and 1 landed/)
  expect(visitor.complaints).toEqual([])
})

test('data that are refused have ways on of their own, and a sample that works', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Files of a data set').setInputFiles([{ name: 'images-idx3-ubyte', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0, 8]) }])
  const refused = card(page, 'images-idx3-ubyte')
  await expect(refused.getByRole('alert')).toContainText('images-idx3-ubyte')
  await expect(refused.getByRole('button', { name: /npz/ })).toHaveCount(0)
  await refused.getByRole('button', { name: 'What data are read' }).click()
  await expect(page.getByRole('dialog', { name: 'Data of one’s own' }).or(page.getByRole('dialog', { name: /Data of one/ }))).toContainText('IDX')
  await page.keyboard.press('Escape')
  await refused.getByRole('button', { name: 'Sample that works' }).click()
  const dialog = page.getByRole('dialog', { name: 'A data set of your own' })
  await expect(dialog.locator('.DataDialog-classes')).toHaveText('lower 60upper 60')
  await dialog.getByRole('button', { name: 'Use this data set' }).click()
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue(/^[0-9a-f]{16}$/)
  expect(visitor.complaints).toEqual([])
})

// Saved models dropped on the real page: the right card, the right place, nothing moved, nothing sent, and a sentence where a file is broken.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMapActivations, readMapHead } from '../src/formats/map.ts'
import type { Member } from '../src/formats/npz.ts'
import { writeNpz } from '../src/formats/npz.ts'
import { seriousFindings } from './axe.ts'
import { drops, MODELS, sample } from './dropped.ts'
import { Visitor } from './visitor.ts'

const digits = makeDataset(DEFAULT_DATASET, readFileSync('public/data/digits.bin'))

const card = (page: Page, name: string | RegExp) => page.getByRole('article', { name })

/** Opens a card that may be folded. */
async function unfolds(page: Page, name: string): Promise<void> {
  const fold = card(page, name).getByRole('button', { name, exact: true })
  if (await fold.getAttribute('aria-expanded') === 'false') await fold.click()
}

/** Rows that 64 – 32 relu – 16 relu – 10 gets right, from the weights as safetensors lays them down and schoolbook sums. */
function rightOfMlp(): number {
  const bytes = readFileSync(`${MODELS}/made/mlp_relu/model.safetensors`)
  const length = Number(bytes.readBigUInt64LE(0))
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, { data_offsets: [number, number] }>
  const numbers = (name: string): Float32Array => {
    const [from, to] = header[name].data_offsets
    return new Float32Array(Uint8Array.from(bytes.subarray(8 + length + from, 8 + length + to)).buffer)
  }
  const layers = ['fc1', 'fc2', 'fc3'].map(name => ({ weights: numbers(`${name}.weight`), biases: numbers(`${name}.bias`) }))
  const pixels = readFileSync('public/data/digits.bin')
  return [...digits.test].filter(row => {
    let values = Array.from(pixels.subarray(64 * row, 64 * row + 64), value => value / 16)
    layers.forEach(({ weights, biases }, place) => {
      const sums = Array.from(biases, (bias, unit) => values.reduce((sum, value, k) => sum + value * weights[unit * values.length + k], bias))
      values = place < 2 ? sums.map(sum => Math.max(0, sum)) : sums
    })
    return values.indexOf(Math.max(...values)) === digits.labels[row]
  }).length
}

const placesOf = ({ ids, embedding }: MapFile): Map<number, readonly number[]> => new Map(ids.map((id, k) => [id, [embedding[2 * k], embedding[2 * k + 1]]]))

test('a .keras, an .onnx, a tfjs pair and a .pt land at one place, a broken file has its sentence, and nothing moves', async ({ page }) => {
  test.slow()
  const visitor = new Visitor(page)
  await visitor.opens()
  const before = placesOf(await visitor.saves())
  await drops(page, [
    sample('made/mlp_relu/keras3_written_by_h5py.keras', 'digits.keras'), sample('made/mlp_relu/model.onnx', 'digits.onnx'), sample('made/mlp_relu/state_dict.pt', 'digits.pt'),
    sample('made/mlp_relu/tfjs/group1-shard1of1.bin'), sample('made/mlp_relu/tfjs/model.json'), sample('bad/h5_truncated.h5'),
  ])
  await expect(page.getByRole('heading', { name: '3 of 5 files landed' })).toBeVisible()
  await expect(card(page, 'h5_truncated.h5')).toContainText(/h5_truncated\.h5 .*cut short/)
  await expect(visitor.status).toContainText(`${before.size} networks and 3 landed`)

  // Weights without an architecture wait for a word.
  const weights = card(page, 'digits.pt')
  await expect(weights).toContainText('confirm it')
  await unfolds(page, 'digits.pt')
  await expect(weights).toContainText('fc1: dense 64 → 32')
  await expect(weights.getByRole('combobox', { name: 'Step 2: relu' })).toHaveValue('relu')
  await weights.getByRole('button', { name: 'Run it like this' }).click()
  await expect(page.getByRole('heading', { name: '4 of 5 files landed' })).toBeVisible()
  await expect(page.getByRole('group', { name: 'What landed' })).toContainText('4 landed, 1 failed')

  const right = rightOfMlp()
  for (const name of ['digits.keras', 'digits.onnx', 'digits.pt', 'model.json']) {
    await unfolds(page, name)
    const found = card(page, name)
    await expect(found).toContainText('2,778')
    await expect(found).toContainText(`${(right / digits.test.length).toFixed(4)} (${right} of ${digits.test.length})`)
    await expect(found.getByRole('table').first().getByRole('row')).toHaveCount(4)
    await expect(found).toContainText(/divided by 16.*proposed from 500 labelled probes/)
    await expect(found).toContainText(/Nearest is .* So this one is on the map\./)
  }
  await expect(page.getByRole('button', { name: /^digits\.keras and 3 more/ })).toBeVisible()

  const after = await visitor.saves()
  const places = placesOf(after)
  for (const [id, place] of before) expect(places.get(id), `network ${id}`).toEqual(place)
  const brought = after.networks.filter(row => row.brought).map(({ id }) => places.get(id)!)
  expect(brought).toHaveLength(4)
  const wide = Math.max(...[...before.values()].map(([x]) => x)) - Math.min(...[...before.values()].map(([x]) => x))
  for (const [x, y] of brought) expect(Math.hypot(x - brought[0][0], y - brought[0][1])).toBeLessThan(1e-3 * wide)
  expect(visitor.complaints).toEqual([])
})

test('another scale is chosen from the evidence, and the network lands again; it is looked into and removed', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, [sample('made/cnn8x8/model.onnx', 'cnn.onnx')])
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  const found = card(page, 'cnn.onnx')
  await found.getByRole('button', { name: /Input scale/ }).click()
  await expect(found.getByRole('radio', { checked: true })).toHaveAccessibleName(/divided by 16 ?, proposed/)
  await found.getByRole('radio', { name: 'as stored' }).click()
  await expect(found).toContainText('chosen by you')
  await expect(found).toContainText('landed')
  await found.getByRole('button', { name: 'Look inside' }).click()
  await expect(page.getByRole('heading', { name: 'cnn.onnx' })).toBeVisible()
  await expect(page.getByText(/brought as ONNX/)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Hidden layer' })).toBeVisible()
  await page.getByRole('button', { name: 'Its card' }).click()
  await found.getByRole('button', { name: 'Weights', exact: false }).first().click()
  await found.getByRole('button', { name: /conv1\.weight/ }).click()
  await expect(found.getByRole('img', { name: /Histogram of 72 numbers/ })).toBeVisible()
  const all = (await visitor.counts()).mapped
  await found.getByRole('button', { name: 'Remove' }).click()
  await expect(found).toBeHidden()
  await expect.poll(async () => (await visitor.counts()).mapped).toBe(all - 1)
  expect(visitor.complaints).toEqual([])
})

test('a bundle of the map’s own activations lands where those networks are', async ({ page }) => {
  const head = readMapHead(readFileSync('public/maps/digits.npz'))
  const activations = readMapActivations(readFileSync('public/maps/digits.activations.npz'), head)
  const labels = Int32Array.from(digits.probes, row => digits.labels[row])
  const taken = [3, 40, 200].map(at => activations[at])
  const bundle = writeNpz([
    ['labels.npy', { dtype: 'int32', shape: [labels.length], data: labels }],
    ...taken.map(({ id, rows, columns, values }): Member => [`activations/copy-of-${id}.npy`, { dtype: 'float32', shape: [rows, columns], data: values }]),
  ])
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, [{ name: 'bundle.npz', bytes: bundle }])
  await expect(card(page, 'bundle.npz')).toContainText('3 landed')
  const { ids, embedding, networks } = await visitor.saves()
  const at = (id: number): readonly [number, number] => [embedding[2 * ids.indexOf(id)], embedding[2 * ids.indexOf(id) + 1]]
  for (const { id } of taken) {
    const copy = networks.find(row => row.brought?.name === `copy-of-${id}`)!
    const [[x, y], [ownX, ownY]] = [at(copy.id), at(id)]
    expect(Math.hypot(x - ownX, y - ownY), `copy of ${id}`).toBeLessThan(0.02)
  }
  expect(visitor.complaints).toEqual([])
})

test('names that are markup and layers that are code stay text', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await drops(page, [sample('bad/tfjs_xss_name/model.json'), sample('bad/tfjs_xss_name/group1-shard1of1.bin'), sample('bad/keras_lambda.keras', '<img src=x onerror=alert(1)>.keras')])
  await expect(page.getByRole('heading', { name: '1 of 2 files landed' })).toBeVisible()
  await unfolds(page, 'model.json')
  await expect(card(page, 'model.json').getByRole('table').first()).toContainText('<img src=x')
  await expect(page.getByText(/a Lambda layer holds Python code, which cannot run here/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Look inside' }).first().click()
  await expect(page.getByRole('heading', { name: 'model.json' })).toBeVisible()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(await page.evaluate(() => '__xss' in window)).toBe(false)
  expect(visitor.complaints).toEqual([])
})

test('a reload in the middle loses nothing of the map, and the file can be dropped again', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const before = await visitor.counts()
  await drops(page, [sample('made/mlp_relu/model.onnx', 'digits.onnx'), sample('made/cnn8x8/model.onnx', 'cnn.onnx')])
  await visitor.reloads()
  expect((await visitor.counts()).mapped).toBeGreaterThanOrEqual(before.mapped)
  await drops(page, [sample('made/mlp_relu/state_dict_legacy.pt')])
  await expect(card(page, 'state_dict_legacy.pt').getByRole('button', { name: 'Run it like this' })).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

test('a file that is dropped before the map is there waits for it', async ({ page }) => {
  await page.goto('./', { waitUntil: 'commit' })
  await page.locator('.App-map').waitFor()
  await drops(page, [sample('made/mlp_relu/model.onnx', 'digits.onnx')])
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
})

test('readers are fetched when something is dropped, and nothing leaves the page', async ({ page, baseURL }) => {
  const asked: { url: string, method: string, body: string | null }[] = []
  page.on('request', request => asked.push({ url: request.url(), method: request.method(), body: request.postData() }))
  const readers = () => asked.filter(({ url }) => /import\.worker|\/(onnx|keras|torch|tfjs|imports)-[^/]*\.js/.test(url)).map(({ url }) => url)
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByLabel('Files to open').waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  expect(readers()).toEqual([])
  await drops(page, [sample('made/mlp_relu/model.onnx', 'digits.onnx')])
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  expect(readers().length).toBeGreaterThan(0)
  for (const { url, method, body } of asked) {
    expect([method, body], url).toEqual(['GET', null])
    expect(url.startsWith(baseURL!) || url.startsWith('blob:') || url.startsWith('data:'), url).toBe(true)
    expect(url).not.toContain('digits.onnx')
  }
})

test('a link: its address as it is fetched and its size before anything is fetched; a refusal with the way out', async ({ page, baseURL }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const bytes = readFileSync(`${MODELS}/made/mlp_relu/model.onnx`)
  await page.route('**/elsewhere/**', route => route.request().url().endsWith('gone.onnx')
    ? route.fulfill({ status: 404, body: 'gone' })
    : route.fulfill({ status: 200, headers: { 'content-length': String(bytes.length), 'content-type': 'application/octet-stream' }, body: route.request().method() === 'HEAD' ? '' : bytes }))
  const asks = async (address: string) => {
    await page.getByLabel('Files to open').waitFor({ state: 'attached' }) // with the menu that the button opens
    await page.getByRole('button', { name: 'Open my models' }).click()
    await page.getByRole('button', { name: 'From a link…' }).click()
    await page.getByRole('textbox', { name: /Address of a file/ }).fill(address)
    await page.getByRole('button', { name: 'Look at it' }).click()
  }
  const dialog = page.getByRole('dialog', { name: 'Open from a link' })
  await asks(`${baseURL}/elsewhere/gone.onnx`)
  await expect(dialog).toContainText(/404.*gone\.onnx|gone\.onnx.*404/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await asks(`${baseURL}/elsewhere/linked.onnx`)
  await expect(dialog).toContainText('linked.onnx, 12 kB')
  await dialog.getByRole('button', { name: 'Download' }).click()
  await expect(page.getByRole('heading', { name: '1 file landed' })).toBeVisible()
  await expect(card(page, 'linked.onnx')).toContainText('2,778')
  await expect(dialog).toBeHidden()
})

for (const [look, use] of [
  ['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true }],
] as const) {
  test.describe(`for everybody, ${look}`, () => {
    test.use({ ...use, reducedMotion: 'reduce' })
    test('cards, marks and dialogs have nothing serious for axe', async ({ page }) => {
      const visitor = new Visitor(page)
      await visitor.opens()
      await drops(page, [sample('made/mlp_relu/model.onnx', 'digits.onnx'), sample('made/mlp_relu/state_dict.pt', 'digits.pt'), sample('bad/h5_truncated.h5')])
      await expect(page.getByRole('heading', { name: '1 of 3 files landed' })).toBeVisible()
      await expect(card(page, 'digits.pt')).toContainText('confirm it')
      for (const name of ['digits.onnx', 'digits.pt']) {
        await unfolds(page, name)
        for (const fold of [/^Weights/, /^Input scale/]) await card(page, name).getByRole('button', { name: fold }).click()
      }
      expect(await seriousFindings(page)).toEqual([])
    })
  })
}

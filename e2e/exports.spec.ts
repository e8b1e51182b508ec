// Numbers that leave the page are read back as the map has them: arrays, tables, recipes, networks, citation.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { unzipSync } from 'fflate'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Papa from 'papaparse'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap } from '../src/formats/map.ts'
import type { NpyArray } from '../src/formats/npy.ts'
import { openNpz } from '../src/formats/npz.ts'
import { readOnnx } from '../src/formats/onnx/onnx.ts'
import { readTensors } from '../src/formats/tensor-file.ts'
import { SMALL, Visitor } from './visitor.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const numpy = spawnSync('python3', ['-c', 'import numpy']).status === 0
const ids = (map: MapFile): number[] => map.networks.map(row => row.id)

/** The bytes of what a press downloads, and what the file is called. */
async function download(page: Page, press: () => Promise<void>): Promise<{ name: string, bytes: Uint8Array }> {
  const coming = page.waitForEvent('download')
  await press()
  const file = await coming
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) }
}

const text = ({ bytes }: { bytes: Uint8Array }): string => new TextDecoder().decode(bytes)
const numbers = ({ data }: NpyArray): number[] => Array.from(data, Number)

test('a small map of one’s own leaves as arrays, tables and recipes, and every number comes back equal', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.types({ ...SMALL, 'Number of networks': '8', Seed: '77' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const map = await visitor.saves()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /^Share/ }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(/Every export carries seed 77, netfold \d+\.\d+\.\d+, .*σ 0\.5, t \d+\./)

  await test.step('NumPy: every array that there is', async () => {
    await dialog.getByRole('button', { name: 'NumPy', exact: true }).click()
    const list = dialog.getByRole('list', { name: 'Arrays' })
    await expect(list.getByRole('checkbox', { name: 'activations' })).toBeVisible()
    for (const box of await list.getByRole('checkbox').all()) await box.check()
    const { name, bytes } = await download(page, () => dialog.getByRole('button', { name: 'Save NumPy arrays' }).click())
    expect(name).toBe('netfold-digits-8-arrays.npz')
    const file = openNpz(bytes)
    const column = (array: `${string}.npy`): number[] => numbers(file.array(array))
    const mapped = map.ids
    const rows = [...mapped, ...ids(map).filter(id => !mapped.includes(id))].map(id => map.networks.find(row => row.id === id)!)
    expect(column('ids.npy')).toEqual(rows.map(row => row.id))
    expect(file.array('embedding.npy')).toEqual({ dtype: 'float64', shape: [mapped.length, 2], data: map.embedding })
    expect(file.array('distance.npy').data).toEqual(map.detail!.distances)
    for (const key of ['learningRate', 'weightDecay', 'dropout', 'width'] as const) expect(column(`hyper/${key}.npy`)).toEqual(rows.map(row => row.hyper![key]))
    expect(column('outcome/testAccuracy.npy')).toEqual(rows.map(row => row.outcome.testAccuracy))
    expect(column('seeds/order.npy')).toEqual(rows.map(row => row.orderSeed))
    for (const [measure, values] of map.detail!.measures) expect(file.array(`measures/${measure}.npy`).data).toEqual(values)
    for (const { id, values } of map.activations!) expect(file.array(`activations/${id}.npy`).data).toEqual(values)
    const offsets = column('curve_offsets.npy')
    rows.forEach(({ id }, k) => {
      const detail = map.detail!.details.find(one => one.id === id)!
      expect(file.array('curves.npy').data.slice(4 * offsets[k], 4 * offsets[k + 1])).toEqual(detail.curve)
      expect(file.array('confusion.npy').data.slice(100 * k, 100 * (k + 1))).toEqual(detail.confusion)
    })
    for (const { id } of rows.filter(row => mapped.includes(row.id))) {
      const predictions = file.array(`predictions/${id}.npy`)
      expect(predictions.shape).toEqual([200, 10])
      // The last checkpoint is the trained network.
      const checkpoints = file.array(`checkpoints/${id}.npy`)
      expect(checkpoints.data.slice(-2000)).toEqual(predictions.data)
      expect(numbers(file.array(`steps/${id}.npy`)).at(-1)).toBe(map.networks.find(row => row.id === id)!.outcome.steps)
    }
    expect(column('labels.npy')).toEqual(column('data/probes.npy').map(row => column('data/labels.npy')[row]))
    expect(file.array('data/inputs.npy').shape).toEqual([1797, 64])
    if (!numpy) return test.info().annotations.push({ type: 'skipped', description: 'python3-numpy is not here: the arrays were read by our own reader alone.' })
    const folder = await mkdtemp(join(tmpdir(), 'netfold-arrays-'))
    try {
      await writeFile(join(folder, 'a.npz'), bytes)
      const code = `import json, numpy as np
f = np.load('a.npz')
m = json.loads(f['manifest.json'])
assert sorted(m['arrays']) == sorted(k for k in f.files if k != 'manifest.json')
for k, told in m['arrays'].items():
    assert list(f[k].shape) == told['shape'] and str(f[k].dtype) == told['dtype'], k
print(json.dumps([float(x) for x in f['embedding'].ravel()]))`
      const { stdout } = await promisify(execFile)('python3', ['-c', code], { cwd: folder })
      expect(JSON.parse(stdout)).toEqual([...map.embedding])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  await test.step('the table, of all networks', async () => {
    const table = await download(page, () => dialog.getByRole('button', { name: 'CSV', exact: true }).click())
    const lines = Papa.parse<Record<string, string>>(text(table), { header: true, skipEmptyLines: true }).data
    expect(lines.map(line => Number(line['id']))).toEqual(ids(map))
    expect(lines.map(line => Number(line['learningRate']))).toEqual(map.networks.map(row => row.hyper!.learningRate))
    expect(lines.map(line => Number(line['testLoss']))).toEqual(map.networks.map(row => row.outcome.testLoss))
    const document = JSON.parse(text(await download(page, () => dialog.getByRole('button', { name: 'JSON', exact: true }).click()))) as { networks: MapFile['networks'], map: object }
    expect(document.networks.map(({ id, hyper, weightSeed, orderSeed, outcome }) => ({ id, hyper, weightSeed, orderSeed, outcome }))).toEqual(map.networks)
    expect(document.map).toMatchObject({ dataset: map.manifest.dataset, recipe: map.manifest.recipe, geometry: map.manifest.geometry })
  })

  await test.step('the recipe, which the terminal trains again to the bit', async () => {
    await dialog.getByRole('button', { name: 'Recipe', exact: true }).click()
    const recipe = await download(page, () => dialog.getByRole('button', { name: 'Save recipe: JSON' }).click())
    const script = await download(page, () => dialog.getByRole('button', { name: 'Save recipe: PyTorch' }).click())
    expect([recipe.name, script.name]).toEqual(['netfold-digits-recipe-8.json', 'netfold-digits-pytorch-8.py'])
    for (const row of map.networks) expect(text(script)).toContain(`${row.weightSeed}, ${row.orderSeed}, `)
    const folder = await mkdtemp(join(tmpdir(), 'netfold-recipe-'))
    try {
      const [spec, out] = [join(folder, 'spec.json'), join(folder, 'M.npz')]
      await writeFile(spec, recipe.bytes)
      await promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'cli/netfold.ts'), 'train', spec, '--out', out], { cwd: root })
      const again = readMap(new Uint8Array(await readFile(out)))
      expect(again.networks).toEqual(map.networks)
      expect(again.detail!.distances).toEqual(map.detail!.distances)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  await test.step('what to cite', async () => {
    await dialog.getByRole('button', { name: 'Cite', exact: true }).click()
    await expect(dialog).toContainText('on the 8×8 digits (Alpaydin & Kaynak, 1998; 1,257 rows for training, 540 for testing; data seed 1)')
    await expect(dialog).toContainText('population seed 77')
    await expect(dialog.getByLabel('BibTeX', { exact: true })).toContainText('abel2024manifold')
  })
  await page.keyboard.press('Escape')

  await test.step('one network as safetensors, ONNX and a LayersModel: the same weights in each', async () => {
    await visitor.findsADot()
    await page.mouse.down()
    await page.mouse.up()
    await expect(page.getByRole('region', { name: 'Weights', exact: true })).toBeVisible()
    const take = (program: string) => download(page, () => page.getByRole('button', { name: `Download weights for ${program}` }).click())
    const { tensors } = readTensors((await take('PyTorch')).bytes)
    const onnx = await take('ONNX')
    expect(onnx.name).toMatch(/^network-\d+\.onnx$/)
    const { model } = readOnnx({ path: onnx.name, bytes: onnx.bytes }, [])
    expect(model.why).toBeNull()
    for (const [name, { shape, data }] of tensors) expect(model.tensors.find(tensor => tensor.name === name)).toMatchObject({ shape, data })
    const floats = new Float32Array(unzipSync((await take('TensorFlow.js')).bytes)['weights.bin'].slice().buffer)
    const sum = (values: Iterable<number>): number => Array.from(values).reduce((total, value) => total + Math.abs(value), 0)
    expect(floats.length).toBe([...tensors.values()].reduce((total, { data }) => total + data.length, 0))
    expect(sum(floats)).toBeCloseTo([...tensors.values()].reduce((total, { data }) => total + sum(data), 0), 2)
  })
  expect(visitor.complaints).toEqual([])
})

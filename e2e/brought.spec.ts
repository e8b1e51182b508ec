// Networks trained elsewhere: a bundle becomes a map in the terminal, and the page shows it with the names and columns that came along.
import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { netfold } from '../cli/main.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import type { Member } from '../src/formats/npz.ts'
import { writeNpz } from '../src/formats/npz.ts'
import { Visitor } from './visitor.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-'))
test.afterAll(() => rmSync(folder, { recursive: true }))

const [PROBES, CLASSES] = [60, 3]

/** Forty clouds of three classes, from far apart to mixed up, and predictions to match. */
function bundle(): Uint8Array {
  const normal = normals(mulberry32(5))
  const label = (probe: number): number => probe % CLASSES
  const rows: object[] = []
  const members: Member[] = [['labels.npy', { dtype: 'int32', shape: [PROBES], data: Int32Array.from({ length: PROBES }, (_, probe) => label(probe)) }]]
  for (let k = 0; k < 40; k++) {
    const spread = 0.1 + k / 20
    const width = 4 + k % 5
    members.push([`activations/run-${k}.npy`, {
      dtype: 'float32', shape: [PROBES, width],
      data: Float32Array.from({ length: PROBES * width }, (_, at) => (at % width === label(Math.floor(at / width)) ? 1 : 0) + spread * normal()),
    }])
    const sure = Math.max(0.34, 0.99 - k / 50)
    members.push([`probabilities/run-${k}.npy`, {
      dtype: 'float32', shape: [PROBES, CLASSES],
      data: Float32Array.from({ length: PROBES * CLASSES }, (_, at) => at % CLASSES === label(Math.floor(at / CLASSES)) ? sure : (1 - sure) / (CLASSES - 1)),
    }])
    rows.push({ id: `run-${k}`, learning_rate: 10 ** -(k % 4), kind: k % 2 ? 'convolutional' : 'dense' })
  }
  const text = new TextEncoder().encode(JSON.stringify(rows))
  return writeNpz([...members, ['networks.json.npy', { dtype: 'uint8', shape: [text.length], data: text }]])
}

test('a bundle from elsewhere is on the map, coloured by its own columns and by what was measured of it', async ({ page }) => {
  const map = join(folder, 'map.npz')
  writeFileSync(join(folder, 'bundle.npz'), bundle())
  const { code, err } = await netfold(['map', join(folder, 'bundle.npz'), '--out', map])
  expect([code, err]).toEqual([0, ''])
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.files.setInputFiles(map)
  await expect(visitor.map).toHaveAccessibleName(/Map of 40 networks/)
  await expect(visitor.status).toContainText('bundle.npz, last hidden layer, 60 probes')
  await expect(visitor.button('Train more here').last()).toBeDisabled()

  const measure = page.getByRole('combobox', { name: 'Colour by' })
  await measure.selectOption('kind')
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('convolutional')
  await measure.selectOption('Spectral entropy')
  await expect(visitor.map).toHaveAccessibleName(/coloured by spectral entropy/i)

  await visitor.map.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^run-\d+$/ })).toBeVisible()
  await expect(page.getByText('trained elsewhere', { exact: true })).toBeVisible()
  await expect(page.getByText('accuracy on the probes')).toBeVisible()
  await expect(page.getByText('learning_rate').first()).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

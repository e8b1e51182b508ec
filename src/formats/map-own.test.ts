// A map of data that were brought: it says which, comes back the same, and what cannot name any data is refused.
import { expect, test } from 'vitest'
import type { DatasetSettings } from '../core/data/dataset.ts'
import { smallMap } from './fixtures/small-map.ts'
import { FormatError } from './format-error.ts'
import { manifestFrom } from './map-json.ts'
import { readMap, writeMap } from './map.ts'

const own = { hash: '0123456789abcdef', title: 'Shapes, "<b>"', rows: 240, shape: [28, 28, 1], classes: 3 }
const dataset: DatasetSettings = { id: 'own', noise: 0, decay: 0, seed: 1, own }
const { manifest, ...rest } = smallMap()

test('comes back as it was', () => {
  // The small map's weights are those of networks that saw 64 features: they stay out.
  expect(readMap(writeMap({ ...rest, states: null, checkpoints: null, manifest: { ...manifest, dataset, parts: {} } })).manifest.dataset).toEqual(dataset)
})

test.each<[string, object, string]>([
  ['nothing that names data', { own: undefined }, 'manifest.json: dataset: own is missing; it should be a JSON object.'],
  ['another hash', { own: { ...own, hash: '../../etc' } }, 'manifest.json: dataset: own: hash is "../../etc"; it should be sixteen hexadecimal digits.'],
  ['two axes', { own: { ...own, shape: [28, 28] } }, 'manifest.json: dataset: own: shape is [28,28]; it should be [features] or [height, width, channels], 50000 numbers at most.'],
  ['pictures beyond all bounds', { own: { ...own, shape: [1e5, 1e5, 3] } }, 'manifest.json: dataset: own: shape is [100000,100000,3]; it should be [features] or [height, width, channels], 50000 numbers at most.'],
  ['half a row', { own: { ...own, rows: 0.5 } }, 'manifest.json: dataset: own: rows is 0.5; it should be a whole number from 1.'],
  ['too many classes', { own: { ...own, classes: 300 } }, 'manifest.json: dataset: own: classes is 300; it should be a whole number from 2 to 256.'],
])('%s is refused', (_what, change, message) => {
  const json = JSON.parse(JSON.stringify({ ...manifest, dataset: { ...dataset, ...change } })) as unknown
  expect(() => manifestFrom(json)).toThrow(new FormatError(message))
})

test('other data say nothing of it', () => {
  expect(manifestFrom(JSON.parse(JSON.stringify({ ...manifest, dataset: { ...manifest.dataset, own } }))).dataset).toEqual(manifest.dataset)
})

// A data set that was brought: the same data have the same hash, the same seed the same rows, and stored values come back from inputs.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { probeSetOf } from '../graph/probe-set.ts'
import { learnersFor } from '../training/learners.ts'
import { trainNetwork } from '../training/train.ts'
import type { Family, Hyperparameters } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import type { DatasetSettings } from './dataset.ts'
import { checkDataset, DEFAULT_DATASET, hasPictures, liesInPlane, ownDataWords } from './dataset.ts'
import { makeDataset } from './make.ts'
import type { OwnSource } from './own.ts'
import { hashOf, lookOf, mostRows, ownDataOf, sampleRows, usualRows } from './own.ts'
import { knownSize, sizeOf } from './size.ts'

/** Pictures whose brightest channel is their class. */
function pictures(rows: number): OwnSource {
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % 3)
  const values = Uint8Array.from({ length: rows * 8 * 6 * 3 }, (_, at) => (at * 37) % 90 + (at % 3 === labels[Math.floor(at / 144)] ? 150 : 0))
  return { title: 'lights', values, shape: [8, 6, 3], fullScale: 255, labels, classNames: ['red', 'green', 'blue'] }
}

/** Two features, one a thousand times the other, and one that never changes. */
function table(rows: number): OwnSource {
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2)
  const values = Float32Array.from({ length: rows * 3 }, (_, at) => at % 3 === 2 ? 7 : (labels[Math.floor(at / 3)] + ((at * 7919) % 100) / 100) * (at % 3 === 1 ? 1000 : 1))
  return { title: 'table', values, shape: [3], fullScale: null, labels, classNames: ['a', 'b'] }
}
const settingsOf = (source: OwnSource, rows = source.labels.length, seed = 1): DatasetSettings => ({ ...DEFAULT_DATASET, id: 'own', seed, own: ownDataOf(source, hashOf(source), rows) })
const make = (source: OwnSource, rows?: number, seed?: number) => makeDataset(settingsOf(source, rows, seed), null, source)

describe('its hash', () => {
  it('is another for any other number, label, shape or name, and sixteen hexadecimal digits', () => {
    const source = pictures(12)
    const hash = hashOf(source)
    expect(hash).toMatch(/^[0-9a-f]{16}$/)
    expect(hashOf(pictures(12))).toBe(hash)
    fc.assert(fc.property(fc.nat(source.values.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const values = source.values.slice()
      values[at] = (values[at] + by) % 256
      expect(hashOf({ ...source, values })).not.toBe(hash)
    }))
    expect(new Set([
      hash, hashOf({ ...source, shape: [6, 8, 3] }), hashOf({ ...source, labels: source.labels.map(label => 2 - label) }), hashOf({ ...source, classNames: ['red', 'green', 'grey'] }),
      hashOf({ ...source, values: Float32Array.from(source.values) }),
    ]).size).toBe(5)
    expect(hashOf({ ...source, title: 'otherwise called' })).toBe(hash)
  })
})

describe.each([['pictures', pictures(300)], ['a table', table(300)]] as const)('%s', (_what, source) => {
  const data = make(source)
  it('are split as any data set, and their size is known without them', () => {
    expect(data.id).toBe('own')
    expect([...data.train, ...data.test].sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, row) => row))
    expect(data.probes.every(row => data.test.includes(row))).toBe(true)
    for (const rows of [10, 77, 300]) expect(knownSize(settingsOf(source, rows))).toEqual(sizeOf(make(source, rows)))
  })

  it('are the same rows for the same seed, every class in proportion', () => {
    expect(make(source, 60)).toEqual(make(source, 60))
    expect(make(source, 60, 2).inputs).not.toEqual(make(source, 60).inputs)
    const { labels, classes } = make(source, 60)
    expect(labels).toHaveLength(60)
    for (let label = 0; label < classes; label++) expect(labels.filter(own => own === label)).toHaveLength(60 / classes)
  })

  it('come back as they were stored', () => {
    const all = Uint32Array.from({ length: 300 }, (_, row) => row)
    const probes = probeSetOf(data, all)
    expect(probes).toMatchObject({ rows: 300, shape: source.shape, fullScale: source.fullScale, classes: source.classNames.length, labels: Int32Array.from(source.labels) })
    const tolerance = source.fullScale === null ? 1e-6 : 0
    probes.values.forEach((value, at) => expect(Math.abs(value - source.values[at])).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(source.values[at]))))
  })

  it.each<Family>(source.fullScale === null ? ['mlp'] : ['mlp', 'conv'])('trains networks of the family %s', family => {
    const hyper: Hyperparameters = {
      family, depth: 1, width: 16, activation: 'relu', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 16, dropout: 0, epochs: 15, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
    }
    const training = trainNetwork({ id: 0, hyper, weightSeed: 1, orderSeed: 2 }, data, learnersFor(data), KEEP_NOTHING)
    for (let next = training.next(); ; next = training.next()) {
      if (!next.done) continue
      expect(next.value.row.outcome.testAccuracy).toBeGreaterThan(0.9)
      break
    }
  })
})

it('pictures are divided by their full scale; features have mean 0 and deviation 1, and one that never changes is 0', () => {
  const bytes = make(pictures(30))
  expect(bytes.inputs[5]).toBe(Math.fround(pictures(30).values[5] / 255))
  expect(bytes.image).toEqual({ height: 8, width: 6, channels: 3 })
  const { inputs, stored } = make(table(500))
  for (const feature of [0, 1]) {
    const column = inputs.filter((_, at) => at % 3 === feature)
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length
    expect(mean).toBeCloseTo(0, 5)
    expect(column.reduce((sum, value) => sum + value * value, 0) / column.length).toBeCloseTo(1, 4)
  }
  expect(inputs.filter((_, at) => at % 3 === 2).every(value => value === 0)).toBe(true)
  expect(stored).toMatchObject({ full: null })
  expect([stored!.offset[2], stored!.scale[2]]).toEqual([7, 1])
})

it('settings say what it is, and what cannot be made is told', () => {
  const settings = settingsOf(pictures(30))
  expect(checkDataset(settings)).toEqual({})
  expect(checkDataset({ ...DEFAULT_DATASET, id: 'own' }).id).toBe('Data set: none was brought yet; drop one here.')
  expect([hasPictures(settings), hasPictures(settingsOf(table(30))), liesInPlane(settings), liesInPlane({ id: 'own', own: { ...settings.own!, shape: [2] } })]).toEqual([true, false, false, true])
  expect(ownDataWords({ ...settings.own!, title: 'mnist', rows: 10_000, shape: [28, 28, 1] })).toBe('mnist (10,000 rows, 28×28)')
  expect(() => makeDataset(settings, null)).toThrow('The data set lights is not at hand: drop it again.')
  expect(() => makeDataset(settings, null, table(30))).toThrow('table is not the data set that was asked for.')
})

it('as many rows are used as a few copies of them fit', () => {
  expect([usualRows(150, [4]), usualRows(60_000, [28, 28, 1]), usualRows(50_000, [32, 32, 3]), usualRows(100, [100, 100, 5])]).toEqual([150, 10_000, 5208, 100])
  expect([mostRows(60_000, [28, 28, 1]), mostRows(150, [4])]).toEqual([40_816, 150])
})

it('ten of them are shown, of every class in turn', () => {
  expect(sampleRows([2, 2, 2, 0, 1, 0], 4)).toEqual([3, 4, 0, 5])
  expect(sampleRows([1, 1], 10)).toEqual([0, 1])
  const look = lookOf(pictures(30))
  expect([...look.labels]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0])
  expect(look.values).toEqual(pictures(30).values.slice(0, 10 * 144))
  expect(lookOf(table(30)).labels).toHaveLength(0)
})

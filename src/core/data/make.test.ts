// Every data set that can be chosen: its bytes, its shape, its properties, and the sentences for settings that cannot be.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset, DatasetId, DatasetSettings } from './dataset.ts'
import { checkDataset, DATASETS, DEFAULT_DATASET } from './dataset.ts'
import { makeDataset } from './make.ts'
import { teacherSpectrum } from './teacher.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
const bytes = new Uint8Array(readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))
const make = (id: DatasetId, change: Partial<DatasetSettings> = {}): Dataset => makeDataset({ ...DEFAULT_DATASET, id, ...change }, bytes)
const point = ({ inputs }: Dataset, row: number): [number, number] => [inputs[2 * row], inputs[2 * row + 1]]
const countsOf = ({ labels, classes }: Dataset, rows: Iterable<number>): number[] => {
  const counts = Array.from({ length: classes }, () => 0)
  for (const row of rows) counts[labels[row]]++
  return counts
}

describe.each(DATASETS)('%s', id => {
  const data = make(id)

  it('has its parts in order', () => {
    const rows = data.labels.length
    expect(data.id).toBe(id)
    expect(data.inputs).toHaveLength(rows * data.features)
    expect(data.inputs.every(Number.isFinite)).toBe(true)
    expect(data.labels.every(label => label < data.classes)).toBe(true)
    expect(data.classNames).toHaveLength(data.classes)
    expect(new Set([...data.train, ...data.test]).size).toBe(rows)
    expect(data.train.length + data.test.length).toBe(rows)
    expect(data.probes).toHaveLength(200)
    expect(data.probes.every(row => data.test.includes(row))).toBe(true)
  })

  it('is the same for the same settings and another for another seed', () => {
    expect(make(id)).toEqual(data)
    expect(make(id, { seed: 2 }).test).not.toEqual(data.test)
  })
})

describe('digits', () => {
  const data = make('digits')

  it('are the published bytes', () => {
    expect(sha256(bytes)).toBe('87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826')
    expect(bytes.subarray(0, 1797 * 64).reduce((sum, value) => sum + value, 0)).toBe(561718)
    expect(countsOf(data, data.labels.keys())).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    const manifest = JSON.parse(readFileSync(new URL('../../../public/data/manifest.json', import.meta.url), 'utf8')) as { files: Record<string, { sha256: string, bytes: number }> }
    expect(manifest.files['digits.bin']).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length })
  })

  const shared = new URL('../../../../shared/data/digits_1797x64_u8.bin', import.meta.url)
  it.skipIf(!existsSync(shared))('equal the shared copy', () => expect(sha256(readFileSync(shared))).toBe(sha256(bytes)))

  it('go from 0 to 1 and split into 1,257 and 540, twenty probes a class', () => {
    expect(data.inputs.reduce((most, value) => Math.max(most, value), 0)).toBe(1)
    expect(data.train).toHaveLength(1257)
    expect(data.test).toHaveLength(540)
    expect(countsOf(data, data.probes)).toEqual(Array.from({ length: 10 }, () => 20))
    expect(data.image).toEqual({ width: 8, height: 8 })
  })

  it('of another length, or with stray values, are refused in a sentence', () => {
    const settings = DEFAULT_DATASET
    expect(() => makeDataset(settings, bytes.subarray(1))).toThrow('The digits\' file has 116804 bytes; it should have 116805.')
    expect(() => makeDataset(settings, bytes.with(5, 17))).toThrow('The digits\' file holds a pixel of 17; pixels go from 0 to 16.')
    expect(() => makeDataset(settings, bytes.with(116804, 10))).toThrow('The digits\' file holds a label 10; labels go from 0 to 9.')
    expect(() => makeDataset(settings, null)).toThrow('The digits have not been loaded: hand in the bytes of digits.bin.')
  })
})

describe('points in the plane', () => {
  it.each(['circles', 'moons', 'spirals', 'gaussians'] as const)('%s have 500 of each class, 700 train, 300 test, 100 probes each', id => {
    const data = make(id)
    expect(countsOf(data, data.labels.keys())).toEqual([500, 500])
    expect([data.train.length, data.test.length]).toEqual([700, 300])
    expect(countsOf(data, data.probes)).toEqual([100, 100])
  })

  const each = (data: Dataset, check: (x: number, y: number, label: number) => void): void => data.labels.forEach((label, row) => check(...point(data, row), label))

  it('circles have radius 1 and a half', () => {
    each(make('circles', { noise: 0 }), (x, y, label) => expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.5, 6))
  })

  it('moons are half circles about (0, 0) and (1, ½), one up and one down', () => {
    each(make('moons', { noise: 0 }), (x, y, label) => {
      expect(Math.hypot(x - label, y - label / 2)).toBeCloseTo(1, 6)
      expect(label === 0 ? y >= 0 : y <= 0.5).toBe(true)
    })
  })

  it('spirals: the second arm is the first turned by half a turn, radius growing evenly', () => {
    const data = make('spirals', { noise: 0 })
    for (let index = 0; index < 500; index++) {
      const [x, y] = point(data, index)
      const [u, v] = point(data, 500 + index)
      expect(Math.hypot(x, y)).toBeCloseTo(index / 500, 6)
      expect([u, v].map((value, axis) => value + [x, y][axis])).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6)])
      // θ counts from the y axis, 1.75 turns to the end.
      expect(x).toBeCloseTo(index / 500 * Math.sin(3.5 * Math.PI * index / 500), 6)
    }
  })

  it('xor: the class is whether the signs agree; nothing within 0.05 of an axis', () => {
    const data = make('xor', { noise: 0 })
    each(data, (x, y, label) => {
      expect(label).toBe(x * y > 0 ? 0 : 1)
      expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThanOrEqual(0.05 - 1e-7)
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1)
    })
    for (const count of countsOf(data, data.labels.keys())) expect(Math.abs(count - 500)).toBeLessThan(60)
  })

  it('gaussians without noise are their two centres', () => {
    each(make('gaussians', { noise: 0 }), (x, y, label) => expect([x, y]).toEqual(label === 0 ? [0.5, 0.5] : [-0.5, -0.5]))
  })

  it.each(['circles', 'moons', 'spirals', 'xor', 'gaussians'] as const)('%s: noise has the standard deviation asked for and leaves labels and clean points as they are', id => {
    const clean = make(id, { noise: 0 })
    const noisy = make(id, { noise: 0.2 })
    expect(noisy.labels).toEqual(clean.labels)
    const shifts = noisy.inputs.map((value, place) => value - clean.inputs[place])
    expect(Math.abs(shifts.reduce((sum, value) => sum + value, 0) / 2000)).toBeLessThan(0.02)
    expect(Math.abs(Math.sqrt(shifts.reduce((sum, value) => sum + value * value, 0) / 2000) - 0.2)).toBeLessThan(0.012)
  })

  it('are these very points', () => {
    const hashes = Object.fromEntries(DATASETS.filter(id => id !== 'digits').map(id => [id, sha256(bytesOf(make(id).inputs)).slice(0, 16)]))
    expect(hashes).toEqual({
      circles: '3ea65b93fffcd85b',
      gaussians: '2fc59f4449655054',
      moons: '6ae7a19a1a9f1c25',
      spirals: '02268693b69b4a3a',
      teacher: 'cb42a7cdc3992c2a',
      xor: '7a8eebd66a936c28',
    })
  })
})

describe('the sloppy teacher', () => {
  it('has 1,000 rows for training, 400 for testing, five classes', () => {
    const data = make('teacher')
    expect([data.train.length, data.test.length, data.features, data.classes]).toEqual([1000, 400, 200, 5])
    expect(countsOf(data, data.labels.keys()).every(count => count > 0)).toBe(true)
  })

  it('spectrum: 50 c exp(−c i), or 1 throughout', () => {
    const spectrum = teacherSpectrum(0.5)
    expect(spectrum[0]).toBe(25)
    expect(spectrum[3] / spectrum[2]).toBeCloseTo(Math.exp(-0.5), 12)
    expect(teacherSpectrum(0).every(value => value === 1)).toBe(true)
  })

  it.each([0, 0.001, 0.5])('inputs with c = %f have these variances', decay => {
    const data = make('teacher', { decay })
    const spectrum = teacherSpectrum(decay)
    for (const place of [0, 1, 5, 50, 199]) {
      let sum = 0
      for (let row = 0; row < 1400; row++) sum += data.inputs[row * 200 + place] ** 2
      expect(Math.abs(sum / 1400 / (spectrum[place] / 200) - 1)).toBeLessThan(0.2)
    }
  })

  it('uses all classes where the inputs are not sloppy', () => {
    const data = make('teacher', { decay: 0 })
    expect(Math.min(...countsOf(data, data.labels.keys()))).toBeGreaterThan(100)
  })
})

describe('checkDataset', () => {
  it('finds nothing wrong with the default', () => expect(checkDataset(DEFAULT_DATASET)).toEqual({}))

  it.each<[Partial<DatasetSettings>, keyof DatasetSettings, string]>([
    [{ noise: -0.1 }, 'noise', 'Noise: -0.1 is outside 0 to 1.'],
    [{ noise: 1.5 }, 'noise', 'Noise: 1.5 is outside 0 to 1.'],
    [{ noise: NaN }, 'noise', 'Noise: NaN is outside 0 to 1.'],
    [{ decay: -1 }, 'decay', 'Decay: -1 is outside 0 to 10.'],
    [{ decay: Infinity }, 'decay', 'Decay: Infinity is outside 0 to 10.'],
    [{ seed: 1.5 }, 'seed', 'Data seed: 1.5 is not a whole number from 0 to 4294967295.'],
    [{ seed: -1 }, 'seed', 'Data seed: -1 is not a whole number from 0 to 4294967295.'],
    [{ seed: NaN }, 'seed', 'Data seed: NaN is not a whole number from 0 to 4294967295.'],
    [{ id: 'mnist' as DatasetId }, 'id', 'Data set: mnist is not known; choose one of digits, circles, moons, spirals, xor, gaussians, teacher.'],
  ])('%o', (change, key, sentence) => {
    expect(checkDataset({ ...DEFAULT_DATASET, ...change })).toEqual({ [key]: sentence })
    expect(() => makeDataset({ ...DEFAULT_DATASET, ...change }, bytes)).toThrow(sentence)
  })
})

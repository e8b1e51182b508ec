// Fresh rows are nobody's: drawn anew by the same law, or exchanged between those that were learned from and those that were tested on.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Dataset, DatasetSettings } from './dataset.ts'
import { DATASETS, DEFAULT_DATASET } from './dataset.ts'
import { exchanged, FRESH, freshBlock, freshRows, isDrawn, withFresh } from './fresh.ts'
import { makeDataset } from './make.ts'

const DRAWN = DATASETS.filter(id => isDrawn({ id }))
const settingsOf = (id: DatasetSettings['id'], change: Partial<DatasetSettings> = {}): DatasetSettings => ({ ...DEFAULT_DATASET, id, ...change })
const rowsOf = ({ inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>): string[] => {
  const bytes = inputs.BYTES_PER_ELEMENT * inputs.length / labels.length
  return Array.from(labels, (label, row) => `${Buffer.from(inputs.buffer, row * bytes, bytes).toString('latin1')} ${label}`)
}

/** The share of these rows whose nearest row to learn from has their label. */
function nearestRight({ inputs, labels, features, train }: Dataset, rows: Uint32Array): number {
  let right = 0
  for (const row of rows) {
    let [least, label] = [Infinity, -1]
    for (const known of train) {
      let sum = 0
      for (let k = 0; k < features && sum < least; k++) sum += (inputs[row * features + k] - inputs[known * features + k]) ** 2
      if (sum < least) [least, label] = [sum, labels[known]]
    }
    right += Number(label === labels[row])
  }
  return right / rows.length
}

test('data from a file are not drawn, all others are', () => {
  expect(DRAWN).toEqual(['circles', 'moons', 'spirals', 'xor', 'gaussians', 'teacher'])
  expect(isDrawn({ id: 'own' })).toBe(false)
  expect(() => freshRows(settingsOf('digits'))).toThrow('Data that come from a file cannot be drawn anew.')
})

describe.each(DRAWN)('%s', id => {
  const settings = settingsOf(id)
  const own = makeDataset(settings, null)
  const whole = withFresh(own, settings)

  test('fresh rows are none of the data set’s, and no two are the same, with noise and without', () => {
    for (const noise of id === 'gaussians' || id === 'teacher' ? [0.1] : [0.1, 0]) {
      const fresh = rowsOf(freshRows({ ...settings, noise }))
      expect(fresh).toHaveLength(FRESH)
      expect(new Set(fresh).size).toBe(FRESH)
      const known = new Set(rowsOf(makeDataset({ ...settings, noise }, null)))
      expect(fresh.filter(row => known.has(row))).toEqual([])
    }
  })

  test('are the same for the same seed and others for another', () => {
    const [first, again, other] = [1, 1, 2].map(seed => rowsOf(freshRows({ ...settings, seed })).join('\n'))
    expect(again === first).toBe(true)
    expect(other === first).toBe(false)
  })

  test('stand behind the data set’s own, which stay as they were but for the test rows', () => {
    expect(rowsOf(whole).slice(0, own.labels.length)).toEqual(rowsOf(own))
    expect([whole.train, whole.probes]).toEqual([own.train, own.probes])
    expect([...whole.test]).toEqual(Array.from({ length: FRESH }, (_, row) => own.labels.length + row))
  })

  test('are of the same law: who learned from the data set’s rows does as well on fresh ones as on test rows', () => {
    const [tested, fresh] = [nearestRight(own, own.test), nearestRight(whole, whole.test)]
    const error = Math.sqrt(Math.max(tested * (1 - tested), 0.005) * (1 / own.test.length + 1 / FRESH))
    expect(Math.abs(fresh - tested)).toBeLessThan(4 * error)
  })
})

test('the sloppy teacher stays who it is: another one calls most inputs otherwise', () => {
  const settings = settingsOf('teacher')
  const own = makeDataset(settings, null)
  const others = makeDataset({ ...settings, seed: 2 }, null)
  const mixed = withFresh(own, { ...settings, seed: 2 })
  expect(nearestRight(mixed, mixed.test)).toBeLessThan(nearestRight(others, others.test) - 0.2)
})

test('without noise the two gaussians are two points, and no row is fresh', () => {
  expect(freshBlock(settingsOf('gaussians', { noise: 0 }))).toBe('Without noise each class is a single point, and no row is fresh.')
  expect([...DRAWN, 'digits' as const].map(id => freshBlock(settingsOf(id)))).toEqual(Array.from({ length: 7 }, () => null))
})

describe('exchanged rows', () => {
  const digits = makeDataset(DEFAULT_DATASET, new Uint8Array(readFileSync(new URL('../../../public/data/digits.bin', import.meta.url))))
  const other = exchanged(digits, 1)

  test('to test on were all learned from, all test rows are learned from now, and there are as many of each as before', () => {
    const [learned, tested] = [new Set(digits.train), new Set(other.test)]
    expect(other.test.every(row => learned.has(row))).toBe(true)
    expect(other.train.filter(row => !learned.has(row))).toEqual(digits.test)
    expect(other.train.some(row => tested.has(row))).toBe(false)
    expect([other.train.length, other.test.length]).toEqual([digits.train.length, digits.test.length])
    expect(new Set([...other.train, ...other.test]).size).toBe(digits.labels.length)
    expect(other.probes).toEqual(other.test)
    expect(other.trainProbes.every(row => other.train.includes(row))).toBe(true)
  })

  test('have every class in proportion, and are the same for the same seed', () => {
    for (let label = 0; label < 10; label++) {
      const [before, after] = [digits, other].map(({ test, labels }) => test.filter(row => labels[row] === label).length)
      expect(Math.abs(before - after)).toBeLessThanOrEqual(1)
    }
    expect(exchanged(digits, 1)).toEqual(other)
    expect(exchanged(digits, 2).test).not.toEqual(other.test)
  })

  test('of the fewest rows that can be split are one for one', () => {
    const two = { ...digits, train: Uint32Array.of(0), test: Uint32Array.of(1), probes: Uint32Array.of(1), trainProbes: Uint32Array.of(0) }
    expect(exchanged(two, 1)).toMatchObject({ train: Uint32Array.of(1), test: Uint32Array.of(0), trainProbes: new Uint32Array(0) })
  })
})

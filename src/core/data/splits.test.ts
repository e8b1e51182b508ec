// Splits: disjoint, whole, in proportion, balanced, and the same for the same seed.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../random.ts'
import { splitRows, testCountOf, TRAIN_PROBES } from './splits.ts'

const random = mulberry32(8)
// Five unequal classes; the last is rare.
const labels = Uint8Array.from({ length: 1000 }, () => [0, 0, 0, 0, 1, 1, 1, 2, 2, 3][Math.floor(random() * 10)]).map((label, row) => row % 100 === 0 ? 4 : label)
const countsOf = (rows: Uint32Array): number[] => {
  const counts = [0, 0, 0, 0, 0]
  rows.forEach(row => { counts[labels[row]]++ })
  return counts
}

describe('splitRows', () => {
  const split = splitRows(labels, 5, 300, 200, 42)

  it('puts every row into train or test, once', () => {
    expect([...split.train, ...split.test].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, row) => row))
    expect(split.test).toHaveLength(300)
  })

  it('keeps the classes\' proportions to within a row', () => {
    const all = countsOf(Uint32Array.from({ length: 1000 }, (_, row) => row))
    countsOf(split.test).forEach((count, label) => expect(Math.abs(count - 0.3 * all[label])).toBeLessThan(1))
  })

  it('takes probes from the test rows, equally many a class as far as they go, grouped by class', () => {
    const test = new Set(split.test)
    expect(split.probes).toHaveLength(200)
    expect(new Set(split.probes).size).toBe(200)
    expect(split.probes.every(row => test.has(row))).toBe(true)
    const counts = countsOf(split.probes)
    expect(counts[4]).toBe(countsOf(split.test)[4])
    const full = counts.filter((count, label) => count < countsOf(split.test)[label])
    expect(Math.max(...full) - Math.min(...full)).toBeLessThanOrEqual(1)
    const classes = [...split.probes].map(row => labels[row])
    expect(classes).toEqual([...classes].sort((a, b) => a - b))
  })

  it('takes train probes from the train rows, equally many a class, and leaves everything else as it was', () => {
    const train = new Set(split.train)
    expect(new Set(split.trainProbes).size).toBe(TRAIN_PROBES)
    expect(split.trainProbes.every(row => train.has(row))).toBe(true)
    const counts = countsOf(split.trainProbes)
    const full = counts.filter((count, label) => count < countsOf(split.train)[label])
    expect(Math.max(...full) - Math.min(...full)).toBeLessThanOrEqual(1)
    const classes = [...split.trainProbes].map(row => labels[row])
    expect(classes).toEqual([...classes].sort((a, b) => a - b))
  })

  it('hangs on the seed alone', () => {
    expect(splitRows(labels, 5, 300, 200, 42)).toEqual(split)
    expect(splitRows(labels, 5, 300, 200, 43).test).not.toEqual(split.test)
  })

  it('gives what there is when more is asked', () => {
    const small = splitRows(Uint8Array.of(0, 1, 1), 3, 2, 200, 1)
    expect(small.train).toHaveLength(1)
    expect(small.probes).toHaveLength(2)
    expect(small.trainProbes).toEqual(small.train)
    expect(splitRows(new Uint8Array(0), 2, 10, 10, 1)).toEqual({ train: new Uint32Array(0), test: new Uint32Array(0), probes: new Uint32Array(0), trainProbes: new Uint32Array(0) })
  })
})

it('a 70 / 30 split of the digits is 1,257 to 540', () => {
  expect(testCountOf(1797)).toBe(540)
  expect(testCountOf(1000)).toBe(300)
})

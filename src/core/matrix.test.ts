import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedSize } from './condensed.ts'
import { addSquaredDifferences, RUN } from './differences.ts'
import { rowDistances, rowDistanceSteps } from './matrix.ts'
import { MersenneTwister } from './mersenne.ts'
import { openNative, withoutNative } from './native/native.ts'
import { runToEnd } from './steps.ts'

const random = new MersenneTwister(1)
const filled = (length: number): Float64Array => Float64Array.from({ length }, () => random.unit() - 0.5)

/** The order of summation in full: runs, and in each run even and odd columns apart. */
function plainDistance(x: Float64Array, y: Float64Array): number {
  let total = 0
  for (let from = 0; from < x.length; from += RUN) {
    const lanes = [0, 0]
    for (let k = from; k < Math.min(x.length, from + RUN); k++) lanes[(k - from) % 2] += (x[k] - y[k]) ** 2
    total += lanes[0] + lanes[1]
  }
  return Math.sqrt(total)
}

describe('distances between rows', () => {
  it('are the plain sum’s, bit for bit, whatever the number of rows, compiled or not', () => {
    for (const [rows, columns] of [[1, 4], [2, 1], [3, 7], [5, 600], [33, 3], [67, 20], [6, 1025], [600, 2]]) {
      const values = filled(rows * columns)
      const row = (i: number): Float64Array => values.subarray(i * columns, (i + 1) * columns)
      const plain: number[] = []
      for (let i = 0; i < rows; i++) for (let j = i + 1; j < rows; j++) plain.push(plainDistance(row(i), row(j)))
      expect(Array.from(rowDistances(values, rows, columns))).toEqual(plain)
      expect(Array.from(withoutNative(() => rowDistances(values, rows, columns)))).toEqual(plain)
      expect(Array.from(runToEnd(rowDistanceSteps(values, rows, columns, 'rows')))).toEqual(plain)
      expect(Array.from(runToEnd(rowDistanceSteps(values, rows, columns, 'rows', openNative())))).toEqual(plain)
    }
  })

  it('do not see what an earlier job left in the memory', () => {
    const values = filled(7 * 5)
    const before = rowDistances(values, 7, 5)
    rowDistances(filled(50 * 41).map(x => 1e300 * x), 50, 41)
    expect(rowDistances(values, 7, 5)).toEqual(before)
  })

  it('are a metric', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.array(number, { minLength: 27, maxLength: 27 }), (columns, pool) => {
      const distances = rowDistances(Float64Array.from({ length: 3 * columns }, (_, k) => pool[k]), 3, columns)
      const [a, b, c] = distances
      expect(distances.every(d => d >= 0)).toBe(true)
      for (const [x, y, z] of [[a, b, c], [b, a, c], [c, a, b]]) expect(x).toBeLessThanOrEqual(y + z + 1e-9)
    }))
  })

  it('are 0 without columns, and none without rows', () => {
    expect(rowDistances(new Float64Array(0), 4, 0)).toEqual(new Float64Array(condensedSize(4)))
    expect(rowDistances(new Float64Array(0), 0, 3)).toHaveLength(0)
  })

  it('say where they stand', () => {
    const shares = Array.from(rowDistanceSteps(filled(300 * 2500), 300, 2500, 'rows', null), ({ share }) => share)
    expect(shares.length).toBeGreaterThan(3)
    expect(shares.every((share, k) => share <= 1 && share >= (shares[k - 1] ?? 0))).toBe(true)
  })
})

describe('squared differences', () => {
  it('are added to what is there', () => {
    const a = { values: Float64Array.of(1, 2, 3), start: 0, count: 3, stride: 1 }
    const sums = new Float64Array(9).fill(100)
    addSquaredDifferences(a, a, 0, 1, sums, 3)
    expect(Array.from(sums)).toEqual([100, 101, 104, 101, 100, 101, 104, 101, 100])
  })
})

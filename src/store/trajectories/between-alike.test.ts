// The most striking pairs predict alike and represent differently, and know something.
import { expect, test } from 'vitest'
import { alikePairs } from './between-alike.ts'

const of = (rows: [a: number, b: number, represent: number, predict: number][]) => ({
  a: Int32Array.from(rows, row => row[0]), b: Int32Array.from(rows, row => row[1]),
  first: Float64Array.from(rows, row => row[2]), second: Float64Array.from(rows, row => row[3]), all: rows.length,
})
const ROWS: [number, number, number, number][] = [[0, 1, 0.9, 0.01], [0, 2, 0.5, 0.5], [1, 2, 0.1, 0.9], [0, 3, 1, 0.001], [1, 3, 0.7, 0.3], [2, 3, 0.2, 0.4]]

test('a pair far apart by representations and near by predictions stands first', () => {
  const { pairs, top } = alikePairs(of(ROWS), () => true, 2)
  expect(top.map(k => [pairs[k].a, pairs[k].b])).toEqual([[0, 3], [0, 1]])
})

test('both must be accurate; who is not stays in the picture', () => {
  const { pairs, top, accurate } = alikePairs(of(ROWS), id => id !== 3, 10)
  expect(accurate).toBe(3)
  expect(pairs).toHaveLength(6)
  expect(top.map(k => [pairs[k].a, pairs[k].b])).toEqual([[0, 1]])
})

test('units do not matter, order alone does', () => {
  const scaled = ROWS.map(([a, b, represent, predict]): [number, number, number, number] => [a, b, 1000 * represent, predict ** 3])
  expect(alikePairs(of(scaled), () => true, 6).top).toEqual(alikePairs(of(ROWS), () => true, 6).top)
})

test('pairs without a distance are left out, and equal predictions have no place on a log scale', () => {
  const { pairs, equal, top } = alikePairs(of([[0, 1, NaN, 1], [0, 2, 1, Infinity], [1, 2, 1, 0], [1, 3, 1, 2]]), () => true, 5)
  expect(pairs).toEqual([{ a: 1, b: 3, represent: 1, predict: 2 }])
  expect(equal).toBe(1)
  expect(top).toEqual([])
  expect(alikePairs(of([]), () => true, 5)).toEqual({ pairs: [], equal: 0, top: [], accurate: 0 })
})

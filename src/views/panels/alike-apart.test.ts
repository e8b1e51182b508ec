// The oddest pair of two maps must be the one whose ranks differ most; order is all that counts.
import { expect, test } from 'vitest'
import { agreement, oddest, pairsOf } from './alike-apart.ts'

const of = (first: number[], second: number[]) => ({
  a: Int32Array.from(first, (_, k) => k), b: Int32Array.from(first, (_, k) => k + 1), first: Float64Array.from(first), second: Float64Array.from(second), all: first.length,
})

test('maps that order all pairs alike agree, whatever their units', () => {
  expect(agreement(of([1, 2, 3, 4], [10, 100, 1e3, 1e4]))).toEqual({ rho: 1, n: 4 })
  expect(agreement(of([1, 2, 3], [3, 2, 1])).rho).toBe(-1)
})

test('the oddest pair is near on one map and far on the other', () => {
  expect(oddest(pairsOf(of([1, 2, 3, 4, 5], [1, 5, 2, 3, 4])))).toMatchObject({ a: 1, first: 2, second: 5 })
  expect(oddest(pairsOf(of([1], [1])))).toBeNull()
})

test('a pair without a distance on either map is left out', () => {
  expect(pairsOf(of([1, NaN], [1, 2]))).toHaveLength(1)
})

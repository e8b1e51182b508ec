// Distances within and across, by hand on a line.
import { describe, expect, test } from 'vitest'
import { mulberry32 } from '../../src/core/random.ts'
import { betweenGroups } from './between-groups.ts'

const onALine = (places: readonly number[]) => (one: number, other: number): number => Math.abs(places[one] - places[other])

describe('two groups', () => {
  test('far apart: every pair across is farther than any within, and the nearest two are named', () => {
    expect(betweenGroups([0, 1, 2], [3, 4], onALine([0, 1, 2, 10, 11]))).toEqual({
      withinA: 1, withinB: 1, across: 9.5, apart: 1, nearest: { a: 2, b: 3, distance: 8 }, medoids: { a: 1, b: 3 },
    })
  })

  test('drawn from one cloud: a pair across is as likely farther as nearer', () => {
    const random = mulberry32(1)
    const places = Array.from({ length: 200 }, random)
    const ids = places.map((_, k) => k)
    expect(betweenGroups(ids.slice(0, 100), ids.slice(100), onALine(places)).apart).toBeCloseTo(0.5, 1)
  })

  test('of one network each have a distance and nothing within', () => {
    expect(betweenGroups([0], [1], onALine([3, 5]))).toEqual({ withinA: NaN, withinB: NaN, across: 2, apart: NaN, nearest: { a: 0, b: 1, distance: 2 }, medoids: { a: 0, b: 1 } })
  })

  test('one of them empty: nothing is known', () => {
    expect(betweenGroups([0, 1], [], onALine([3, 5]))).toEqual({ withinA: 2, withinB: NaN, across: NaN, apart: NaN, nearest: null, medoids: { a: 0, b: null } })
  })
})

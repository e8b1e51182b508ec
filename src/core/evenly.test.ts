// An even sample must be of its size, without repetition, and leave no stretch of the list out.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evenly } from './evenly.ts'

it('takes as many places as it may, each once and in order, from the first on', () => {
  fc.assert(fc.property(fc.nat(500), fc.nat(60), (count, most) => {
    const taken = evenly(count, most)
    expect(taken).toHaveLength(Math.min(count, most))
    expect([...new Set(taken)].sort((a, b) => a - b)).toEqual(taken)
    if (taken.length > 0) expect(taken[0]).toBe(0)
    expect(taken.every(place => place < count)).toBe(true)
  }))
})

it('leaves gaps that differ by one at the most', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 2, max: 60 }), (count, most) => {
    const taken = [...evenly(count, most), count]
    const gaps = taken.slice(1).map((place, k) => place - taken[k])
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
  }))
})

it('takes everything where there is no more than that, and nothing of nothing', () => {
  expect(evenly(3, 3)).toEqual([0, 1, 2])
  expect(evenly(3, 9)).toEqual([0, 1, 2])
  expect(evenly(0, 9)).toEqual([])
  expect(evenly(9, 0)).toEqual([])
})

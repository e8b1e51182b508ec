// Pairs that are looked at must be different ones, and always the same.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { somePairs } from './pairs-on-both.ts'

test('pairs are of two different networks, each at most once, all where they are few', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 300 }), (n, most) => {
    const pairs = somePairs(n, most)
    expect(pairs).toHaveLength(Math.min(most, n * (n - 1) / 2))
    expect(new Set(pairs.map(String)).size).toBe(pairs.length)
    for (const [i, j] of pairs) expect(0 <= i && i < j && j < n).toBe(true)
    expect(somePairs(n, most)).toEqual(pairs)
  }))
})

// Taking networks out of tables leaves the others' numbers where they belong.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { condensedIndex, condensedSize } from './condensed.ts'
import { baseWithout, condensedAmong, layoutWithout, rowsAt, staying } from './without.ts'

it('distances of those that stay are those that they had, in any order', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 12 }).chain(n => fc.tuple(fc.constant(n), fc.shuffledSubarray([...Array(n).keys()]))), ([n, places]) => {
    const condensed = Float64Array.from({ length: condensedSize(n) }, (_, k) => k + 1)
    const among = condensedAmong(condensed, n, places)
    expect(among).toHaveLength(condensedSize(places.length))
    for (let a = 0; a < places.length; a++) {
      for (let b = a + 1; b < places.length; b++) expect(among[condensedIndex(a, b, places.length)]).toBe(condensed[condensedIndex(places[a], places[b], n)])
    }
  }))
})

it('a layout without someone is the same for the others, and the same object where nobody went', () => {
  const layout = { ids: [4, 7, 9], coordinates: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }
  expect(layoutWithout(layout, 3, new Set([7]))).toEqual({ ids: [4, 9], coordinates: Float64Array.of(1, 2, 3, 7, 8, 9) })
  expect(layoutWithout(layout, 3, new Set([8]))).toBe(layout)
  expect(layoutWithout(layout, 3, new Set([4, 7, 9]))).toEqual({ ids: [], coordinates: new Float64Array(0) })
})

it('a base keeps its distances beside its places', () => {
  const base = { ids: [4, 7, 9], coordinates: Float64Array.of(1, 2, 3, 4, 5, 6), distances: Float64Array.of(47, 49, 79) }
  expect(baseWithout(base, 2, new Set([7]))).toEqual({ ids: [4, 9], coordinates: Float64Array.of(1, 2, 5, 6), distances: Float64Array.of(49) })
  expect(baseWithout(base, 2, new Set([1]))).toBe(base)
})

it('rows and places', () => {
  expect(staying([5, 6, 7], new Set([6]))).toEqual([0, 2])
  expect(rowsAt(Float64Array.of(1, 2, 3, 4), 2, [1])).toEqual(Float64Array.of(3, 4))
})

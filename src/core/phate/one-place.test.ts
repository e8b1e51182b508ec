// Copies of one network must not come apart when a map is laid out.
import { expect, test } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import { onOnePlace } from './one-place.ts'

/** Four points on a line, of which 1 and 3 are one. */
const line = [0, 5, 7, 5]
const distances = new Float64Array(condensedSize(4))
for (let i = 0; i < 4; i++) for (let j = i + 1; j < 4; j++) distances[condensedIndex(i, j, 4)] = Math.abs(line[i] - line[j])
const apart = Float64Array.of(0, 0, 5, 1, 7, 0, 5, -1)

test('a copy lies where the first of its kind lies, and nobody else moves', () => {
  expect([...onOnePlace(apart, distances, [3], 2)]).toEqual([0, 0, 5, 1, 7, 0, 5, 1])
  expect([...onOnePlace(apart, distances, [0, 1, 2, 3], 2)]).toEqual([0, 0, 5, 1, 7, 0, 5, 1])
})

test('who is not asked about stays, the given layout too', () => {
  expect([...onOnePlace(apart, distances, [0, 2], 2)]).toEqual([...apart])
  expect(apart[7]).toBe(-1)
})

test('in space, and where all are one', () => {
  const all = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
  expect([...onOnePlace(all, new Float64Array(3), [0, 1, 2], 3)]).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3])
})

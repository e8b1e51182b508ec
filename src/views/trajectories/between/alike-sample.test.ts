// A sample draws evenly, and never leaves out what is listed or selected.
import { expect, test } from 'vitest'
import { firstThreshold, MOST_DRAWN, sampleOf } from './alike-sample.ts'

const pairs = Array.from({ length: 5000 }, (_, k) => ({ a: k, b: k + 1, represent: 1, predict: 1 }))
const found = { pairs, equal: 0, top: [4321, 17], accurate: 5000 }

test('few pairs are all drawn; of many a sample, with the listed and the selected', () => {
  expect(sampleOf({ ...found, pairs: pairs.slice(0, 900), top: [] }, () => false, false)).toHaveLength(900)
  const some = sampleOf(found, pair => pair.a === 2222, false)
  expect(some.length).toBeGreaterThanOrEqual(900)
  expect(some.length).toBeLessThanOrEqual(903)
  for (const k of [4321, 17, 2222]) expect(some).toContain(k)
  expect(sampleOf(found, () => false, true)).toHaveLength(5000)
  const many = Array.from({ length: MOST_DRAWN + 1000 }, () => pairs[0])
  expect(sampleOf({ ...found, pairs: many, top: [] }, () => false, true)).toHaveLength(MOST_DRAWN)
})

test('accurate is .9 where ten reach it, else the best quarter', () => {
  expect(firstThreshold(Array.from({ length: 40 }, (_, k) => k < 10 ? 0.95 : 0.2))).toBe(0.9)
  expect(firstThreshold(Array.from({ length: 40 }, (_, k) => k / 40))).toBe(0.7)
  expect(firstThreshold([NaN])).toBe(0.9)
  expect(firstThreshold([])).toBe(0.9)
})

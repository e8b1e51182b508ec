// Moments that stand for a run: its beginning and its end always, and no more than can be compared.
import { expect, test } from 'vitest'
import { hiddenOf, MOST_COMPARED, momentsEach, momentsOf } from './moments.ts'

test('all of them where they are few; else the first, the last and some between, each once', () => {
  expect(momentsOf(3, 5)).toEqual([0, 1, 2])
  for (const [count, most] of [[20, 2], [20, 5], [20, 19], [6, 5]]) {
    const chosen = momentsOf(count, most)
    expect(chosen).toHaveLength(most)
    expect([chosen[0], chosen.at(-1)]).toEqual([0, count - 1])
    expect(new Set(chosen).size).toBe(most)
    expect([...chosen].sort((a, b) => a - b)).toEqual(chosen)
  }
})

test('so many each that all runs together are no more than can be compared, but two at least', () => {
  expect(momentsEach(48) * 48).toBeLessThanOrEqual(MOST_COMPARED)
  expect(momentsEach(48)).toBe(12)
  expect(momentsEach(0)).toBe(MOST_COMPARED)
  expect(momentsEach(5000)).toBe(2)
})

test('layers are those of the chosen moments', () => {
  const activations = Float32Array.from({ length: 5 * 2 * 3 }, (_, k) => k)
  const found = hiddenOf({ steps: Uint32Array.of(0, 1, 4, 9, 20), activations }, 2, 3)!
  expect([...found.steps]).toEqual([0, 4, 20])
  expect([found.columns, found.thinned]).toEqual([3, true])
  expect([...found.values]).toEqual([0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17, 24, 25, 26, 27, 28, 29])
  expect(hiddenOf({ steps: Uint32Array.of(0), activations: null }, 2, 3)).toBeNull()
})

// What is drawn beside a claim, and when the claim may be made.
import { expect, test } from 'vitest'
import type { AgainstNull } from '../../core/inpca/null-model.ts'
import { againstNull } from '../../core/inpca/null-model.ts'
import { mulberry32 } from '../../core/random.ts'
import { distributionsOf, FEWEST_PAIRS, pairsBetween, sharedSeeds, verdictOf } from './between-null.ts'

const random = mulberry32(3)
const n = 9
const distances = Float64Array.from({ length: n * (n - 1) / 2 }, random)
const nullDistances = distances.map(value => value + random())
const between = { ids: Int32Array.from({ length: n }, (_, k) => 10 + k), distances, nullDistances }
const of = [0, 0, 0, 1, 1, 2, 2, 2, 3]

test('pairs across configurations and within one make up all pairs, and their means are those of the answer', () => {
  const [across, within, all] = (['across', 'within', 'all'] as const).map(which => pairsBetween(between, of, which))
  expect(all.map(pair => pair.distance)).toEqual([...distances])
  expect(across.length + within.length).toBe(all.length)
  expect(within.map(({ i, j }) => `${i} ${j}`)).toEqual(['0 1', '0 2', '1 2', '3 4', '5 6', '5 7', '6 7'])
  const mean = within.reduce((sum, pair) => sum + pair.distance, 0) / within.length
  expect(mean).toBeCloseTo(againstNull(distances, nullDistances, n, (i, j) => of[i] === of[j])!.mean, 12)
})

test('both distributions hold every pair once, over the same bins', () => {
  const shape = distributionsOf(pairsBetween(between, of, 'all'))!
  const sum = (shares: number[]) => shares.reduce((total, share) => total + share, 0)
  expect(sum(shape.own)).toBeCloseTo(1, 12)
  expect(sum(shape.shuffled)).toBeCloseTo(1, 12)
  expect(shape.own).toHaveLength(shape.shuffled.length)
  expect(shape.domain).toEqual([0, Math.max(...distances, ...nullDistances)])
})

test('no pairs, or none that differ, have no distributions', () => {
  expect(distributionsOf([])).toBeNull()
  expect(distributionsOf([{ i: 0, j: 1, distance: 0, nullDistance: 0 }])).toBeNull()
})

const found = (change: Partial<AgainstNull>): AgainstNull =>
  ({ pairs: 100, mean: 0.3, nullMean: 1, median: 0.3, nullMedian: 1, ratio: 0.3, medianRatio: 0.3, closer: 1, ...change })

test('a claim is made where as many pairs are closer as it asks, and by as much', () => {
  expect(verdictOf(found({}))).toBe('shown')
  expect(verdictOf(found({ closer: 0.95, ratio: 0.69 }))).toBe('shown')
  expect(verdictOf(found({ closer: 0.94 }))).toBe('partly')
  expect(verdictOf(found({ ratio: 0.7 }))).toBe('partly')
  expect(verdictOf(found({ closer: 0.75, ratio: 0.89 }))).toBe('partly')
  expect(verdictOf(found({ closer: 0.74 }))).toBe('not')
  expect(verdictOf(found({ ratio: 0.9 }))).toBe('not')
  expect(verdictOf(found({ closer: 0.4, ratio: 1.1 }))).toBe('not')
  expect(verdictOf(found({ pairs: FEWEST_PAIRS - 1 }))).toBe('few')
  expect(verdictOf(found({ ratio: null }))).toBe('none')
  expect(verdictOf(null)).toBe('none')
})

test('runs with a seed of another run are named, each once', () => {
  const seeds = (weights: (number | null)[], order = weights.map((_, k): number | null => 100 + k)) =>
    sharedSeeds(weights.map((weightSeed, id) => ({ id, weightSeed, orderSeed: order[id] })))
  expect(seeds([1, 2, 3])).toEqual({ weights: [], order: [], unknown: 0 })
  expect(seeds([1, 2, 1, 3, 2])).toEqual({ weights: [0, 2, 1, 4], order: [], unknown: 0 })
  expect(seeds([1, 2, 3], [7, 8, 7])).toEqual({ weights: [], order: [0, 2], unknown: 0 })
  expect(seeds([null, null, 3])).toEqual({ weights: [], order: [], unknown: 2 })
})

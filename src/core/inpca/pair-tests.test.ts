// Permutation tests between runs: they find what was put in, and nothing where nothing was.
import { expect, test } from 'vitest'
import { condensedRow } from '../condensed.ts'
import { mulberry32 } from '../random.ts'
import { spearman } from '../statistics.ts'
import { mantelTest, namesTest, rankTest } from './pair-tests.ts'

function distancesOf(n: number, d: (i: number, j: number) => number): Float64Array {
  const found = new Float64Array(n * (n - 1) / 2)
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) found[condensedRow(i, n) + j] = d(i, j)
  return found
}

const names = Array.from({ length: 24 }, (_, run) => run % 2)
const blocks = Array.from({ length: 24 }, (_, run) => Math.floor(run / 8))

test('names that set runs apart are found, with the ratio that was put in', () => {
  const random = mulberry32(1)
  const found = namesTest(distancesOf(24, (i, j) => names[i] === names[j] ? 1 + 0.01 * random() : 2 + 0.01 * random()), names, blocks, 3)
  expect(found.ratio).toBeCloseTo(2, 1)
  expect(found.p).toBe(0.001)
  expect(found.pairs).toEqual({ across: 3 * 16, within: 3 * 12 })
})

test('names that do not are not: p is even over many tries, and pairs of other blocks do not count', () => {
  const ps = Array.from({ length: 40 }, (_, seed) => {
    const random = mulberry32(100 + seed)
    return namesTest(distancesOf(24, (i, j) => blocks[i] === blocks[j] ? random() : 1e6), names, blocks, seed, 199).p
  })
  expect(ps.filter(p => p <= 0.1).length).toBeLessThan(12)
  expect(ps.reduce((sum, p) => sum + p / 40, 0)).toBeGreaterThan(0.3)
})

test('ranks: ρ is Spearman’s, a rising pair is found, and chance is told', () => {
  const random = mulberry32(5)
  const x = Array.from({ length: 30 }, random)
  const y = x.map(value => value + 0.3 * random())
  const found = rankTest(x, y, 2)
  expect(found.rho).toBeCloseTo(spearman(x, y).rho, 12)
  expect(found.p).toBe(0.001)
  expect(found.chance).toBeGreaterThan(0.25)
  expect(found.chance).toBeLessThan(0.5)
  expect(rankTest(x, x.map(() => 1), 2)).toMatchObject({ rho: 0, p: 1 })
})

test('Mantel: distances that follow a number are found, and the shuffle of runs is the null', () => {
  const random = mulberry32(6)
  const x = Array.from({ length: 16 }, random)
  const follows = mantelTest(distancesOf(16, (i, j) => Math.abs(x[i] - x[j]) + 0.1 * random()), x, 4)
  expect(follows.rho).toBeGreaterThan(0.8)
  expect(follows.p).toBe(0.001)
  expect(follows.n).toBe(120)
  const not = mantelTest(distancesOf(16, () => random()), x, 4)
  expect(not.p).toBeGreaterThan(0.05)
})

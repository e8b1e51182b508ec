// Factors of distances between runs against distances whose law is known, and against the dependence between the pairs of one run.
import { describe, expect, it } from 'vitest'
import { condensedSize } from '../condensed.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { PairFactor, PairImportance, PairOptions } from './pairs.ts'
import { pairImportance } from './pairs.ts'

const R = 36
const numbers = (seed: number, n = R): Float64Array => { const random = mulberry32(seed); return Float64Array.from({ length: n }, random) }
const number = (seed: number, n = R): PairFactor => ({ kind: 'number', values: numbers(seed, n) })
const category = (seed: number, levels: number, n = R): PairFactor => ({ kind: 'category', values: numbers(seed, n).map(value => Math.floor(value * levels)) })
const explain = (distances: Float64Array, factors: PairFactor[], options: PairOptions = {}): PairImportance => runToEnd(pairImportance(distances, factors, options))
function distancesOf(n: number, law: (i: number, j: number) => number): Float64Array {
  const distances = new Float64Array(condensedSize(n))
  let at = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) distances[at++] = law(i, j)
  return distances
}

describe('factors of distances between runs', () => {
  it('name the category that runs differ in, and no other', () => {
    const normal = normals(mulberry32(5))
    const factors = [category(1, 3), category(2, 3), number(3)]
    const { values } = factors[0]
    const report = explain(distancesOf(R, (i, j) => (values[i] === values[j] ? 1 : 2) + 0.05 * normal()), factors)
    expect(report).toMatchObject({ runs: R, pairs: condensedSize(R) })
    expect(report.r2.value).toBeGreaterThan(0.9)
    expect(report.r2.value).toBeGreaterThan(report.r2.chance)
    const [first, ...others] = report.factors
    expect(first.value).toBeGreaterThan(first.chance + 1.96 * first.error)
    expect(first.value).toBeGreaterThan(0.8)
    for (const other of others) expect(other.value).toBeLessThan(Math.max(other.chance, 1.96 * other.error))
  })

  it('take numbers by how far they are apart', () => {
    const factors = [category(11, 4), number(12)]
    const { values } = factors[1]
    const report = explain(distancesOf(R, (i, j) => (values[i] - values[j]) ** 2), factors)
    expect(report.r2.value).toBeGreaterThan(0.9)
    expect(report.factors[1].value).toBeGreaterThan(1)
    expect(Math.abs(report.factors[0].value)).toBeLessThan(0.1)
  })

  it('see which two categories meet: runs of one kind near each other, of another far, whatever lies between them', () => {
    const factors = [category(61, 3), category(62, 3), number(63)]
    const { values } = factors[0]
    const near = [[1, 3, 2], [3, 5, 4], [2, 4, 6]]
    const report = explain(distancesOf(R, (i, j) => near[values[i]][values[j]]), factors)
    expect(report.r2.value).toBeGreaterThan(0.9)
    expect(report.factors[0].value).toBeGreaterThan(1)
    for (const other of report.factors.slice(1)) expect(other.value).toBeLessThan(Math.max(other.chance, 1.96 * other.error))
  })

  it('see where two numbers are, too: small ones far from all', () => {
    const factors = [number(71), number(72)]
    const { values } = factors[0]
    const report = explain(distancesOf(R, (i, j) => 2 - values[i] - values[j]), factors)
    expect(report.r2.value).toBeGreaterThan(0.9)
    expect(report.factors[0].value).toBeGreaterThan(1)
    expect(Math.abs(report.factors[1].value)).toBeLessThan(0.1)
  })

  it('see of more categories than the forest can pair whether two are the same', () => {
    const factors = [category(81, 9)]
    const { values } = factors[0]
    expect(explain(distancesOf(R, (i, j) => values[i] === values[j] ? 1 : 2), factors).r2.value).toBeGreaterThan(0.9)
  })

  it('share between two causes by what each makes of the variance', () => {
    const factors = [category(21, 2), category(22, 2)]
    const [a, b] = factors.map(({ values }) => values)
    const { factors: [strong, weak] } = explain(distancesOf(R, (i, j) => (a[i] === a[j] ? 0 : 2) + (b[i] === b[j] ? 0 : 1)), factors)
    expect(strong.value / weak.value).toBeGreaterThan(2.5)
    expect(strong.value / weak.value).toBeLessThan(6)
  })

  it('find nothing where each run has its own distance from all others: pairs of one run are no evidence', () => {
    const own = numbers(31)
    const report = explain(distancesOf(R, (i, j) => own[i] + own[j]), [number(32), category(33, 4), category(34, 2)])
    expect(report.r2.value).toBeLessThan(Math.max(0.05, report.r2.chance))
    for (const { value, error, chance } of report.factors) expect(value).toBeLessThan(chance + 1.96 * error)
  })

  it('find nothing in noise more than one time in ten', () => {
    let claimed = 0
    for (let turn = 0; turn < 10; turn++) {
      const normal = normals(mulberry32(400 + turn))
      const { factors: [factor] } = explain(distancesOf(18, () => 1 + 0.1 * normal()), [number(500 + turn, 18)], { trees: 20, nullTrees: 20 })
      if (factor.value - 1.96 * factor.error > factor.chance) claimed++
    }
    expect(claimed).toBeLessThanOrEqual(1)
  })

  it('are the same whatever the categories are called, again from the same seed, and look at 100 runs at most', () => {
    const factors = [category(41, 3), number(42)]
    const normal = normals(mulberry32(43))
    const distances = distancesOf(R, (i, j) => Math.abs(factors[1].values[i] - factors[1].values[j]) + 0.1 * normal())
    const report = explain(distances, factors, { nulls: 2 })
    const renamed = { kind: 'category' as const, values: Float64Array.from(factors[0].values, value => [7, 0, 3][value]) }
    expect(explain(distances, [renamed, factors[1]], { nulls: 2 })).toEqual(report)
    const many = explain(distancesOf(130, (i, j) => 1 + Math.sin(i * j)), [number(44, 130)], { trees: 3, deals: 1, nulls: 0, repeats: 1 })
    expect(many.runs).toBe(100)
    expect(many.factors[0].chance).toBeNaN()
  })

  it('say nothing of too few runs, nor of distances that are all the same; missing values are no fault', () => {
    expect(explain(distancesOf(8, (i, j) => i + j), [number(51, 8)])).toEqual({
      runs: 8, pairs: 28, r2: { value: NaN, error: NaN, chance: NaN }, factors: [{ value: NaN, error: NaN, chance: NaN }],
    })
    const same = explain(distancesOf(R, () => 0.3), [number(52)])
    expect(same.r2.value).toBeNaN()
    expect(same.factors[0].value).toBe(0)
    const holes = { kind: 'number' as const, values: numbers(53).map((value, run) => run % 3 === 0 ? NaN : value) }
    expect(explain(distancesOf(R, (i, j) => i % 3 === 0 || j % 3 === 0 ? 2 : 1), [holes]).r2.value).toBeGreaterThan(0.9)
    expect(() => explain(distancesOf(9, () => 1), [number(54, 8)])).toThrow('Factor 0 has 8 values for 9 runs')
    expect(explain(distancesOf(1, () => 1), []).pairs).toBe(0)
  })
})

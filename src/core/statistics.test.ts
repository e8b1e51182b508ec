// Statistics against NumPy and SciPy, and what must hold of them whatever the values.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from './random.ts'
import { binOf, median, quantile, ranks, sortedFinite, spearman, spread } from './statistics.ts'

describe('quantiles', () => {
  it('agree with numpy.quantile', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6]
    for (const [k, expected] of [1, 1.75, 3.5, 6.9].entries()) expect(quantile(values, [0.1, 0.25, 0.5, 0.9][k])).toBeCloseTo(expected, 12)
  })

  it('leave out what is not finite', () => {
    expect([...sortedFinite([NaN, 2, Infinity, 1, -Infinity])]).toEqual([1, 2])
    expect(median([NaN, 2, 1])).toBe(1.5)
  })

  it('of one value are that value, of none are NaN', () => {
    expect(spread([7])).toEqual({ n: 1, min: 7, lower: 7, median: 7, upper: 7, max: 7 })
    expect(median([])).toBeNaN()
    expect(spread([NaN]).n).toBe(0)
  })

  it('move with a shift and a factor', () => {
    const random = mulberry32(4)
    const values = Array.from({ length: 31 }, random)
    for (const q of [0, 0.2, 0.5, 1]) expect(quantile(values.map(v => 3 * v - 1), q)).toBeCloseTo(3 * quantile(values, q) - 1, 12)
  })
})

describe('ranks', () => {
  it('agree with scipy.stats.rankdata where values are equal', () => {
    expect([...ranks([3, 1, 4, 1, 5, 9, 2, 6, 5, 3])]).toEqual([4.5, 1.5, 6, 1.5, 7.5, 10, 3, 9, 7.5, 4.5])
  })

  it('add up to n(n + 1)/2, ties or not', () => {
    const random = mulberry32(9)
    for (const n of [0, 1, 2, 17, 60]) {
      const values = Array.from({ length: n }, () => Math.floor(random() * 6))
      expect(ranks(values).reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(n * (n + 1) / 2, 9)
    }
  })
})

describe('Spearman\'s correlation', () => {
  it('agrees with scipy.stats.spearmanr where values are equal', () => {
    const { rho, n } = spearman([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8])
    expect(rho).toBeCloseTo(0.13471506281091267, 14)
    expect(n).toBe(10)
  })

  it('is 1 of any rising curve and −1 of any falling one, and does not see a change of scale', () => {
    const random = mulberry32(2)
    const x = Array.from({ length: 40 }, random)
    expect(spearman(x, x.map(v => v ** 3)).rho).toBeCloseTo(1, 12)
    expect(spearman(x, x.map(v => -Math.exp(v))).rho).toBeCloseTo(-1, 12)
    const y = Array.from({ length: 40 }, random)
    expect(spearman(x.map(Math.log), y).rho).toBeCloseTo(spearman(x, y).rho, 12)
    expect(spearman(y, x).rho).toBeCloseTo(spearman(x, y).rho, 12)
  })

  it('counts only pairs of which both are finite', () => {
    expect(spearman([1, 2, NaN, 4], [1, 2, 3, Infinity])).toEqual({ rho: 1, n: 2 })
  })

  it('is not a number where one side never changes', () => {
    expect(spearman([1, 1, 1], [1, 2, 3]).rho).toBeNaN()
    expect(spearman([], []).rho).toBeNaN()
  })

  it('refuses sides of unequal length, naming both', () => {
    expect(() => spearman([1], [1, 2])).toThrow('got 1 and 2')
  })
})

describe('bins', () => {
  it('hold their left edge, and the last its right one too', () => {
    expect([0, 0.05, 0.15, 0.3, 0.999, 1].map(value => binOf(value, 0, 1, 20))).toEqual([0, 1, 3, 6, 19, 19])
  })

  it('take every edge as it is written', () => {
    for (let k = 0; k < 20; k++) expect(binOf(Number((k / 20).toFixed(2)), 0, 1, 20)).toBe(k)
  })

  it('refuse what lies outside or is missing', () => {
    expect([-0.1, 1.1, NaN].map(value => binOf(value, 0, 1, 20))).toEqual([-1, -1, -1])
    expect(binOf(3, 3, 3, 5)).toBe(0)
  })
})

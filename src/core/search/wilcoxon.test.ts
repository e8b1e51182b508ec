// Wilcoxon's test against SciPy, against all signs counted out, and where nothing is to be told.
import { describe, expect, it } from 'vitest'
import { signedRank } from './wilcoxon.ts'

describe('Wilcoxon’s signed-rank test', () => {
  it('counts out what SciPy counts out', () => {
    // Darwin's maize (scipy.stats.wilcoxon, method exact).
    expect(signedRank([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])).toEqual({ n: 15, w: 96, p: 0.041259765625, exact: true })
    const larger = Array.from({ length: 60 }, (_, k) => (k + 1) * (k % 4 === 0 ? -1 : 1))
    expect(signedRank(larger).w).toBe(1395)
    expect(signedRank(larger).p).toBeCloseTo(0.0002899530177256082, 14)
  })

  it('counts ties out too: as often as signs give as small a sum', () => {
    const { n, w, p } = signedRank([1, 1, -1, 2, 2, 3, -3, 0, 4, 5, 0, 5])
    const rank = [2, 2, 2, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5]
    const sums = Array.from({ length: 1024 }, (_, signs) => rank.reduce((sum, value, k) => (signs >> k) & 1 ? sum + value : sum, 0))
    expect([n, w]).toEqual([10, 46.5])
    expect(p).toBeCloseTo(2 * sums.filter(sum => sum >= w).length / 1024, 14)
  })

  it('goes by the normal distribution where there are many, as SciPy does without its correction', () => {
    const { p, exact } = signedRank(Array.from({ length: 150 }, (_, k) => (k * 37) % 151 - 60))
    expect(exact).toBe(false)
    expect(p).toBeCloseTo(0.0001976367366158954, 14)
  })

  it('says the same of both directions, and 1 of no difference', () => {
    const differences = [0.5, -0.25, 3, 1, 0.125, -2]
    expect(signedRank(differences.map(value => -value)).p).toBe(signedRank(differences).p)
    expect(signedRank([0, 0, 0])).toEqual({ n: 0, w: 0, p: 1, exact: true })
    expect(signedRank([])).toEqual({ n: 0, w: 0, p: 1, exact: true })
    expect(signedRank([2]).p).toBe(1)
    expect(signedRank([1, -1]).p).toBe(1)
  })
})

// Curves and differences against what they are by hand, and intervals against what they promise.
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { bestPlace, bestSoFar, curveAt, pairedDifference, quartilesAt, regret, trialsUntil } from './grade.ts'

describe('best against budget', () => {
  it('never falls, and diverged networks change nothing', () => {
    expect(Array.from(bestSoFar([NaN, 0.25, 0.125, NaN, 0.5, 0.375]))).toEqual([0, 0.25, 0.25, 0.25, 0.5, 0.5])
    expect(Array.from(bestSoFar([NaN, NaN]))).toEqual([0, 0])
    expect(Array.from(bestSoFar([NaN, -3, -2], -10))).toEqual([-10, -3, -2])
    expect(bestSoFar([])).toEqual(new Float64Array())
  })

  it('names the network to be reported: the first of the best within the budget', () => {
    expect(bestPlace([NaN, 0.5, 0.75, 0.75, 0.9])).toBe(4)
    expect(bestPlace([NaN, 0.5, 0.75, 0.75, 0.9], 4)).toBe(2)
    expect(bestPlace([NaN, NaN])).toBe(-1)
    expect(bestPlace([0.5], 0)).toBe(-1)
  })

  it('gives regret down to 0 at the best of the pool', () => {
    const curve = regret([0.5, NaN, 0.75, 1, 0.25], 1)
    expect(Array.from(curve)).toEqual([0.5, 0.5, 0.25, 0, 0])
    expect([0.5, 0.3, 0, -1].map(bound => trialsUntil(curve, bound))).toEqual([1, 3, 4, Infinity])
  })

  it('has quartiles over repeats, and a curve that has ended stays where it ended', () => {
    const curves = [[1, 0.5], [2, 1, 0], [3, 1.5, 1], [4, 2, 2], [5, 2.5, 2]]
    expect(quartilesAt(curves, [1, 3])).toEqual([{ budget: 1, lower: 2, median: 3, upper: 4 }, { budget: 3, lower: 0.5, median: 1, upper: 2 }])
    expect(curveAt([], 3)).toBeNaN()
  })
})

describe('a paired difference', () => {
  const sample = (seed: number, n: number, shift: number): Float64Array => {
    const normal = normals(mulberry32(seed))
    return Float64Array.from({ length: n }, () => normal() + shift)
  }

  it('is what it is by hand', () => {
    const { n, mean, median, less, equal, greater, p } = pairedDifference([1, 2, 3, 4], [2, 2, 1, 0])
    expect({ n, mean, median, less, equal, greater }).toEqual({ n: 4, mean: 1.25, median: 1, less: 1, equal: 1, greater: 2 })
    expect(p).toBe(0.5)
  })

  it('holds the truth in about 95 of 100 samples, and is as wide as the normal interval', () => {
    let held = 0
    let width = 0
    for (let seed = 0; seed < 100; seed++) {
      const a = sample(seed, 50, 0.3)
      const { interval: [low, high] } = pairedDifference(a, new Float64Array(50), { seed, resamples: 300 })
      if (low <= 0.3 && 0.3 <= high) held++
      width += (high - low) / 100
    }
    // 95 % less what the percentile interval lacks at 50 pairs (about 1.5 %), within three standard errors.
    expect(held).toBeGreaterThan(85)
    expect(held).toBeLessThan(100)
    expect(width).toBeCloseTo(2 * 1.96 / Math.sqrt(50), 1)
  })

  it('turns with its sides, gives the same for the same seed, and is narrow where nothing differs', () => {
    const a = sample(1, 30, 0.5), b = sample(2, 30, 0)
    const one = pairedDifference(a, b, { seed: 4 })
    const other = pairedDifference(b, a, { seed: 4 })
    expect(pairedDifference(a, b, { seed: 4 })).toEqual(one)
    expect(other.mean).toBeCloseTo(-one.mean, 14)
    expect(other.interval[0]).toBeCloseTo(-one.interval[1], 12)
    expect([other.less, other.p]).toEqual([one.greater, one.p])
    expect(pairedDifference(a, a)).toEqual({ n: 30, mean: 0, interval: [0, 0], median: 0, medianInterval: [0, 0], less: 0, equal: 30, greater: 0, p: 1, exact: true })
  })

  it('refuses what is no pair', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow('got 2 and 1')
    expect(() => pairedDifference([], [])).toThrow('at least one')
    expect(() => pairedDifference([NaN], [1])).toThrow('finite')
  })
})

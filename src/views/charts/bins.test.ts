// Bins hold everything once; and d3's quantiles are the ones that our panels state.
import { quantileSorted as quantileOfD3 } from 'd3-array'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binOf, quantileSorted, sortedFinite } from '../../core/statistics.ts'
import { binned } from './bins.ts'

const itself = (value: number) => value
const counts = (values: number[], domain: [number, number], count: number) => binned(values, itself, domain, count).map(bin => bin.length)

describe('bins', () => {
  it('hold their lower edge, the last one both, and written edges go up', () => {
    const values = Array.from({ length: 21 }, (_, k) => Number((k / 20).toFixed(2)))
    expect(counts(values, [0, 1], 20)).toEqual([...Array.from({ length: 19 }, () => 1), 2])
  })

  it('leave out what lies outside or is no number', () => {
    expect(counts([-0.1, NaN, Infinity, 1.1, 0.5], [0, 1], 2)).toEqual([0, 1])
    expect(counts([], [0, 1], 3)).toEqual([0, 0, 0])
  })

  it('are as many as asked for, also over one value', () => {
    const bins = counts([3, 3, 4], [3, 3], 4)
    expect(bins).toHaveLength(4)
    expect(bins.reduce((sum, n) => sum + n, 0)).toBe(2)
  })

  it('hold each thing within the domain once, and agree with the core', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -0.2, max: 1.2, noNaN: true })), fc.integer({ min: 1, max: 40 }), (values, count) => {
      const bins = binned(values, itself, [0, 1], count)
      expect(bins.flat().sort()).toEqual(values.filter(value => value >= 0 && value <= 1).sort())
      // Off the edges both say the same; on one, rounding may put them on either side.
      const inside = (value: number) => Math.abs(value * count - Math.round(value * count)) > 1e-6
      for (const [k, bin] of bins.entries()) for (const value of bin.filter(inside)) expect(binOf(value, 0, 1, count)).toBe(k)
    }))
  })
})

describe('quantiles', () => {
  it('of the core are those of d3 (definition 7 of Hyndman and Fan)', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const sorted = sortedFinite(values)
      expect(quantileSorted(sorted, q)).toBeCloseTo(quantileOfD3([...sorted], q)!, 6)
    }))
  })
})

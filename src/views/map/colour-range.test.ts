// A drag along the legend names values that lie under it, rounded to what a hand can mean.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeBetween, rangeOf } from './colour-range.ts'

const linear = (low: number, high: number) => ({ log: false, valueAt: (at: number) => low + (high - low) * at })
const log = { log: true, valueAt: (at: number) => 10 ** (4 * at - 4) }

describe('a drag', () => {
  it('means the same either way', () => {
    expect(rangeBetween(linear(0, 1), 0.2, 0.6, false)).toEqual([0.2, 0.6])
    expect(rangeBetween(linear(0, 1), 0.6, 0.2, false)).toEqual([0.2, 0.6])
  })

  it('lies under the hand to a hundredth of its own length', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(fc.property(share, share, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (a, b, low) => {
      fc.pre(Math.abs(a - b) > 0.02)
      const scale = linear(low, low + 7)
      const range = rangeBetween(scale, a, b, false)!
      const long = 7 * Math.abs(a - b)
      expect(Math.abs(range[0] - scale.valueAt(Math.min(a, b)))).toBeLessThanOrEqual(long / 100)
      expect(Math.abs(range[1] - scale.valueAt(Math.max(a, b)))).toBeLessThanOrEqual(long / 100)
    }))
  })

  it('keeps three figures on a log axis, and whole numbers whole', () => {
    expect(rangeBetween(log, 0.5, 0.75, false)).toEqual([0.01, 0.1])
    expect(rangeBetween(linear(0, 10), 0.18, 0.52, true)).toEqual([2, 5])
  })

  it('is none where it holds one value', () => {
    expect(rangeBetween(linear(0, 10), 0.41, 0.44, true)).toBeNull()
    expect(rangeBetween(linear(3, 3), 0, 1, false)).toBeNull()
  })
})

it('typed ends are put in order, and equal ends are none', () => {
  expect(rangeOf(5, 2)).toEqual([2, 5])
  expect(rangeOf(2, 2)).toBeNull()
  expect(rangeOf(Number.NaN, 2)).toBeNull()
})

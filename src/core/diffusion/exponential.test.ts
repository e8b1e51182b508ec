import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutNative } from '../native/native.ts'
import { exponential, exponentials } from './exponential.ts'

const negative = fc.double({ min: -720, max: 0, noNaN: true })

describe('the exponential', () => {
  it('is right to rounding from 0 to where it vanishes', () => {
    fc.assert(fc.property(negative, x => {
      if (x < -708) expect(exponential(x)).toBe(0)
      else expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(4.5e-16)
    }), { numRuns: 5000 })
    expect([0, -0, -Infinity, -1e308, -709].map(exponential)).toEqual([1, 1, 0, 0, 0])
    expect(exponential(-708)).toBeGreaterThan(0)
  })

  it('has the same bits compiled and plain', () => {
    fc.assert(fc.property(fc.array(fc.oneof(negative, fc.constant(-Infinity), fc.constant(-708)), { maxLength: 33 }), numbers => {
      const values = Float64Array.from(numbers)
      expect(exponentials(values)).toEqual(withoutNative(() => exponentials(values)))
      expect(values).toEqual(Float64Array.from(numbers))
    }))
  })

  it('never rises when its argument falls', () => {
    for (let x = -0.001; x > -20; x *= 1.0007) expect(exponential(x * 1.0007)).toBeLessThan(exponential(x))
  })
})

// The error function against tables.
import { describe, expect, it } from 'vitest'
import { erf, erfc } from './gauss-error.ts'

describe('the error function', () => {
  it('is right to twelve digits', () => {
    // DLMF table 7.23 and Abramowitz & Stegun table 7.1.
    for (const [x, value] of [[0, 0], [0.5, 0.5204998778130465], [1, 0.8427007929497149], [2, 0.9953222650189527], [2.5, 0.999593047982555], [3, 0.9999779095030014], [7, 1]]) {
      expect(Math.abs(erf(x) - value)).toBeLessThan(1e-14)
      expect(erf(-x) + erf(x)).toBe(0)
    }
  })

  it('keeps its digits where hardly anything is left', () => {
    // SciPy 1.17, scipy.special.erfc.
    for (const [x, value] of [[-1, 1.842700792949715], [0, 1], [2, 4.677734981047266e-3], [2.5, 4.069520174449589e-4], [3, 2.209049699858544e-5], [5, 1.5374597944280349e-12], [10, 2.088487583762545e-45], [26, 5.663192408856143e-296], [30, 0]]) {
      expect(Math.abs(erfc(x) - value)).toBeLessThanOrEqual(1e-12 * value)
    }
  })
})

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
    const table = [
      [-1, 1.8427007929497148], [0, 1], [2, 0.004677734981047266], [2.5, 0.00040695201744495886], [3, 2.2090496998585445e-5],
      [5, 1.5374597944280347e-12], [10, 2.0884875837625446e-45], [26, 5.663192408856145e-296], [30, 0],
    ]
    for (const [x, value] of table) {
      expect(Math.abs(erfc(x) - value)).toBeLessThanOrEqual(1e-12 * value)
    }
  })
})

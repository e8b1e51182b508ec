import { describe, expect, it } from 'vitest'
import { condensedFromSquare, condensedIndex, condensedOrder, condensedSize, squareFromCondensed } from './condensed.ts'

describe('condensed tables', () => {
  it('enumerates the pairs i < j row by row, whichever way a pair is named', () => {
    for (const n of [1, 2, 3, 7, 40]) {
      let at = 0
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          expect(condensedIndex(i, j, n)).toBe(at)
          expect(condensedIndex(j, i, n)).toBe(at)
          at++
        }
      }
      expect(at).toBe(condensedSize(n))
      if (n > 1) expect(condensedOrder(at)).toBe(n)
    }
  })

  it('goes to a square and back unchanged', () => {
    const condensed = Float64Array.from({ length: condensedSize(9) }, (_, k) => Math.sqrt(k + 1))
    const square = squareFromCondensed(condensed, 9, 1)
    for (let i = 0; i < 9; i++) {
      expect(square[i * 9 + i]).toBe(1)
      for (let j = 0; j < 9; j++) expect(square[i * 9 + j]).toBe(square[j * 9 + i])
    }
    expect(condensedFromSquare(square, 9)).toEqual(condensed)
  })

  it('refuses a length that is no number of pairs', () => {
    expect(() => condensedOrder(7)).toThrow('7 distances are not the pairs of any number of points')
  })
})

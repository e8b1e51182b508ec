// A hull holds everyone, bends one way only, and its outline keeps its distance.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hullRows, outlinePath } from './hull.ts'

const points = fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), { minLength: 1, maxLength: 40 })
const cross = ([ax, ay]: readonly number[], [bx, by]: readonly number[], [cx, cy]: readonly number[]) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

describe('hullRows', () => {
  it('leaves nobody outside', () => {
    fc.assert(fc.property(points, all => {
      const hull = hullRows(all.flat(), [...all.keys()]).map(row => all[row])
      if (hull.length < 3) return
      for (const point of all) hull.forEach((corner, k) => expect(cross(corner, hull[(k + 1) % hull.length], point)).toBeGreaterThanOrEqual(0))
    }))
  })

  it('is a square\'s corners, whatever lies within or on its sides', () => {
    const all = [[0, 0], [4, 0], [4, 4], [0, 4], [2, 2], [2, 0], [4, 2], [4, 4]]
    expect(hullRows(all.flat(), [...all.keys()]).slice(0, 4).map(row => all[row])).toEqual([[0, 0], [4, 0], [4, 4], [0, 4]])
  })

  it('reads only the rows that it is given, and none that has no place', () => {
    expect(hullRows([0, 0, 9, 9, 1, 0, 0, 1, NaN, 0], [0, 2, 3, 4])).toEqual([0, 2, 3])
  })

  it('answers for nobody, one, two, and all in one place', () => {
    expect(hullRows([], [])).toEqual([])
    expect(hullRows([1, 1], [0])).toEqual([0])
    expect(hullRows([1, 1, 1, 1, 1, 1], [0, 1, 2])).toHaveLength(1)
    expect(hullRows([0, 0, 1, 1, 2, 2], [0, 1, 2])).toEqual([0, 2])
  })
})

describe('outlinePath', () => {
  it('runs outside a square, whichever way round it is given', () => {
    const square = [[0, 0], [10, 0], [10, 10], [0, 10]] as const
    for (const corners of [square, [...square].reverse()]) {
      const numbers = outlinePath(corners, 3).replace(/A3 3 0 0 1 /g, ' ').match(/-?\d+(\.\d+)?/g)!.map(Number)
      expect(Math.min(...numbers)).toBe(-3)
      expect(Math.max(...numbers)).toBe(13)
    }
  })

  it('goes round a point and round a line', () => {
    expect(outlinePath([[5, 5]], 4)).toBe('M1 5a4 4 0 1 1 8 0a4 4 0 1 1 -8 0z')
    expect(outlinePath([[0, 0], [10, 0]], 2)).toBe('M0 -2L10 -2A2 2 0 0 1 10 2L0 2A2 2 0 0 1 0 -2z')
    expect(outlinePath([], 4)).toBe('')
  })
})

// A lasso must hold what an eye says it holds, whichever way round it is drawn.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../core/random.ts'
import { insidePolygon, rowsInside } from '../../core/polygon.ts'
import { boxBetween } from './lasso.ts'
import type { Point } from './view.ts'

const random = mulberry32(7)
const scatter = Float64Array.from({ length: 2000 }, () => random() * 10)

describe('insidePolygon', () => {
  const bay: Point[] = [[0, 0], [10, 0], [10, 10], [5, 3], [0, 10]]

  it('leaves out the bay of a hollow polygon', () => {
    expect(insidePolygon(5, 2, bay)).toBe(true)
    expect(insidePolygon(5, 6, bay)).toBe(false)
    expect(insidePolygon(1, 7, bay)).toBe(true)
  })

  it('agrees with the triangle test by areas', () => {
    const [a, b, c]: Point[] = [[1, 1], [9, 2], [4, 8]]
    const side = (p: Point, q: Point, x: number, y: number) => (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])
    for (let row = 0; row < 1000; row++) {
      const [x, y] = [scatter[2 * row], scatter[2 * row + 1]]
      const want = side(a, b, x, y) > 0 && side(b, c, x, y) > 0 && side(c, a, x, y) > 0
      expect(insidePolygon(x, y, [a, b, c])).toBe(want)
    }
  })

  it('counts every point of a tiling exactly once', () => {
    // Two triangles of one square: a point on the shared diagonal belongs to one of them.
    for (const [x, y] of [[2, 2], [5, 5], [7.5, 7.5]]) {
      const halves: Point[][] = [[[0, 0], [10, 0], [10, 10]], [[0, 0], [10, 10], [0, 10]]]
      const owners = halves.filter(corners => insidePolygon(x, y, corners))
      expect(owners).toHaveLength(1)
    }
  })

  it('holds nothing with fewer than three corners', () => {
    expect(insidePolygon(0, 0, [])).toBe(false)
    expect(insidePolygon(0.5, 0, [[0, 0], [1, 0]])).toBe(false)
  })
})

describe('rowsInside', () => {
  it('does not care for direction or starting corner', () => {
    const corners: Point[] = [[1, 1], [8, 2], [9, 9], [5, 4], [2, 8]]
    const rows = rowsInside(scatter, corners)
    expect(rows.length).toBeGreaterThan(100)
    expect(rowsInside(scatter, [...corners].reverse())).toEqual(rows)
    expect(rowsInside(scatter, [...corners.slice(2), ...corners.slice(0, 2)])).toEqual(rows)
  })

  it('finds what lies in a box, dragged from any corner', () => {
    const want = Array.from({ length: 1000 }, (_, row) => row).filter(row => scatter[2 * row] > 2 && scatter[2 * row] < 5 && scatter[2 * row + 1] > 3 && scatter[2 * row + 1] < 4)
    expect(rowsInside(scatter, boxBetween([2, 3], [5, 4]))).toEqual(want)
    expect(rowsInside(scatter, boxBetween([5, 3], [2, 4]))).toEqual(want)
  })

  it('holds nothing when nothing was drawn', () => expect(rowsInside(scatter, [[3, 3]])).toEqual([]))
})

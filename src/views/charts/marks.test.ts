// Marks as paths: every mark drawn, few paths, the right one found under the pointer.
import { describe, expect, it } from 'vitest'
import { markAt, markPaths } from './marks.ts'

describe('mark paths', () => {
  it('draw every mark in one path per shape and colour, highest order last', () => {
    const marks = Array.from({ length: 100 }, (_, k) => ({ x: k, y: 0, shape: k % 2 ? 'square' as const : 'diamond' as const, fill: k < 50 ? 'red' : 'blue', order: k < 50 ? 1 : 0 }))
    const paths = markPaths(marks, 3)
    expect(paths).toHaveLength(4)
    expect(paths.reduce((sum, path) => sum + path.d.split('M').length - 1, 0)).toBe(100)
    expect(paths.slice(2).every(path => path.fill === 'red')).toBe(true)
  })

  it('draw nothing of nothing', () => {
    expect(markPaths([], 3)).toEqual([])
  })
})

describe('the mark at a place', () => {
  const marks = [{ x: 0, y: 0 }, { x: 10, y: 0 }]
  it('is the nearest within reach', () => {
    expect([markAt(marks, 4, 0, 12), markAt(marks, 6, 0, 12), markAt(marks, 0, 30, 12)]).toEqual([0, 1, -1])
  })
})

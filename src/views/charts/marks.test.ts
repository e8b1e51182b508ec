// Marks as paths: every mark drawn, few paths, the right one found under the pointer.
import { describe, expect, it } from 'vitest'
import { GROUP_FILLS, lifted, markAt, markPaths } from './marks.ts'

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

describe('who stands out', () => {
  const marks = ([['a', true], ['a', false], ['b', false], [null, true], [null, false]] as const)
    .map(([group, selected], k) => ({ x: k, y: 0, shape: 'circle' as const, fill: `own ${k}`, order: 0, group, selected }))
  const fills = (some: readonly { fill: string }[]) => some.map(({ fill }) => fill)

  it('is nobody without a selection or groups: everyone in the map’s colours', () => {
    const { rest, groups, chosen } = lifted(marks.map(mark => ({ ...mark, group: null })), false)
    expect([fills(rest), groups, chosen]).toEqual([fills(marks), [], []])
  })

  it('is the selection, in vermilion, where no group is held', () => {
    const { rest, chosen } = lifted(marks.map(mark => ({ ...mark, group: null })), true)
    expect(fills(chosen)).toEqual([GROUP_FILLS.a, GROUP_FILLS.a])
    expect(new Set(fills(rest))).toEqual(new Set(['var(--mark-dim)']))
  })

  it('is every member of a group in its colour, selected or not, and the other selected in their own', () => {
    const { rest, groups, chosen, held } = lifted(marks, true)
    expect(held).toBe(true)
    expect(fills(groups)).toEqual([GROUP_FILLS.a, GROUP_FILLS.b])
    expect(fills(chosen)).toEqual([GROUP_FILLS.a, 'own 3'])
    expect(fills(rest)).toEqual(['var(--mark-dim)'])
  })

  it('is the groups alone without a selection, over grey', () => {
    const { rest, groups, chosen } = lifted(marks, false)
    expect([rest.length, groups.length, chosen.length]).toEqual([2, 3, 0])
    expect(new Set(fills(rest))).toEqual(new Set(['var(--mark-dim)']))
  })
})

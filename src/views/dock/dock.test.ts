// The dock's height must stay within the window; lines must be found where they are drawn; marked groups must win over the selection.
import { describe, expect, it } from 'vitest'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeTrained } from '../../store/fakes.ts'
import { dockHeights, heightAfterKey } from './dock-heights.ts'
import { lineAt, linePath } from './draw-lines.ts'
import { strandsOf } from './strands.ts'

describe('the height of the dock', () => {
  it('leaves the map its part of any window, and keys stop at the ends', () => {
    for (const window of [300, 768, 900, 1400]) for (const phone of [false, true]) {
      const heights = dockHeights(window, phone)
      expect(heights.usual).toBeGreaterThanOrEqual(heights.least)
      expect(heights.usual).toBeLessThanOrEqual(heights.most)
      if (window > 400) expect(heights.most).toBeLessThan(0.8 * window)
      expect(heightAfterKey('ArrowUp', true, heights.most, heights)).toBe(heights.most)
      expect(heightAfterKey('Home', false, heights.most, heights)).toBe(heights.least)
      expect(heightAfterKey('Tab', false, 200, heights)).toBeNull()
    }
  })
})

describe('a line under the pointer', () => {
  const lines = (curved: boolean) => ({ xs: [0, 100, 200], ys: [Float32Array.of(10, 90), Float32Array.of(80, 20), Float32Array.of(NaN, 50)], curved })
  it('is the one that passes there, curved or straight', () => {
    expect(lineAt(lines(false), [0, 1], 25, 10 + 70 / 4, 3)).toBe(0)
    expect(lineAt(lines(true), [0, 1], 50, 45, 3)).toBe(0)
    // At t = 1/4 the curve is at x = 19/64 · …: 1.5 t (1 − t) + t³ of the way across, 3t² − 2t³ of the way down.
    expect(lineAt(lines(true), [0], 100 * (1.5 * 0.25 * 0.75 + 0.25 ** 3), 10 + 70 * (3 / 16 - 2 / 64), 0.01)).toBe(0)
    expect(lineAt(lines(true), [0, 1], 50, 5, 3)).toBe(-1)
  })
  it('ends where a value is missing', () => {
    expect(lineAt(lines(true), [0], 150, 65, 50)).toBe(-1)
    expect(linePath(lines(false), 0)).toBe('M0 10L100 80')
  })
})

describe('which lines stand out', () => {
  const rows = drawNetworks(DEFAULT_RECIPE, 0, 12).map(spec => fakeTrained(spec).row)
  const none = new Set<number>()
  const drawn = (ids: ReadonlySet<number>, a: ReadonlySet<number>, b: ReadonlySet<number>, brushing = false) =>
    strandsOf({ rows, ids, groups: { a, b }, stepped: null, brushing, ink: token => token }).flatMap(strand => strand.rows.map(row => `${row} ${strand.stroke}`))
  it('is everyone where nothing is chosen, and nobody where a brush hits nobody', () => {
    expect(drawn(none, none, none)).toHaveLength(12)
    expect(drawn(none, none, none, true)).toEqual([])
  })
  it('is the selected in ink, and groups in their colours on top of all, each line once', () => {
    expect(drawn(new Set([1, 2, 3]), new Set([3]), new Set([5]))).toEqual(['1 --ink-1', '2 --ink-1', '5 --sel-b-mark', '3 --sel-a-mark'])
  })
})

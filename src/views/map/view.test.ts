// What must be true of looking: pixels and places are each other's inverse, and zooming holds still what is under the cursor.
import { describe, expect, it } from 'vitest'
import type { View } from './view.ts'
import { between, eased, panned, toMap, toScreen, zoomed } from './view.ts'

const size = { width: 800, height: 600 }
const view: View = { x: 3, y: -2, scale: 12 }
const close = (got: readonly number[], want: readonly number[]) => got.forEach((value, k) => expect(value).toBeCloseTo(want[k], 9))

describe('view', () => {
  it('puts its own point in the middle, with y upwards', () => {
    close(toScreen(view, size, 3, -2), [400, 300])
    expect(toScreen(view, size, 3, -1)[1]).toBeLessThan(300)
  })

  it('goes from pixels to places and back', () => close(toMap(view, size, toScreen(view, size, 7.25, 0.5)), [7.25, 0.5]))

  it('follows the hand when panned', () => {
    const [x, y] = toScreen(view, size, 5, 5)
    close(toScreen(panned(view, 30, -40), size, 5, 5), [x + 30, y - 40])
  })

  it('holds still what lies under the cursor when zoomed, and keeps to its limits', () => {
    const at = toScreen(view, size, 9, 4)
    close(toScreen(zoomed(view, size, at, 2.5, [1, 1000]), size, 9, 4), at)
    const stopped = zoomed(view, size, at, 1e9, [1, 100])
    expect(stopped.scale).toBe(100)
    close(toScreen(stopped, size, 9, 4), at)
    expect(zoomed(stopped, size, at, 2, [1, 100])).toEqual(stopped)
  })

  it('travels between two views from end to end, and holds still what both hold still', () => {
    const to = zoomed(view, size, [100, 500], 8, [0, 1e6])
    expect(between(view, to, 0)).toEqual(view)
    expect(between(view, to, 1)).toEqual(to)
    const [x, y] = toMap(view, size, [100, 500])
    for (const t of [0.1, 0.4, 0.9]) close(toScreen(between(view, to, t), size, x, y), [100, 500])
    expect(between(view, { ...view, x: 5 }, 0.5).x).toBeCloseTo(4, 9)
  })

  it('eases within 0 and 1', () => expect([-1, 0, 0.5, 1, 2].map(eased)).toEqual([0, 0, 0.5, 1, 1]))
})

// Labels must cover neither each other nor what stands on the map.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelWish } from './label-places.ts'
import { placeLabels, rectOf, touch } from './label-places.ts'

const SIZE = { width: 900, height: 560 }
const LEGEND = { left: 12, top: 380, right: 248, bottom: 548 }
const TOOLBAR = { left: 12, top: 12, right: 200, bottom: 48 }

const wishes = fc.array(fc.record({ x: fc.integer({ min: -50, max: 950 }), y: fc.integer({ min: -50, max: 600 }), width: fc.integer({ min: 60, max: 260 }) }), { maxLength: 12 })
  .map(list => list.map((wish, key): LabelWish => ({ ...wish, key, short: 34 })))
const dotsOf = (seed: number): number[] => Array.from({ length: 800 }, (_, k) => (k * 7919 * (seed + 1)) % (k % 2 ? SIZE.height : SIZE.width))

describe('labels on the map', () => {
  it('never cover each other, what stands on the map, or the rim', () => {
    fc.assert(fc.property(wishes, fc.nat(20), (list, seed) => {
      const placed = placeLabels(list, SIZE, [LEGEND, TOOLBAR], dotsOf(seed))
      placed.forEach((place, k) => {
        const rect = rectOf(place)
        expect(rect.left).toBeGreaterThanOrEqual(0)
        expect(rect.top).toBeGreaterThanOrEqual(0)
        expect(rect.right).toBeLessThanOrEqual(SIZE.width)
        expect(rect.bottom).toBeLessThanOrEqual(SIZE.height)
        for (const other of [LEGEND, TOOLBAR, ...placed.slice(0, k).map(rectOf)]) expect(touch(rect, other, 1)).toBe(false)
        expect(place.width).toBe(place.cut ? 34 : list[place.key].width)
      })
    }), { numRuns: 60 })
  })

  it('stand beside a point that is free, and not at all beside one out of sight', () => {
    const [one, ...none] = placeLabels([{ key: 1, x: 450, y: 280, width: 120, short: 34 }, { key: 2, x: -5, y: 280, width: 120, short: 34 }], SIZE, [], [])
    expect(one.key).toBe(1)
    expect(one.cut).toBe(false)
    const rect = rectOf(one)
    expect(Math.max(rect.left - 450, 450 - rect.right, rect.top - 280, 280 - rect.bottom)).toBeLessThanOrEqual(20)
    expect(none).toEqual([])
  })

  it('rather leave dots free than stand near', () => {
    const crowd = Array.from({ length: 400 }, (_, k) => [450 + 4 * (k % 20), 240 + 4 * Math.floor(k / 20)]).flat()
    const [place] = placeLabels([{ key: 1, x: 450, y: 280, width: 100, short: 34 }], SIZE, [], crowd)
    expect(place.left + place.width).toBeLessThanOrEqual(450)
  })

  it('are cut short where there is no room, and left away where there is none at all', () => {
    const narrow = { width: 90, height: 200 }
    expect(placeLabels([{ key: 1, x: 45, y: 100, width: 120, short: 34 }], narrow, [], [])[0]).toMatchObject({ cut: true, width: 34 })
    expect(placeLabels([{ key: 1, x: 45, y: 100, width: 120, short: 34 }], narrow, [{ left: 0, top: 0, right: 90, bottom: 200 }], [])).toEqual([])
  })

  it('stay where they stood while that is about as good', () => {
    const wish = { key: 1, x: 450, y: 280, width: 120, short: 34 }
    for (const way of [3, 8, 12]) expect(placeLabels([wish], SIZE, [], [], new Map([[1, way]]))[0].way).toBe(way)
  })
})

// A callout beside its control: within the window, never over the control, its arrow at the control.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box, Side } from './place.ts'
import { GAP, atEdge, place } from './place.ts'

const overlap = (a: Box, b: Box): boolean => a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height
const callout = { width: 300, height: 170 }
const upTo = (max: number, min = 0) => fc.integer({ min, max })
const controls = fc.record({ left: upTo(1400), top: upTo(860), width: upTo(900, 8), height: upTo(800, 8) })
const sides = fc.constantFrom<Side>('right', 'left', 'bottom', 'top')

describe('a callout', () => {
  it('stands on the wanted side with its arrow at the middle of the control', () => {
    expect(place({ left: 100, top: 300, width: 40, height: 40 }, callout, { width: 1440, height: 900 }, 'right')).toEqual({ side: 'right', left: 140 + GAP, top: 235, arrow: 85 })
  })

  it('flips where the wanted side has no room', () => {
    expect(place({ left: 1380, top: 300, width: 40, height: 40 }, callout, { width: 1440, height: 900 }, 'right')?.side).toBe('left')
    expect(place({ left: 0, top: 0, width: 390, height: 40 }, callout, { width: 390, height: 844 }, 'top')?.side).toBe('bottom')
  })

  it('never covers the control nor leaves the window, and points at the control', () => {
    fc.assert(fc.property(controls, sides, (target, side) => {
      const frame = { width: 1440, height: 900 }
      const placed = place(target, callout, frame, side)
      if (!placed) return
      expect(overlap({ ...placed, ...callout }, target)).toBe(false)
      expect(placed.left >= 0 && placed.top >= 0 && placed.left + callout.width <= frame.width && placed.top + callout.height <= frame.height).toBe(true)
      const beside = placed.side === 'left' || placed.side === 'right'
      const tip = (beside ? placed.top : placed.left) + placed.arrow
      const [from, long] = beside ? [target.top, target.height] : [target.left, target.width]
      // Near the window's corners the arrow keeps off the callout's round corners.
      expect(tip).toBeGreaterThanOrEqual(Math.min(from, (beside ? frame.height : frame.width) - 40))
      expect(tip).toBeLessThanOrEqual(Math.max(from + long, 40))
    }))
  })

  it('says so where there is no room on any side, and then takes the edge that hides less', () => {
    const map = { left: 0, top: 100, width: 390, height: 700 }
    const wide = { width: 374, height: 170 }
    const frame = { width: 390, height: 844 }
    expect(place(map, wide, frame, 'right')).toBeNull()
    expect(atEdge(map, wide, frame)).toMatchObject({ left: 8, top: 8 })
    expect(atEdge({ ...map, top: 0 }, wide, frame).top).toBe(844 - 8 - 170)
  })
})

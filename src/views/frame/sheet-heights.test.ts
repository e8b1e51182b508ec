// A sheet rests where it was let go, and never hides the bar.
import { describe, expect, it } from 'vitest'
import { SHEET_HEIGHTS, coveredBelow, heightsOf, nearestHeight } from './sheet-heights.ts'

describe('heightsOf', () => {
  it('is as drawn on a usual phone', () => expect(heightsOf(844)).toEqual({ peek: 252, half: 480, full: 796 }))
  it('rises from peek to full, below the bar, on every window', () => {
    for (let window = 320; window <= 1400; window += 20) {
      const { peek, half, full } = heightsOf(window)
      expect(peek).toBeLessThan(half)
      expect(half).toBeLessThan(full)
      expect(full).toBeLessThanOrEqual(window - 48)
    }
  })
})

describe('nearestHeight', () => {
  it('leaves a sheet where it already rests', () => {
    for (const name of SHEET_HEIGHTS) expect(nearestHeight(heightsOf(844)[name], 844)).toBe(name)
  })
  it('goes to the nearer of two', () => {
    expect(nearestHeight(300, 844)).toBe('peek')
    expect(nearestHeight(700, 844)).toBe('full')
    expect(nearestHeight(10, 844)).toBe('peek')
  })
})

describe('coveredBelow', () => {
  it('is the sheet, as far as half open, where no dock is open', () => {
    expect(coveredBelow(844, 'peek', null)).toBe(heightsOf(844).peek)
    expect(coveredBelow(844, 'half', null)).toBe(heightsOf(844).half)
    expect(coveredBelow(844, 'full', null)).toBe(heightsOf(844).half)
  })
  it('never shrinks for an open dock, and leaves the map a strip under the bar', () => {
    for (let window = 320; window <= 1400; window += 20) {
      for (const dock of ['hyper', 'table', 'clusters', 'diverged'] as const) {
        const covered = coveredBelow(window, 'peek', dock)
        expect(covered).toBeGreaterThanOrEqual(heightsOf(window).peek)
        expect(window - 48 - covered).toBeGreaterThanOrEqual(112)
      }
    }
  })
})

// Pointing must take the dot on top, and the arrow keys must lead somewhere sensible and never astray.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../core/random.ts'
import type { Direction } from './nearest.ts'
import { dotAt, nearestTo, neighbourTowards } from './nearest.ts'

describe('dotAt', () => {
  const places = [100, 100, 104, 100, 200, 200]

  it('takes the dot drawn last where discs overlap', () => {
    expect(dotAt(places, [0, 1, 2], [6, 6, 6], 102, 100, 4)).toBe(1)
    expect(dotAt(places, [1, 0, 2], [6, 6, 6], 102, 100, 4)).toBe(0)
  })

  it('reaches a little beyond the rim, to the nearest', () => {
    expect(dotAt(places, [0, 1, 2], [5, 5, 5], 93, 100, 4)).toBe(0)
    expect(dotAt(places, [0, 1, 2], [5, 5, 5], 112, 100, 4)).toBe(1)
    expect(dotAt(places, [0, 1, 2], [5, 5, 5], 150, 150, 4)).toBe(-1)
  })

  it('finds nothing on an empty map', () => expect(dotAt([], [], [], 1, 1, 10)).toBe(-1))
})

describe('neighbourTowards', () => {
  // A plus sign: 0 in the middle, then left, right, up, down.
  const places = [50, 50, 20, 50, 80, 50, 50, 20, 50, 80]

  it('goes the way it is told', () => {
    const to = (direction: Direction) => neighbourTowards(places, 50, 50, direction, 0)
    expect([to('left'), to('right'), to('up'), to('down')]).toEqual([1, 2, 3, 4])
  })

  it('prefers straight ahead to a nearer dot far aside', () => {
    expect(neighbourTowards([0, 0, 30, 0, 8, 13], 0, 0, 'right', 0)).toBe(1)
  })

  it('takes a dot steeply aside rather than none, and none where the half plane is empty', () => {
    expect(neighbourTowards([0, 0, 1, 50], 0, 0, 'right', 0)).toBe(1)
    expect(neighbourTowards([0, 0, 1, 50], 0, 0, 'left', 0)).toBe(-1)
  })

  it('always moves on in its direction, and comes to an end', () => {
    const random = mulberry32(3)
    const many = Float64Array.from({ length: 400 }, () => random() * 500)
    let row = nearestTo(many, 0, 250)
    let steps = 0
    for (;;) {
      const next = neighbourTowards(many, many[2 * row], many[2 * row + 1], 'right', row)
      if (next < 0) break
      expect(many[2 * next]).toBeGreaterThan(many[2 * row])
      row = next
      steps++
    }
    expect(steps).toBeGreaterThan(5)
    expect(many[2 * row]).toBe(Math.max(...many.filter((_, k) => k % 2 === 0)))
  })
})

describe('nearestTo', () => {
  it('finds the nearest, or nothing', () => {
    expect(nearestTo([0, 0, 10, 10], 7, 6)).toBe(1)
    expect(nearestTo([], 7, 6)).toBe(-1)
  })
})

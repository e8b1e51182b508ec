// A ring's places: on the ellipse, evenly spaced, the first at the top.
import { describe, expect, it } from 'vitest'
import { ringPlaces } from './ring-places.ts'

describe('places of a ring', () => {
  it('lie on the ellipse, the first at the top, and go round clockwise', () => {
    const { places } = ringPlaces(9, 150, 60)
    for (const { x, y } of places) expect((x / 150) ** 2 + (y / 60) ** 2).toBeCloseTo(1, 9)
    expect(places[0].x).toBeCloseTo(0, 9)
    expect(places[0].y).toBeCloseTo(-60, 9)
    expect(places[1].x).toBeGreaterThan(0)
  })

  it('are evenly spaced along the line', () => {
    const { places, length } = ringPlaces(2000, 150, 60)
    const gaps = places.map((place, k) => Math.hypot(place.x - places[(k + 1) % 2000].x, place.y - places[(k + 1) % 2000].y))
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(1e-3 * length)
    expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBeCloseTo(length, 0)
    expect(ringPlaces(4, 50, 50).length).toBeCloseTo(100 * Math.PI, 1)
  })
})

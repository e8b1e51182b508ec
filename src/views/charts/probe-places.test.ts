// Where probes are drawn: one scale both ways, nothing lost from the frame, pictures apart as far as the frame allows.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../core/random.ts'
import { fitted, nudged, stepFrom } from './probe-places.ts'

const random = mulberry32(5)
const cloud = Float64Array.from({ length: 120 }, () => random() ** 3)

describe('a map in its frame', () => {
  const places = fitted(cloud, 360, 200, 8)

  it('keeps the ratio of distances, with the second coordinate up', () => {
    const drawn = (i: number, j: number): number => Math.hypot(places[i].x - places[j].x, places[i].y - places[j].y)
    const own = (i: number, j: number): number => Math.hypot(cloud[2 * i] - cloud[2 * j], cloud[2 * i + 1] - cloud[2 * j + 1])
    expect(drawn(0, 7) / drawn(3, 9)).toBeCloseTo(own(0, 7) / own(3, 9), 9)
    expect(Math.sign(places[0].y - places[1].y)).toBe(-Math.sign(cloud[1] - cloud[3]))
  })

  it('fills one direction to its padding and stays within it in the other', () => {
    const xs = places.map(({ x }) => x)
    const ys = places.map(({ y }) => y)
    const [wide, high] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
    expect(Math.min(344 - wide, 184 - high)).toBeCloseTo(0, 9)
    expect(Math.min(...xs, ...ys)).toBeGreaterThanOrEqual(8 - 1e-9)
  })

  it('a dead layer stands in the middle', () => {
    expect(fitted(new Float64Array(6), 100, 50, 5)).toEqual([0, 1, 2].map(() => ({ x: 50, y: 25 })))
  })
})

describe('pictures nudged apart', () => {
  const size = 12

  it('leave where they are what does not touch', () => {
    const apart = [{ x: 20, y: 20 }, { x: 60, y: 20 }, { x: 20, y: 60 }]
    expect(nudged(apart, size, 100, 100)).toEqual(apart)
  })

  it('no two stay in one place, however they began, and all stay in the frame', () => {
    const places = nudged(Array.from({ length: 40 }, () => ({ x: 50, y: 50 })), size, 200, 120)
    for (const [k, { x, y }] of places.entries()) {
      expect(x >= 9 && x <= 191 && y >= 9 && y <= 111).toBe(true)
      for (const other of places.slice(k + 1)) expect(Math.hypot((other.x - x) / 0.8, other.y - y)).toBeGreaterThan(0.6 * size)
    }
  })

  it('the same map is drawn the same', () => {
    const places = fitted(cloud, 360, 200, 8)
    expect(nudged(places, size, 360, 200)).toEqual(nudged(places, size, 360, 200))
  })
})

it('arrows lead to the nearest that way, and stay where there is none', () => {
  const places = [{ x: 0, y: 0 }, { x: 10, y: 1 }, { x: 30, y: 0 }, { x: 1, y: 20 }]
  expect(stepFrom(places, 0, 'ArrowRight')).toBe(1)
  expect(stepFrom(places, 1, 'ArrowRight')).toBe(2)
  expect(stepFrom(places, 0, 'ArrowDown')).toBe(3)
  expect(stepFrom(places, 0, 'ArrowUp')).toBe(0)
  expect(stepFrom(places, 2, 'ArrowLeft')).toBe(1)
})

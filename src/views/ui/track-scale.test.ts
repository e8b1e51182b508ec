// A track is honest when a value put on it can be read off it.
import { describe, expect, it } from 'vitest'
import type { TrackScale } from './track-scale.ts'
import { neighbour, place, valueAt } from './track-scale.ts'

const linear: TrackScale = { min: 0, max: 0.5, log: false, step: 0.05 }
const rate: TrackScale = { min: 1e-4, max: 1, log: true, step: 0 }
const width: TrackScale = { min: 2, max: 256, log: true, step: 1 }
const decay: TrackScale = { min: 1e-6, max: 0.1, log: true, step: 0, zero: true }

describe('a track', () => {
  it('has its ends at its ends', () => {
    for (const scale of [linear, rate, width]) {
      expect(place(scale.min, scale)).toBe(0)
      expect(place(scale.max, scale)).toBe(1)
      expect(valueAt(0, scale)).toBe(scale.min)
      expect(valueAt(1, scale)).toBe(scale.max)
    }
  })
  it('gives back the round values put on it', () => {
    for (const value of [0, 0.05, 0.35, 0.5]) expect(valueAt(place(value, linear), linear)).toBe(value)
    for (const value of [1e-4, 3e-4, 0.01, 0.07, 1]) expect(valueAt(place(value, rate), rate)).toBe(value)
    for (const value of [2, 8, 63, 256]) expect(valueAt(place(value, width), width)).toBe(value)
    for (const value of [0, 1e-6, 2e-3, 0.1]) expect(valueAt(place(value, decay), decay)).toBe(value)
  })
  it('keeps what lies beyond its ends on its ends', () => {
    expect(place(3, rate)).toBe(1)
    expect(place(0, rate)).toBe(0)
    expect(place(-1, linear)).toBe(0)
  })
  it('survives a range of no length', () => expect(place(1, { min: 1, max: 1, log: false, step: 1 })).toBe(0))
})

describe('an arrow key', () => {
  it('always moves, and never off the track', () => {
    for (const scale of [linear, rate, width, decay]) {
      let value = scale.zero ? 0 : scale.min
      let steps = 0
      while (value < scale.max) {
        const next = neighbour(value, 1, scale)
        expect(next).toBeGreaterThan(value)
        value = next
        if (++steps > 500) throw new Error('stuck')
      }
      expect(neighbour(value, 1, scale)).toBe(scale.max)
      for (steps = 0; value > (scale.zero ? 0 : scale.min); steps++) {
        const next = neighbour(value, -1, scale)
        expect(next).toBeLessThan(value)
        value = next
        if (steps > 500) throw new Error('stuck')
      }
    }
  })
  it('goes by one significant digit on a log track', () => {
    expect(neighbour(0.003, 1, rate)).toBe(0.004)
    expect(neighbour(0.009, 1, rate)).toBe(0.01)
    expect(neighbour(0.01, -1, rate)).toBe(0.009)
  })
})

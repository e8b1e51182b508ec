// Rulers must be round, must fit, and must measure right at every zoom.
import { describe, expect, it } from 'vitest'
import { graticule, roundDown, scaleBar } from './scale.ts'

describe('roundDown', () => {
  it('takes 1, 2 or 5 times a power of ten, no more than the value', () => {
    expect([1, 1.9, 2, 4.99, 5, 9.99, 10, 0.3, 0.05, 1000, 1234].map(roundDown)).toEqual([1, 1, 2, 2, 5, 5, 10, 0.2, 0.05, 1000, 1000])
  })
})

describe('scaleBar', () => {
  it('is between 48 and 120 pixels long at every scale, and true to it', () => {
    for (let scale = 1e-3; scale < 1e5; scale *= 1.37) {
      const bar = scaleBar(scale)
      expect(bar.pixels).toBeCloseTo(bar.units * scale, 9)
      expect(bar.pixels).toBeLessThanOrEqual(120 * (1 + 1e-6))
      expect(bar.pixels).toBeGreaterThan(47)
    }
  })

  it('says its length in words', () => {
    expect(scaleBar(22).label).toBe('5 potential units')
    expect(scaleBar(100).label).toBe('1 potential unit')
    expect(scaleBar(300).label).toBe('0.2 potential units')
    expect(scaleBar(0.05).label).toBe('2,000 potential units')
    expect(scaleBar(1e6).label).toBe('1e-4 potential units')
  })
})

describe('graticule', () => {
  it('puts its lines a round step apart, one of them through the origin', () => {
    const view = { x: 0.3, y: -0.7, scale: 20 }
    const { across, down } = graticule(view, { width: 700, height: 400 })
    for (let k = 1; k < across.length; k++) expect(across[k] - across[k - 1]).toBeCloseTo(100, 9)
    expect(across.some(x => Math.abs(x - (350 - 0.3 * 20)) < 1e-9)).toBe(true)
    expect(down.some(y => Math.abs(y - (200 - 0.7 * 20)) < 1e-9)).toBe(true)
    expect(Math.min(...across, ...down)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...across)).toBeLessThanOrEqual(700)
    expect(Math.max(...down)).toBeLessThanOrEqual(400)
  })
})

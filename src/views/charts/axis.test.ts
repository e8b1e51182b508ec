// Axes: there and back, and ticks that one would have chosen by hand.
import { describe, expect, it } from 'vitest'
import { axis } from './axis.ts'
import { linearTicks, logTicks } from './ticks.ts'

describe('an axis', () => {
  it('goes there and back', () => {
    for (const log of [false, true]) {
      const scale = axis([0.0003, 0.1], [20, 340], { log })
      for (const value of [0.0003, 0.002, 0.05, 0.1]) expect(scale.value(scale.at(value))).toBeCloseTo(value, 12)
      expect([scale.at(0.0003), scale.at(0.1)]).toEqual([20, 340])
    }
  })

  it('on a log scale gives equal factors equal lengths', () => {
    const scale = axis([0.001, 10], [0, 400], { log: true })
    expect(scale.at(0.01) - scale.at(0.001)).toBeCloseTo(100, 9)
    expect(scale.at(0)).toBe(0)
  })

  it('is linear where nothing on it has a logarithm', () => {
    expect(axis([0, 1], [0, 10], { log: true }).log).toBe(false)
  })

  it('puts the only value in the middle', () => {
    expect(axis([3, 3], [0, 10]).at(3)).toBe(5)
    expect(axis([3, 3], [0, 10], { log: true }).ticks).toEqual([3])
  })
})

describe('ticks', () => {
  it('of shares are quarters', () => {
    expect(linearTicks(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it('of counts are whole', () => {
    expect(linearTicks(0, 3, 4, true)).toEqual([0, 1, 2, 3])
    expect(linearTicks(0, 26, 3, true)).toEqual([0, 10, 20])
    expect(linearTicks(0, 2, 4, true)).toEqual([0, 1, 2])
  })

  it('lie within the domain and keep one step', () => {
    for (const [low, high] of [[-3.3, 8.1], [0.0123, 0.0172], [1e6, 7e6]]) {
      const ticks = linearTicks(low, high, 4)
      expect(ticks[0]).toBeGreaterThanOrEqual(low - 1e-9)
      expect(ticks.at(-1)!).toBeLessThanOrEqual(high * (1 + 1e-9))
      expect(ticks.length).toBeGreaterThan(2)
    }
  })

  it('on a log scale are powers of ten, finer where those are few, thinner where they are many', () => {
    expect(logTicks(0.0003, 0.1)).toEqual([0.001, 0.01, 0.1])
    expect(logTicks(0.002, 0.04)).toEqual([0.003, 0.01, 0.03])
    expect(logTicks(8, 64)).toEqual([10, 20, 50])
    expect(logTicks(1e-8, 1).length).toBeLessThanOrEqual(6)
    expect(logTicks(3, 3.1)).toEqual([3, 3.1])
  })
})

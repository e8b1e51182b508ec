// What is said of smoothness must not go beyond what its test allows.
import { describe, expect, it } from 'vitest'
import type { Smoothness } from '../../protocol/geometry.ts'
import { axisEnd, corrected, verdict } from './smoothness-words.ts'

const test = (energy: number, p: number): Smoothness => ({ networks: 100, energy, shuffled: { low: 0.7, median: 0.8, high: 0.9, p, permutations: 999 }, slowest: null })

describe('the claim about a signal', () => {
  it('counts every measure that was tried', () => {
    expect(verdict(test(0.2, 0.001), 1)).toBe('smooth')
    expect(verdict(test(0.6, 0.02), 1)).toBe('smooth')
    expect(verdict(test(0.6, 0.02), 3)).toBe('unclear')
    expect(corrected(0.02, 3)).toBeCloseTo(0.06, 12)
    expect(corrected(0.4, 5)).toBe(1)
  })

  it('tells a rough signal from one that is like chance, and from none', () => {
    expect(verdict(test(0.95, 1), 1)).toBe('rough')
    expect(verdict(test(0.8, 0.5), 1)).toBe('unclear')
    expect(verdict({ ...test(0, 1), shuffled: null }, 1)).toBe('constant')
  })

  it('has an axis that everything stands on', () => {
    expect(axisEnd(test(0.2, 0.001))).toBe(1)
    expect(axisEnd(test(1.3, 1))).toBe(1.5)
    expect(axisEnd(test(1.99, 1))).toBe(2)
  })
})

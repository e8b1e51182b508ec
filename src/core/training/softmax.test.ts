// Softmax cross-entropy against its invariances.
import { describe, expect, it } from 'vitest'
import { largest, score } from './softmax.ts'

describe('softmax cross-entropy', () => {
  const probabilities = (logits: number[]): number[] => {
    const out = new Float64Array(logits.length)
    score(Float64Array.from(logits), 1, logits.length, () => 0, out)
    return [...out]
  }
  const loss = (logits: number[], label: number): number => score(Float64Array.from(logits), 1, logits.length, () => label, null).loss

  it('sums to 1, does not feel a common shift, and turns with its classes', () => {
    const p = probabilities([1, -2, 0.5])
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14)
    probabilities([101, 98, 100.5]).forEach((value, place) => expect(value).toBeCloseTo(p[place], 12))
    expect(probabilities([-2, 1, 0.5])).toEqual([p[1], p[0], p[2]])
  })

  it('of equal logits is ln C, and −ln p otherwise', () => {
    expect(loss(Array.from({ length: 10 }, () => 3), 4)).toBeCloseTo(Math.log(10), 14)
    expect(loss([1, -2, 0.5], 1)).toBeCloseTo(-Math.log(probabilities([1, -2, 0.5])[1]), 13)
  })

  it('stays exact where exp would overflow or vanish', () => {
    expect(loss([1e5, 0], 1)).toBe(1e5)
    expect(loss([1e5, 0], 0)).toBe(0)
    expect(probabilities([-1e30, 1e30])).toEqual([0, 1])
  })

  it('takes the lower of equal classes, and counts hits so', () => {
    expect(largest(Float64Array.of(9, 1, 3, 3), 1, 3)).toBe(1)
    expect(score(Float64Array.of(2, 2, 0, 5), 2, 2, () => 0, null).correct).toBe(1)
  })

  it('is NaN for logits that are not finite, never a number', () => {
    expect(loss([Infinity, 0], 1)).toBeNaN()
    expect(loss([NaN, 0], 1)).toBeNaN()
  })
})

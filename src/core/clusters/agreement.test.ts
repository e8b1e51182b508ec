import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, shuffled } from '../random.ts'
import { adjustedRand, normalisedMutualInformation } from './agreement.ts'

const labels = fc.integer({ min: 1, max: 30 }).chain(n => {
  const one = fc.array(fc.integer({ min: -3, max: 4 }), { minLength: n, maxLength: n })
  return fc.tuple(one, one)
})

/** From the pairs themselves: together in both, in one only, in neither. */
function randByPairs(a: number[], b: number[]): number {
  let [both, onlyA, onlyB, neither] = [0, 0, 0, 0]
  for (let i = 0; i < a.length; i++) for (let j = i + 1; j < a.length; j++) {
    const inA = a[i] === a[j]
    const inB = b[i] === b[j]
    if (inA && inB) both++
    else if (inA) onlyA++
    else if (inB) onlyB++
    else neither++
  }
  if (onlyA === 0 && onlyB === 0) return 1
  return 2 * (both * neither - onlyA * onlyB) / ((both + onlyA) * (onlyA + neither) + (both + onlyB) * (onlyB + neither))
}

describe.each([['adjusted Rand index', adjustedRand], ['normalised mutual information', normalisedMutualInformation]] as const)('%s', (_, agreement) => {
  it('is 1 for equal partitions, whatever the labels are called, and the same both ways round', () => {
    fc.assert(fc.property(labels, fc.integer(), ([a, b], seed) => {
      const names = shuffled(8, mulberry32(seed))
      expect(agreement(a, a)).toBeCloseTo(1, 12)
      expect(agreement(a, a.map(label => names[label + 3] - 100))).toBeCloseTo(1, 12)
      expect(agreement(a.map(label => names[label + 3]), b)).toBeCloseTo(agreement(a, b), 12)
      expect(agreement(b, a)).toBeCloseTo(agreement(a, b), 12)
      expect(agreement(a, b)).toBeLessThanOrEqual(1)
      expect(agreement(a, b)).toBeGreaterThanOrEqual(-1)
    }))
  })

  it('does not care for the order of things', () => {
    fc.assert(fc.property(labels, fc.integer(), ([a, b], seed) => {
      const order = Array.from(shuffled(a.length, mulberry32(seed)))
      expect(agreement(order.map(i => a[i]), order.map(i => b[i]))).toBeCloseTo(agreement(a, b), 12)
    }))
  })

  it('is near 0 for unrelated labels', () => {
    const random = mulberry32(3)
    const draw = (): number[] => Array.from({ length: 20000 }, () => Math.floor(5 * random()))
    expect(Math.abs(agreement(draw(), draw()))).toBeLessThan(0.003)
  })

  it('refuses labels of another length, and labels that are no whole numbers', () => {
    expect(() => agreement([0, 1], [0])).toThrow('The two partitions have 2 and 1 labels')
    expect(() => agreement([0, 0.5], [0, 1])).toThrow('Label 1 is 0.5')
    expect(() => agreement([0, 1], [NaN, 1])).toThrow('Label 0 is NaN')
  })

  it('is 1 where neither has a choice, 0 where only one has', () => {
    expect(agreement([], [])).toBe(1)
    expect(agreement([7], [3])).toBe(1)
    expect(agreement([0, 0, 0], [1, 1, 1])).toBe(1)
    expect(agreement([0, 0, 0], [0, 1, 2])).toBe(0)
    expect(agreement([0, 0, 1, 1], [2, 2, 2, 2])).toBe(0)
  })
})

it('counts pairs as Hubert and Arabie do', () => {
  fc.assert(fc.property(labels, ([a, b]) => { expect(adjustedRand(a, b)).toBeCloseTo(randByPairs(a, b), 12) }))
})

it('has known values', () => {
  expect(adjustedRand([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(4 / 7, 14)
  expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 14)
  expect(normalisedMutualInformation([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.8, 14)
  expect(normalisedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0)
})

// Rounding that ready-made maps travel by.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridOf } from '../../src/formats/grid.ts'
import { fitsHalf } from '../../src/formats/half.ts'
import { GRID_BLUR, coarsePredictions, onGrid, toSignificantBits } from './rounding.ts'

test('significant bits, by hand: ties go to the even one', () => {
  expect([1, 1.25, 1.125, 1.375, 0, -3.3, 5e-324].map(value => toSignificantBits(value, 3))).toEqual([1, 1.25, 1, 1.5, 0, -3.5, 0])
  expect(toSignificantBits(1.99, 3)).toBe(2)
  expect(toSignificantBits(NaN, 3)).toBeNaN()
})

test('significant bits: off by at most half a unit of the last, and unmoved the second time', () => {
  fc.assert(fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 20 }), (value, bits) => {
    const rounded = toSignificantBits(value, bits)
    return Math.abs(rounded - value) <= value * 2 ** -bits && toSignificantBits(rounded, bits) === rounded
  }))
})

describe('activations on a grid', () => {
  const values = Float32Array.from({ length: 400 }, (_, k) => Math.sin(k) + (k % 4))
  const layer = { id: 0, rows: 100, columns: 4, values }

  test('of a power of two, in halves, blurred by no more than is allowed', () => {
    const rounded = onGrid(layer)!
    const step = gridOf(rounded.values)
    expect(Number.isInteger(Math.log2(step))).toBe(true)
    expect(step).toBeGreaterThanOrEqual(2 ** -9)
    expect(fitsHalf(rounded.values)).toBe(true)
    const moved = rounded.values.reduce((sum, value, k) => sum + (value - values[k]) ** 2, 0)
    const spread = values.reduce((sum, value, k) => sum + (value - (k % 4)) ** 2, 0)
    expect(Math.sqrt(moved / spread)).toBeLessThan(GRID_BLUR * 1.05)
  })

  test('are none where units hardly differ between probes', () => {
    expect(onGrid({ ...layer, values: values.map(value => 100 + value * 1e-4) })).toBeNull()
  })

  test('a dead layer stays dead', () => expect(onGrid({ ...layer, values: new Float32Array(400) })!.values).toEqual(new Float32Array(400)))
})

test('predictions on the way sum to 1, and none is nought', () => {
  fc.assert(fc.property(fc.array(fc.float({ min: Math.fround(-30), max: 30, noNaN: true }), { minLength: 10, maxLength: 10 }), logits => {
    const most = Math.max(...logits)
    const shares = logits.map(logit => Math.exp(logit - most))
    const sum = shares.reduce((all, share) => all + share, 0)
    const { probabilities } = coarsePredictions({ steps: Uint32Array.of(0), probabilities: Float32Array.from(shares, share => share / sum), activations: null, train: null }, 10)
    return Math.abs(probabilities.reduce((all, p) => all + p, 0) - 1) < 2e-3 && probabilities.every(p => p >= 2 ** -20 && p <= 1)
  }))
})

// The grid that numbers lie on.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf } from './grid.ts'

test('by hand', () => {
  expect(gridOf(Float32Array.of(0.75, -0.5, 0))).toBe(0.25)
  expect(gridOf(Float32Array.of(6, 4))).toBe(2)
  expect(gridOf(Float32Array.of(0, -0))).toBe(0)
  expect(gridOf(new Float32Array(0))).toBe(0)
  expect(gridOf(Float32Array.of(2 ** -149))).toBe(2 ** -149)
})

test('every value is a whole multiple of it, and one an odd one', () => {
  fc.assert(fc.property(fc.float32Array({ minLength: 1, noNaN: true, noDefaultInfinity: true }), values => {
    const grid = gridOf(values)
    if (grid === 0) return values.every(value => value === 0)
    const multiples = [...values].map(value => value / grid)
    return multiples.every(Number.isInteger) && multiples.some(multiple => Math.abs(multiple % 2) === 1)
  }))
})

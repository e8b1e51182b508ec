// Halves where they are harmless, float32 where they are not.
import { expect, test } from 'vitest'
import type { NetworkActivations } from '../src/core/network.ts'
import { fitsHalf } from '../src/formats/half.ts'
import { keptActivations } from './keep-activations.ts'

const of = (...values: number[]): NetworkActivations => ({ id: 1, rows: values.length / 2, columns: 2, values: Float32Array.from(values) })

test('ordinary activations become halves', () => {
  const kept = keptActivations(of(0.1, 0, 0.7, 3.3, 1.9, 0.25))
  expect(fitsHalf(kept.values)).toBe(true)
  expect(kept.values[0]).toBeCloseTo(0.1, 4)
})

test.each([
  ['too large for a half', of(0, 70_000, 1, 80_000)],
  ['saturated: all near 1', of(0.99991, 0.99992, 0.99993, 0.99991, 0.99992, 0.99994)],
  ['tiny', of(1e-8, 2e-8, 3e-8, 1e-8)],
])('%s: kept as they were', (_what, activations) => {
  expect(keptActivations(activations)).toBe(activations)
})

test('a dead layer is a dead layer in halves too', () => {
  expect(fitsHalf(keptActivations(of(0, 0, 0, 0)).values)).toBe(true)
})

// Padding adds only zeros and can be undone.
import { expect, it } from 'vitest'
import { mulberry32 } from '../../src/core/random.ts'
import { parameterCount } from '../../src/core/training/plan.ts'
import { decayMask, firstColumns, padWeights, unitMask, unpadWeights } from './padding.ts'

const narrow = [3, 4, 4, 2]
const wide = [3, 7, 7, 2]
const random = mulberry32(1)
const weights = Float32Array.from({ length: parameterCount(narrow) }, () => random() + 1)

it('gives back what was padded', () => {
  expect(unpadWeights(padWeights(weights, narrow, wide), narrow, wide)).toEqual(weights)
  expect(padWeights(weights, narrow, narrow)).toEqual(weights)
})

it('adds nothing but zeros', () => {
  const padded = padWeights(weights, narrow, wide)
  expect(padded.length).toBe(parameterCount(wide))
  expect(padded.filter(value => value !== 0).sort()).toEqual(weights.slice().sort())
})

it('keeps each layer as (inputs + 1) × outputs with the biases last', () => {
  expect([...padWeights(Float32Array.of(1, 2, 9), [2, 1], [2, 1])]).toEqual([1, 2, 9])
  // One input, one unit, one class: w₁ b₁ w₂ b₂, into two units.
  expect([...padWeights(Float32Array.of(1, 2, 3, 4), [1, 1, 1], [1, 2, 1])]).toEqual([1, 0, 2, 0, 3, 0, 4])
})

it('marks weights and units', () => {
  expect([...decayMask([2, 1, 1])]).toEqual([1, 1, 0, 1, 0])
  expect([...unitMask([1, 3], 3)]).toEqual([1, 0, 0, 1, 1, 1])
  expect([...firstColumns(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3, 2)]).toEqual([1, 2, 4, 5])
})

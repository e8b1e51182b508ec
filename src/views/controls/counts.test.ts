// Bars that are looked at must add up.
import { describe, expect, it } from 'vitest'
import { countPerShare, countPerValue, offeredValues } from './counts.ts'

describe('countPerValue', () => {
  it('counts in the order offered, with a nought for what nobody has', () => {
    expect(countPerValue(['tanh', 'relu', 'tanh'], ['relu', 'tanh', 'gelu'])).toEqual([1, 2, 0])
  })
  it('leaves out what was not offered', () => expect(countPerValue([7, 2], [1, 2])).toEqual([0, 1]))
  it('of nothing is nought', () => expect(countPerValue([], [1, 2])).toEqual([0, 0]))
})

describe('countPerShare', () => {
  const rate = { min: 1e-4, max: 1, log: true, step: 0 }
  it('gives every decade of a log track its share', () => expect(countPerShare([3e-4, 3e-3, 2e-3, 0.5], rate, 4)).toEqual([1, 2, 0, 1]))
  it('counts what lies beyond the ends at the ends, so that nobody is lost', () => {
    expect(countPerShare([1e-9, 0, 1, 30], rate, 4)).toEqual([2, 0, 0, 2])
  })
  it('counts no value that is none', () => expect(countPerShare([Number.NaN, 0.5], rate, 2)).toEqual([0, 1]))
})

describe('offeredValues', () => {
  it('adds what the recipe and the map have to the usual values', () => expect(offeredValues([1, 2, 3], [2, 7], [5])).toEqual([1, 2, 3, 5, 7]))
})

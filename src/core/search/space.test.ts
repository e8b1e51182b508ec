// Settings must come back from their coordinates, each scale must be the one on which the prior draws, and only what varies may count.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Recipe } from '../recipe.ts'
import { drawNetworks } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { recipeOf } from './trial.ts'
import { decode, distanceOf, drawn, encode, featuresOf, nameOf, spaceOf } from './space.ts'

const space = spaceOf(DEFAULT_RECIPE, true)
const settings = drawNetworks(DEFAULT_RECIPE, 0, 60).map(({ hyper }) => hyper)

describe('the space of a search', () => {
  it('gives settings back as they were', () => {
    for (const hyper of settings) {
      const back = decode(space, encode(space, hyper))
      for (const { key, range } of space.numbers) expect(Math.abs(Number(back[key]) - Number(hyper[key]))).toBeLessThanOrEqual(1e-12 * range.to)
      for (const { key } of space.lists) expect(back[key]).toBe(hyper[key])
      expect(Object.keys(back).sort()).toEqual(Object.keys(hyper).sort())
    }
  })

  it('keeps whole numbers whole, for every share', () => {
    fc.assert(fc.property(fc.double({ min: -2, max: 3, noNaN: true }), share => {
      const point = encode(space, settings[0])
      const { width, epochs, learningRate } = decode(space, { ...point, numbers: point.numbers.map(() => share) })
      expect(Number.isInteger(width) && Number.isInteger(epochs)).toBe(true)
      expect(width >= 12 && width <= 64 && epochs >= 10 && epochs <= 30 && learningRate >= 1e-3 && learningRate <= 0.5).toBe(true)
    }))
  })

  it('walks rates by ratios', () => {
    const rate = space.numbers.findIndex(({ key }) => key === 'learningRate')
    const at = (learningRate: number) => encode(space, { ...settings[0], learningRate }).numbers[rate]
    expect(at(0.02) - at(0.002)).toBeCloseTo(at(0.2) - at(0.02), 12)
    expect([at(1e-3), at(0.5)]).toEqual([0, 1])
  })

  it('has no axis for what does not vary, and none at all for a proposal', () => {
    const still: Recipe = { ...DEFAULT_RECIPE, width: { from: 32, to: 32 }, activation: ['relu'], optimiser: ['sgd', 'sgd'] }
    const keys = [...spaceOf(still, true).numbers, ...spaceOf(still, true).lists].map(({ key }) => key)
    for (const key of ['width', 'activation', 'optimiser', 'start'] as const) expect(keys).not.toContain(key)
    const point = spaceOf(recipeOf({ hyper: settings[3], seed: 5 }), true)
    expect(point.features).toBe(0)
    expect(decode(point, encode(point, settings[0]))).toEqual(settings[3])
    expect(distanceOf(point, featuresOf(point, encode(point, settings[0])), featuresOf(point, encode(point, settings[1])))).toBe(0)
  })

  it('knows no convolutions where there are no pictures', () => {
    expect(spaceOf(DEFAULT_RECIPE, false).lists.map(({ key }) => key)).not.toContain('family')
    for (let index = 0; index < 20; index++) expect(drawn(spaceOf(DEFAULT_RECIPE, false), 3, index).family).toBe('mlp')
  })

  it('sets two names at distance 1 and an ordered list by place', () => {
    const only = spaceOf({ ...recipeOf({ hyper: settings[0], seed: 1 }), activation: ['relu', 'tanh', 'gelu'] }, true)
    const of = (activation: 'relu' | 'gelu' | 'sigmoid') => featuresOf(only, encode(only, { ...settings[0], activation }))
    expect(distanceOf(only, of('relu'), of('gelu'))).toBeCloseTo(1, 15)
    // A name that the prior does not have is half as far, squared, from each: it is none of them.
    expect(distanceOf(only, of('relu'), of('sigmoid'))).toBeCloseTo(Math.SQRT1_2, 15)
    const deep = spaceOf({ ...recipeOf({ hyper: settings[0], seed: 1 }), depth: [4, 1, 2] }, true)
    const at = (depth: number) => featuresOf(deep, encode(deep, { ...settings[0], depth }))
    expect([at(1)[0], at(2)[0], at(4)[0]]).toEqual([0, 0.5, 1])
  })

  it('takes networks from elsewhere in, far outside of its ranges and with a decay of nought', () => {
    const strange = { ...settings[0], weightDecay: 0, learningRate: 1e6, depth: 8 }
    const point = encode(space, strange)
    expect([...point.numbers].every(share => share >= -1 && share <= 2)).toBe(true)
    expect([...featuresOf(space, point)].every(Number.isFinite)).toBe(true)
    expect(decode(space, point)).toMatchObject({ weightDecay: 1e-6, learningRate: 0.5, depth: 1 })
  })

  it('names settings by what varies', () => {
    expect(new Set(settings.map(hyper => nameOf(space, hyper))).size).toBe(settings.length)
    expect(nameOf(space, settings[0])).toBe(nameOf(space, { ...settings[0] }))
  })
})

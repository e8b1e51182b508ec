// What random and quasi-random search must give: settings inside the prior, none twice, the same whether asked one by one or in batches.
import { describe, expect, it } from 'vitest'
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { CONV_SHARE, networkAt } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import { sobolSampler } from './sobol-sampler.ts'
import { nameOf, spaceOf } from './space.ts'
import type { Trial } from './trial.ts'

const trialsOf = (settings: readonly Hyperparameters[]): Trial[] => settings.map((hyper, id) => ({ id, hyper, score: 0.5 }))
/** Eight settings and no more. */
const SMALL: Recipe = {
  ...DEFAULT_RECIPE, family: ['mlp'], depth: [1, 2], activation: ['relu', 'tanh'], optimiser: ['sgd', 'adam'], batchSize: [32], width: { from: 8, to: 8 },
  learningRate: { from: 0.1, to: 0.1 }, weightDecay: { from: 0, to: 0 }, dropout: { from: 0, to: 0 }, epochs: { from: 5, to: 5 }, initScale: { from: 1, to: 1 },
  labelNoise: { from: 0, to: 0 }, trainFraction: { from: 1, to: 1 },
}

describe.each([['random', randomSampler], ['sobol', sobolSampler]] as const)('%s', (name, make) => {
  const sampler: Sampler = make(7)
  const first = sampler.ask({ prior: DEFAULT_RECIPE, pictures: true, trials: [] }, 200)

  it('stays inside the prior, on the scales of its ranges', () => {
    expect(sampler.name).toBe(name)
    for (const hyper of first) {
      for (const key of ['width', 'learningRate', 'weightDecay', 'dropout', 'epochs', 'initScale', 'labelNoise', 'trainFraction'] as const) {
        expect(hyper[key]).toBeGreaterThanOrEqual(DEFAULT_RECIPE[key].from)
        expect(hyper[key]).toBeLessThanOrEqual(DEFAULT_RECIPE[key].to)
      }
      for (const key of ['family', 'depth', 'activation', 'optimiser', 'batchSize', 'augmentation', 'start'] as const) expect(DEFAULT_RECIPE[key]).toContain(hyper[key])
    }
    // Half of the rates below the geometric mean of the ends, and as many convolutions as the prior draws.
    expect(Math.abs(first.filter(({ learningRate }) => learningRate < Math.sqrt(1e-3 * 0.5)).length - 100)).toBeLessThan(25)
    expect(Math.abs(first.filter(({ family }) => family === 'conv').length - 200 * CONV_SHARE)).toBeLessThan(20)
  })

  it('walks along the same settings one by one as in batches', () => {
    const trials: Trial[] = []
    for (const count of [1, 3, 1, 5, 10]) {
      const asked = sampler.ask({ prior: DEFAULT_RECIPE, pictures: true, trials }, count)
      expect(asked).toEqual(first.slice(trials.length, trials.length + count))
      trials.push(...trialsOf(asked).map(trial => ({ ...trial, id: trials.length + trial.id })))
    }
    expect(make(8).ask({ prior: DEFAULT_RECIPE, pictures: true, trials: [] }, 20)).not.toEqual(first.slice(0, 20))
  })

  it('tries each of a few settings once, and then has no more', () => {
    const searched = { prior: SMALL, pictures: false, trials: trialsOf(sampler.ask({ prior: SMALL, pictures: false, trials: [] }, 3)) }
    const rest = sampler.ask(searched, 100)
    const names = [...searched.trials.map(({ hyper }) => hyper), ...rest].map(hyper => nameOf(spaceOf(SMALL, false), hyper))
    expect(new Set(names).size).toBe(8)
    expect(names.length).toBe(8)
  })

  it('knows no convolutions where there are no pictures, and gives the one network where nothing varies', () => {
    expect(sampler.ask({ prior: DEFAULT_RECIPE, pictures: false, trials: [] }, 40).every(({ family }) => family === 'mlp')).toBe(true)
    const still: Recipe = { ...SMALL, depth: [2], activation: ['relu'], optimiser: ['sgd'] }
    expect(sampler.ask({ prior: still, pictures: false, trials: [] }, 4)).toEqual([networkAt(still, 0).hyper])
  })
})

it('random search begins where the recipe of the same seed begins, whatever its kind', () => {
  const asked = randomSampler(3).ask({ prior: { ...DEFAULT_RECIPE, kind: 'grid', seed: 99 }, pictures: true, trials: [] }, 5)
  expect(asked).toEqual([0, 1, 2, 3, 4].map(index => networkAt({ ...DEFAULT_RECIPE, seed: 3 }, index).hyper))
})

it('Sobol’s sequence leaves no part of a range untried: 64 points, four in each sixteenth', () => {
  const prior: Recipe = { ...SMALL, learningRate: { from: 1e-4, to: 1 }, weightDecay: { from: 0, to: 0.5 }, batchSize: [8, 8, 8, 16] }
  const asked = sobolSampler(5).ask({ prior, pictures: false, trials: [] }, 64)
  const bins = new Array<number>(16).fill(0)
  for (const { learningRate } of asked) bins[Math.floor((Math.log10(learningRate) + 4) * 4)]++
  expect(bins).toEqual(new Array<number>(16).fill(4))
  // A value that stands in the list three times has three quarters of the room.
  expect(asked.filter(({ batchSize }) => batchSize === 8).length).toBe(48)
})

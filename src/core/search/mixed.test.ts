// The mixed search must begin as random search does, follow from trials and seed, stay inside the prior, train better networks, and do without a map where there is none.
import { describe, expect, it } from 'vitest'
import { logarithm } from '../elementary.ts'
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import type { MixedOptions } from './mixed.ts'
import { mixedSampler } from './mixed.ts'
import { phateGeometry } from './phate-geometry.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import { encode, nameOf, spaceOf } from './space.ts'
import type { Geometry } from './survey.ts'
import type { Trial } from './trial.ts'

const prior: Recipe = {
  ...DEFAULT_RECIPE, family: ['mlp'], optimiser: ['sgd'], batchSize: [32], epochs: { from: 10, to: 10 }, labelNoise: { from: 0, to: 0 }, trainFraction: { from: 1, to: 1 },
}
const space = spaceOf(prior, true)
const seen = ({ learningRate, initScale, activation }: Hyperparameters): number[] => [logarithm(learningRate), 2 * logarithm(initScale), activation === 'relu' ? 0 : 2]
const scoreOf = (hyper: Hyperparameters): number => {
  const [rate, scale, side] = seen(hyper)
  return rate > -1 ? NaN : 0.95 - 0.03 * (rate + 3) ** 2 - 0.05 * (scale - 0.5) ** 2 - 0.05 * side
}

function search(make: (geometry: Geometry) => Sampler, budget: number, batch = 1): Trial[] {
  const trials: Trial[] = []
  const distances = (id: number, others: readonly number[]) =>
    Float64Array.from(others, other => Math.hypot(...seen(trials[id].hyper).map((x, k) => x - seen(trials[other].hyper)[k])))
  const sampler = make(phateGeometry(distances))
  while (trials.length < budget) {
    for (const hyper of sampler.ask({ prior, pictures: true, trials }, Math.min(batch, budget - trials.length))) trials.push({ id: trials.length, hyper, score: scoreOf(hyper) })
  }
  return trials
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const few = { voted: 20, fresh: 20, about: 20 }
const mixed = (given: Partial<MixedOptions> = {}) => (geometry: Geometry) => mixedSampler({ seed: 3, geometry, ...few, ...given })

describe('the map mixed with a process', () => {
  const trials = search(mixed(), 24)

  it('begins as random search does, and then trains better networks', () => {
    const random = search(() => randomSampler(3), 24)
    expect(trials.slice(0, 10)).toEqual(random.slice(0, 10))
    for (const seed of [1, 2]) {
      const [own, chance] = [search(mixed({ seed }), 30), search(() => randomSampler(seed), 30)].map(all => mean(all.slice(10).map(({ score }) => score || 0)))
      expect(own).toBeGreaterThan(chance + 0.1)
    }
  })

  it('goes on after a reload as if it had never stopped', () => {
    expect(search((geometry): Sampler => ({ name: 'forgetful', ask: (searched, count) => mixed()(geometry).ask(searched, count) }), 14)).toEqual(trials.slice(0, 14))
  })

  it('repeats nothing and stays inside the prior, in batches too', () => {
    const batches = search(mixed(), 22, 6)
    expect(new Set(batches.map(({ hyper }) => nameOf(space, hyper))).size).toBe(22)
    for (const { hyper } of batches) expect([...encode(space, hyper).numbers].every(share => share >= 0 && share <= 1)).toBe(true)
  })

  it('is a plain process without a map, and another search with it', () => {
    const plain = search(() => mixedSampler({ seed: 3, geometry: null, ...few }), 14)
    expect(plain.slice(0, 10)).toEqual(trials.slice(0, 10))
    expect(plain.slice(10)).not.toEqual(trials.slice(10, 14))
    expect([mixedSampler({ seed: 1, geometry: null }).name, mixed()(phateGeometry(() => new Float64Array(0))).name]).toEqual(['process', 'mixed'])
  })

  it('goes on where every network diverged, and stops where nothing is left', () => {
    const lost = trials.slice(0, 12).map(trial => ({ ...trial, score: NaN }))
    expect(mixed()(phateGeometry(() => new Float64Array(0))).ask({ prior, pictures: true, trials: lost }, 2).length).toBe(2)
    const point = (value: number) => ({ from: value, to: value })
    const still: Recipe = { ...prior, depth: [1], width: point(8), activation: ['relu'], learningRate: point(0.1), weightDecay: point(0), dropout: point(0), initScale: point(1) }
    const [hyper] = randomSampler(1).ask({ prior: still, pictures: true, trials: [] }, 1)
    const sampler = mixed({ initial: 1 })(phateGeometry(() => new Float64Array(0)))
    expect(sampler.ask({ prior: still, pictures: true, trials: [{ id: 0, hyper, score: 0.5 }] }, 3)).toEqual([])
  })
})

// The search by the map must begin as random search does, follow from its trials and seed however often it is interrupted, make a map every ten trials,
// find better networks where there are any, and gain nothing from a map that says nothing.
import { describe, expect, it } from 'vitest'
import { condensedFromSquare } from '../condensed.ts'
import { logarithm } from '../elementary.ts'
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import type { ManifoldOptions } from './manifold-sampler.ts'
import { manifoldSampler } from './manifold-sampler.ts'
import { knownDistances, phateGeometry } from './phate-geometry.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import { encode, nameOf, spaceOf } from './space.ts'
import type { Trial } from './trial.ts'

const prior: Recipe = {
  ...DEFAULT_RECIPE, family: ['mlp'], depth: [2], activation: ['relu', 'tanh'], optimiser: ['sgd'], batchSize: [32],
  dropout: { from: 0, to: 0 }, epochs: { from: 10, to: 10 }, labelNoise: { from: 0, to: 0 }, trainFraction: { from: 1, to: 1 },
}
const space = spaceOf(prior, true)

/** A representation that follows rate and scale of initialisation only, and a score that is best in the middle of one side of it. */
const seen = (hyper: Hyperparameters): number[] => [logarithm(hyper.learningRate), 2 * logarithm(hyper.initScale), hyper.activation === 'relu' ? 0 : 2]
const score = (hyper: Hyperparameters): number => {
  const [rate, scale, side] = seen(hyper)
  return rate > -1 ? NaN : 0.95 - 0.03 * (rate + 3) ** 2 - 0.05 * (scale - 0.5) ** 2 - 0.05 * side
}

/** What each network is like is known as soon as it has been tried. */
function search(make: (geometry: ManifoldOptions['geometry']) => Sampler, budget: number, batch = 1): { trials: Trial[], layouts: number[][] } {
  const trials: Trial[] = []
  const layouts: number[][] = []
  const distances = (id: number, others: readonly number[]) =>
    Float64Array.from(others, other => Math.hypot(...seen(trials[id].hyper).map((x, k) => x - seen(trials[other].hyper)[k])))
  const plain = phateGeometry(distances)
  const sampler = make({ distances, layOut: ids => { layouts.push([...ids]); return plain.layOut(ids) } })
  while (trials.length < budget) {
    for (const hyper of sampler.ask({ prior, pictures: true, trials }, Math.min(batch, budget - trials.length))) trials.push({ id: trials.length, hyper, score: score(hyper) })
  }
  return { trials, layouts }
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const by = (given: Partial<ManifoldOptions> = {}) => (geometry: ManifoldOptions['geometry']) => manifoldSampler({ seed: 3, initial: 20, geometry, ...given })

describe('the search by the map', () => {
  const { trials, layouts } = search(by(), 45)

  it('begins as random search of the same seed does', () => {
    expect(trials.slice(0, 20).map(({ hyper }) => hyper)).toEqual(randomSampler(3).ask({ prior, pictures: true, trials: [] }, 20))
  })

  it('makes a map of those that ended well when half is done, and every ten trials', () => {
    const sound = (count: number) => trials.slice(0, count).filter(({ score }) => Number.isFinite(score)).map(({ id }) => id)
    expect(layouts).toEqual([sound(20), sound(30), sound(40)])
    expect(sound(20).length).toBeLessThan(20)
  })

  it('goes on after a reload as if it had never stopped', () => {
    const anew = search((geometry): Sampler => ({ name: 'forgetful', ask: (searched, count) => by()(geometry).ask(searched, count) }), 34)
    expect(anew.trials).toEqual(trials.slice(0, 34))
    expect(search(by({ seed: 4 }), 25).trials).not.toEqual(trials.slice(0, 25))
  })

  it('repeats nothing and stays inside the prior, in batches too, also across the end of its beginning', () => {
    for (const batch of [1, 7]) {
      const { trials } = search(by(), 31, batch)
      expect(new Set(trials.map(({ hyper }) => nameOf(space, hyper))).size).toBe(31)
      for (const { hyper } of trials) expect([...encode(space, hyper).numbers].every(share => share >= 0 && share <= 1)).toBe(true)
    }
  })

  it('trains better networks than random search does, on the whole', () => {
    for (const seed of [1, 2]) {
      const [map, random] = [by({ seed }), () => randomSampler(seed)].map(make => mean(search(make, 35).trials.slice(20).map(({ score }) => score || 0)))
      expect(map).toBeGreaterThan(random + 0.1)
    }
  })

  it('has no use of the order of a shuffled map, and none of a map where it asks settings', () => {
    const plain = search(by({ by: 'settings' }), 30)
    expect(plain.layouts).toEqual([])
    expect(plain.trials.slice(0, 20)).toEqual(trials.slice(0, 20))
    const shuffled = search(by({ by: 'shuffled' }), 30)
    expect(shuffled.layouts[0]).toEqual(layouts[0])
    expect(shuffled.trials.slice(20)).not.toEqual(trials.slice(20, 30))
    expect([by()(phateGeometry(() => new Float64Array(0))), by({ by: 'settings' })(phateGeometry(() => new Float64Array(0)))].map(({ name }) => name)).toEqual(['manifold', 'neighbours in settings'])
  })

  it('goes on from the prior where every network diverges, or too few make a map', () => {
    const lost = Array.from({ length: 22 }, (_, id) => ({ ...trials[0], id, score: id < 3 ? 0.5 : NaN }))
    const never = { distances: () => new Float64Array(0), layOut: () => { throw new Error('There is nothing to lay out.') } }
    for (const known of [lost, lost.map(trial => ({ ...trial, score: NaN }))]) {
      expect(manifoldSampler({ seed: 1, initial: 20, geometry: never }).ask({ prior, pictures: true, trials: known }, 4).length).toBe(4)
    }
  })
})

describe('a geometry of known distances', () => {
  it('looks them up, in any order of rows', () => {
    const condensed = condensedFromSquare([0, 1, 2, 1, 0, 3, 2, 3, 0], 3)
    expect([...knownDistances(condensed, 3)(1, [2, 0, 1])]).toEqual([3, 1, 0])
    expect([...knownDistances(condensed, 3, id => id - 10)(12, [10, 11])]).toEqual([2, 3])
  })

  it('lays them out as PHATE does', () => {
    const points = [0, 1, 3, 4, 7, 8, 12, 13]
    const distances = (id: number, others: readonly number[]) => Float64Array.from(others, other => Math.abs(points[id] - points[other]))
    const { coordinates, dims, distances: condensed, settings } = phateGeometry(distances, { knn: 2 }).layOut([0, 1, 2, 3, 4, 5, 6, 7])
    expect([coordinates.length, dims, condensed.length, settings.knn]).toEqual([16, 2, 28, 2])
    expect([condensed[0], condensed[6], condensed[27]]).toEqual([1, 13, 1])
  })
})

// Parzen's densities against Optuna's to 1e-9, against their integrals, and what is drawn from them against both.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { mulberry32, normals } from '../random.ts'
import { OBJECTIVES_PRIOR } from './fixtures/objectives.ts'
import { drawFrom, kernelAt, kernelsOf, logDensityAt } from './parzen.ts'
import { spaceOf } from './space.ts'
import { jointDensity, listDensity, listPrior, numberDensity } from './tpe-densities.ts'

interface Case { observations: number[], choices: number[], at: number[], choice: number[], even: number[], log: number[], joint: number[], together: number[] }
const { densities } = JSON.parse(readFileSync(new URL('fixtures/tpe.json', import.meta.url), 'utf8')) as { densities: Case[] }

/** One range and one list of four. */
const still = { from: 1, to: 1 }
const space = spaceOf({ ...OBJECTIVES_PRIOR, depth: [1], activation: ['relu'], weightDecay: still, dropout: { from: 0, to: 0 }, initScale: still }, false)
const pointOf = (share: number, choice: number) => ({ numbers: Float64Array.of(share), choices: Int32Array.of(choice) })

describe.each(densities.map(each => [each.observations.length, each] as const))('of %i observations', (_, { observations, joint, choices, at, choice, even, log, together }) => {
  it('the density of a range is Optuna’s to 1e-9, and on a log scale too', () => {
    const density = numberDensity(observations)
    at.forEach((share, k) => {
      expect(Math.abs(density.log(share) - even[k])).toBeLessThan(1e-9)
      expect(Math.abs(density.log(share) - log[k])).toBeLessThan(1e-9)
    })
  })

  it('and that of a range and a list together', () => {
    expect([space.numbers.length, space.lists.map(({ values }) => values)]).toEqual([1, [OBJECTIVES_PRIOR.optimiser]])
    const density = jointDensity(space, joint.map((share, k) => pointOf(share, choices[k])))
    at.forEach((share, k) => expect(Math.abs(density.log(pointOf(share, choice[k])) - together[k])).toBeLessThan(1e-9))
  })

  it('all mass lies between 0 and 1', () => {
    const kernels = kernelsOf(observations)
    // Simpson's rule; the narrowest Gaussian is ten steps wide.
    const steps = 1000
    let sum = 0
    for (let k = 0; k <= steps; k++) sum += (k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2) * Math.exp(logDensityAt(kernels, k / steps))
    expect(sum / steps / 3).toBeCloseTo(1, 5)
  })
})

describe('kernels', () => {
  it('reach to the farther neighbour, the ends counting as neighbours, and are kept within reason', () => {
    const { means, deviations } = kernelsOf([0.5, 0.1, 0.45, 0.48, 2])
    expect(Array.from(means)).toEqual([0.5, 0.1, 0.45, 0.48, 1, 0.5])
    expect(Array.from(deviations, value => Math.round(value * 1e6) / 1e6)).toEqual([0.5, 0.35, 0.35, 0.142857, 0.5, 1])
    // Of many, all but the prior's are a hundredth wide.
    expect(Array.from(kernelsOf(Array.from({ length: 500 }, (_, k) => k / 499)).deviations).slice(0, 500)).toEqual(new Array<number>(500).fill(0.01))
    expect(Array.from(kernelsOf([]).deviations)).toEqual([1])
  })

  it('are drawn from as dense as they are', () => {
    const kernels = kernelsOf([0.02, 0.3])
    const normal = normals(mulberry32(3))
    for (const k of [0, 1, 2]) {
      const draws = Array.from({ length: 4000 }, () => drawFrom(kernels, k, normal))
      expect(draws.every(x => x >= 0 && x <= 1)).toBe(true)
      const steps = 1000
      const middle = Array.from({ length: steps }, (_, at) => (at + 0.5) / steps)
      const mean = middle.reduce((sum, x) => sum + x * kernelAt(kernels, k, x) / steps, 0)
      expect(draws.reduce((sum, x) => sum + x / 4000, 0)).toBeCloseTo(mean, 1.7)
    }
  })
})

describe('a list', () => {
  it('counts what was observed beside the prior, in the paper’s proportions', () => {
    const density = listDensity([0, 2, 2, -1], Float64Array.of(0.25, 0.25, 0.5))
    // N p + C = 0.75 + 1, 0.75, 1.5 + 2.
    expect([0, 1, 2].map(value => Math.exp(density.log(value)))).toEqual([1.75, 0.75, 3.5].map(weight => expect.closeTo(weight / 6, 12) as number))
    const random = mulberry32(1)
    const counts = [0, 0, 0]
    for (let k = 0; k < 6000; k++) counts[density.draw(random, random)]++
    counts.forEach((count, value) => expect(Math.abs(count - [1750, 750, 3500][value])).toBeLessThan(150))
  })

  it('has the prior that networks are drawn from', () => {
    const prior = { ...DEFAULT_RECIPE, batchSize: [64, 32, 64, 64], family: ['mlp', 'conv'] as ('mlp' | 'conv')[] }
    const whole = spaceOf(prior, true)
    const of = (key: string): number[] => Array.from(listPrior(whole, whole.lists.find(axis => axis.key === key)!))
    expect(of('batchSize')).toEqual([0.25, 0.75])
    expect(of('family')).toEqual([0.75, 0.25])
    expect(of('activation')).toEqual([0.25, 0.25, 0.25, 0.25])
  })

  it('that the prior does not have tells a joint density nothing', () => {
    const stranger = jointDensity(space, [pointOf(0.3, -1)])
    const sum = [0, 1, 2, 3].map(choice => stranger.log(pointOf(0.3, choice)))
    expect(new Set(sum).size).toBe(1)
    expect(Math.exp(sum[0]) * 4).toBeCloseTo(Math.exp(numberDensity([0.3]).log(0.3)), 12)
  })
})

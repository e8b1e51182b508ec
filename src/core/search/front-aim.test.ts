// Expected gains against gains drawn many times; and proposals that aim at a front: no others than before where all networks cost the same, better ones where they do not.
import { describe, expect, it } from 'vitest'
import { knownSize } from '../data/size.ts'
import { logarithm } from '../elementary.ts'
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { networkAt } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { mulberry32, normals } from '../random.ts'
import type { Aim } from './aim.ts'
import { costFor } from './cost.ts'
import { expectedGain, shortOfFront, standingOf } from './front-aim.ts'
import type { Weighed } from './pareto.ts'
import { hypervolume, paretoFront } from './pareto.ts'
import type { Asked } from './propose.ts'
import { proposals } from './propose.ts'
import type { Trial } from './trial.ts'

const drawn = (seed: number, n: number): Weighed[] => {
  const random = mulberry32(seed)
  return Array.from({ length: n }, (_, id) => ({ id, score: 0.2 + 0.7 * random(), cost: Math.round(10 + 10000 * random() ** 3) }))
}

describe('the expected gain', () => {
  it('is the mean of what hypervolume gains, at the ends of the front and between', () => {
    const normal = normals(mulberry32(5))
    for (let seed = 0; seed < 6; seed++) {
      const networks = drawn(seed, 1 + 4 * seed)
      const standing = standingOf(networks)!
      const before = hypervolume(networks, standing.worst, true)
      for (const [score, cost, error] of [[0.5, 5, 0.1], [0.9, 200, 0.05], [0.6, 3000, 0.2], [0.1, 40, 0.1], [0.95, 15000, 0.1]]) {
        const gains = Array.from({ length: 4000 }, () => hypervolume([...networks, { id: -1, score: score + error * normal(), cost }], standing.worst, true) - before)
        const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length
        const spread = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length ** 2)
        expect(Math.abs(expectedGain(standing, { score, cost }, error) - mean)).toBeLessThan(4.5 * spread + 1e-6)
      }
    }
  })

  it('without error is the gain itself, with one it is more, and dearer it is less', () => {
    const networks = drawn(3, 12)
    const standing = standingOf(networks)!
    const gainOf = (one: { score: number, cost: number }): number =>
      hypervolume([...networks, { id: -1, ...one }], standing.worst, true) - hypervolume(networks, standing.worst, true)
    for (const one of [...drawn(4, 20), { score: 0.99, cost: 1 }]) {
      expect(expectedGain(standing, one, 0)).toBeCloseTo(gainOf(one), 12)
      expect(expectedGain(standing, one, NaN)).toBeCloseTo(gainOf(one), 12)
      expect(expectedGain(standing, one, 0.05)).toBeGreaterThanOrEqual(gainOf(one) - 1e-12)
      expect(expectedGain(standing, { ...one, cost: 2 * one.cost }, 0.05)).toBeLessThan(expectedGain(standing, one, 0.05))
    }
  })

  it('is nothing beyond the corner, and no number where there is no score or no cost', () => {
    const standing = standingOf(drawn(1, 5))!
    expect(expectedGain(standing, { score: 1, cost: standing.worst.cost }, 0.1)).toBe(0)
    expect(expectedGain(standing, { score: NaN, cost: 10 }, 0.1)).toBeNaN()
    expect(expectedGain(standing, { score: 0.5, cost: NaN }, 0.1)).toBeNaN()
    expect(standingOf([])).toBeNull()
    expect(standingOf([{ id: 0, score: NaN, cost: 3 }, { id: 1, score: 0.5, cost: NaN }])).toBeNull()
  })
})

it('on the front nothing is lacking, below it what the best of no higher cost has more', () => {
  const networks = drawn(8, 40)
  const front = new Set(paretoFront(networks).map(({ id }) => id))
  shortOfFront(networks).forEach((short, row) => {
    const { score, cost } = networks[row]
    expect(short).toBe(score - Math.max(...networks.filter(other => other.cost <= cost).map(other => other.score)))
    expect(short === 0).toBe(front.has(row))
  })
  expect([...shortOfFront([{ id: 0, score: NaN, cost: 1 }, { id: 1, score: 0.5, cost: NaN }, { id: 2, score: 0.5, cost: 1 }])]).toEqual([-Infinity, -Infinity, 0])
})

const size = knownSize({ id: 'digits' })
const prior: Recipe = { ...DEFAULT_RECIPE, family: ['mlp'], depth: [1, 2, 3], width: { from: 4, to: 64 } }

/** Rates matter much, width a little. */
const accuracy = ({ learningRate, width }: Hyperparameters): number => Math.max(0, 0.8 - 0.05 * logarithm(learningRate / 0.05) ** 2 + 0.03 * logarithm(width / 4))
const placeOf = ({ learningRate, width }: Hyperparameters): number[] => [logarithm(learningRate), logarithm(width)]

function asked(given: Partial<Asked> = {}, drawnFrom = prior): Asked {
  const trials: Trial[] = Array.from({ length: 60 }, (_, id) => networkAt(drawnFrom, id)).map(({ id, hyper }) => ({ id, hyper, score: accuracy(hyper) }))
  return { prior: drawnFrom, pictures: true, trials, places: new Map(trials.map(({ id, hyper }) => [id, placeOf(hyper)])), region: { kind: 'top' }, count: 10, seed: 7, size, ...given }
}

describe('proposals that aim at a front', () => {
  it('are those that aim at the score where all networks cost the same', () => {
    const even: Recipe = { ...prior, depth: [2], width: { from: 16, to: 16 } }
    const byScore = proposals(asked({}, even))
    expect(proposals(asked({ aim: 'score' }, even))).toEqual(byScore)
    expect(proposals(asked({ aim: 'parameters' }, even))).toEqual(byScore)
  })

  it('do not depend on the aim about a place, nor on the size of the data without one', () => {
    const about = asked({ region: { kind: 'gap', place: placeOf(networkAt(prior, 3).hyper) } })
    expect(proposals({ ...about, aim: 'parameters' })).toEqual(proposals(about))
    const unsized = asked()
    delete unsized.size
    expect(proposals(unsized)).toEqual(proposals(asked()))
  })

  it('push it out further than those that aim at the score, taken over some seeds', () => {
    for (const aim of ['parameters', 'training'] as const) {
      const costOf = costFor(aim, size)!
      const weigh = (hypers: readonly Hyperparameters[]): Weighed[] => hypers.map((hyper, id) => ({ id, score: accuracy(hyper), cost: costOf(hyper) }))
      const known = asked().trials.map(({ hyper }) => hyper)
      const { worst } = standingOf(weigh(known))!
      const gained = (toward: Aim): number => [1, 2, 3, 4, 5, 6].reduce((sum, seed) =>
        sum + hypervolume(weigh([...known, ...proposals(asked({ aim: toward, seed })).map(({ hyper }) => hyper)]), worst, true) - hypervolume(weigh(known), worst, true), 0)
      expect(gained(aim)).toBeGreaterThan(1.2 * gained('score'))
    }
  })

  it('follow from the seed, repeat nobody, and ask the networks next to the front', () => {
    const given = asked({ aim: 'parameters', fresh: 0 })
    const made = proposals(given)
    expect(proposals(given)).toEqual(made)
    expect(new Set(made.map(({ hyper }) => JSON.stringify(hyper))).size).toBe(10)
    const costOf = costFor('parameters', size)!
    const short = shortOfFront(given.trials.map(({ id, hyper, score }) => ({ id, score, cost: costOf(hyper) })))
    const mean = (ids: readonly number[]): number => ids.reduce((sum, id) => sum + short[id], 0) / ids.length
    expect(mean(made.flatMap(({ votes }) => votes.map(({ id }) => id)))).toBeGreaterThan(mean(given.trials.map(({ id }) => id)))
  })

  it('are made from little, and from networks whose cost nobody knows', () => {
    const { trials, places } = asked()
    for (const few of [[], trials.slice(0, 1), trials.slice(0, 2), trials.map(trial => ({ ...trial, score: NaN }))]) {
      expect(proposals(asked({ aim: 'parameters', trials: few, places: few.length > 2 ? new Map() : places })).length).toBe(10)
    }
    // Points in the plane are no pictures: convolutions among the trials cannot be weighed there.
    const strangers = trials.map((trial, k) => k % 3 === 0 ? { ...trial, hyper: { ...trial.hyper, family: 'conv' as const } } : trial)
    const made = proposals(asked({ aim: 'training', pictures: false, trials: strangers, size: knownSize({ id: 'spirals' }) }))
    expect(made.every(({ hyper, predicted }) => hyper.family === 'mlp' && Number.isFinite(predicted.score))).toBe(true)
  })
})

// Searches in a pool: each member once, nothing beyond the budget, and the parts of trainings add up.
import { describe, expect, it } from 'vitest'
import type { Hyperparameters } from '../network.ts'
import { drawNetworks } from '../population.ts'
import type { EarlyOptions } from './look-up.ts'
import { lookUp, lookUpEarly, lookUpHalving, reseeded } from './look-up.ts'
import type { Weighed } from './pareto.ts'
import { hypervolume } from './pareto.ts'
import type { Pool } from './pool.ts'
import { nearestIn, scoreOf } from './pool.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import { SEARCH_TASKS } from './tasks.ts'

const { prior } = SEARCH_TASKS.spirals
/** The rate decides, and early scores tell; every seventh network diverges half-way. */
const members = drawNetworks(prior, 0, 200).map((spec, id) => {
  const score = 1 - Math.abs(Math.log10(spec.hyper.learningRate) + 2) / 4
  return { spec, rungs: [score / 4, score / 2, id % 7 === 6 ? NaN : score * 0.9, id % 7 === 6 ? NaN : score], held: score, parameters: 1, work: 1 }
})
const distances = { rows: Int32Array.from(members, () => -1), condensed: new Float64Array(0) }
const pool: Pool = { prior, pictures: false, members, late: distances, early: distances }
const nearest = nearestIn(pool)
const evidence = { settings: true, score: true, neighbours: false }
const ids = (finished: readonly { id: number }[]): number[] => finished.map(({ id }) => id)

describe.each([
  ['whole trainings', (budget: number, seed: number) => lookUp(pool, nearest, randomSampler(seed), budget)],
  ['halving', (budget: number, seed: number) => lookUpHalving(pool, nearest, randomSampler(seed), budget)],
  ['early looks', (budget: number, seed: number) => lookUpEarly(pool, nearest, reseeded(randomSampler, 8), budget, { seed, evidence })],
])('%s', (_, search) => {
  it('finish no member twice, spend no more than the budget, and know what they spend', () => {
    const finished = search(20, 3)
    expect(finished.length).toBeGreaterThan(5)
    expect(new Set(ids(finished)).size).toBe(finished.length)
    expect(finished.at(-1)!.spent).toBeLessThanOrEqual(20 + 1e-6)
    finished.forEach(({ spent }, place) => expect(spent).toBeGreaterThan(place > 0 ? finished[place - 1].spent : 0))
  })

  it('are the same for the same seed, and begin alike on any budget', () => {
    expect(search(10, 3)).toEqual(search(10, 3))
    expect(ids(search(10, 4))).not.toEqual(ids(search(10, 3)))
  })
})

describe('early looks', () => {
  it('cost a tenth each: five of them and nine tenths of one a round', () => {
    const spent = lookUpEarly(pool, nearest, reseeded(randomSampler, 8), 10, { seed: 1, evidence }).map(finish => finish.spent)
    spent.forEach((cost, round) => expect(cost).toBeCloseTo(1.4 * (round + 1), 9))
  })

  it('train better networks to the end than were drawn', () => {
    const mean = (finished: readonly { id: number }[]): number => finished.reduce((sum, { id }) => sum + members[id].held, 0) / finished.length
    expect(mean(lookUpEarly(pool, nearest, reseeded(randomSampler, 8), 40, { seed: 1, evidence }))).toBeGreaterThan(mean(lookUp(pool, nearest, randomSampler(1), 40)) + 0.1)
  })
})

describe('early looks for a front', () => {
  const byScore = { ...evidence, settings: false }
  const cost = ({ width, depth }: Hyperparameters): number => width * depth
  const looked = (of: Pool, given: Partial<EarlyOptions>): number[] => ids(lookUpEarly(of, nearest, reseeded(randomSampler, 8), 40, { seed: 1, evidence: byScore, ...given }))

  it('train cheaper networks to the end, and push the front out further, than looks for the score', () => {
    const weigh = (some: readonly number[]): Weighed[] => some.map(id => ({ id, score: scoreOf(members[id]), cost: cost(members[id].spec.hyper) }))
    const area = (some: readonly number[]): number => hypervolume(weigh(some), { score: 0, cost: 512 }, true)
    const [front, score] = [looked(pool, { cost }), looked(pool, {})]
    const mean = (some: readonly number[]): number => some.reduce((sum, id) => sum + Math.log(cost(members[id].spec.hyper)), 0) / some.length
    expect(mean(front)).toBeLessThan(mean(score) - 0.1)
    expect(area(front)).toBeGreaterThan(area(score))
  })

  it('go by the score where all cost the same', () => {
    expect(looked(pool, { cost: () => 7 })).toEqual(looked(pool, {}))
  })

  it('leave alone who diverged within a tenth, however cheap, while another stands', () => {
    const fallen = { ...pool, members: members.map((member, id) => id % 2 ? { ...member, rungs: [NaN, NaN, NaN, NaN] } : member) }
    const cheap = ({ learningRate }: Hyperparameters): number => members.findIndex(({ spec }) => spec.hyper.learningRate === learningRate) % 2 ? 1 : 100
    for (const id of looked(fallen, { cost: cheap })) expect(id % 2).toBe(0)
  })
})

describe('whole trainings', () => {
  it('end where the sampler has nothing more to ask, or the pool nobody left', () => {
    const silent: Sampler = { name: 'silent', ask: () => [] }
    expect(lookUp(pool, nearest, silent, 5)).toEqual([])
    expect(lookUp(pool, nearest, randomSampler(1), 500)).toHaveLength(200)
  })

  it('tell the sampler all that came before, diverged ones as NaN', () => {
    const seen: number[][] = []
    const asking: Sampler = { name: 'asking', ask: ({ trials }) => {
      seen.push(trials.map(({ score }) => score))
      return [members[6 + trials.length].spec.hyper]
    } }
    lookUp(pool, nearest, asking, 3)
    expect(seen).toEqual([[], [NaN], [NaN, members[7].held]])
  })
})

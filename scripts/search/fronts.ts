// Searches for the front of accuracy against a cost, held against searches for accuracy alone: with early looks and without, on one pool with one seed a repeat.
import type { DataSize } from '../../src/core/data/size.ts'
import type { Aim } from '../../src/core/search/aim.ts'
import type { CostOf } from '../../src/core/search/cost.ts'
import { costFor } from '../../src/core/search/cost.ts'
import type { Evidence } from '../../src/core/search/early.ts'
import type { Standing } from '../../src/core/search/front-aim.ts'
import { standingOf } from '../../src/core/search/front-aim.ts'
import type { Finish } from '../../src/core/search/look-up.ts'
import { BEGIN, LOOKS, lookUp, lookUpEarly, reseeded } from '../../src/core/search/look-up.ts'
import { manifoldSampler } from '../../src/core/search/manifold-sampler.ts'
import type { Shelf } from '../../src/core/search/methods.ts'
import { FEW } from '../../src/core/search/methods.ts'
import type { Weighed } from '../../src/core/search/pareto.ts'
import { hypervolume } from '../../src/core/search/pareto.ts'
import { scoreOf } from '../../src/core/search/pool.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import { seedOf } from '../../src/core/search/repeats.ts'
import type { Sampler } from '../../src/core/search/sampler.ts'
import { BUDGET } from './repeats.ts'

/** Costs that a front can be against. */
export const AGAINST = ['parameters', 'training'] as const satisfies readonly Aim[]
export type Against = (typeof AGAINST)[number]

/** A way of searching. Who does not aim at a front does the same whatever it will be held against. */
export interface Way {
  name: string
  aims: boolean
  run: (shelf: Shelf, seed: number, cost: CostOf | null) => Finish[]
}

type Make = (seed: number, shelf: Shelf, cost: CostOf | null) => Sampler

const SCORE: Evidence = { settings: false, score: true, neighbours: false }

const whole = (name: string, aims: boolean, make: Make): Way =>
  ({ name, aims, run: (shelf, seed, cost) => lookUp(shelf.pool, shelf.nearest, make(seed, shelf, cost), BUDGET) })

/** With a cost, whoever goes on after a tenth is the one that gains most for the front of early scores. */
const looks = (name: string, aims: boolean, make: Make): Way =>
  ({ name, aims, run: (shelf, seed, cost) => lookUpEarly(shelf.pool, shelf.nearest, make(seed, shelf, cost), BUDGET, { seed, evidence: SCORE, cost }) })

const manifold = (initial: number, by: 'map' | 'settings', stride = 1): Make => (seed, { geometry }, cost) => manifoldSampler({ seed, geometry, initial, by, stride, cost })
const anew: Make = seed => reseeded(randomSampler, seed)

export const WAYS: readonly Way[] = [
  whole('random', false, seed => randomSampler(seed)),
  ...[FEW, BUDGET / 2].flatMap(initial => [
    whole(`score, after ${initial}`, false, manifold(initial, 'map')),
    whole(`front, after ${initial}`, true, manifold(initial, 'map')),
    whole(`front (c), after ${initial}`, true, manifold(initial, 'settings')),
  ]),
  looks('looks, score', false, manifold(BEGIN, 'map', LOOKS)),
  looks('looks, front', true, manifold(BEGIN, 'map', LOOKS)),
  looks('looks, front (c)', true, manifold(BEGIN, 'settings', LOOKS)),
  looks('looks of random, front', true, anew),
]

/** What a repeat needs: a pool on its shelf, and the size of the data, from which costs follow. */
export interface Bench { shelf: Shelf, size: DataSize }

/** Hundredths of the whole pool's hypervolume that each way has not reached: for each cost, in the order of WAYS. */
export function runFronts({ shelf, size }: Bench, task: string, repeat: number): Record<Against, number[]> {
  const seed = seedOf(task, repeat)
  const blind = WAYS.map(way => way.aims ? null : way.run(shelf, seed, null))
  const missing = (against: Against): number[] => {
    const cost = costFor(against, size)!
    const reached = reachedOf(shelf, cost)
    return WAYS.map((way, place) => 100 - reached((blind[place] ?? way.run(shelf, seed, cost)).map(({ id }) => id)))
  }
  return { parameters: missing('parameters'), training: missing('training') }
}

/** Of networks that were trained to their end: their share of the whole pool's hypervolume, from the pool's own corner, in hundredths. */
export function reachedOf({ pool: { members } }: Shelf, cost: CostOf): (ids: readonly number[]) => number {
  const weigh = (ids: Iterable<number>): Weighed[] => Array.from(ids, id => ({ id, score: scoreOf(members[id]), cost: cost(members[id].spec.hyper) }))
  const all = weigh(members.keys())
  const { worst }: Standing = standingOf(all)!
  const whole = hypervolume(all, worst, true)
  return ids => 100 * hypervolume(weigh(ids), worst, true) / whole
}

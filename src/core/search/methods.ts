// The ways of searching that are graded, each as it is written in the tables: in the benchmark of all, and of some in the page's card.
import type { Evidence } from './early.ts'
import type { Finish } from './look-up.ts'
import { BEGIN, LOOKS, lookUp, lookUpEarly, lookUpHalving, reseeded } from './look-up.ts'
import { manifoldSampler } from './manifold-sampler.ts'
import { mixedSampler } from './mixed.ts'
import { knownDistances, phateGeometry } from './phate-geometry.ts'
import type { Nearest, Pool } from './pool.ts'
import { nearestIn } from './pool.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import { sobolSampler } from './sobol-sampler.ts'
import type { Geometry } from './survey.ts'
import { tpeSampler } from './tpe.ts'

/** Networks drawn from the prior before a method has a say, where it is not half of the budget: as many as an estimator is usually given. */
export const FEW = 10

/** A pool made ready to be searched many times. */
export interface Shelf { pool: Pool, nearest: Nearest, geometry: Geometry }

export function shelfOf(pool: Pool): Shelf {
  const { rows, condensed } = pool.late
  const placed = rows.reduce((count, row) => count + Number(row >= 0), 0)
  return { pool, nearest: nearestIn(pool), geometry: phateGeometry(knownDistances(condensed, placed, id => rows[id])) }
}

export interface Method {
  name: string
  /** whole: every network is trained to its end. parts: some are given up after a part. */
  kind: 'whole' | 'parts'
  /** Networks from the prior, the same for all methods with this number in a repeat; 0: goes its own way from the beginning. */
  opening: number
  /** `budget`: whole trainings that it may cost. */
  run: (shelf: Shelf, seed: number, budget: number) => Finish[]
}

type Make = (seed: number, geometry: Geometry) => Sampler

const whole = (name: string, opening: number, make: Make): Method =>
  ({ name, kind: 'whole', opening, run: ({ pool, nearest, geometry }, seed, budget) => lookUp(pool, nearest, make(seed, geometry), budget) })

const early = (name: string, evidence: Evidence, make: Make): Method =>
  ({ name, kind: 'parts', opening: 0, run: ({ pool, nearest, geometry }, seed, budget) => lookUpEarly(pool, nearest, make(seed, geometry), budget, { seed, evidence }) })

const SCORE: Evidence = { settings: false, score: true, neighbours: false }
/** All but the early map, so that its part can be told. */
const KNOWN: Evidence = { settings: true, score: true, neighbours: false }
const ALL: Evidence = { settings: true, score: true, neighbours: true }

const manifold = (initial: number, by: 'map' | 'settings' | 'shuffled', stride = 1): Make => (seed, geometry) => manifoldSampler({ seed, geometry, initial, by, stride })
const anew: Make = seed => reseeded(randomSampler, seed)

const after = (opening: number): Method[] => [
  whole(`tpe, after ${opening}`, opening, seed => tpeSampler(seed, { begin: opening })),
  whole(`manifold, after ${opening}`, opening, manifold(opening, 'map')),
  whole(`(c) neighbours in settings, after ${opening}`, opening, manifold(opening, 'settings')),
  whole(`(d) shuffled map, after ${opening}`, opening, manifold(opening, 'shuffled')),
]

/** Those that open with half of the budget are other methods for another budget. */
export const methodsFor = (budget: number): readonly Method[] => [
  whole('random', 0, seed => randomSampler(seed)),
  whole('sobol', 0, seed => sobolSampler(seed)),
  ...after(budget / 2),
  ...after(FEW),
  whole('process, after 10', FEW, seed => mixedSampler({ seed, geometry: null, initial: FEW })),
  { name: 'halving', kind: 'parts', opening: 0, run: ({ pool, nearest }, seed, budget) => lookUpHalving(pool, nearest, randomSampler(seed), budget) },
  early('looks by score, random', SCORE, anew),
  early('looks by score, tpe', SCORE, seed => tpeSampler(seed, { begin: BEGIN })),
  early('looks by score, process', SCORE, seed => mixedSampler({ seed, geometry: null, initial: BEGIN })),
  early('looks by score, manifold', SCORE, manifold(BEGIN, 'map', LOOKS)),
  early('looks by score, (c) neighbours in settings', SCORE, manifold(BEGIN, 'settings', LOOKS)),
  early('looks by score, (d) shuffled map', SCORE, manifold(BEGIN, 'shuffled', LOOKS)),
  early('looks by score and settings, random', KNOWN, anew),
  early('looks by all, random', ALL, anew),
  early('looks by all, manifold', ALL, manifold(BEGIN, 'map', LOOKS)),
]

// The ways of searching that are graded, each as it is written in the table.
import type { Evidence } from '../../src/core/search/early.ts'
import type { Finish } from '../../src/core/search/look-up.ts'
import { BEGIN, LOOKS, lookUp, lookUpEarly, lookUpHalving, reseeded } from '../../src/core/search/look-up.ts'
import { manifoldSampler } from '../../src/core/search/manifold-sampler.ts'
import { mixedSampler } from '../../src/core/search/mixed.ts'
import { knownDistances, phateGeometry } from '../../src/core/search/phate-geometry.ts'
import type { Nearest, Pool } from '../../src/core/search/pool.ts'
import { nearestIn } from '../../src/core/search/pool.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import type { Sampler } from '../../src/core/search/sampler.ts'
import { sobolSampler } from '../../src/core/search/sobol-sampler.ts'
import type { Geometry } from '../../src/core/search/survey.ts'
import { tpeSampler } from '../../src/core/search/tpe.ts'

/** Whole trainings that a search may cost. */
export const BUDGET = 60
/** Drawn from the prior before a method has a say: half of the budget, as the method page has it, and as many as an estimator is usually given. */
export const HALF = BUDGET / 2
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
  run: (shelf: Shelf, seed: number) => Finish[]
}

type Make = (seed: number, geometry: Geometry) => Sampler

const whole = (name: string, opening: number, make: Make): Method =>
  ({ name, kind: 'whole', opening, run: ({ pool, nearest, geometry }, seed) => lookUp(pool, nearest, make(seed, geometry), BUDGET) })

const early = (name: string, evidence: Evidence, make: Make): Method =>
  ({ name, kind: 'parts', opening: 0, run: ({ pool, nearest, geometry }, seed) => lookUpEarly(pool, nearest, make(seed, geometry), BUDGET, { seed, evidence }) })

const SCORE: Evidence = { settings: false, score: true, neighbours: false }
const ALL: Evidence = { settings: true, score: true, neighbours: true }

const manifold = (initial: number, by: 'map' | 'settings' | 'shuffled', stride = 1): Make => (seed, geometry) => manifoldSampler({ seed, geometry, initial, by, stride })
const anew: Make = seed => reseeded(randomSampler, seed)

const after = (opening: number): Method[] => [
  whole(`tpe, after ${opening}`, opening, seed => tpeSampler(seed, { begin: opening })),
  whole(`manifold, after ${opening}`, opening, manifold(opening, 'map')),
  whole(`(c) neighbours in settings, after ${opening}`, opening, manifold(opening, 'settings')),
  whole(`(d) shuffled map, after ${opening}`, opening, manifold(opening, 'shuffled')),
]

export const METHODS: readonly Method[] = [
  whole('random', 0, seed => randomSampler(seed)),
  whole('sobol', 0, seed => sobolSampler(seed)),
  ...after(HALF),
  ...after(FEW),
  whole('process, after 10', FEW, seed => mixedSampler({ seed, geometry: null, initial: FEW })),
  whole('process with votes, after 10', FEW, (seed, geometry) => mixedSampler({ seed, geometry, initial: FEW })),
  { name: 'halving', kind: 'parts', opening: 0, run: ({ pool, nearest }, seed) => lookUpHalving(pool, nearest, randomSampler(seed), BUDGET) },
  early('looks by score, random', SCORE, anew),
  early('looks by all, random', ALL, anew),
  early('looks by all, tpe', ALL, seed => tpeSampler(seed, { begin: BEGIN })),
  early('looks by all, process', ALL, seed => mixedSampler({ seed, geometry: null, initial: BEGIN })),
  early('looks by score, manifold', SCORE, manifold(BEGIN, 'map', LOOKS)),
  early('looks by all, manifold', ALL, manifold(BEGIN, 'map', LOOKS)),
  early('looks by all, (c) neighbours in settings', ALL, manifold(BEGIN, 'settings', LOOKS)),
  early('looks by all, (d) shuffled map', ALL, manifold(BEGIN, 'shuffled', LOOKS)),
]

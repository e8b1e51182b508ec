// How a search is asked for, and who chooses its networks.
import type { Recipe } from '../../src/core/recipe.ts'
import type { Aim } from '../../src/core/search/aim.ts'
import type { CostOf } from '../../src/core/search/cost.ts'
import type { Evidence } from '../../src/core/search/early.ts'
import { BEGIN, LOOKS, reseeded } from '../../src/core/search/look-up.ts'
import { manifoldSampler } from '../../src/core/search/manifold-sampler.ts'
import { mixedSampler } from '../../src/core/search/mixed.ts'
import { RUNGS } from '../../src/core/search/pool.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import { TOP_SHARE } from '../../src/core/search/region.ts'
import type { Sampler } from '../../src/core/search/sampler.ts'
import { sobolSampler } from '../../src/core/search/sobol-sampler.ts'
import type { Geometry } from '../../src/core/search/survey.ts'
import { tpeSampler } from '../../src/core/search/tpe.ts'
import { SEARCH_PROBES } from '../../src/core/search/validation.ts'

export const SEARCH_METHODS = ['looks', 'manifold', 'mixed', 'random', 'sobol', 'tpe', 'halving'] as const
export type SearchMethod = (typeof SEARCH_METHODS)[number]

/** Where none is named: it had the least regret along the way on every task (docs/methods/search.md). */
const METHOD: SearchMethod = 'looks'

/** Where looks cannot stop early, or where a tenth of a training is no epoch: then a look would cost a quarter of it or more. */
const METHOD_OF_WHOLES: SearchMethod = 'manifold'

/** What early looks go by. */
export const EVIDENCE = {
  score: { settings: false, score: true, neighbours: false },
  all: { settings: true, score: true, neighbours: true },
} as const satisfies Record<string, Evidence>

/** Who says what is looked at. */
export const PROPOSERS = ['manifold', 'mixed', 'tpe', 'random'] as const satisfies readonly SearchMethod[]

export interface SearchSettings {
  method: SearchMethod
  seed: number
  /** Networks that are chosen together. */
  batch: number
  /** Networks drawn from the recipe before anything is asked. */
  initial: number
  /** The part of the map that votes. */
  share: number
  /** Rows on which representations are compared. */
  probes: number
  /** Of looks. */
  evidence: keyof typeof EVIDENCE
  proposer: (typeof PROPOSERS)[number]
  /** Accuracy alone, or its front against a cost. */
  aim: Aim
}

/** What a round of looks costs in whole trainings, where a tenth is whole epochs. */
const ROUND = LOOKS * RUNGS[0] + 1 - RUNGS[0]

/** What is left out is filled in: the seed with the recipe's, the method by the recipe, the beginning by the method. */
export function settled(written: Partial<SearchSettings>, recipe: Recipe, budget: number): SearchSettings {
  const { method = methodFor(recipe), seed = recipe.seed, batch = 4, initial, share = TOP_SHARE, probes = SEARCH_PROBES, evidence = 'score', proposer = 'manifold', aim = 'score' } = written
  return { method, seed, batch, initial: initial ?? beginning(method, budget), share, probes, evidence, proposer, aim }
}

/** The method of who names none. */
export const methodFor = ({ start, epochs }: Pick<Recipe, 'start' | 'epochs'>): SearchMethod =>
  start.some(name => name !== 'fresh') || Math.round(RUNGS[0] * epochs.from) < 1 ? METHOD_OF_WHOLES : METHOD

function beginning(method: SearchMethod, budget: number): number {
  if (method === 'manifold') return Math.ceil(budget / 2)
  // A small budget should hear the proposer as well.
  return method === 'looks' ? Math.min(BEGIN, Math.ceil(budget / ROUND / 2)) : BEGIN
}

/** Whoever looks at the map. */
export function asksMap({ method, proposer }: Pick<SearchSettings, 'method' | 'proposer'>): boolean {
  const who = method === 'looks' ? proposer : method
  return who === 'manifold' || who === 'mixed'
}

/** Whoever looks at a map of networks that have been trained a little. */
export const asksEarlyMap = ({ method, evidence }: Pick<SearchSettings, 'method' | 'evidence'>): boolean => method === 'looks' && EVIDENCE[evidence].neighbours

/** Whoever trains networks a little and, of some, goes on. */
export const goesOn = (method: SearchMethod): boolean => method === 'halving' || method === 'looks'

/** Networks that are chosen without a look at those before: these can be trained all at once. */
export const chosenBlindly = ({ method, initial }: SearchSettings): number => method === 'random' || method === 'sobol' ? Infinity : initial

/** Whoever can aim at a front. */
export const weighsCost = (method: SearchMethod): boolean => method === 'looks' || method === 'manifold'

/** `geometry`: for those who ask the map. `cost`: where the aim is at its front. */
export function samplerOf({ method, proposer, seed, initial, share }: SearchSettings, geometry: Geometry | null, cost: CostOf | null): Sampler {
  const manifold = (stride: number): Sampler => manifoldSampler({ seed, geometry: geometry!, initial, region: { kind: 'top', share }, stride, cost })
  switch (method === 'looks' ? proposer : method) {
    // Of each round of looks one is trained to its end: proposals go on where those of the round before ended.
    case 'manifold': return manifold(method === 'looks' ? LOOKS : 1)
    case 'mixed': return mixedSampler({ seed, geometry, initial })
    case 'sobol': return sobolSampler(seed)
    case 'tpe': return tpeSampler(seed, { begin: initial })
    default: return method === 'looks' ? reseeded(randomSampler, seed) : randomSampler(seed)
  }
}

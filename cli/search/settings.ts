// How a search is asked for, and who chooses its networks.
import { LOOKS } from '../../src/core/search/look-up.ts'
import { manifoldSampler } from '../../src/core/search/manifold-sampler.ts'
import { mixedSampler } from '../../src/core/search/mixed.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import { TOP_SHARE } from '../../src/core/search/region.ts'
import type { Sampler } from '../../src/core/search/sampler.ts'
import { sobolSampler } from '../../src/core/search/sobol-sampler.ts'
import type { Geometry } from '../../src/core/search/survey.ts'
import { tpeSampler } from '../../src/core/search/tpe.ts'
import { SEARCH_PROBES } from '../../src/core/search/validation.ts'

export const SEARCH_METHODS = ['manifold', 'mixed', 'random', 'sobol', 'tpe', 'halving', 'looks'] as const
export type SearchMethod = (typeof SEARCH_METHODS)[number]

/** Where none is named. */
export const METHOD: SearchMethod = 'manifold'

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
}

/** What is left out is filled in: the seed with the recipe's, the beginning by the method. */
export function settled(written: Partial<SearchSettings>, recipeSeed: number, budget: number): SearchSettings {
  const { method = METHOD, seed, batch = 4, initial, share = TOP_SHARE, probes = SEARCH_PROBES } = written
  return { method, seed: seed ?? recipeSeed, batch, initial: initial ?? (method === 'manifold' ? Math.ceil(budget / 2) : 10), share, probes }
}

/** Whoever looks at the map. */
export const asksMap = (method: SearchMethod): boolean => method === 'manifold' || method === 'mixed' || method === 'looks'

/** Whoever trains networks a little and, of some, goes on. */
export const goesOn = (method: SearchMethod): boolean => method === 'halving' || method === 'looks'

/** Networks that are chosen without a look at those before: these can be trained all at once. */
export const chosenBlindly = ({ method, initial }: SearchSettings): number => method === 'random' || method === 'sobol' ? Infinity : initial

/** `geometry`: for those who ask the map. */
export function samplerOf({ method, seed, initial, share }: SearchSettings, geometry: Geometry | null): Sampler {
  switch (method) {
    case 'manifold': return manifoldSampler({ seed, geometry: geometry!, initial, region: { kind: 'top', share } })
    // Of each round one is trained to its end: proposals go on where those of the round before ended.
    case 'looks': return manifoldSampler({ seed, geometry: geometry!, initial, region: { kind: 'top', share }, stride: LOOKS })
    case 'mixed': return mixedSampler({ seed, geometry, initial })
    case 'sobol': return sobolSampler(seed)
    case 'tpe': return tpeSampler(seed, { begin: initial })
    case 'random':
    case 'halving': return randomSampler(seed)
  }
}

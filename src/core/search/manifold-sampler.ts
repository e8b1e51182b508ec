// The search that goes by the map: half of its budget drawn from the prior, a map of these, and from then on what the map proposes.
import type { CostOf } from './cost.ts'
import type { Tuning } from './predict.ts'
import { knownOf, predictor } from './predict.ts'
import type { Judge } from './propose.ts'
import { CANDIDATES, FRESH, proposalsFrom } from './propose.ts'
import { randomSampler } from './random-sampler.ts'
import type { Region } from './region.ts'
import type { Sampler } from './sampler.ts'
import { encode, featuresOf, spaceOf } from './space.ts'
import type { Geometry } from './survey.ts'
import { REFIT_EVERY, surveyor } from './survey.ts'

export interface ManifoldOptions {
  seed: number
  geometry: Geometry
  /** Networks from the prior before the map is asked; half of the budget. */
  initial: number
  /** Trials between two maps; in between networks land on the map that stands. */
  refitEvery?: number
  region?: Region
  judge?: Judge
  candidates?: number
  fresh?: number
  /** Given: the search is for the front of scores against this cost (aim.ts). */
  cost?: CostOf | null
  /** Proposals asked for each trial that there comes to be; more than one where most are given up early. They then share no random stream. */
  stride?: number
  /**
   * map: the manifold. settings: neighbours are taken among hyper-parameters, and nothing else differs (control c). shuffled: the map's places are dealt out
   * anew among its networks (control d). Who is no better than these has no use of the manifold.
   */
  by?: 'map' | 'settings' | 'shuffled'
  name?: string
}

const NAMES = { map: 'manifold', settings: 'neighbours in settings', shuffled: 'shuffled map' }

/** A pure function of seed, trials and geometry, however often it is made anew. */
export function manifoldSampler(options: ManifoldOptions): Sampler {
  const { seed, geometry, initial, refitEvery = REFIT_EVERY, region = { kind: 'top' }, by = 'map', name = NAMES[by] } = options
  const { judge = 'both', candidates = CANDIDATES, fresh = FRESH, cost = null, stride = 1 } = options
  const itself = by === 'settings'
  // The control without a map keeps the map's calendar, and has nobody on it.
  const survey = surveyor({ geometry: itself ? null : geometry, initial, refitEvery, ...(by === 'shuffled' && { shuffle: seed }) })
  let tuned: { key: string, tuning: Tuning } | null = null
  return {
    name,
    ask(searched, count) {
      const { trials } = searched
      // The same as random search's of the same seed, so that both begin alike.
      const opening = trials.length < initial ? randomSampler(seed).ask(searched, Math.min(count, initial - trials.length)) : []
      if (opening.length === count) return opening
      const space = spaceOf(searched.prior, searched.pictures)
      const { base, key, places } = survey(trials)
      const where = itself ? new Map(trials.map(({ id, hyper }) => [id, featuresOf(space, encode(space, hyper))])) : places
      // By the trials that the map was made of, so that it does not matter where among the ten a search was taken up again.
      if (tuned?.key !== key) tuned = { key, tuning: predictor(knownOf(space, base, where), { itself }).tuning }
      const known = predictor(knownOf(space, trials, where, tuned.tuning), { itself, tuned: tuned.tuning })
      const made = stride * Math.max(0, trials.length - initial)
      return [...opening, ...proposalsFrom(known, { region, count: count - opening.length, seed, made, judge, candidates, fresh, cost }).map(({ hyper }) => hyper)]
    },
  }
}

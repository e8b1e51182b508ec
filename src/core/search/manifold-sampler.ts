// The search that goes by the map: half of its budget drawn from the prior, a map of these, and from then on what the map proposes.
import type { LandingMap, LandingSettings } from '../phate/landing.ts'
import { land, prepareLanding } from '../phate/landing.ts'
import { deriveSeed, mulberry32, shuffled } from '../random.ts'
import type { Tuning } from './predict.ts'
import { knownOf, predictor } from './predict.ts'
import type { Judge } from './propose.ts'
import { CANDIDATES, FRESH, proposalsFrom } from './propose.ts'
import { randomSampler } from './random-sampler.ts'
import type { Region } from './region.ts'
import type { Sampler, Searched } from './sampler.ts'
import type { Space } from './space.ts'
import { encode, featuresOf, spaceOf } from './space.ts'
import type { Proposal, Trial } from './trial.ts'

/** A map of some networks. Nothing on it moves when others land. */
export interface LaidOut {
  /** N × dims, units of potential distance. */
  coordinates: Float64Array
  dims: 2 | 3
  /** Condensed, of the same N. */
  distances: Float64Array
  settings: LandingSettings
}

/** What the owner of the networks can say of them: in the page the map on screen, elsewhere the core's own distances and PHATE. */
export interface Geometry {
  /** Of networks that ended well, in this order; the same answer every time. Three at least. */
  layOut: (ids: readonly number[]) => LaidOut
  /** d of one network to each of others, in their order. */
  distances: (id: number, others: readonly number[]) => Float64Array
}

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
  /**
   * map: the manifold. settings: neighbours are taken among hyper-parameters, and nothing else differs (control c). shuffled: the map's places are dealt out
   * anew among its networks (control d). Who is no better than these has no use of the manifold.
   */
  by?: 'map' | 'settings' | 'shuffled'
  name?: string
}

export const REFIT_EVERY = 10

/** Fewer networks make no map. */
const FEWEST = 5

/** What was laid out last; a search asks for the same map ten times. */
interface Standing { key: string, ids: number[], landing: LandingMap | null, tuning?: Tuning }

export function manifoldSampler(options: ManifoldOptions): Sampler {
  const { seed, initial, by = 'map' } = options
  let standing: Standing | null = null
  return {
    name: options.name ?? { map: 'manifold', settings: 'neighbours in settings', shuffled: 'shuffled map' }[by],
    ask(searched, count) {
      const space = spaceOf(searched.prior, searched.pictures)
      const made = searched.trials.length
      // The same as random search's of the same seed, so that both begin alike.
      const opening = made < initial ? randomSampler(seed).ask(searched, Math.min(count, initial - made)) : []
      if (opening.length === count) return opening
      const answer = nextProposals(space, searched, options, count - opening.length, Math.max(0, made - initial), standing)
      standing = answer.standing
      return [...opening, ...answer.proposals.map(({ hyper }) => hyper)]
    },
  }
}

interface Answer { proposals: Proposal[], standing: Standing }

function nextProposals(space: Space, { trials }: Searched, options: ManifoldOptions, count: number, made: number, before: Standing | null): Answer {
  const { seed, initial, refitEvery = REFIT_EVERY, region = { kind: 'top' }, judge = 'both', candidates = CANDIDATES, fresh = FRESH, by = 'map' } = options
  // Maps are made of the first N₀ trials, N₀ + 10, N₀ + 20, …: whoever goes on after a pause finds the map that stood.
  const base = trials.slice(0, initial + refitEvery * Math.floor(Math.max(0, trials.length - initial) / refitEvery))
  const key = base.map(({ id, score }) => `${id} ${score}`).join()
  const standing = before?.key === key ? before : standingOf(base, key, options)
  const places = by === 'settings' ? new Map(trials.map(({ id, hyper }) => [id, featuresOf(space, encode(space, hyper))])) : placesOf(standing, trials, options)
  // On the trials that the map was made of, so that it does not matter where among the ten a search was taken up again.
  standing.tuning ??= predictor(knownOf(space, base, places), { itself: by === 'settings' }).tuning
  const known = predictor(knownOf(space, trials, places, standing.tuning), { itself: by === 'settings', tuned: standing.tuning })
  return { standing, proposals: proposalsFrom(known, { region, count, seed, made, judge, candidates, fresh }) }
}

function standingOf(base: readonly Trial[], key: string, { geometry, by }: ManifoldOptions): Standing {
  const ids = base.filter(({ score }) => Number.isFinite(score)).map(({ id }) => id)
  if (by === 'settings' || ids.length < FEWEST) return { key, ids: [], landing: null }
  const { coordinates, dims, distances, settings } = geometry.layOut(ids)
  return { key, ids, landing: prepareLanding(distances, coordinates, settings, dims) }
}

/** Where everybody lies: those of the map as it was laid out, the others where they land on it. */
function placesOf({ ids, landing }: Standing, trials: readonly Trial[], { geometry, by, seed }: ManifoldOptions): Map<number, ArrayLike<number>> {
  const places = new Map<number, ArrayLike<number>>()
  if (!landing) return places
  const { coordinates, dims } = landing
  ids.forEach((id, row) => places.set(id, coordinates.subarray(dims * row, dims * (row + 1))))
  for (const { id, score } of trials) {
    if (!Number.isFinite(score) || places.has(id)) continue
    const { x, y, z } = land(landing, geometry.distances(id, ids))
    places.set(id, dims === 3 ? [x, y, z!] : [x, y])
  }
  if (by !== 'shuffled') return places
  const mapped = [...places.keys()]
  const order = shuffled(mapped.length, mulberry32(deriveSeed(seed, 'shuffled', mapped.length)))
  return new Map(mapped.map((id, row) => [id, places.get(mapped[order[row]])!]))
}

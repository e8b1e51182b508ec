// The map under a search: made anew every ten trials, with landings in between, from the trials alone, so that it does not matter where a search was interrupted.
import type { LandingMap, LandingSettings } from '../phate/landing.ts'
import { land, prepareLanding } from '../phate/landing.ts'
import { deriveSeed, mulberry32, shuffled } from '../random.ts'
import type { Trial } from './trial.ts'

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
  /** Of networks that ended well, in this order; the same answer every time. Five at least. */
  layOut: (ids: readonly number[]) => LaidOut
  /** d of one network to each of others, in their order. */
  distances: (id: number, others: readonly number[]) => Float64Array
}

export interface SurveyOptions {
  /** Null: nobody gets a place. */
  geometry: Geometry | null
  /** Trials that the first map waits for. */
  initial: number
  /** Trials between two maps. */
  refitEvery?: number
  /** Deals the places out anew among the networks that have one, by this seed. */
  shuffle?: number
}

export interface Survey {
  /** The trials that the map was made of. */
  base: readonly Trial[]
  /** Names them and their scores. */
  key: string
  /** Those of the map as it was laid out, the others where they land on it. Empty where fewer than five networks ended well. */
  places: Map<number, ArrayLike<number>>
}

export const REFIT_EVERY = 10

/** Fewer networks make no map. */
const FEWEST = 5

/** A map, and who has landed on it since: each network lands once. */
interface Standing { key: string, ids: number[], landing: LandingMap | null, landed: Map<number, readonly number[]> }

/** Trials → the map under them: of the first N₀, N₀ + 10, N₀ + 20, … The last one is remembered, because it is asked for ten times. */
export function surveyor({ geometry, initial, refitEvery = REFIT_EVERY, shuffle }: SurveyOptions): (trials: readonly Trial[]) => Survey {
  let standing: Standing | null = null
  return trials => {
    const base = trials.slice(0, initial + refitEvery * Math.floor(Math.max(0, trials.length - initial) / refitEvery))
    const key = base.map(({ id, score }) => `${id} ${score}`).join()
    if (standing?.key !== key) {
      const ids = base.filter(({ score }) => Number.isFinite(score)).map(({ id }) => id)
      standing = { key, ids, landing: geometry && ids.length >= FEWEST ? landingOf(geometry.layOut(ids)) : null, landed: new Map() }
    }
    const places: Survey['places'] = geometry && standing.landing ? placesOf(standing, standing.landing, trials, geometry) : new Map()
    return { base, key, places: shuffle === undefined ? places : dealtOut(places, shuffle) }
  }
}

const landingOf = ({ coordinates, dims, distances, settings }: LaidOut): LandingMap => prepareLanding(distances, coordinates, settings, dims)

function placesOf({ ids, landed }: Standing, landing: LandingMap, trials: readonly Trial[], geometry: Geometry): Survey['places'] {
  const places: Survey['places'] = new Map()
  const { coordinates, dims } = landing
  ids.forEach((id, row) => places.set(id, coordinates.subarray(dims * row, dims * (row + 1))))
  for (const { id, score } of trials) {
    if (!Number.isFinite(score) || places.has(id)) continue
    if (!landed.has(id)) {
      const { x, y, z } = land(landing, geometry.distances(id, ids))
      landed.set(id, dims === 3 ? [x, y, z!] : [x, y])
    }
    places.set(id, landed.get(id)!)
  }
  return places
}

function dealtOut(places: Survey['places'], seed: number): Survey['places'] {
  const ids = [...places.keys()]
  const order = shuffled(ids.length, mulberry32(deriveSeed(seed, 'shuffled', ids.length)))
  return new Map(ids.map((id, row) => [id, places.get(ids[order[row]])!]))
}

// Where on the map to ask: the networks whose neighbourhood does well, those that somebody has encircled, or those about a gap.
import { squaredDistance } from './space.ts'

/** A part of the map, as its networks. */
export type Region =
  /** The best part by smoothed score; a fifth unless told otherwise. */
  | { kind: 'top', share?: number }
  /** Encircled, or chosen in any other way. */
  | { kind: 'networks', ids: readonly number[] }
  /** A place where there are none: its nearest networks, five unless told otherwise. */
  | { kind: 'gap', place: readonly number[], count?: number }

export const TOP_SHARE = 0.2

/** A vote takes five: its centre and four neighbours. A top region is never smaller where there are as many networks. */
export const VOTERS = 5

/** What a region is chosen from: the networks that lie on the map and have a score. */
export interface Mapped { ids: readonly number[], places: readonly ArrayLike<number>[], smoothed: ArrayLike<number> }

/**
 * Rows of the networks of a region, the first the likeliest centre of a vote: the best by smoothed score, or the nearest to a gap. Ties stand in the order of the
 * rows. Ids that are not on the map are left out; empty where none is.
 */
export function regionRows(region: Region, { ids, places, smoothed }: Mapped): number[] {
  const all = ids.map((_, row) => row)
  const byScore = (rows: number[]): number[] => rows.sort((a, b) => smoothed[b] - smoothed[a] || a - b)
  switch (region.kind) {
    case 'top': return byScore(all).slice(0, Math.max(VOTERS, Math.ceil((region.share ?? TOP_SHARE) * ids.length)))
    case 'networks': {
      const chosen = new Set(region.ids)
      return byScore(all.filter(row => chosen.has(ids[row])))
    }
    case 'gap': {
      const far = places.map(place => squaredDistance(place, region.place))
      return all.sort((a, b) => far[a] - far[b] || a - b).slice(0, region.count ?? VOTERS)
    }
  }
}

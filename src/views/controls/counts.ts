// The bars over chips and ranges: how many networks have each value. Pure.
import type { TrackScale } from '../ui/track-scale.ts'
import { place } from '../ui/track-scale.ts'

/** How often each of the offered values occurs, in the order offered; other values are not counted. */
export function countPerValue<T>(found: readonly T[], offered: readonly T[]): number[] {
  const counts = new Map(offered.map(value => [value, 0]))
  for (const value of found) {
    const count = counts.get(value)
    if (count !== undefined) counts.set(value, count + 1)
  }
  return offered.map(value => counts.get(value)!)
}

/** How many values lie in each of `bins` equal shares of the track; what lies beyond an end counts at that end. */
export function countPerShare(found: readonly number[], scale: TrackScale, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const value of found) {
    if (Number.isFinite(value)) counts[Math.min(bins - 1, Math.floor(place(value, scale) * bins))]++
  }
  return counts
}

/** The values to offer: the usual ones, and whatever else the recipe or the map has, ascending. */
export function offeredValues(usual: readonly number[], ...others: readonly (readonly number[])[]): number[] {
  return [...new Set([...usual, ...others.flat()])].filter(value => Number.isFinite(value)).sort((a, b) => a - b)
}

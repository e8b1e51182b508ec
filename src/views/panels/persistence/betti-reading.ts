// What the Betti panel draws and says: two groups of networks, their bands on one grid, and where they differ most. Pure.
import type { BettiBand, BettiTable } from '../../../core/persistence/betti-band.ts'
import { bettiBand, bettiScales, bettiTable } from '../../../core/persistence/betti-band.ts'
import { quantile } from '../../../core/statistics.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import type { Dimension } from '../../charts/bars.ts'
import { decimal, integer } from '../../ui/format.ts'

/** Places along the scale: about two pixels each. */
const PLACES = 160

/** Of everyone, the share whose bars all end within the axis: one odd network must not squeeze all others. */
const WITHIN = 0.95
/** A group of fewer is shown to its end, */
const FEW = 20
/** up to so many times where everyone else's axis ends. */
const FARTHEST = 3

/** Where the axis of scales ends. */
export function endOf(last: Float64Array, ids: Uint32Array, groups: readonly ReadonlySet<number>[]): number {
  const everyone = quantile(last, WITHIN)
  const few = groups.filter(group => group.size < FEW)
  const longest = ids.reduce((most, id, k) => (last[k] > most && few.some(group => group.has(id)) ? last[k] : most), 0)
  return Math.max(everyone, everyone > 0 ? Math.min(longest, FARTHEST * everyone) : longest)
}

/** Everyone's curves in one dimension, to that end. */
export const tableOf = ({ pieces, loops }: PackedDiagrams, dimension: Dimension, end: number): BettiTable =>
  bettiTable(dimension === 1 ? loops : pieces, bettiScales(end, PLACES))

/** The band of the networks whose ids are in the set; of all where there is none. */
export function bandOf(table: BettiTable, ids: Uint32Array, members: ReadonlySet<number> | null): BettiBand {
  const places: number[] = []
  ids.forEach((id, k) => { if (!members || members.has(id)) places.push(k) })
  return bettiBand(table, places)
}

/** Where the median is highest. */
export const peakOf = ({ median }: BettiBand): number => median.reduce((best, value, at) => (value > median[best] ? at : best), 0)

/** Where two medians are farthest apart. */
export const gapOf = (a: BettiBand, b: BettiBand): number =>
  a.median.reduce((best, value, at) => (Math.abs(value - b.median[at]) > Math.abs(a.median[best] - b.median[best]) ? at : best), 0)

/** The place up to which there is something to see: behind it all bands stay as they end. */
export const lastPlace = (bands: readonly BettiBand[]): number => {
  const last = bands[0].median.length - 1
  const moved = (band: BettiBand) => band.upper.findLastIndex(value => value !== band.upper[last])
  return Math.min(last, Math.max(1, ...bands.map(moved)) + 4)
}

const count = (value: number): string => Number.isInteger(value) ? integer(value) : decimal(value, 1)

/** Median and quartiles at a place, "14 (11–17)"; of one network alone its own number. */
export const atPlace = ({ lower, median, upper, n }: BettiBand, at: number): string => `${count(median[at])}${n > 1 ? ` (${count(lower[at])}–${count(upper[at])})` : ''}`

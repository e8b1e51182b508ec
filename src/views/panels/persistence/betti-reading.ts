// What the Betti panel draws and says: two groups of networks, their bands on one grid, and where they differ most. Pure.
import type { BettiBand, BettiTable } from '../../../core/persistence/betti-band.ts'
import { bettiBand, bettiScales, bettiTable } from '../../../core/persistence/betti-band.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import type { Dimension } from '../../charts/bars.ts'
import { decimal, integer } from '../../ui/format.ts'

/** Places along the scale: about two pixels each. */
const PLACES = 160

/** Everyone's curves in one dimension. */
export function tableOf({ pieces, loops }: PackedDiagrams, dimension: Dimension): BettiTable {
  const bars = dimension === 1 ? loops : pieces
  return bettiTable(bars, bettiScales(bars, PLACES))
}

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

const count = (value: number): string => Number.isInteger(value) ? integer(value) : decimal(value, 1)

/** "Half of the 12 networks have 14 to 18 loops open at scale 0.93" in parts that a sentence is made of. */
export const atScale = (band: BettiBand, at: number): string => `${count(band.median[at])} (${count(band.lower[at])}–${count(band.upper[at])})`

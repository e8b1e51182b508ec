// Betti curves of many diagrams on one grid, and what is usual among some of them.
import type { PackedBars } from './packed.ts'

/** β of each diagram at each scale: N × scales, row-major. */
export interface BettiTable { scales: Float64Array, counts: Uint16Array }

/** At each scale the quartiles of β over some diagrams (Hyndman and Fan's definition 7, as everywhere here); NaN of none. */
export interface BettiBand { lower: Float64Array, median: Float64Array, upper: Float64Array, n: number }

/** β(s) = bars with birth ≤ s < death, exactly, at each of the rising scales s. A bar without end counts from its birth on. */
export function bettiTable({ starts, births, deaths }: PackedBars, scales: Float64Array): BettiTable {
  const width = scales.length
  const counts = new Uint16Array(width * (starts.length - 1))
  const changes = new Int32Array(width + 1)
  for (let k = 0; k + 1 < starts.length; k++) {
    changes.fill(0)
    for (let bar = starts[k]; bar < starts[k + 1]; bar++) {
      changes[firstAtLeast(scales, births[bar])]++
      changes[firstAtLeast(scales, deaths[bar])]--
    }
    let count = 0
    for (let at = 0; at < width; at++) counts[k * width + at] = count += changes[at]
  }
  return { scales, counts }
}

/** The quartiles over the diagrams at the places `members`. */
export function bettiBand({ scales, counts }: BettiTable, members: ArrayLike<number>): BettiBand {
  const [n, width] = [members.length, scales.length]
  const band: BettiBand = { lower: new Float64Array(width).fill(NaN), median: new Float64Array(width).fill(NaN), upper: new Float64Array(width).fill(NaN), n }
  if (n === 0) return band
  const sorted = new Uint16Array(n)
  const quantile = (q: number): number => {
    const at = (n - 1) * q
    const low = Math.floor(at)
    return sorted[low] + (sorted[Math.min(n - 1, low + 1)] - sorted[low]) * (at - low)
  }
  for (let at = 0; at < width; at++) {
    for (let k = 0; k < n; k++) sorted[k] = counts[members[k] * width + at]
    sorted.sort()
    band.lower[at] = quantile(0.25)
    band.median[at] = quantile(0.5)
    band.upper[at] = quantile(0.75)
  }
  return band
}

/** `count` even scales from 0 to a little beyond `end`, so that what ends there is seen to end. */
export const bettiScales = (end: number, count: number): Float64Array => Float64Array.from({ length: count }, (_, k) => 1.02 * (end || 1) * k / (count - 1))

/** The last death of each diagram's bars that end; 0 where it has none. */
export function lastDeaths({ starts, deaths }: PackedBars): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, k) =>
    deaths.subarray(starts[k], starts[k + 1]).reduce((most, death) => (death < Infinity && death > most ? death : most), 0))
}

/** The first place of a rising list whose number is not below x; its length if there is none. */
function firstAtLeast(list: Float64Array, x: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle] >= x) high = middle
    else low = middle + 1
  }
  return low
}

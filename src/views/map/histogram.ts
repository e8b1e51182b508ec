// How a measure's values spread along the legend's ramp. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { CategoryMeasure, NumberMeasure } from '../../store/measures.ts'
import type { ColourScale } from '../colour.ts'

export interface Spread {
  /** Networks in each of the bins along the axis, left to right. */
  counts: number[]
  /** Of the finite values; null where there is none. */
  median: number | null
  /** Least and greatest value; null where there is none. */
  ends: [number, number] | null
  /** Networks without a value. */
  missing: number
  /** Networks whose value lies beyond an end of the axis: they take the end's colour and stand in no bin. */
  below: number
  above: number
}

export function spreadOf(rows: readonly NetworkRow[], measure: NumberMeasure, scale: ColourScale, bins: number): Spread {
  const counts = Array.from({ length: bins }, () => 0)
  const values: number[] = []
  const [low, high] = scale.domain
  let below = 0
  let above = 0
  for (const row of rows) {
    const value = measure.read(row)
    const at = scale.position(value)
    if (at === null) continue
    values.push(value)
    // Nought on a log axis stands at its left end.
    if (value < low && !(scale.log && value <= 0)) below++
    else if (value > high) above++
    else counts[Math.min(bins - 1, Math.floor(at * bins))]++
  }
  values.sort((a, b) => a - b)
  const middle = values.length >> 1
  const median = values.length === 0 ? null : values.length % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2
  const ends: Spread['ends'] = values.length === 0 ? null : [values[0], values[values.length - 1]]
  return { counts, median, ends, missing: rows.length - values.length, below, above }
}

/** How many networks have each of the measure's values, in its order; those that none has are left out. */
export function tally(rows: readonly NetworkRow[], measure: CategoryMeasure): { value: string, count: number }[] {
  const counts = new Map<string, number>(measure.values.map(value => [value, 0]))
  for (const row of rows) counts.set(measure.read(row), (counts.get(measure.read(row)) ?? 0) + 1)
  return [...counts].filter(([, count]) => count > 0).map(([value, count]) => ({ value, count }))
}

export interface Label { text: string, x: number, anchor: 'start' | 'middle' | 'end' }

/** Labels under an axis `width` pixels wide that do not touch: the two ends first, then from left to right. `glyph`: pixels a character. */
export function labelsThatFit(ticks: readonly { at: number, text: string }[], width: number, glyph = 6.2): Label[] {
  const kept: (Label & { from: number, to: number })[] = []
  const ends = [ticks[0], ticks[ticks.length - 1]]
  for (const tick of new Set([...ends, ...ticks])) {
    if (!tick) continue
    const x = tick.at * width
    const long = tick.text.length * glyph
    const anchor = x < long / 2 ? 'start' : x > width - long / 2 ? 'end' : 'middle'
    const from = anchor === 'start' ? x : anchor === 'end' ? x - long : x - long / 2
    if (kept.every(other => from > other.to + 6 || from + long < other.from - 6)) kept.push({ text: tick.text, x, anchor, from, to: from + long })
  }
  return kept.sort((a, b) => a.x - b.x).map(({ text, x, anchor }) => ({ text, x, anchor }))
}

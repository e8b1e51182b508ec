// Which values have the ramp to themselves: from a drag along the legend, or from two numbers. Pure.
import type { ColourScale } from '../colour.ts'

/** The values between two places on the axis (0 to 1), to three figures of their distance; null where they hold nothing to tell apart. */
export function rangeBetween(scale: Pick<ColourScale, 'valueAt' | 'log'>, a: number, b: number, integer: boolean): [number, number] | null {
  const ends = [scale.valueAt(Math.min(a, b)), scale.valueAt(Math.max(a, b))]
  const step = 10 ** (Math.floor(Math.log10(ends[1] - ends[0])) - 2)
  const [from, to] = ends.map(value => integer ? Math.round(value) : scale.log ? Number(value.toPrecision(3)) : Number((Math.round(value / step) * step).toPrecision(12)))
  return from < to ? [from, to] : null
}

/** Two typed ends in order; null where they are one value or none. */
export function rangeOf(from: number, to: number): [number, number] | null {
  return Number.isFinite(from + to) && from !== to ? [Math.min(from, to), Math.max(from, to)] : null
}

// From a measure and a network to a colour: one scale for the map, its legend and every chart. Pure; colours are sRGB, 0 to 255.
import type { NetworkRow } from '../core/network.ts'
import type { Measure } from '../store/measures.ts'
import type { Palette } from '../store/state.ts'
import type { Rgb, Theme } from './ramps.ts'
import { categoryColours, missingColour, ramp, rampOf } from './ramps.ts'

export type { Rgb }
export { ramp, VIRIDIS } from './ramps.ts'

/** Without a palette viridis, without a range all values. */
export interface ColourOptions { log: boolean, invert: boolean, theme: Theme, palette?: Palette, range?: readonly [number, number] | null }

export interface ColourScale {
  colour(row: NetworkRow): Rgb
  /** The colour of one value of the measure; grey where the value is missing. */
  colourAt(value: number | string): Rgb
  /** The colour at a place on the axis, left end 0, right end 1; of a number measure. */
  along(position: number): Rgb
  /** Ends of the axis in the measure's own units: the range, where one is set; for categories 0 and the last index. */
  domain: readonly [number, number]
  /** Where the axis is logarithmic: asked for, and the values allow it. */
  log: boolean
  /** Where a value lies on the axis, left end 0; values beyond the ends lie on them. Inverting turns the colours, not the axis. Null: missing. */
  position(value: number | string): number | null
  /** The other way round: the value at a place on the axis. */
  valueAt(position: number): number
}

export const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`

export function colourScale(measure: Measure, rows: readonly NetworkRow[], options: ColourOptions): ColourScale {
  return measure.kind === 'category' ? categoryScale(measure, options) : numberScale(measure, rows, options)
}

function categoryScale(measure: Extract<Measure, { kind: 'category' }>, { theme, invert }: ColourOptions): ColourScale {
  // A cluster keeps its hue when others come and go.
  const { hues } = measure
  const palette = categoryColours(measure.key, theme)
  const last = measure.values.length - 1
  const places = new Map(measure.values.map((value, index) => [value, index]))
  // The order of the values never changes; inverting gives the first value the last one's colour.
  const colourAt = (value: number | string) => {
    const index = places.get(String(value))
    if (index === undefined) return missingColour(theme)
    const turned = invert ? last - index : index
    return palette[(hues?.[turned] ?? turned) % palette.length]
  }
  const valueAt = (position: number) => Math.round(position * last)
  return {
    colourAt,
    colour: row => colourAt(measure.read(row)),
    along: position => colourAt(measure.values[valueAt(position)]),
    domain: [0, last],
    log: false,
    position: value => {
      const index = places.get(String(value))
      return index === undefined ? null : last === 0 ? 0.5 : index / last
    },
    valueAt,
  }
}

function numberScale(measure: Extract<Measure, { kind: 'number' }>, rows: readonly NetworkRow[], options: ColourOptions): ColourScale {
  const { theme, invert, palette = 'viridis' } = options
  const { domain, log } = axisOf(rows.map(measure.read), measure.domain, options.log, options.range ?? null)
  const along = (value: number) => log ? Math.log(value) : value
  const [from, to] = domain.map(along)
  const position = (value: number | string) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return null
    // Zero (no weight decay, a loss of nothing) has no logarithm, but it is less than anything that has.
    if (log && value <= 0) return 0
    return from === to ? 0.5 : Math.min(1, Math.max(0, (along(value) - from) / (to - from)))
  }
  const valueAt = (at: number) => {
    const value = from + (to - from) * at
    return log ? Math.exp(value) : value
  }
  const colours = rampOf(palette, theme)
  // Signed values about zero: equal amounts either way are equally strong, and the end that reaches less far does not reach the ramp's end.
  const reach = palette === 'diverging' && !log && from < 0 && to > 0 ? Math.max(-from, to) : null
  const shade = (at: number) => {
    const t = reach === null ? at : 0.5 + (from + (to - from) * at) / (2 * reach)
    return ramp(invert ? 1 - t : t, colours)
  }
  const colourAt = (value: number | string) => {
    const at = position(value)
    return at === null ? missingColour(theme) : shade(at)
  }
  return { colourAt, colour: row => colourAt(measure.read(row)), along: shade, domain, log, position, valueAt }
}

/** The axis that holds all finite values, or the range; logarithmic only where something positive can stand on it. */
function axisOf(values: readonly number[], fixed: [number, number] | null, wantsLog: boolean, range: readonly [number, number] | null): { domain: [number, number], log: boolean } {
  let low = Infinity
  let lowPositive = Infinity
  let high = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
    if (value > 0) lowPositive = Math.min(lowPositive, value)
  }
  const top = range ? range[1] : fixed ? fixed[1] : high
  const bottom = range?.[0] ?? fixed?.[0] ?? 0
  if (wantsLog && lowPositive <= top) return { domain: [bottom > 0 ? bottom : lowPositive, top], log: true }
  if (range) return { domain: [range[0], range[1]], log: false }
  if (fixed) return { domain: fixed, log: false }
  return { domain: low <= high ? [low, high] : [0, 1], log: false }
}

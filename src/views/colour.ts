// From a measure and a network to a colour: one scale for the map, its legend and every chart. Pure; colours are sRGB, 0 to 255.
import type { NetworkRow } from '../core/network.ts'
import type { Measure } from '../store/measures.ts'

export type Rgb = [number, number, number]

export interface ColourOptions { log: boolean, invert: boolean, theme: 'light' | 'dark' }

export interface ColourScale {
  colour(row: NetworkRow): Rgb
  /** The colour of one value of the measure; grey where the value is missing. */
  colourAt(value: number | string): Rgb
  /** Ends of the axis in the measure's own units; for categories 0 and the last index. */
  domain: readonly [number, number]
  /** Where the axis is logarithmic: asked for, and the values allow it. */
  log: boolean
  /** Where a value lies on the axis, left end 0; values beyond the ends lie on them. Inverting turns the colours, not the axis. Null: missing. */
  position(value: number | string): number | null
}

const fromHex = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb

/** viridis at 20 even steps, as --viridis in tokens.css. */
export const VIRIDIS: readonly Rgb[] = (
  '#440154 #481567 #482677 #453781 #404788 #39568c #33638d #2d708e #287d8e #238a8d '
  + '#1f968b #20a387 #29af7f #3cbb75 #55c667 #73d055 #95d840 #b8de29 #dce319 #fde725'
).split(' ').map(fromHex)

/** Okabe–Ito, in the order and the two palettes of --cat-1 … --cat-8. */
const CATEGORIES: Record<ColourOptions['theme'], readonly Rgb[]> = {
  light: '#0072b2 #d55e00 #009e73 #cc79a7 #e69f00 #56b4e9 #f0e442 #1a1b1d'.split(' ').map(fromHex),
  dark: '#4aa8e8 #f08040 #2fbf94 #df9cc2 #f0b13c #9ad3f5 #f0e442 #e3e1db'.split(' ').map(fromHex),
}

/** --missing. */
const MISSING: Record<ColourOptions['theme'], Rgb> = { light: fromHex('#8d8b84'), dark: fromHex('#7c7c77') }

export const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`

/** The ramp at t from 0 to 1, linear between the stops; beyond the ends it stays at them. */
export function ramp(t: number): Rgb {
  const at = Math.min(1, Math.max(0, t)) * (VIRIDIS.length - 1)
  const low = Math.min(VIRIDIS.length - 2, Math.floor(at))
  const [a, b] = [VIRIDIS[low], VIRIDIS[low + 1]]
  return a.map((channel, k) => Math.round(channel + (b[k] - channel) * (at - low))) as Rgb
}

export function colourScale(measure: Measure, rows: readonly NetworkRow[], options: ColourOptions): ColourScale {
  const missing = MISSING[options.theme]
  if (measure.kind === 'category') {
    const palette = CATEGORIES[options.theme]
    const last = measure.values.length - 1
    // The order of the values never changes; inverting gives the first value the last one's colour.
    const colourAt = (value: number | string) => {
      const index = measure.values.indexOf(String(value))
      return index < 0 ? missing : palette[(options.invert ? last - index : index) % palette.length]
    }
    return {
      colourAt,
      colour: row => colourAt(measure.read(row)),
      domain: [0, last],
      log: false,
      position: value => {
        const index = measure.values.indexOf(String(value))
        return index < 0 ? null : last === 0 ? 0.5 : index / last
      },
    }
  }
  const { domain, log } = axisOf(rows.map(measure.read), measure.domain, options.log)
  const along = (value: number) => log ? Math.log(value) : value
  const [from, to] = domain.map(along)
  const position = (value: number | string) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return null
    // Zero (no weight decay, a loss of nothing) has no logarithm, but it is less than anything that has.
    if (log && value <= 0) return 0
    return from === to ? 0.5 : Math.min(1, Math.max(0, (along(value) - from) / (to - from)))
  }
  const colourAt = (value: number | string) => {
    const at = position(value)
    return at === null ? missing : ramp(options.invert ? 1 - at : at)
  }
  return { colourAt, colour: row => colourAt(measure.read(row)), domain, log, position }
}

/** The axis that holds all finite values; logarithmic only where something positive can stand on it. */
function axisOf(values: readonly number[], fixed: [number, number] | null, wantsLog: boolean): { domain: [number, number], log: boolean } {
  let low = Infinity
  let lowPositive = Infinity
  let high = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
    if (value > 0) lowPositive = Math.min(lowPositive, value)
  }
  const top = fixed ? fixed[1] : high
  if (wantsLog && lowPositive <= top) return { domain: [fixed && fixed[0] > 0 ? fixed[0] : lowPositive, top], log: true }
  if (fixed) return { domain: fixed, log: false }
  return { domain: low <= high ? [low, high] : [0, 1], log: false }
}

// The ramps that a number can be coloured by, and the colours of categories: facts of others, baked at even steps. None needs red told from green.
import type { Palette } from '../store/state.ts'

export type Rgb = [number, number, number]
export type Theme = 'light' | 'dark'

const fromHex = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
const stops = (text: string): readonly Rgb[] => text.split(' ').map(fromHex)

/** viridis (van der Walt and Smith, 2015) at 20 even steps, as --viridis in tokens.css. */
export const VIRIDIS = stops('#440154 #481567 #482677 #453781 #404788 #39568c #33638d #2d708e #287d8e #238a8d #1f968b #20a387 #29af7f #3cbb75 #55c667 #73d055 #95d840 #b8de29 #dce319 #fde725')

/**
 * cividis (Nuñez, Anderton and Renslow, 2018) and magma (van der Walt and Smith, 2015) at 20 even steps, read off d3-scale-chromatic 3.1.
 * Diverging: ColorBrewer's PuOr, eleven classes, on paper; its twin for a dark ground is dark in the middle, where nothing is to be seen.
 */
const RAMPS: Record<Theme, Record<Palette, readonly Rgb[]>> = (() => {
  const sequential = {
    viridis: VIRIDIS,
    cividis: stops('#002051 #002a62 #0b336b #1c3c6e #2f466e #414f6e #52596e #61636f #6e6d71 #7a7773 #858176 #908b78 #9b9678 #a9a177 #b7ac72 #c7b76b #d8c362 #e8d057 #f6dd4d #fdea45'),
    magma: stops('#000004 #07061c #150e38 #29115a #3f0f72 #56147d #6a1c81 #802582 #942c80 #ab337c #c03a76 #d6456c #e85362 #f4695c #fa815f #fd9b6b #feb47b #fecd90 #fde5a7 #fcfdbf'),
  }
  return {
    light: { ...sequential, diverging: stops('#7f3b08 #b35806 #e08214 #fdb863 #fee0b6 #f7f7f7 #d8daeb #b2abd2 #8073ac #542788 #2d004b') },
    dark: { ...sequential, diverging: stops('#ffd9a3 #f5b966 #d99540 #a9722f #6b4b26 #2b2f34 #423f66 #665fa3 #8b80d2 #b1a6f2 #d6cfff') },
  }
})()

export const rampOf = (palette: Palette, theme: Theme): readonly Rgb[] => RAMPS[theme][palette]

/** A ramp at t from 0 to 1, linear between its stops; beyond the ends it stays at them. */
export function ramp(t: number, along: readonly Rgb[] = VIRIDIS): Rgb {
  const at = Math.min(1, Math.max(0, t)) * (along.length - 1)
  const low = Math.min(along.length - 2, Math.floor(at))
  const [a, b] = [along[low], along[low + 1]]
  return a.map((channel, k) => Math.round(channel + (b[k] - channel) * (at - low))) as Rgb
}

/** Okabe–Ito, in the order and the two palettes of --cat-1 … --cat-8. */
const CATEGORIES: Record<Theme, readonly Rgb[]> = {
  light: stops('#0072b2 #d55e00 #009e73 #cc79a7 #e69f00 #56b4e9 #f0e442 #1a1b1d'),
  dark: stops('#4aa8e8 #f08040 #2fbf94 #df9cc2 #f0b13c #9ad3f5 #f0e442 #e3e1db'),
}

/** Without the hues of groups A and B: clusters are outlined by them. Amber, pink, green, ink, sky, yellow; then the same, further from the ground. */
const CLUSTERS: Record<Theme, readonly Rgb[]> = (() => {
  const of = (theme: Theme, pole: number): readonly Rgb[] => {
    const six = [4, 3, 2, 7, 5, 6].map(at => CATEGORIES[theme][at])
    return [...six, ...six.map(colour => colour.map(channel => Math.round(0.5 * channel + 0.5 * pole)) as Rgb)]
  }
  return { light: of('light', 40), dark: of('dark', 210) }
})()

/** Of clusters, by their hues. */
export const clusterColours = (theme: Theme): readonly Rgb[] => CLUSTERS[theme]

/** The colours of a category measure's values, by their hues or their order; where there are more values, they begin again. */
export const categoryColours = (key: string, theme: Theme): readonly Rgb[] => key.startsWith('derived:cluster') ? clusterColours(theme) : CATEGORIES[theme]

/** --missing. */
const MISSING: Record<Theme, Rgb> = { light: fromHex('#8d8b84'), dark: fromHex('#7c7c77') }
export const missingColour = (theme: Theme): Rgb => MISSING[theme]

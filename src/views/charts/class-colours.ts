// A colour for each class of a data set: Okabe–Ito and two more, in twins dark enough (or light enough) for a thin line on the ground.
import type { Rgb, Theme } from '../ramps.ts'

const fromHex = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
const COLOURS: Record<Theme, readonly Rgb[]> = {
  light: ['#0072b2', '#c25400', '#008a64', '#b8548c', '#a66a00', '#2489c5', '#7d7400', '#3a3c40', '#7a4fb5', '#8a3b3b'].map(fromHex),
  dark: ['#4aa8e8', '#f08040', '#2fbf94', '#df9cc2', '#f0b13c', '#9ad3f5', '#f0e442', '#e3e1db', '#b79cf0', '#e08f8f'].map(fromHex),
}
const UNKNOWN: Record<Theme, Rgb> = { light: fromHex('#64666a'), dark: fromHex('#989892') }

/** Of class `label`; where there are more than ten they begin again. −1: nobody knows the class. */
export const classColour = (label: number, theme: Theme): Rgb => label < 0 ? UNKNOWN[theme] : COLOURS[theme][label % COLOURS[theme].length]

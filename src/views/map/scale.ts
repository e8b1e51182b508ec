// Round numbers for rulers: the step of the graticule, the scale bar, and where its lines fall on the screen.
import type { Size, View } from './view.ts'

/** The largest of … 0.1, 0.2, 0.5, 1, 2, 5, 10 … that is no more than the value. */
export function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  // A hair's breadth of tolerance: 1000 / 10 ** 2.9999999 is 10 too.
  const lead = value / power * (1 + 1e-9)
  return Number(((lead >= 10 ? 10 : lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power).toPrecision(1))
}

/** The round length whose bar is at most `longest` pixels. */
export function scaleBar(scale: number, longest = 120): { units: number, pixels: number, label: string } {
  const units = roundDown(longest / scale)
  const figure = units >= 1 && units < 1e6 ? units.toLocaleString('en-US') : units >= 0.001 && units < 1 ? String(units) : units.toExponential(0).replace('+', '')
  return { units, pixels: units * scale, label: `${figure} potential ${units === 1 ? 'unit' : 'units'}` }
}

/** Where the graticule's lines cross the frame: pixels from the left, pixels from the top. A square is as wide as the scale bar is long. */
export function graticule(view: View, size: Size): { across: number[], down: number[] } {
  const step = scaleBar(view.scale).units
  return {
    across: crossings(view.x, size.width, view.scale, step),
    down: crossings(-view.y, size.height, view.scale, step),
  }
}

function crossings(centre: number, length: number, scale: number, step: number): number[] {
  const half = length / 2 / scale
  const first = Math.ceil((centre - half) / step)
  const count = Math.max(0, Math.floor((centre + half) / step) - first + 1)
  return Array.from({ length: count }, (_, k) => length / 2 + ((first + k) * step - centre) * scale)
}

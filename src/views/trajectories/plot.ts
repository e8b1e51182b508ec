// Where a picture of runs lies in its frame, and what of it is seen: the plot within its margins, pixels of places, the values at its edges. Pure.
import { fitView } from '../map/fit.ts'
import type { Size, View } from '../map/view.ts'
import type { Rect } from '../map/fit.ts'
import type { Scene } from './scene.ts'

export interface Margins { left: number, top: number, right: number, bottom: number }

/** Panes narrower than this have no room for tools and menus side by side. */
export const NARROW_PANE = 460

/** On a phone, panes lower than this keep what they have for the plot: no legend, no note. */
export const LOW_PANE = 300

export interface PaneForm {
  /** Whether axes have numbers and names. */
  meaning: boolean
  phone: boolean
  /** Three axes meet within the plot: there is nothing at its sides. */
  solid: boolean
  width: number
  height: number
  /** The tools are over this pane. */
  tools: boolean
  /** Another pane is beside it. */
  two: boolean
  /** Low as it is, it goes without controls of its own: a switch is over it. */
  bare: boolean
  /** What is selected is said over its foot. */
  footed: boolean
}

/**
 * Room for the controls and the legend above, numbers at the left, names and notes below; where axes mean nothing, none. On a phone two pictures have no room
 * for a legend, and a low one has room for little.
 */
export function marginsOf({ meaning, phone, solid, width, height, tools, two, bare, footed }: PaneForm): Margins {
  if (!meaning) return { left: 0, top: 0, right: 0, bottom: 0 }
  if (phone && height < LOW_PANE) return { left: 34, top: (bare ? 4 : 60) + 18, right: 12, bottom: 22 + (footed && !two ? 62 : 0) }
  if (phone) return { left: solid ? 12 : 34, top: (tools ? 62 : 56) + 20 + (two ? 0 : 34), right: 12, bottom: (solid ? 24 : 54) + (footed && !two ? 40 : 0) }
  const stacked = tools && width < NARROW_PANE
  return { left: solid ? 22 : 52, top: 108 + (stacked ? 42 : 0), right: 22, bottom: solid ? 34 : 62 }
}

/** The plot in pixels of its frame; never inside out. */
export function plotIn({ width, height }: Size, { left, top, right, bottom }: Margins): Rect {
  return { left, top, right: Math.max(left + 40, width - right), bottom: Math.max(top + 40, height - bottom) }
}

export const sizeOf = ({ left, top, right, bottom }: Rect): Size => ({ width: right - left, height: bottom - top })

/** Pixels of the frame, where the view looks at the plot. */
export function toPixels(view: View, plot: Rect, places: Float64Array): Float64Array {
  const pixels = new Float64Array(places.length)
  const [cx, cy] = [(plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2]
  for (let k = 0; k < places.length; k += 2) {
    pixels[k] = cx + (places[k] - view.x) * view.scale
    pixels[k + 1] = cy - (places[k + 1] - view.y) * view.scale
  }
  return pixels
}

/** The values at the plot's edges on its two axes, unstretched: [left, right] and [bottom, top]. */
export function edgesOf(view: View, plot: Rect, { stretch }: Pick<Scene, 'stretch'>): { x: [number, number], y: [number, number] } {
  const { width, height } = sizeOf(plot)
  const [across, up] = [width / 2 / view.scale, height / 2 / view.scale]
  return { x: [(view.x - across) / stretch[0], (view.x + across) / stretch[0]], y: [(view.y - up) / stretch[1], (view.y + up) / stretch[1]] }
}

/** The whole scene in the plot, for a picture that nobody moves. */
export const wholeView = (scene: Scene, plot: Rect, margin = 10): View => fitView(scene.everything, sizeOf(plot), [], { margin })

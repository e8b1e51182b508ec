// Where one looks: the point of the map in the middle of the frame, and the scale. The same on both axes, so that distance on screen is distance.

export interface Size { width: number, height: number }

/** x, y: the point (potential units, y upwards) at the middle of the frame; scale: pixels a unit. */
export interface View { x: number, y: number, scale: number }

/** Pixels from the frame's top left corner, or a place on the map. */
export type Point = readonly [number, number]

export const toScreen = (view: View, size: Size, x: number, y: number): Point =>
  [size.width / 2 + (x - view.x) * view.scale, size.height / 2 - (y - view.y) * view.scale]

export const toMap = (view: View, size: Size, [px, py]: Point): Point =>
  [view.x + (px - size.width / 2) / view.scale, view.y - (py - size.height / 2) / view.scale]

/** The map follows the hand by (dx, dy) pixels. */
export const panned = (view: View, dx: number, dy: number): View =>
  ({ x: view.x - dx / view.scale, y: view.y + dy / view.scale, scale: view.scale })

/** Magnified about a pixel: what lies under it stays under it. The scale stays within the limits. */
export function zoomed(view: View, size: Size, about: Point, factor: number, limits: readonly [number, number]): View {
  const scale = Math.min(limits[1], Math.max(limits[0], view.scale * factor))
  const [x, y] = toMap(view, size, about)
  const kept = view.scale / scale
  return { x: x - (x - view.x) * kept, y: y - (y - view.y) * kept, scale }
}

/** On the way from one view to another, t from 0 to 1: scales in equal ratios, and about the one point that both hold still, where there is one. */
export function between(from: View, to: View, t: number): View {
  if (t <= 0) return from
  if (t >= 1) return to
  const scale = from.scale * (to.scale / from.scale) ** t
  const turn = 1 / to.scale - 1 / from.scale
  const along = Math.abs(turn) * Math.max(from.scale, to.scale) < 1e-3 ? t : (1 / scale - 1 / from.scale) / turn
  return { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along, scale }
}

/** Slow at both ends. */
export const eased = (t: number): number => t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t)

export const sameView = (a: View, b: View): boolean => a.x === b.x && a.y === b.y && a.scale === b.scale

/** All places of a map (x, y, x, y, …) in pixels. */
export function allToScreen(view: View, size: Size, places: ArrayLike<number>): Float64Array {
  const pixels = new Float64Array(places.length)
  for (let k = 0; k < places.length; k += 2) {
    pixels[k] = size.width / 2 + (places[k] - view.x) * view.scale
    pixels[k + 1] = size.height / 2 - (places[k + 1] - view.y) * view.scale
  }
  return pixels
}

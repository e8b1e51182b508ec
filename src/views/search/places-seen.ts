// Where a place of the map that is no network's comes to lie on screen: on a flat map at once, on one with depth as it is turned.
import type { Camera } from '../map/camera.ts'
import type { Tool } from '../map/gestures.ts'
import type { Turn } from '../map/turntable.ts'
import { flattened } from '../map/turntable.ts'
import type { Turning } from '../map/use-turn.ts'
import type { Point, Size, View } from '../map/view.ts'
import { toScreen } from '../map/view.ts'

/** How the first map is looked at. `space`: N × 3 places of its networks where it has depth. */
export interface Seen { view: View, size: Size, turn: Turn, space: Float64Array | null }

/** And what moves it, for whatever lies over the map and takes the hand from it. */
export interface Held extends Seen, Pick<Turning, 'drag' | 'by'> { camera: Camera, tool: Tool }

/** Pixels; null for a place that has other dimensions than the map. */
export function placeSeen({ view, size, turn, space }: Seen): (place: readonly number[]) => Point | null {
  if (!space) return place => place.length === 2 ? toScreen(view, size, place[0], place[1]) : null
  const middle = [0, 1, 2].map(axis => middleOf(space, axis))
  return place => {
    if (place.length !== 3) return null
    const off = place.map((value, axis) => value - middle[axis])
    // The map turns about its middle; a place and its mirror image have theirs at nought.
    const { positions } = flattened(Float64Array.from([...off, ...off.map(value => -value)]), turn)
    return toScreen(view, size, middle[0] + positions[0], middle[1] + positions[1])
  }
}

function middleOf(space: Float64Array, axis: number): number {
  let [least, greatest] = [Infinity, -Infinity]
  for (let at = axis; at < space.length; at += 3) {
    least = Math.min(least, space[at])
    greatest = Math.max(greatest, space[at])
  }
  return (least + greatest) / 2
}

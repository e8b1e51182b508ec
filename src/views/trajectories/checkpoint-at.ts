// Which checkpoint is meant by a pixel: those that are seen, the large dots where runs stand before the small ones. Pure.
import { dotAt } from '../map/nearest.ts'
import type { Point } from '../map/view.ts'
import type { Sizes } from './runs-drawing.ts'
import { across } from './runs-drawing.ts'
import type { Moment } from './use-moment.ts'

interface Standing {
  /** x, y of every row. */
  pixels: Float64Array
  starts: Uint32Array
  /** Runs as they are drawn. */
  order: ArrayLike<number>
  moment: Pick<Moment, 'heads' | 'seen'>
  sizes: Sizes
  /** Runs are shown up to the clock's moment. */
  held: boolean
}

/** The row, with so many pixels about its dot; −1: none. A run that stands between two checkpoints is seen there, and reads as the one before. */
export function checkpointAt([x, y]: Point, { pixels, starts, order, moment: { heads, seen }, sizes, held }: Standing, slack: number): number {
  const rows: number[] = []
  const radii: number[] = []
  for (let k = 0; k < order.length; k++) {
    const run = order[k]
    for (let row = starts[run]; row < starts[run + 1]; row++) {
      if (!seen[row]) continue
      rows.push(row)
      radii.push(Math.floor(heads[run]) === row ? sizes.head : sizes.last)
    }
  }
  const places = pixels.slice()
  heads.forEach(head => {
    const base = Math.floor(head)
    if (head > base) for (const axis of [0, 1] as const) places[2 * base + axis] = across(pixels, head, axis)
  })
  const found = dotAt(places, rows, radii, x, y, slack)
  return found >= 0 || held ? found : dotAt(pixels, rows, radii, x, y, slack)
}

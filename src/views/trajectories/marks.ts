// The marks of runs with a canvas's pen, in the map's shapes: activation by outline, hollow where convolutional. In plain moves, which a picture's pen knows too.
import type { NetworkRow } from '../../core/network.ts'
import type { Solid } from '../shapes.ts'
import { RIM, SHAPE_SCALE, shapeOf } from '../shapes.ts'

/** As much of a canvas's context as outlines need. */
export type Outliner = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'arc' | 'closePath' | 'rect'>

export interface RunShape { solid: Solid, hollow: boolean }

export function runShape(row: NetworkRow | undefined): RunShape {
  const shape = row ? shapeOf(row) : 'circle'
  return shape.startsWith('hollow ') ? { solid: shape.slice('hollow '.length) as Solid, hollow: true } : { solid: shape as Solid, hollow: false }
}

/** Adds an outline about (x, y) to the path that is being made. */
export function trace(pen: Outliner, solid: Solid, x: number, y: number, radius: number): void {
  const half = radius * SHAPE_SCALE[solid]
  switch (solid) {
    case 'circle':
      pen.moveTo(x + half, y)
      pen.arc(x, y, half, 0, 2 * Math.PI)
      return
    case 'square': return pen.rect(x - half, y - half, 2 * half, 2 * half)
    case 'triangle': return corners(pen, [x, y - half, x + 0.93 * half, y + 0.62 * half, x - 0.93 * half, y + 0.62 * half])
    case 'diamond': return corners(pen, [x, y - half, x + half, y, x, y + half, x - half, y])
  }
}

function corners(pen: Outliner, places: readonly number[]): void {
  pen.moveTo(places[0], places[1])
  for (let k = 2; k < places.length; k += 2) pen.lineTo(places[k], places[k + 1])
  pen.closePath()
}

/** A hollow mark is its rim: drawn by a line of this width on an outline so much smaller. */
export const rimOf = (radius: number): number => Math.max(1.2, RIM * radius)

// Dots by colour: one path for all of a colour, so that a thousand of them cost a canvas a few strokes.
import type { Solid } from '../shapes.ts'
import { trace } from './marks.ts'
import type { Pen } from './runs-drawing.ts'

/** The place of a colour that stands for none: grey. */
export const GREY = -1

/** One path for all dots of a colour and kind: `add` puts a dot into the batch of its colour. */
export class MarkBatches {
  readonly #batches = new Map<number, { x: number, y: number, radius: number, solid: Solid }[]>()

  add(colour: number, solid: Solid, x: number, y: number, radius: number): void {
    const batch = this.#batches.get(colour)
    if (batch) batch.push({ x, y, radius, solid })
    else this.#batches.set(colour, [{ x, y, radius, solid }])
  }

  draw(pen: Pen, ink: (colour: number) => void): void {
    for (const [colour, marks] of [...this.#batches].sort(([a], [b]) => a - b)) {
      pen.beginPath()
      for (const { solid, x, y, radius } of marks) trace(pen, solid, x, y, radius)
      ink(colour)
    }
  }
}

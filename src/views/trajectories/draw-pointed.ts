// What is drawn over all runs: the one that is pointed at, and rings about checkpoints that are read or were brushed.
import { drawDots, drawHeads } from './draw-runs.ts'
import type { Inks, Pen, RunsDrawing } from './runs-drawing.ts'
import { across, lineTo, seenFrom, sizesOf, TIER } from './runs-drawing.ts'

/** The whole path of the run that is pointed at, on top of all others. */
export function drawHovered(pen: Pen, drawing: RunsDrawing, run: number, inks: Inks): void {
  const { pixels, starts, heads: at, paint } = drawing
  const sizes = sizesOf(drawing.tiers.length, drawing.narrow)
  const head = at[run]
  const first = seenFrom(starts[run], head, drawing.trail)
  if (!drawing.dotsOnly) {
    for (const [colour, width] of [[inks.halo, sizes.line + 3.5], [paint.runs ? paint.lines[paint.runs[run]] : inks.ink, sizes.line + 0.9]] as const) {
      pen.strokeStyle = colour
      pen.lineWidth = width
      pen.beginPath()
      pen.moveTo(pixels[2 * first], pixels[2 * first + 1])
      for (let row = first + 1; row <= head; row++) pen.lineTo(pixels[2 * row], pixels[2 * row + 1])
      if (head > Math.floor(head)) lineTo(pen, pixels, head)
      pen.stroke()
    }
  }
  const only = Uint32Array.of(run)
  const tier = Math.max(TIER.plain, drawing.tiers[run])
  if (!drawing.dotsOnly) drawDots(pen, drawing, only, tier, sizes, inks)
  drawHeads(pen, drawing, only, tier, sizes, inks)
  pen.globalAlpha = 1
}

/** Beyond so many, rings lie upon one another. */
const MANY = 40

/** Rings about checkpoints, so far from their dots; many of them are thin and tight, for what they mark has to be seen. */
export function drawRings(pen: Pen, { pixels, starts, heads: at, tiers, narrow }: RunsDrawing, rows: readonly number[], colour: string, gap: number): void {
  if (rows.length === 0) return
  const sizes = sizesOf(tiers.length, narrow)
  const standing = new Map(Array.from(at, (head, run) => [Math.floor(head), { head, run }]))
  pen.strokeStyle = colour
  const many = rows.length > MANY
  pen.lineWidth = many ? 0.9 : 1.8
  pen.beginPath()
  for (const row of rows) {
    const there = standing.get(row)
    const moment = there?.head ?? row
    const [x, y] = [across(pixels, Math.min(moment, starts[starts.length - 1] - 1), 0), across(pixels, moment, 1)]
    const radius = (there ? sizes.head : sizes.last) + (many ? gap / 3 : gap)
    pen.moveTo(x + radius, y)
    pen.arc(x, y, radius, 0, 2 * Math.PI)
  }
  pen.stroke()
}

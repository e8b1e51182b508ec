// Draws training runs on a canvas: first those that nobody chose, then the others, the chosen on top; before the clock solid, after it thin and hollow. Pure
// but for the pen: the same code draws pictures for paper.
import { GREY, MarkBatches } from './mark-batches.ts'
import { rimOf } from './marks.ts'
import type { Inks, Pen, RunsDrawing, Sizes } from './runs-drawing.ts'
import { across, drawingOrder, lineTo, moveTo, radiusAt, seenFrom, sizesOf, TIER } from './runs-drawing.ts'

export function drawRuns(pen: Pen, drawing: RunsDrawing, inks: Inks): void {
  const { tiers } = drawing
  const sizes = sizesOf(tiers.length, drawing.narrow)
  const order = drawingOrder(tiers)
  pen.lineJoin = 'round'
  pen.lineCap = 'round'
  for (let from = 0; from < order.length;) {
    const tier = tiers[order[from]]
    let to = from
    while (to < order.length && tiers[order[to]] === tier) to++
    const runs = order.subarray(from, to)
    from = to
    if (!drawing.dotsOnly) {
      paths(pen, drawing, runs, tier, sizes, inks)
      drawDots(pen, drawing, runs, tier, sizes, inks)
    }
    drawHeads(pen, drawing, runs, tier, sizes, inks)
  }
  pen.globalAlpha = 1
  pen.setLineDash([])
}

/** Runs by the place of their colour; of grey ones all are alike. */
function byColour(of: (run: number) => number, runs: Uint32Array): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const run of runs) {
    const colour = of(run)
    const group = groups.get(colour)
    if (group) group.push(run)
    else groups.set(colour, [run])
  }
  return new Map([...groups].sort(([a], [b]) => a - b))
}

function lineColour({ paint }: RunsDrawing, tier: number): (run: number) => number {
  const { runs } = paint
  return tier === TIER.dimmed || !runs ? () => GREY : run => runs[run]
}

function paths(pen: Pen, drawing: RunsDrawing, runs: Uint32Array, tier: number, sizes: Sizes, inks: Inks): void {
  const { pixels, starts, heads: at, trail, clocked, paint } = drawing
  const chosen = tier >= TIER.held
  const bold = tier === TIER.chosen && drawing.tiers.length > 12
  for (const [colour, members] of byColour(lineColour(drawing, tier), runs)) {
    pen.strokeStyle = colour !== GREY ? paint.lines[colour] : tier === TIER.dimmed ? inks.dim : inks.soft
    const alpha = tier === TIER.dimmed ? 0.5 * sizes.alpha : chosen ? 1 : sizes.alpha
    if (clocked && trail === 'path') {
      // What is still to come.
      pen.globalAlpha = 0.7 * alpha
      pen.lineWidth = sizes.dashes || chosen ? 1 : 0.6
      pen.setLineDash(sizes.dashes || chosen ? [2, 3] : [])
      pen.beginPath()
      for (const run of members) {
        const [end, head] = [starts[run + 1] - 1, at[run]]
        if (head >= end) continue
        moveTo(pen, pixels, head)
        for (let row = Math.floor(head) + 1; row <= end; row++) pen.lineTo(pixels[2 * row], pixels[2 * row + 1])
      }
      pen.stroke()
      pen.setLineDash([])
    }
    if (trail === 'none') continue
    pen.globalAlpha = alpha
    pen.lineWidth = sizes.line * (bold ? 1.8 : tier === TIER.dimmed ? 0.8 : 1)
    pen.beginPath()
    for (const run of members) {
      const head = at[run]
      const first = seenFrom(starts[run], head, trail)
      pen.moveTo(pixels[2 * first], pixels[2 * first + 1])
      for (let row = first + 1; row <= head; row++) pen.lineTo(pixels[2 * row], pixels[2 * row + 1])
      if (head > Math.floor(head)) lineTo(pen, pixels, head)
    }
    pen.stroke()
  }
}

/** The checkpoints but the one at the moment: solid before it, hollow after. */
export function drawDots(pen: Pen, drawing: RunsDrawing, runs: Uint32Array, tier: number, sizes: Sizes, inks: Inks): void {
  const { pixels, starts, heads: at, trail, clocked, paint, shapes } = drawing
  if (trail === 'none' && !clocked) return
  const [solid, hollow] = [new MarkBatches(), new MarkBatches()]
  const grey = tier === TIER.dimmed
  for (const run of runs) {
    const [from, to, head] = [starts[run], starts[run + 1], at[run]]
    const shape = shapes[run]
    const first = trail === 'none' ? to : seenFrom(from, head, trail)
    const last = clocked && trail !== 'path' ? Math.floor(head) : to - 1
    for (let row = first; row <= last; row++) {
      if (row === head) continue
      const passed = row < head
      if (!passed && !sizes.dashes && tier < TIER.held) continue
      // A hollow one is still to come; that a network is convolutional is said by its large dot alone.
      const batch = passed ? solid : hollow
      batch.add(grey ? GREY : paint.rows[row], shape.solid, pixels[2 * row], pixels[2 * row + 1], radiusAt(row, from, to, sizes) * (passed ? 1 : 0.8))
    }
  }
  pen.globalAlpha = grey ? 0.6 : tier === TIER.plain && !sizes.dashes ? 0.75 : 1
  solid.draw(pen, colour => {
    pen.fillStyle = colour === GREY ? inks.dim : paint.palette[colour]
    pen.fill()
    if (grey || (!sizes.dashes && tier < TIER.held)) return
    pen.strokeStyle = inks.edge
    pen.lineWidth = 0.6
    pen.stroke()
  })
  pen.globalAlpha *= tier >= TIER.held ? 1 : 0.65
  hollow.draw(pen, colour => {
    pen.fillStyle = inks.ground
    pen.fill()
    pen.strokeStyle = colour === GREY ? inks.dim : paint.lines[colour]
    pen.lineWidth = 0.9
    pen.stroke()
  })
}

/** Where every run stands: the large dots. */
export function drawHeads(pen: Pen, drawing: RunsDrawing, runs: Uint32Array, tier: number, sizes: Sizes, inks: Inks): void {
  const { pixels, heads: at, paint, shapes, groups, grouped } = drawing
  const grey = tier === TIER.dimmed
  const radius = sizes.head * (grey ? 0.8 : tier === TIER.chosen ? 1.15 : 1)
  pen.globalAlpha = grey ? 0.7 : 1
  // Groups apart, for their edges differ.
  for (const group of [0, 1, 2]) {
    const members = runs.filter(run => groups[run] === group)
    if (members.length === 0) continue
    const [solid, hollow] = [new MarkBatches(), new MarkBatches()]
    for (const run of members) {
      const row = Math.min(Math.round(at[run]), drawing.starts[run + 1] - 1)
      const batch = shapes[run].hollow ? hollow : solid
      batch.add(grey ? GREY : paint.rows[row], shapes[run].solid, across(pixels, at[run], 0), across(pixels, at[run], 1), radius)
    }
    const edge = group > 0 ? (group === 1 ? inks.a : inks.b) : tier === TIER.chosen ? (grouped ? inks.ink : inks.a) : inks.edge
    const strong = tier === TIER.chosen || group > 0
    solid.draw(pen, colour => {
      pen.fillStyle = colour === GREY ? inks.dim : paint.palette[colour]
      pen.fill()
      if (grey && !group) return
      pen.strokeStyle = edge
      pen.lineWidth = strong ? 2 : tier === TIER.plain && sizes.dashes ? 1.3 : 0.8
      pen.stroke()
    })
    hollow.draw(pen, colour => {
      pen.fillStyle = inks.ground
      pen.fill()
      if (strong) {
        pen.strokeStyle = edge
        pen.lineWidth = rimOf(radius) + 2.4
        pen.stroke()
      }
      pen.strokeStyle = colour === GREY ? inks.dim : paint.palette[colour]
      pen.lineWidth = rimOf(radius)
      pen.stroke()
    })
  }
}

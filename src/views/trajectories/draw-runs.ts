// Draws training runs on a canvas: first those that nobody chose, then the others, the chosen on top; before the clock solid, after it thin and hollow. Pure
// but for the pen: the same code draws pictures for paper.
import type { Solid } from '../shapes.ts'
import type { RunShape } from './marks.ts'
import { rimOf, trace } from './marks.ts'
import type { RunPaint } from './run-colours.ts'

export type Pen = CanvasRenderingContext2D

/** CSS colours of the page. */
export type Inks = Record<keyof typeof INK_TOKENS, string>

export const INK_TOKENS = {
  ink: '--ink-1', soft: '--ink-3', dim: '--mark-dim', edge: '--mark-edge', ground: '--canvas', halo: '--halo', grid: '--grid', axis: '--axis', text: '--axis-text', danger: '--danger',
  a: '--sel-a-mark', b: '--sel-b-mark', focus: '--focus',
} as const

/** How a run stands among the others: the higher, the later it is drawn. */
export const TIER = { dimmed: 0, plain: 1, held: 2, chosen: 3 } as const

export interface RunsDrawing {
  starts: ArrayLike<number>
  /** Pixels, x, y by row. */
  pixels: Float64Array
  /** R: TIER of each run. */
  tiers: Uint8Array
  /** R: 0 none, 1 group A, 2 group B. */
  groups: Uint8Array
  /** Whether groups are held: vermilion is theirs then. */
  grouped: boolean
  paint: RunPaint
  shapes: readonly RunShape[]
  /** R: where each run stands, as a row and the share of the way to the next. */
  heads: Float64Array
  /** Whether a clock is held: what comes after it is drawn otherwise. */
  clocked: boolean
  trail: 'path' | 'tail' | 'none'
  /** Runs without paths, as on the map of runs: a dot each. */
  dotsOnly: boolean
  narrow: boolean
}

/** Pixels, by how crowded the picture is. */
export interface Sizes { line: number, alpha: number, first: number, last: number, head: number, dashes: boolean }

/** Few runs are drawn boldly, many are a tissue: one line of it counts little. */
export function sizesOf(runs: number, narrow: boolean): Sizes {
  const by = narrow ? 0.8 : 1
  if (runs <= 12) return { line: 1.8, alpha: 1, first: 2.2 * by, last: 3.6 * by, head: 6.5 * by, dashes: true }
  if (runs <= 60) return { line: 1.3, alpha: 0.7, first: 1.6 * by, last: 2.8 * by, head: 5 * by, dashes: true }
  return { line: 0.9, alpha: 0.4, first: 1.1 * by, last: 2 * by, head: 3.8 * by, dashes: false }
}

/** Rows before the moment from which a tail is drawn. */
export const TAIL = 3

/** From which row on a run's past is seen at a moment. */
export const seenFrom = (start: number, head: number, trail: RunsDrawing['trail']): number =>
  trail === 'path' ? start : trail === 'tail' ? Math.max(start, Math.ceil(head) - TAIL) : Math.floor(head)

/** Runs in the order of drawing: by tier, then as they come. */
export function drawingOrder(tiers: Uint8Array): Uint32Array {
  return Uint32Array.from(tiers.keys()).sort((a, b) => tiers[a] - tiers[b] || a - b)
}

/** A dot grows along its run. */
export const radiusAt = (row: number, from: number, to: number, { first, last }: Sizes): number =>
  to - from > 1 ? first + (last - first) * (row - from) / (to - from - 1) : last

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
      dots(pen, drawing, runs, tier, sizes, inks)
    }
    heads(pen, drawing, runs, tier, sizes, inks)
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

const GREY = -1

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

const across = (pixels: Float64Array, moment: number, axis: 0 | 1): number => {
  const row = Math.floor(moment)
  const share = moment - row
  return share === 0 ? pixels[2 * row + axis] : pixels[2 * row + axis] + share * (pixels[2 * row + 2 + axis] - pixels[2 * row + axis])
}
const moveTo = (pen: Pen, pixels: Float64Array, moment: number): void => pen.moveTo(across(pixels, moment, 0), across(pixels, moment, 1))
const lineTo = (pen: Pen, pixels: Float64Array, moment: number): void => pen.lineTo(across(pixels, moment, 0), across(pixels, moment, 1))

/** One path for all dots of a colour and kind: `add` puts a dot into the batch of its colour. */
class Batches {
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

/** The checkpoints but the one at the moment: solid before it, hollow after. */
function dots(pen: Pen, drawing: RunsDrawing, runs: Uint32Array, tier: number, sizes: Sizes, inks: Inks): void {
  const { pixels, starts, heads: at, trail, clocked, paint, shapes } = drawing
  if (trail === 'none' && !clocked) return
  const [solid, hollow] = [new Batches(), new Batches()]
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
function heads(pen: Pen, drawing: RunsDrawing, runs: Uint32Array, tier: number, sizes: Sizes, inks: Inks): void {
  const { pixels, heads: at, paint, shapes, groups, grouped } = drawing
  const grey = tier === TIER.dimmed
  const radius = sizes.head * (grey ? 0.8 : tier === TIER.chosen ? 1.15 : 1)
  pen.globalAlpha = grey ? 0.7 : 1
  // Groups apart, for their edges differ.
  for (const group of [0, 1, 2]) {
    const members = runs.filter(run => groups[run] === group)
    if (members.length === 0) continue
    const [solid, hollow] = [new Batches(), new Batches()]
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
  if (!drawing.dotsOnly) dots(pen, drawing, only, tier, sizes, inks)
  heads(pen, drawing, only, tier, sizes, inks)
  pen.globalAlpha = 1
}

/** Rings about checkpoints, so far from their dots. */
export function drawRings(pen: Pen, { pixels, starts, heads: at, tiers, narrow }: RunsDrawing, rows: readonly number[], colour: string, gap: number): void {
  if (rows.length === 0) return
  const sizes = sizesOf(tiers.length, narrow)
  const standing = new Map(Array.from(at, (head, run) => [Math.floor(head), { head, run }]))
  pen.strokeStyle = colour
  pen.lineWidth = 1.8
  pen.beginPath()
  for (const row of rows) {
    const there = standing.get(row)
    const moment = there?.head ?? row
    const [x, y] = [across(pixels, Math.min(moment, starts[starts.length - 1] - 1), 0), across(pixels, moment, 1)]
    const radius = (there ? sizes.head : sizes.last) + gap
    pen.moveTo(x + radius, y)
    pen.arc(x, y, radius, 0, 2 * Math.PI)
  }
  pen.stroke()
}

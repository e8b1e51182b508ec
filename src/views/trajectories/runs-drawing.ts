// What there is to draw of training runs: whose colours, how they stand, in which order and how large; and where a run is at a moment. Pure.
import type { RunShape } from './marks.ts'
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

/** Where a run stands on an axis of the page at a moment: between two checkpoints in proportion. */
export const across = (pixels: Float64Array, moment: number, axis: 0 | 1): number => {
  const row = Math.floor(moment)
  const share = moment - row
  return share === 0 ? pixels[2 * row + axis] : pixels[2 * row + axis] + share * (pixels[2 * row + 2 + axis] - pixels[2 * row + axis])
}
export const moveTo = (pen: Pen, pixels: Float64Array, moment: number): void => pen.moveTo(across(pixels, moment, 0), across(pixels, moment, 1))
export const lineTo = (pen: Pen, pixels: Float64Array, moment: number): void => pen.lineTo(across(pixels, moment, 0), across(pixels, moment, 1))

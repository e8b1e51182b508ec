// What lies under and over the runs: grid and axes with ticks, the dotted road from ignorance to truth and its two ends, averages, the arms of three axes.
import { linearTicks } from '../charts/ticks.ts'
import { tick } from '../ui/format.ts'
import type { Rect } from '../map/fit.ts'
import type { Inks, Pen } from './runs-drawing.ts'

export interface AxisSide { /** The values at the plot's two ends, rising. */ low: number, high: number, timeLike: boolean }

const FONT = '"Inter Variable", Inter, system-ui, sans-serif'
const SMALL = `420 11px ${FONT}`
const STRONG = `620 12px ${FONT}`

/** Draws within a box and nothing beyond it, with either pen. */
export function within(pen: Pen, { left, top, right, bottom }: Rect, draw: () => void): void {
  const [width, height] = [right - left, bottom - top]
  if ('clipped' in pen) return (pen as Pen & { clipped(box: { left: number, top: number, width: number, height: number }, draw: () => void): void }).clipped({ left, top, width, height }, draw)
  pen.save()
  pen.beginPath()
  pen.rect(left, top, width, height)
  pen.clip()
  draw()
  pen.restore()
}

/** Ticks of a side with their pixels; about one to every 90 pixels. */
export function ticksOf({ low, high }: AxisSide, from: number, to: number): { value: number, at: number }[] {
  const count = Math.max(2, Math.min(6, Math.round(Math.abs(to - from) / 110)))
  return linearTicks(low, high, count).map(value => ({ value, at: from + (to - from) * (value - low) / (high - low) }))
}

const crisp = (at: number): number => Math.round(at - 0.5) + 0.5

/** Grid, axes and their numbers. A time-like axis is red. */
export function drawAxes(pen: Pen, plot: Rect, x: AxisSide, y: AxisSide, inks: Inks): void {
  const [across, up] = [ticksOf(x, plot.left, plot.right), ticksOf(y, plot.bottom, plot.top)]
  pen.lineWidth = 1
  pen.strokeStyle = inks.grid
  pen.beginPath()
  for (const { at } of across) line(pen, crisp(at), plot.top, crisp(at), plot.bottom)
  for (const { at } of up) line(pen, plot.left, crisp(at), plot.right, crisp(at))
  pen.stroke()
  side(pen, x.timeLike, inks, plot.left - 0.5, crisp(plot.bottom), plot.right, crisp(plot.bottom))
  side(pen, y.timeLike, inks, crisp(plot.left), plot.top, crisp(plot.left), plot.bottom + 0.5)
  pen.font = SMALL
  pen.fillStyle = inks.text
  pen.textBaseline = 'alphabetic'
  pen.textAlign = 'center'
  for (const { value, at } of across) if (at > plot.left + 8 && at < plot.right - 4) pen.fillText(tick(value), at, plot.bottom + 15)
  pen.textAlign = 'right'
  for (const { value, at } of up) if (at > plot.top + 4 && at < plot.bottom - 4) pen.fillText(tick(value), plot.left - 6, at + 4)
  pen.textAlign = 'left'
}

function side(pen: Pen, timeLike: boolean, inks: Inks, x0: number, y0: number, x1: number, y1: number): void {
  pen.strokeStyle = timeLike ? inks.danger : inks.axis
  pen.lineWidth = timeLike ? 2 : 1
  pen.beginPath()
  line(pen, x0, y0, x1, y1)
  pen.stroke()
  pen.lineWidth = 1
}

const line = (pen: Pen, x0: number, y0: number, x1: number, y1: number): void => {
  pen.moveTo(x0, y0)
  pen.lineTo(x1, y1)
}

/** Faint lines at equal steps, where axes mean nothing. */
export function drawGraticule(pen: Pen, { across, down }: { across: readonly number[], down: readonly number[] }, plot: Rect, inks: Inks): void {
  pen.strokeStyle = inks.grid
  pen.lineWidth = 1
  pen.beginPath()
  for (const x of across) line(pen, crisp(x), plot.top, crisp(x), plot.bottom)
  for (const y of down) line(pen, plot.left, crisp(y), plot.right, crisp(y))
  pen.stroke()
}

/** Three axes from their corner, each with its name at its end. `arms`: pixels of the corner and the three ends. */
export function drawArms(pen: Pen, arms: Float64Array, names: readonly string[], timeLike: readonly boolean[], inks: Inks): void {
  for (const k of [0, 1, 2]) {
    const [x, y] = [arms[2 * k + 2], arms[2 * k + 3]]
    pen.strokeStyle = timeLike[k] ? inks.danger : inks.axis
    pen.lineWidth = timeLike[k] ? 2 : 1.2
    pen.beginPath()
    line(pen, arms[0], arms[1], x, y)
    pen.stroke()
    const length = Math.hypot(x - arms[0], y - arms[1])
    // Seen from its end an axis is a point: its name would stand on the corner.
    if (length < 24) continue
    const [dx, dy] = [(x - arms[0]) / length, (y - arms[1]) / length]
    haloed(pen, names[k], x + 10 * dx, y + 10 * dy + 4, dx > 0.4 ? 'left' : dx < -0.4 ? 'right' : 'center', timeLike[k] ? inks.danger : inks.soft, SMALL, inks)
  }
}

/** A path through pixels (x, y, x, y, …). */
function along(pen: Pen, pixels: Float64Array): void {
  pen.beginPath()
  for (let k = 0; k < pixels.length; k += 2) {
    if (k === 0) pen.moveTo(pixels[0], pixels[1])
    else pen.lineTo(pixels[k], pixels[k + 1])
  }
}

export function drawRoad(pen: Pen, road: Float64Array, inks: Inks): void {
  if (road.length === 0) return
  pen.strokeStyle = inks.ink
  pen.lineWidth = 1.7
  pen.lineCap = 'round'
  pen.setLineDash([0.1, 4])
  along(pen, road)
  pen.stroke()
  pen.setLineDash([])
  pen.lineCap = 'butt'
}

/** Thick and dashed, in the colour of the configuration. */
export function drawAverage(pen: Pen, pixels: Float64Array, colour: string, inks: Inks): void {
  if (pixels.length === 0) return
  pen.lineJoin = 'round'
  pen.strokeStyle = inks.halo
  pen.lineWidth = 5
  along(pen, pixels)
  pen.stroke()
  pen.strokeStyle = colour
  pen.lineWidth = 3
  pen.setLineDash([9, 5])
  along(pen, pixels)
  pen.stroke()
  pen.setLineDash([])
}

const ARM = 6

/** The crosses of ignorance and truth, and their names where they cover least of `pixels`. */
export function drawEnds(pen: Pen, road: Float64Array, pixels: Float64Array, plot: Rect, inks: Inks, named = true): void {
  if (road.length === 0) return
  const last = road.length - 2
  for (const [at, name] of [[0, 'ignorance P0'], [last, 'truth P*']] as const) {
    const [x, y] = [road[at], road[at + 1]]
    for (const [colour, width] of [[inks.halo, 5], [inks.ink, 2]] as const) {
      pen.strokeStyle = colour
      pen.lineWidth = width
      pen.beginPath()
      line(pen, x - ARM, y, x + ARM, y)
      line(pen, x, y - ARM, x, y + ARM)
      pen.stroke()
    }
    if (!named || x < plot.left || x > plot.right || y < plot.top || y > plot.bottom) continue
    const place = labelPlace(x, y, at === 0 ? 80 : 52, pixels, plot)
    haloed(pen, name, place.x, place.y, 'left', inks.ink, STRONG, inks)
  }
}

/** Left end and baseline of a word beside a cross: of the eight places the one that covers fewest dots and stays within the plot. */
export function labelPlace(x: number, y: number, width: number, pixels: Float64Array, plot: Rect): { x: number, y: number } {
  const beside = [[10, -6], [10, 16], [-width - 10, 16], [-width - 10, -6], [-width / 2, 22], [-width / 2, -13], [12, 4], [-width - 12, 4]]
  const spots = beside.map(([dx, dy]) => ({ x: x + dx, y: y + dy }))
  let best = spots[0]
  let least = Infinity
  for (const spot of spots) {
    const out = spot.x < plot.left || spot.x + width > plot.right || spot.y - 12 < plot.top || spot.y + 4 > plot.bottom
    let covered = out ? 1e6 : 0
    for (let k = 0; k < pixels.length; k += 2) {
      if (pixels[k] > spot.x - 3 && pixels[k] < spot.x + width + 3 && pixels[k + 1] > spot.y - 13 && pixels[k + 1] < spot.y + 6) covered++
    }
    if (covered < least) [best, least] = [spot, covered]
  }
  return best
}

/** A word with the ground about it. */
export function haloed(pen: Pen, text: string, x: number, y: number, align: CanvasTextAlign, colour: string, font: string, inks: Inks): void {
  pen.font = font
  pen.textAlign = align
  pen.textBaseline = 'alphabetic'
  pen.lineJoin = 'round'
  pen.strokeStyle = inks.halo
  pen.lineWidth = 4
  pen.strokeText(text, x, y)
  pen.fillStyle = colour
  pen.fillText(text, x, y)
  pen.textAlign = 'left'
}

/** Names beside the dots of few runs. */
export function drawNames(pen: Pen, names: readonly string[], pixels: Float64Array, inks: Inks): void {
  names.forEach((name, k) => haloed(pen, name, pixels[2 * k] + 9, pixels[2 * k + 1] + 4, 'left', inks.soft, SMALL, inks))
}

// Where labels go so that they cover neither each other nor what stands on the map, and as few dots as can be. Pure; pixels throughout.
import type { Rect } from './fit.ts'
import type { Size } from './view.ts'

export interface LabelWish {
  key: number
  /** What the label is of. */
  x: number
  y: number
  width: number
  /** In place of the width, where there is no room for all of it. */
  short: number
  /** Of a line where nothing else is said. */
  height?: number
}

export interface LabelPlace {
  key: number
  left: number
  top: number
  width: number
  height?: number
  /** Whether only the short form fits. */
  cut: boolean
  /** Which of the ways round its point it took. */
  way: number
}

const LABEL_HEIGHT = 22

const RINGS = [20, 34, 52, 76, 106, 140, 180]
const TURNS = 16
/** Pixels between labels, and between a label and the rim or what stands on the map. */
const [APART, OFF] = [4, 6]
/** A label covers a dot rather than go so many pixels further. */
const DOT_WORTH = 14
/** Pixels that a dot needs about its middle. */
const DOT = 6
/** Or let its line go under another label. */
const CROSSING = 60
/** It keeps its way round the point unless another is better by so much. */
const STAY = 30

/**
 * In the order of the wishes, each takes the free place with the least distance from its point and the fewest dots under it; where there is none even for the
 * short form, or the point lies outside the frame, it gets none. `dots`: x, y, x, y, …; `before`: ways of the last time.
 */
export function placeLabels(
  wishes: readonly LabelWish[], size: Size, covered: readonly Rect[], dots: ArrayLike<number>, before: ReadonlyMap<number, number> = new Map(),
): LabelPlace[] {
  const count = dotCounter(dots, size)
  const taken: Rect[] = []
  const lines: (readonly [number, number, number, number])[] = []
  const placed: LabelPlace[] = []
  for (const wish of wishes) {
    if (wish.x < 0 || wish.y < 0 || wish.x > size.width || wish.y > size.height) continue
    const found = bestPlace(wish, wish.width, false) ?? bestPlace(wish, wish.short, true)
    if (!found) continue
    const rect = rectOf(found)
    taken.push(rect)
    lines.push([wish.x, wish.y, ...leaderEnd(rect, wish.x, wish.y)])
    placed.push(found)
  }
  return placed

  function bestPlace({ key, x, y, height = LABEL_HEIGHT }: LabelWish, width: number, cut: boolean): LabelPlace | null {
    let best: LabelPlace | null = null
    let least = Infinity
    for (let way = 0; way < RINGS.length * TURNS; way++) {
      const radius = RINGS[Math.floor(way / TURNS)]
      const angle = 2 * Math.PI * (way % TURNS) / TURNS
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const left = Math.round(x + radius * cos + (cos > 0.3 ? 0 : cos < -0.3 ? -width : -width / 2))
      const top = Math.round(y + radius * sin + (sin > 0.8 ? 0 : sin < -0.8 ? -height : -height / 2))
      const place = { key, left, top, width, height, cut, way }
      const rect = rectOf(place)
      if (left < OFF || top < OFF || rect.right > size.width - OFF || rect.bottom > size.height - OFF) continue
      // The ways go outwards, and most are out of the question before anything has to be counted.
      const stay = before.get(key) === way ? STAY : 0
      if (radius - stay >= least) continue
      if (covered.some(other => touch(rect, other, OFF)) || taken.some(other => touch(rect, other, APART))) continue
      const near = radius + DOT_WORTH * count(rect) - stay
      if (near >= least || lines.some(line => crosses(line, rect))) continue
      const [toX, toY] = leaderEnd(rect, x, y)
      const leader = [x, y, toX, toY] as const
      const cost = near + CROSSING * taken.filter(other => crosses(leader, other)).length
      if (cost < least) {
        least = cost
        best = place
      }
    }
    return best
  }
}

export const rectOf = ({ left, top, width, height = LABEL_HEIGHT }: Pick<LabelPlace, 'left' | 'top' | 'width' | 'height'>): Rect => ({ left, top, right: left + width, bottom: top + height })

/** Where a line from a point meets the label: the nearest point of its rim. */
export const leaderEnd = (rect: Rect, x: number, y: number): [number, number] =>
  [Math.min(rect.right, Math.max(rect.left, x)), Math.min(rect.bottom, Math.max(rect.top, y))]

export const touch = (a: Rect, b: Rect, apart: number): boolean =>
  a.left < b.right + apart && b.left < a.right + apart && a.top < b.bottom + apart && b.top < a.bottom + apart

/** Whether a straight line from (x0, y0) to (x1, y1) goes through a rectangle (Liang & Barsky 1984). */
function crosses([x0, y0, x1, y1]: readonly [number, number, number, number], { left, top, right, bottom }: Rect): boolean {
  const [dx, dy] = [x1 - x0, y1 - y0]
  if ((dx === 0 && (x0 < left || x0 > right)) || (dy === 0 && (y0 < top || y0 > bottom))) return false
  // Shares of the way at which it comes in and goes out, along each axis.
  const [inX, outX] = dx === 0 ? [0, 1] : dx > 0 ? [(left - x0) / dx, (right - x0) / dx] : [(right - x0) / dx, (left - x0) / dx]
  const [inY, outY] = dy === 0 ? [0, 1] : dy > 0 ? [(top - y0) / dy, (bottom - y0) / dy] : [(bottom - y0) / dy, (top - y0) / dy]
  return Math.max(0, inX, inY) < Math.min(1, outX, outY)
}

/** Counts dots in a rectangle, to the cell: sums over a grid, so that a question takes no longer where there are more dots. */
function dotCounter(dots: ArrayLike<number>, { width, height }: Size): (rect: Rect) => number {
  const cell = 8
  const [columns, rows] = [Math.ceil(width / cell) + 1, Math.ceil(height / cell) + 1]
  const sums = new Uint32Array((columns + 1) * (rows + 1))
  for (let k = 0; k < dots.length; k += 2) {
    const [column, row] = [Math.floor(dots[k] / cell), Math.floor(dots[k + 1] / cell)]
    if (column >= 0 && row >= 0 && column < columns && row < rows) sums[(row + 1) * (columns + 1) + column + 1]++
  }
  for (let row = 1; row <= rows; row++) {
    for (let column = 1, along = 0; column <= columns; column++) {
      along += sums[row * (columns + 1) + column]
      sums[row * (columns + 1) + column] = sums[(row - 1) * (columns + 1) + column] + along
    }
  }
  const clamp = (at: number, most: number): number => Math.min(most, Math.max(0, at))
  return ({ left, top, right, bottom }) => {
    const [c0, c1] = [clamp(Math.floor((left - DOT) / cell), columns), clamp(Math.ceil((right + DOT) / cell), columns)]
    const [r0, r1] = [clamp(Math.floor((top - DOT) / cell), rows), clamp(Math.ceil((bottom + DOT) / cell), rows)]
    const at = (row: number, column: number): number => sums[row * (columns + 1) + column]
    return at(r1, c1) - at(r0, c1) - at(r1, c0) + at(r0, c0)
  }
}

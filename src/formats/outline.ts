// A lasso as a few whole numbers: simplified as far as it still holds the same places.
import type { Corner } from '../core/polygon.ts'
import { rowsInside } from '../core/polygon.ts'
import { FormatError } from './format-error.ts'
import { LIMITS } from './limits.ts'

/** x and y of the first corner and the length of a step, then each further corner as whole steps across and up from the one before. */
export type OutlineNumbers = readonly number[]

/** Share of the lasso's extent that a corner may be moved by, coarsest first; and steps along that extent. */
const COARSE = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002]
const STEPS = [64, 256, 1024, 4096]

/**
 * The shortest of a few simplifications that hold the same rows of `places` (x, y, x, y, …) as the lasso. Null where none does: the lasso's
 * corners have to be so fine that it says nothing more briefly.
 */
export function outlineNumbers(lasso: readonly Corner[], places: ArrayLike<number>): OutlineNumbers | null {
  if (lasso.length < 3 || lasso.length > LIMITS.outlineCorners * 16) return null
  const wanted = rowsInside(places, lasso).join()
  const extent = extentOf(lasso)
  if (!(extent > 0)) return null
  for (const share of COARSE) {
    const simple = simplified(lasso, share * extent)
    if (simple.length < 3 || simple.length > LIMITS.outlineCorners) continue
    for (const steps of STEPS) {
      const numbers = stepped(simple, Number((extent / steps).toPrecision(3)))
      if (rowsInside(places, cornersOf(numbers)).join() === wanted) return numbers
    }
  }
  return null
}

/** Errors: FormatError for what is no such list. */
export function outlineFrom(numbers: unknown, where: string): readonly Corner[] {
  const list = Array.isArray(numbers) ? numbers as unknown[] : []
  const right = list.length >= 7 && list.length % 2 === 1 && list.length <= 2 * LIMITS.outlineCorners + 1
    && list.every((value): value is number => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e12) && (list[2] as number) > 0
  if (!right) throw new FormatError(`${where} is no lasso that can be drawn: it should be a list of ${7} to ${2 * LIMITS.outlineCorners + 1} numbers.`)
  return cornersOf(list as number[])
}

function cornersOf([x, y, step, ...moves]: OutlineNumbers): Corner[] {
  const corners: Corner[] = [[x, y]]
  let [across, up] = [0, 0]
  for (let at = 0; at < moves.length; at += 2) {
    across += moves[at]
    up += moves[at + 1]
    corners.push([x + across * step, y + up * step])
  }
  return corners
}

function stepped(corners: readonly Corner[], step: number): number[] {
  const [x, y] = corners[0].map(value => Number(value.toPrecision(6)))
  const numbers = [x, y, step]
  let [across, up] = [0, 0]
  for (const [cx, cy] of corners.slice(1)) {
    const [a, u] = [Math.round((cx - x) / step), Math.round((cy - y) / step)]
    numbers.push(a - across || 0, u - up || 0)
    ;[across, up] = [a, u]
  }
  return numbers
}

function extentOf(corners: readonly Corner[]): number {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

/** Corners that lie no further than `off` from the line between those that stay are left out (Douglas & Peucker 1973); both ends stay. */
function simplified(corners: readonly Corner[], off: number): Corner[] {
  const keep = new Uint8Array(corners.length)
  keep[0] = keep[corners.length - 1] = 1
  const spans: [number, number][] = [[0, corners.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    let [farthest, at] = [off, -1]
    for (let k = from + 1; k < to; k++) {
      const away = fromSide(corners[k], corners[from], corners[to])
      if (away > farthest) [farthest, at] = [away, k]
    }
    if (at < 0) continue
    keep[at] = 1
    spans.push([from, at], [at, to])
  }
  return corners.filter((_, k) => keep[k] === 1)
}

function fromSide([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const [dx, dy] = [bx - ax, by - ay]
  const long = dx * dx + dy * dy
  const along = long === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / long))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

// The view that shows a whole map as large as it can without a dot under the legend or the toolbar.
import type { Size, View } from './view.ts'

/** A part of the frame that something else covers, in pixels. */
export interface Rect { left: number, top: number, right: number, bottom: number }

/** Pixels that a dot and its ring need around its middle. */
const DOT = 10
/** A dot that only touches what covers the frame is free, whatever rounding says. */
const FREE = DOT - 0.5
/** What one point alone is shown at. */
const ALONE = 40

/**
 * Tries to fit between the margins or beside what covers the frame, in the middle or against a side, and takes the largest scale that leaves every dot free;
 * where none does, the one that covers fewest. No larger than `most` pixels a unit. places: x, y, x, y, … in potential units.
 */
export function fitView(places: ArrayLike<number>, size: Size, covered: readonly Rect[] = [], { margin = 36, most = Infinity } = {}): View {
  const box = boundsOf(places)
  if (!box) return { x: 0, y: 0, scale: ALONE }
  const { width, height } = size
  const from = (side: number[]) => [...new Set([margin, ...side])]
  const lefts = from(covered.filter(r => r.left + r.right < width).map(r => r.right + DOT))
  const rights = from(covered.filter(r => r.left + r.right >= width).map(r => width - r.left + DOT))
  const tops = from(covered.filter(r => r.top + r.bottom < height).map(r => r.bottom + DOT))
  const bottoms = from(covered.filter(r => r.top + r.bottom >= height).map(r => height - r.top + DOT))
  const looked = sampled(places)
  let best: View = { x: (box.left + box.right) / 2, y: (box.low + box.high) / 2, scale: ALONE }
  let bestHidden = Infinity
  let bestWorth = -1
  for (const left of lefts) for (const right of rights) for (const top of tops) for (const bottom of bottoms) {
    const room = { width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) }
    const scale = scaleOf(box, room, most)
    const spare = { x: room.width - (box.right - box.left) * scale, y: room.height - (box.high - box.low) * scale }
    for (const across of [0, -0.5, 0.5]) for (const down of [0, -0.5, 0.5]) {
      // The pixel of the frame where the middle of the map goes.
      const px = left + room.width / 2 + across * spare.x
      const py = top + room.height / 2 + down * spare.y
      const view = { x: (box.left + box.right) / 2 - (px - width / 2) / scale, y: (box.low + box.high) / 2 + (py - height / 2) / scale, scale }
      // The middle is worth a little less scale.
      const worth = scale * (across === 0 && down === 0 ? 1 : 0.97)
      if (bestHidden === 0 && worth <= bestWorth) continue
      const hidden = hiddenDots(looked, size, view, covered)
      if (hidden < bestHidden || (hidden === bestHidden && worth > bestWorth)) [best, bestHidden, bestWorth] = [view, hidden, worth]
    }
  }
  return best
}

/** Does every dot lie within the frame, with the room it needs? */
export function showsAll(places: ArrayLike<number>, size: Size, view: View): boolean {
  const box = boundsOf(places)
  if (!box) return true
  const [across, down] = [(size.width / 2 - DOT) / view.scale, (size.height / 2 - DOT) / view.scale]
  return box.left >= view.x - across && box.right <= view.x + across && box.low >= view.y - down && box.high <= view.y + down
}

/** Dots that are asked one by one whether something covers them: enough to see where there is a crowd. */
const LOOKED_AT = 2000

/** Every dot, or of many as many evenly spread rows as are looked at. */
function sampled(places: ArrayLike<number>): ArrayLike<number> {
  const rows = places.length / 2
  const step = Math.ceil(rows / LOOKED_AT)
  return step <= 1 ? places : Float64Array.from({ length: 2 * Math.ceil(rows / step) }, (_, k) => places[2 * step * (k >> 1) + (k & 1)])
}

/** Share of the dots whose middles lie within the frame; 1 where there are none. */
export function shareShown(places: ArrayLike<number>, size: Size, view: View): number {
  const [across, down] = [size.width / 2 / view.scale, size.height / 2 / view.scale]
  let shown = 0
  for (let k = 0; k < places.length; k += 2) if (Math.abs(places[k] - view.x) <= across && Math.abs(places[k + 1] - view.y) <= down) shown++
  return places.length === 0 ? 1 : 2 * shown / places.length
}

interface Box { left: number, right: number, low: number, high: number }

function boundsOf(places: ArrayLike<number>): Box | null {
  const box = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity }
  for (let k = 0; k < places.length; k += 2) {
    const [x, y] = [places[k], places[k + 1]]
    if (!Number.isFinite(x + y)) continue
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.low = Math.min(box.low, y)
    box.high = Math.max(box.high, y)
  }
  return box.left <= box.right ? box : null
}

function scaleOf(box: Box, room: Size, most: number): number {
  const scale = Math.min(most, room.width / (box.right - box.left), room.height / (box.high - box.low))
  return Number.isFinite(scale) ? scale : ALONE
}

function hiddenDots(places: ArrayLike<number>, size: Size, view: View, covered: readonly Rect[]): number {
  let hidden = 0
  for (let k = 0; k < places.length; k += 2) {
    const px = size.width / 2 + (places[k] - view.x) * view.scale
    const py = size.height / 2 - (places[k + 1] - view.y) * view.scale
    if (covered.some(r => px > r.left - FREE && px < r.right + FREE && py > r.top - FREE && py < r.bottom + FREE)) hidden++
  }
  return hidden
}

// Which dot is meant: the one under the pointer, or the next one in the direction of an arrow key. Distances are pixels on the screen.
// Not deck's picking: that draws the map again off screen and waits for the answer, at every move of the pointer, and has no reach for fingers.

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The dot under (x, y): of those whose disc holds the point the one drawn last; else the nearest whose rim is within `reach`; else −1.
 * `places` are pixels (x, y, x, y, … by row), `order` the rows as drawn, `radii` in that order.
 */
export function dotAt(places: ArrayLike<number>, order: ArrayLike<number>, radii: ArrayLike<number>, x: number, y: number, reach: number): number {
  let near = -1
  let gap = reach
  for (let k = order.length - 1; k >= 0; k--) {
    const row = order[k]
    const rim = Math.hypot(places[2 * row] - x, places[2 * row + 1] - y) - radii[k]
    if (rim <= 0) return row
    if (rim <= gap && (rim < gap || near < 0)) {
      near = row
      gap = rim
    }
  }
  return near
}

/**
 * The row that an arrow key leads to from (x, y): nearest first, where a step aside counts double, within 60° of the direction;
 * if nothing lies there, the nearest in the whole half plane. −1: nothing lies that way. Pixels, y downwards.
 */
export function neighbourTowards(places: ArrayLike<number>, x: number, y: number, direction: Direction, except: number): number {
  const [ux, uy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction]
  let best = -1
  let bestCost = Infinity
  let fallback = -1
  let fallbackCost = Infinity
  for (let row = 0; row * 2 < places.length; row++) {
    if (row === except) continue
    const dx = places[2 * row] - x
    const dy = places[2 * row + 1] - y
    const ahead = dx * ux + dy * uy
    const aside = Math.abs(dx * uy - dy * ux)
    if (!(ahead > 0)) continue
    const cost = ahead + 2 * aside
    if (aside <= Math.sqrt(3) * ahead) {
      if (cost < bestCost) [best, bestCost] = [row, cost]
    } else if (cost < fallbackCost) {
      [fallback, fallbackCost] = [row, cost]
    }
  }
  return best >= 0 ? best : fallback
}

/** The row nearest to (x, y), −1 where there is none: where the keyboard begins. */
export function nearestTo(places: ArrayLike<number>, x: number, y: number): number {
  let best = -1
  let least = Infinity
  for (let row = 0; row * 2 < places.length; row++) {
    const distance = Math.hypot(places[2 * row] - x, places[2 * row + 1] - y)
    if (distance < least) [best, least] = [row, distance]
  }
  return best
}

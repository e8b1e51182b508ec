// Where probes are drawn: their map fitted into a frame with one scale for both directions, and pictures nudged apart where they would cover one another.

export interface Place { x: number, y: number }

/** `places`: n × 2, second coordinate up. `pad`: pixels left free on each side. All in one point where they coincide. */
export function fitted(places: Float64Array, width: number, height: number, pad: number): Place[] {
  const n = places.length / 2
  const [low, high] = [[Infinity, Infinity], [-Infinity, -Infinity]]
  for (let k = 0; k < places.length; k++) {
    low[k % 2] = Math.min(low[k % 2], places[k])
    high[k % 2] = Math.max(high[k % 2], places[k])
  }
  const [wide, high0] = [high[0] - low[0], high[1] - low[1]]
  const scale = Math.min((width - 2 * pad) / (wide || 1e-300), (height - 2 * pad) / (high0 || 1e-300))
  const unit = Number.isFinite(scale) && wide + high0 > 0 ? scale : 0
  return Array.from({ length: n }, (_, k) => ({
    x: width / 2 + unit * (places[2 * k] - (low[0] + high[0]) / 2),
    y: height / 2 - unit * (places[2 * k + 1] - (low[1] + high[1]) / 2),
  }))
}

const ROUNDS = 80

/** Handwriting is narrower than high. */
const NARROW = 0.8

/** Pixels between a picture and the frame: its outline is seen all round. */
const EDGE = 3

/**
 * Pictures of `size` moved apart along the line between them, each as little as it takes, and kept within the frame. A little overlap is left, so that
 * the map keeps its form.
 */
export function nudged(from: readonly Place[], size: number, width: number, height: number): Place[] {
  const places = from.map(({ x, y }) => ({ x, y }))
  const apart = 0.9 * size
  const half = size / 2 + EDGE
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        const [a, b] = [places[i], places[j]]
        // Those in one point part in a direction that depends on their numbers alone.
        const [dx, dy] = a.x === b.x && a.y === b.y ? [Math.cos(i + j), Math.sin(i + j)] : [(b.x - a.x) / NARROW, b.y - a.y]
        const distance = a.x === b.x && a.y === b.y ? 0 : Math.hypot(dx, dy)
        if (distance >= apart) continue
        const push = 0.25 * (apart - distance) / Math.hypot(dx, dy)
        a.x -= push * dx * NARROW
        b.x += push * dx * NARROW
        a.y -= push * dy
        b.y += push * dy
        moved = Math.max(moved, apart - distance)
      }
    }
    for (const place of places) {
      place.x = Math.min(width - half, Math.max(half, place.x))
      place.y = Math.min(height - half, Math.max(half, place.y))
    }
    if (moved < 0.5) break
  }
  return places
}

/** The probe that an arrow key leads to: the nearest within 45° of its direction. */
export function stepFrom(places: readonly Place[], from: number, key: string): number {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  if (!way) return from
  let [best, least] = [from, Infinity]
  places.forEach(({ x, y }, k) => {
    const [dx, dy] = [x - places[from].x, y - places[from].y]
    const along = dx * way[0] + dy * way[1]
    const aside = Math.abs(dx * way[1] + dy * way[0])
    if (k === from || along <= 0.01 || aside > along) return
    if (along + aside < least) { best = k; least = along + aside }
  })
  return best
}

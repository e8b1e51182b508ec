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

const ROUNDS = 60

/**
 * Squares of `size` moved apart, each as little as it takes, and kept within the frame. Two that overlap part along the direction in which they
 * overlap less; a little overlap is left, so that the picture keeps its form.
 */
export function nudged(from: readonly Place[], size: number, width: number, height: number): Place[] {
  const places = from.map(({ x, y }) => ({ x, y }))
  const apart = 0.86 * size
  const half = size / 2
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        const [a, b] = [places[i], places[j]]
        const [dx, dy] = [b.x - a.x, b.y - a.y]
        const [overX, overY] = [apart - Math.abs(dx), apart - Math.abs(dy)]
        if (overX <= 0 || overY <= 0) continue
        // Those in one point part in a direction that depends on their numbers alone.
        const across = overX < overY || (overX === overY && (i + j) % 2 === 0)
        const push = 0.25 * (across ? overX : overY)
        const side = Math.sign(across ? dx : dy) || 1
        const along = across ? 'x' : 'y'
        a[along] -= side * push
        b[along] += side * push
        moved = Math.max(moved, push)
      }
    }
    for (const place of places) {
      place.x = Math.min(width - half, Math.max(half, place.x))
      place.y = Math.min(height - half, Math.max(half, place.y))
    }
    if (moved < 0.2) break
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

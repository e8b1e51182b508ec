// How dots go from one map to the next: known networks move from where they are seen now, new ones stand where they belong at once.
import type { MapView } from '../../store/state.ts'
import type { Passage } from './layers.ts'

/** Milliseconds between two maps, and of an arrival's ring. */
export const MORPH = 600
/** Milliseconds that an arrival's ring stands still under reduced motion. */
export const STILL = 2000

type Placed = Pick<MapView, 'networks' | 'positions'>

/** The way from what is on screen (the last map, and how far it had come) to a new map. Still: nothing moves. */
export function passageTo(map: Placed, last: { map: Pick<Placed, 'networks'>, passage: Passage } | null, still: boolean): Passage {
  const to = Float32Array.from(map.positions)
  if (!last || still) return { from: to, to, share: 1 }
  const seen = new Map(last.map.networks.map((network, row) => [network.id, row]))
  const from = Float32Array.from(to)
  let moved = false
  map.networks.forEach((network, row) => {
    const before = seen.get(network.id)
    // Another population may use the same ids: only the same seeds make the same network.
    if (before === undefined || last.map.networks[before].weightSeed !== network.weightSeed) return
    for (const axis of [0, 1]) {
      const now = placeNow(last.passage, 2 * before + axis)
      if (now !== to[2 * row + axis]) moved = true
      from[2 * row + axis] = now
    }
  })
  return moved ? { from, to, share: 0 } : { from: to, to, share: 1 }
}

const placeNow = ({ from, to, share }: Passage, at: number): number => from[at] + (to[at] - from[at]) * share

/** An arrival's ring after `age` milliseconds: it closes on its dot from radius 14 to 9.5, once, and is gone. Null: gone, or not yet there. */
export function arrivalRing(age: number, still: boolean): { radius: number, opacity: number } | null {
  if (age < 0 || age >= (still ? STILL : MORPH)) return null
  if (still) return { radius: 9.5, opacity: 1 }
  const t = age / MORPH
  const closed = 1 - (1 - t) ** 3
  return { radius: 14 - 4.5 * closed, opacity: t < 0.8 ? 1 : (1 - t) / 0.2 }
}

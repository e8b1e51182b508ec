// Which moments of a run stand for all of it where there are more than can be compared by their layers.
import { evenly } from '../../core/evenly.ts'
import type { Checkpoints } from '../../core/network.ts'

/** A network's last hidden layer at some moments of its way. */
export interface Hidden {
  steps: Uint32Array
  /** Hidden units. */
  columns: number
  /** Moments × probes × columns. */
  values: Float32Array
  /** Whether more moments were kept than stand here. */
  thinned: boolean
}

/** At most so many checkpoints of all runs together are compared by their representations: every pair of them is, in some seconds. */
export const MOST_COMPARED = 600

/** What each of so many runs may have; fewer than 2 is no way. */
export const momentsEach = (runs: number): number => Math.max(2, Math.floor(MOST_COMPARED / Math.max(1, runs)))

/** Places of at most `most` (from 2) of `count` moments: the first, the last, and evenly between them by their order. */
export const momentsOf = (count: number, most: number): number[] =>
  count <= most ? Array.from({ length: count }, (_, place) => place) : [...evenly(count - 1, most - 1), count - 1]

/** The layers at those moments; null where they were not kept. */
export function hiddenOf({ steps, activations }: Pick<Checkpoints, 'steps' | 'activations'>, probes: number, most: number): Hidden | null {
  if (!activations) return null
  const size = activations.length / steps.length
  const places = momentsOf(steps.length, most)
  const values = new Float32Array(places.length * size)
  places.forEach((place, k) => values.set(activations.subarray(place * size, (place + 1) * size), k * size))
  return { steps: Uint32Array.from(places, place => steps[place]), columns: size / probes, values, thinned: places.length < steps.length }
}

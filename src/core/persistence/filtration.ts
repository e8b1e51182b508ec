// The order in which the edges of a Vietoris–Rips complex appear.
import { condensedOrder, condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { sortByBitsSteps } from './sort-bits.ts'

/** No edge between two vertices within the threshold; larger than every rank. */
export const ABSENT = 0x7fffffff

/** Most points that a filtration takes: an edge's two ends are kept in one 32-bit number. */
export const MOST_POINTS = 0x8000

/**
 * The edges up to a threshold, by rising (length, i, j), i < j: an edge's rank is its place in this order. Lengths are float32 numbers.
 * `pairs[rank]` is i · 2¹⁶ + j.
 */
export interface Filtration { n: number, threshold: number, lengths: Float32Array, pairs: Uint32Array }

export const firstEnd = (pair: number): number => pair >>> 16
export const secondEnd = (pair: number): number => pair & 0xffff

/**
 * The enclosing radius, min over i of max over j of d(i, j): from there on some vertex is joined to all others, the complex is a cone and
 * nothing is left but one component. 0 for fewer than two points.
 */
export function enclosingRadius(lengths: ArrayLike<number>, n: number): number {
  const farthest = new Float64Array(n)
  let pair = 0
  for (let i = 0; i < n; i++) {
    let most = farthest[i]
    for (let j = i + 1; j < n; j++) {
      const length = lengths[pair++]
      if (length > most) most = length
      if (length > farthest[j]) farthest[j] = length
    }
    farthest[i] = most
  }
  return n === 0 ? 0 : farthest.reduce((least, x) => Math.min(least, x), Infinity)
}

/**
 * The distances as float32 numbers. Refuses, naming the first pair, what is negative, NaN, infinite or beyond the range of float32; and
 * a count that n points cannot have. No triangle inequality is asked for.
 */
export function float32Lengths(distances: ArrayLike<number>, n: number): Float32Array {
  if (distances.length !== condensedSize(n)) throw new Error(`${n} points have ${condensedSize(n)} distances, not ${distances.length}.`)
  if (n > MOST_POINTS) throw new Error(`${n} points are too many for persistent homology here; take a sample of at most ${MOST_POINTS}.`)
  const lengths = new Float32Array(distances.length)
  let pair = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      // The added zero turns −0 into 0, so that bit patterns sort as the numbers do.
      const length = Math.fround(distances[pair] + 0)
      if (!(length >= 0 && length < Infinity)) {
        throw new Error(`The distance between ${i} and ${j} is ${distances[pair]}; distances must be finite float32 numbers, not negative.`)
      }
      lengths[pair++] = length
    }
  }
  return lengths
}

/** Number of points: as stated, or as many as the distances are the pairs of (one for no distances at all). */
export const pointsOf = (distances: ArrayLike<number>, n?: number): number => n ?? condensedOrder(distances.length)

/** Edges of length at most `threshold` in the order of the filtration. */
export function* filtrationSteps(lengths: Float32Array, n: number, threshold: number): Steps<Filtration> {
  let within = 0
  for (let pair = 0; pair < lengths.length; pair++) if (lengths[pair] <= threshold) within++
  const kept = new Float32Array(within)
  const pairs = new Uint32Array(within)
  let pair = 0
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const length = lengths[pair++]
      if (length <= threshold) {
        kept[at] = length
        pairs[at++] = i << 16 | j
      }
    }
  }
  const sorted = yield* sortByBitsSteps(new Uint32Array(kept.buffer), pairs)
  return { n, threshold, lengths: new Float32Array(sorted.keys.buffer), pairs: sorted.values }
}

/** n × n: the rank of the edge between two vertices, or ABSENT (also on the diagonal). */
export function rankTable({ n, pairs }: Filtration): Int32Array {
  const ranks = new Int32Array(n * n).fill(ABSENT)
  for (let rank = 0; rank < pairs.length; rank++) {
    const i = firstEnd(pairs[rank])
    const j = secondEnd(pairs[rank])
    ranks[i * n + j] = rank
    ranks[j * n + i] = rank
  }
  return ranks
}

// From potential distances to coordinates: several stochastic layouts, each refined, the best kept; or one gentle walk from a known map.
import { MersenneTwister } from '../mersenne.ts'
import { alignRigid, centred } from '../procrustes.ts'
import type { Steps } from '../steps.ts'
import { classicStart } from './classic.ts'
import type { PhateOptions } from './options.ts'
import { fullSchedule, gentleSchedule, sgdLayout } from './sgd.ts'
import { smacof } from './smacof.ts'
import { rawStress, stress1 } from './stress.ts'

export interface Layout {
  /** N × dims, units of potential distance. */
  points: Float64Array
  /** stress1 of the points. */
  stress: number
  /** What the layout was turned onto, N × dims: the classic start (far larger than the layout), or the map it grew from. */
  anchor: Float64Array
}

type LayoutOptions = Pick<PhateOptions, 'seed' | 'dims' | 'starts' | 'polish'>

/**
 * The layout of least stress among `starts`: the first from the classic start with the pair order of `seed`, as PHATE's own program;
 * the k-th from random places with seed + k. Each takes up to `polish` SMACOF steps before it is judged, so one more start never
 * raises the stress. Centred, and turned or mirrored onto the classic start. `distances`: condensed potential distances.
 */
export function* freshLayout(distances: Float64Array, n: number, { seed, dims, starts, polish }: LayoutOptions): Steps<Layout> {
  const anchor = yield* classicStart(distances, n, dims)
  let best: Float64Array | null = null
  let least = Infinity
  for (let k = 0; k < starts; k++) {
    const points = k === 0 ? anchor.slice() : randomPlaces(distances, n, dims, seed + k)
    const within = shareOf(k, starts)
    yield* within(sgdLayout(points, distances, n, dims, fullSchedule(), seed + k))
    const polished = polish > 0 ? (yield* within(smacof(points, distances, n, dims, polish))).points : points
    const stress = rawStress(polished, distances, n, dims)
    if (best && !(stress < least)) continue
    best = polished
    least = stress
  }
  const points = centred(alignRigid(best ?? anchor, anchor, n, dims), n, dims)
  return { points, stress: stress1(points, distances, n, dims), anchor }
}

/**
 * A layout that sets out from `from` (N × dims) with small steps only: points that are right stay, the others find their place.
 * Turned, mirrored and shifted onto `from`, so that the map does not jump.
 */
export function* warmLayout(distances: Float64Array, n: number, from: Float64Array, { seed, dims, polish }: LayoutOptions): Steps<Layout> {
  const moving = from.slice()
  yield* sgdLayout(moving, distances, n, dims, gentleSchedule(), seed)
  const polished = polish > 0 ? (yield* smacof(moving, distances, n, dims, polish)).points : moving
  const points = alignRigid(polished, from, n, dims)
  return { points, stress: stress1(points, distances, n, dims), anchor: from }
}

/** Uniform in a square (cube) about as large as the distances. */
function randomPlaces(distances: Float64Array, n: number, dims: number, seed: number): Float64Array {
  const side = Math.sqrt(distances.reduce((sum, distance) => sum + distance * distance, 0) / distances.length)
  const random = new MersenneTwister(seed ^ 0x85ebca6b)
  return Float64Array.from({ length: n * dims }, () => (random.unit() - 0.5) * side)
}

/** Passes on an inner algorithm's progress as its part of `count` equal ones. */
function shareOf(k: number, count: number): <T>(inner: Steps<T>) => Steps<T> {
  return function* (inner) {
    for (;;) {
      const next = inner.next()
      if (next.done) return next.value
      yield { stage: next.value.stage, share: (k + next.value.share) / count }
    }
  }
}

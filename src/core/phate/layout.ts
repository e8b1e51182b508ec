// From potential distances to coordinates: several stochastic layouts, each refined, the best kept; or one gentle walk from a known map.
import { MersenneTwister } from '../mersenne.ts'
import { alignRigid, centred } from '../procrustes.ts'
import type { Steps } from '../steps.ts'
import { classicStart } from './classic.ts'
import { diagonalOrder } from './diagonal-order.ts'
import type { NativeSquare } from './native-square.ts'
import { ownSquare } from './native-square.ts'
import type { PhateOptions } from './options.ts'
import type { PairOrder } from './pair-order.ts'
import { fullSchedule, gentleSchedule } from './sgd.ts'
import { shuffledOrder } from './shuffled-order.ts'
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

type LayoutOptions = Pick<PhateOptions, 'seed' | 'dims' | 'starts' | 'polish'> & Partial<Pick<PhateOptions, 'order'>>

/** Epochs after which a start is compared with those before it, and how much worse than the best of them it may be by then. */
const HEAT = 15
const HOPE = 1.05

/** How much worse than the best layout before it a finished one may be and still be polished. */
const NEAR = 1.01

/** Polishing ends where a step takes off less than this share of the raw stress. */
const GAIN = 1e-7

/**
 * The layout of least stress among `starts`: the first from the classic start with the pair order of `seed`, as PHATE's own program;
 * the k-th from random places with seed + k. Starts race: one that is clearly behind those before it half-way is given up, one
 * that ends clearly behind is not polished. Each is judged only by those before it, so one more start never raises the stress.
 * Centred, and turned or mirrored onto the classic start. `distances`: condensed potential distances, and the same as `square` where
 * there is a native job.
 */
export function* freshLayout(
  distances: Float64Array, n: number, { seed, dims, starts, polish, order = 'diagonal' }: LayoutOptions,
  square: NativeSquare | null = ownSquare(distances, n),
): Steps<Layout> {
  const anchor = yield* classicStart(distances, n, dims, square)
  const etas = fullSchedule()
  let best = anchor
  let least = Infinity
  let leastHalfway = Infinity
  let leastUnpolished = Infinity
  for (let k = 0; k < starts; k++) {
    const points = k === 0 ? anchor.slice() : randomPlaces(distances, n, dims, seed + k)
    const mark = square?.native.mark() ?? 0
    const pairs = pairOrder(order, distances, n, dims, seed + k, square)
    yield* within(pairs.epochs(points, etas.subarray(0, HEAT)), 2 * k, 2 * starts)
    const halfway = rawStress(points, distances, n, dims, square)
    const behind = halfway > HOPE * leastHalfway
    leastHalfway = Math.min(leastHalfway, halfway)
    if (!behind) yield* within(pairs.epochs(points, etas.subarray(HEAT)), 2 * k + 1, 2 * starts)
    square?.native.release(mark)
    if (behind) continue
    const unpolished = rawStress(points, distances, n, dims, square)
    if (unpolished > NEAR * leastUnpolished) continue
    leastUnpolished = Math.min(leastUnpolished, unpolished)
    const polished = polish > 0 ? (yield* within(smacof(points, distances, n, dims, polish, GAIN, square), k, starts)).points : points
    const stress = rawStress(polished, distances, n, dims, square)
    if (!(stress < least)) continue
    best = polished
    least = stress
  }
  const points = centred(alignRigid(best, anchor, n, dims), n, dims)
  return { points, stress: stress1(points, distances, n, dims, square), anchor }
}

/**
 * A layout that sets out from `from` (N × dims) with small steps only: points that are right stay, the others find their place.
 * Turned, mirrored and shifted onto `from`, so that the map does not jump.
 */
export function* warmLayout(
  distances: Float64Array, n: number, from: Float64Array, { seed, dims, polish, order = 'diagonal' }: LayoutOptions,
  square: NativeSquare | null = ownSquare(distances, n),
): Steps<Layout> {
  const moving = from.slice()
  const mark = square?.native.mark() ?? 0
  yield* pairOrder(order, distances, n, dims, seed, square).epochs(moving, gentleSchedule())
  square?.native.release(mark)
  const polished = polish > 0 ? (yield* smacof(moving, distances, n, dims, polish, GAIN, square)).points : moving
  const points = alignRigid(polished, from, n, dims)
  return { points, stress: stress1(points, distances, n, dims, square), anchor: from }
}

function pairOrder(order: PhateOptions['order'], distances: Float64Array, n: number, dims: number, seed: number, square: NativeSquare | null): PairOrder {
  return (order === 'diagonal' ? diagonalOrder : shuffledOrder)(distances, n, dims, seed, square)
}

/** Uniform in a square (cube) about as large as the distances. */
function randomPlaces(distances: Float64Array, n: number, dims: number, seed: number): Float64Array {
  let size = 0
  for (const distance of distances) size += distance * distance
  const side = Math.sqrt(size / distances.length)
  const random = new MersenneTwister(seed ^ 0x85ebca6b)
  return Float64Array.from({ length: n * dims }, () => (random.unit() - 0.5) * side)
}

/** Passes on an inner algorithm's progress as the k-th of `count` equal parts. */
function* within<T>(inner: Steps<T>, k: number, count: number): Steps<T> {
  for (;;) {
    const next = inner.next()
    if (next.done) return next.value
    yield { stage: next.value.stage, share: (k + next.value.share) / count }
  }
}

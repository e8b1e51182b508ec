// The published program's order of pairs: all of them in one list, shuffled anew before every epoch.
import { condensedRow } from '../condensed.ts'
import { MersenneTwister } from '../mersenne.ts'
import type { NativeSquare } from './native-square.ts'
import type { PairOrder } from './pair-order.ts'
import { partingDirection } from './pair-order.ts'

/** Pairs moved (or shuffled) between two looks at the outside world. */
const PAIRS_A_STEP = 200_000
const NATIVE_PAIRS_A_STEP = 1_000_000

/** All pairs i < j of n points, in condensed order, packed as i·2¹⁶ + j: 4 bytes a pair. */
export function packedPairs(n: number): Uint32Array {
  refuseTooMany(n)
  const pairs = new Uint32Array(n * (n - 1) / 2)
  let at = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs[at++] = i * 65536 + j
  return pairs
}

function refuseTooMany(n: number): void {
  if (n > 65536) throw new Error(`${n} points are too many for one layout; at most 65536.`)
}

/** Fisher–Yates from the end, for places last … first ≥ 1; the list stays shuffled for the next call. */
export function shufflePairs(pairs: Uint32Array, random: MersenneTwister, last = pairs.length - 1, first = 1): void {
  for (let i = last; i >= first; i--) {
    const j = random.upTo(i)
    const swap = pairs[i]
    pairs[i] = pairs[j]
    pairs[j] = swap
  }
}

/** The order of MT19937(seed). `distances`: condensed targets, and the same as `square` where there is a native job. */
export function shuffledOrder(distances: Float64Array, n: number, dims: number, seed: number, square: NativeSquare | null): PairOrder {
  const list = square ? nativeList(square, dims, seed) : twinList(distances, n, dims, seed)
  const step = square ? NATIVE_PAIRS_A_STEP : PAIRS_A_STEP
  const size = n * (n - 1) / 2
  return {
    * epochs(points, etas) {
      const moving = list.movable(points)
      for (let epoch = 0; epoch < etas.length; epoch++) {
        for (let last = size - 1; last >= 1; last -= step) {
          list.shuffle(last, Math.max(1, last - step + 1))
          if (last > step) yield { stage: 'layout', share: epoch / etas.length }
        }
        for (let from = 0; from < size; from += step) {
          moving.move(from, Math.min(size, from + step), Math.min(1, etas[epoch]))
          yield { stage: 'layout', share: (epoch + from / size) / etas.length }
        }
      }
      moving.settle()
    },
  }
}

interface PairList {
  shuffle(last: number, first: number): void
  /** Ways to move these points by pairs from … to − 1 of the list, and to bring them home. */
  movable(points: Float64Array): { move: (from: number, to: number, mu: number) => void, settle: () => void }
}

function nativeList({ native, pointer, n, stride }: NativeSquare, dims: number, seed: number): PairList {
  refuseTooMany(n)
  const [ax, ay, az = 0] = partingDirection(dims, seed)
  const state = native.alloc(625 * 4)
  const pairs = native.alloc(n * (n - 1) / 2 * 4)
  const place = native.alloc(n * dims * 8)
  native.phate.seedTwister(state, seed)
  native.phate.packPairs(n, pairs)
  return {
    shuffle: (last, first) => native.phate.shufflePairs(state, pairs, last, first),
    movable: points => {
      native.f64(place, n * dims).set(points)
      return {
        move: (from, to, mu) => {
          if (dims === 2) native.phate.moveFlatPairs(pairs, from, to, pointer, stride, place, mu, ax, ay)
          else native.phate.moveSolidPairs(pairs, from, to, pointer, stride, place, mu, ax, ay, az)
        },
        settle: () => points.set(native.f64(place, n * dims)),
      }
    },
  }
}

function twinList(distances: Float64Array, n: number, dims: number, seed: number): PairList {
  const pairs = packedPairs(n)
  const random = new MersenneTwister(seed)
  return {
    shuffle: (last, first) => shufflePairs(pairs, random, last, first),
    movable: points => {
      const mover = new PairMover(points, distances, n, dims, seed)
      return { move: (from, to, mu) => mover.move(pairs, from, to, mu), settle: () => { /* They were moved where they are. */ } }
    },
  }
}

class PairMover {
  readonly #points: Float64Array
  readonly #distances: Float64Array
  readonly #dims: number
  readonly #rowAt: Float64Array
  readonly #apart: Float64Array

  constructor(points: Float64Array, distances: Float64Array, n: number, dims: number, seed: number) {
    this.#points = points
    this.#distances = distances
    this.#dims = dims
    this.#rowAt = Float64Array.from({ length: n }, (_, i) => condensedRow(i, n))
    this.#apart = partingDirection(dims, seed)
  }

  move(pairs: Uint32Array, from: number, to: number, mu: number): void {
    if (this.#dims === 2) this.#move2(pairs, from, to, mu)
    else this.#move3(pairs, from, to, mu)
  }

  // The order of operations is the published program's, so that its bits come out.
  #move2(pairs: Uint32Array, from: number, to: number, mu: number): void {
    const points = this.#points
    const distances = this.#distances
    const rowAt = this.#rowAt
    for (let p = from; p < to; p++) {
      const pair = pairs[p]
      const first = pair >>> 16
      const second = pair & 65535
      const target = distances[rowAt[first] + second]
      const i = 2 * first
      const j = 2 * second
      const dx = points[i] - points[j]
      const dy = points[i + 1] - points[j + 1]
      const length = Math.sqrt(dx * dx + dy * dy)
      if (length === 0) {
        this.#part(i, j, mu * target)
        continue
      }
      const r = (mu * (length - target)) / (2 * length)
      const rx = r * dx
      const ry = r * dy
      points[i] -= rx
      points[i + 1] -= ry
      points[j] += rx
      points[j + 1] += ry
    }
  }

  #move3(pairs: Uint32Array, from: number, to: number, mu: number): void {
    const points = this.#points
    for (let p = from; p < to; p++) {
      const first = pairs[p] >>> 16
      const second = pairs[p] & 65535
      const target = this.#distances[this.#rowAt[first] + second]
      const i = 3 * first
      const j = 3 * second
      const dx = points[i] - points[j]
      const dy = points[i + 1] - points[j + 1]
      const dz = points[i + 2] - points[j + 2]
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz)
      if (length === 0) {
        this.#part(i, j, mu * target)
        continue
      }
      const r = (mu * (length - target)) / (2 * length)
      points[i] -= r * dx
      points[i + 1] -= r * dy
      points[i + 2] -= r * dz
      points[j] += r * dx
      points[j + 1] += r * dy
      points[j + 2] += r * dz
    }
  }

  #part(i: number, j: number, by: number): void {
    for (let k = 0; k < this.#dims; k++) {
      this.#points[i + k] += by / 2 * this.#apart[k]
      this.#points[j + k] -= by / 2 * this.#apart[k]
    }
  }
}

// The layout itself: metric multidimensional scaling by stochastic gradient descent, one pair of points at a time.
import { condensedRow } from '../condensed.ts'
import { MersenneTwister } from '../mersenne.ts'
import type { Steps } from '../steps.ts'

/** Pairs moved (or shuffled) between two looks at the outside world. */
const PAIRS_A_STEP = 200_000

/** Step sizes of the full schedule: exp(−e ln(100)/29) for e = 0 … 29, from 1 down to 0.01. */
export function fullSchedule(): Float64Array {
  return schedule(1, 0.01, 30)
}

/** A schedule for a layout that is nearly right: 15 epochs from 0.1 down to 0.01, so that nothing jumps. */
export function gentleSchedule(): Float64Array {
  return schedule(0.1, 0.01, 15)
}

function schedule(from: number, to: number, epochs: number): Float64Array {
  return Float64Array.from({ length: epochs }, (_, e) => from * Math.exp(-e * Math.log(from / to) / (epochs - 1)))
}

/** All pairs i < j of n points, in condensed order, packed as i·2¹⁶ + j: 4 bytes a pair. */
export function packedPairs(n: number): Uint32Array {
  if (n > 65536) throw new Error(`${n} points are too many for one layout; at most 65536.`)
  const pairs = new Uint32Array(n * (n - 1) / 2)
  let at = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs[at++] = i * 65536 + j
  return pairs
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

/**
 * Moves `points` (N × dims, in place) through every epoch of `etas`: all pairs in an order shuffled anew each epoch by MT19937(seed),
 * weights 1, each pair moved apart or together by mu = min(1, eta) of what its distance is off
 * (Zheng, Pawar and Goodman, IEEE TVCG 25, 2019). `distances`: condensed targets.
 * Coincident points are left alone if they should coincide, else moved apart along a direction that the seed fixes.
 */
export function* sgdLayout(points: Float64Array, distances: Float64Array, n: number, dims: number, etas: Float64Array, seed: number): Steps<void> {
  const pairs = packedPairs(n)
  const random = new MersenneTwister(seed)
  const mover = new PairMover(points, distances, n, dims, seed)
  for (let epoch = 0; epoch < etas.length; epoch++) {
    for (let last = pairs.length - 1; last >= 1; last -= PAIRS_A_STEP) {
      shufflePairs(pairs, random, last, Math.max(1, last - PAIRS_A_STEP + 1))
      if (last > PAIRS_A_STEP) yield { stage: 'layout', share: epoch / etas.length }
    }
    for (let from = 0; from < pairs.length; from += PAIRS_A_STEP) {
      mover.move(pairs, from, Math.min(pairs.length, from + PAIRS_A_STEP), Math.min(1, etas[epoch]))
      yield { stage: 'layout', share: (epoch + from / pairs.length) / etas.length }
    }
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
    const random = new MersenneTwister(seed ^ 0x9e3779b9)
    const direction = Float64Array.from({ length: dims }, () => random.unit() - 0.5)
    const length = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0))
    this.#apart = direction.map(x => x / length)
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

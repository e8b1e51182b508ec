// An order of pairs for streaming: points get random labels, and pairs come by the difference of their labels, one cyclic diagonal of the
// distance table after the other, the diagonals in random order. Pairs that follow one another share no point (but for the three
// narrowest diagonals), so that four are moved at once; and distances are read in the order in which they lie.
import { condensedIndex } from '../condensed.ts'
import { below, deriveSeed, mulberry32, shuffled } from '../random.ts'
import { allocAxes, putAxes, takeAxes } from './native-axes.ts'
import type { NativeSquare } from './native-square.ts'
import type { PairOrder } from './pair-order.ts'
import { partingDirection } from './pair-order.ts'

/** Epochs after which the points are labelled anew. Gathering the distances costs an epoch or two; doing it oftener gained nothing measurable. */
const RELABEL = 15

/** Pairs moved (or gathered) between two looks at the outside world. */
const PAIRS_A_STEP = 200_000
const NATIVE_PAIRS_A_STEP = 4_000_000

/**
 * Diagonal s = 1 … ⌊n/2⌋ holds the pairs of labels (i, i + s mod n), i = 0 … n − 1 in turn (half of them where 2s = n): every pair
 * once an epoch. `distances`: condensed targets, and the same as `square` where there is a native job; both ways give the same bits.
 */
export function diagonalOrder(distances: Float64Array, n: number, dims: number, seed: number, square: NativeSquare | null): PairOrder {
  const table = square ? nativeDiagonals(square, dims, seed) : twinDiagonals(distances, n, dims, seed)
  const random = mulberry32(deriveSeed('diagonal order', seed))
  const half = Math.floor(n / 2)
  const step = Math.max(1, Math.floor((square ? NATIVE_PAIRS_A_STEP : PAIRS_A_STEP) / n))
  const order = Uint32Array.from({ length: half }, (_, place) => place)
  let labels = shuffled(n, random)
  let epoch = 0
  return {
    * epochs(points, etas) {
      table.put(points, labels)
      for (let e = 0; e < etas.length; e++, epoch++) {
        const share = e / etas.length
        if (epoch % RELABEL === 0) {
          table.take(points, labels)
          if (epoch > 0) labels = shuffled(n, random)
          table.put(points, labels)
          for (let i = 0; i < n; i += 8 * step) {
            table.gather(i, Math.min(n, i + 8 * step), labels)
            yield { stage: 'layout', share }
          }
        }
        shuffleAgain(order, random)
        for (let k = 0; k < half; k += step) {
          table.move(order, k, Math.min(half, k + step), Math.min(1, etas[e]))
          yield { stage: 'layout', share: share + k / half / etas.length }
        }
      }
      table.take(points, labels)
    },
  }
}

/** Fisher–Yates in place. */
function shuffleAgain(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1, random)
    const kept = order[last]
    order[last] = order[other]
    order[other] = kept
  }
}

interface Diagonals {
  /** The points to move, label i on point labels[i]. */
  put(points: Float64Array, labels: Uint32Array): void
  take(points: Float64Array, labels: Uint32Array): void
  /** Fills the diagonals for labels from … to − 1. */
  gather(from: number, to: number, labels: Uint32Array): void
  /** Moves the pairs of diagonals order[from … to − 1] + 1. */
  move(order: Uint32Array, from: number, to: number, mu: number): void
}

function nativeDiagonals({ native, pointer, n, stride }: NativeSquare, dims: number, seed: number): Diagonals {
  const half = Math.floor(n / 2)
  const axes = allocAxes(native, n, dims)
  const apart = native.put(partingDirection(dims, seed))
  const labelled = native.alloc(n * 4)
  const turns = native.alloc(half * 4)
  const diagonals = native.alloc(half * n * 8)
  return {
    put: (points, labels) => putAxes(native, axes, points, n, dims, labels),
    take: (points, labels) => void takeAxes(native, axes, n, dims, labels, points),
    gather: (from, to, labels) => {
      if (from === 0) native.u32(labelled, n).set(labels)
      native.phate.cyclicDiagonals(pointer, n, stride, labelled, from, to, diagonals)
    },
    move: (order, from, to, mu) => {
      if (from === 0) native.u32(turns, half).set(order)
      native.phate.moveDiagonals(turns, from, to, n, diagonals, mu, ...axes, apart)
    },
  }
}

function twinDiagonals(distances: Float64Array, n: number, dims: number, seed: number): Diagonals {
  const half = Math.floor(n / 2)
  const apart = partingDirection(dims, seed)
  const moving = new Float64Array(n * dims)
  const diagonals = new Float64Array(half * n)
  return {
    put: (points, labels) => {
      for (let i = 0; i < n; i++) for (let k = 0; k < dims; k++) moving[i * dims + k] = points[labels[i] * dims + k]
    },
    take: (points, labels) => {
      for (let i = 0; i < n; i++) for (let k = 0; k < dims; k++) points[labels[i] * dims + k] = moving[i * dims + k]
    },
    gather: (from, to, labels) => {
      for (let s = 1; s <= half; s++) {
        for (let i = from; i < to; i++) diagonals[(s - 1) * n + i] = distances[condensedIndex(labels[i], labels[(i + s) % n], n)]
      }
    },
    move: (order, from, to, mu) => {
      for (let k = from; k < to; k++) {
        const s = order[k] + 1
        const count = 2 * s === n ? s : n
        for (let i = 0; i < count; i++) movePair(moving, i * dims, (i + s) % n * dims, dims, diagonals[order[k] * n + i], mu, apart)
      }
    },
  }
}

function movePair(points: Float64Array, i: number, j: number, dims: number, target: number, mu: number, apart: Float64Array): void {
  let square = 0
  for (let k = 0; k < dims; k++) square += (points[i + k] - points[j + k]) * (points[i + k] - points[j + k])
  const length = Math.sqrt(square)
  const half = mu * 0.5
  const r = half * ((length - target) / length)
  for (let k = 0; k < dims; k++) {
    const move = length === 0 ? -(half * target) * apart[k] : r * (points[i + k] - points[j + k])
    points[i + k] -= move
    points[j + k] += move
  }
}

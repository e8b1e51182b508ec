// PHATE's kernel straight from points: rows of distances are computed block by block and only what is near is kept.
import { addSquaredDifferences } from '../differences.ts'
import { SLICE } from '../matrix.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { checkPoints } from './input.ts'
import type { Kernel } from './kernel.ts'
import { affinity, clampedKnn } from './kernel.ts'
import type { PhateOptions } from './options.ts'

/** Points whose distances to all others are held at a time. */
const BLOCK = 32

/** Affinities of one point to the others, before the mean with theirs to it is taken; columns ascending. */
interface Row { column: Uint32Array, value: Float64Array }

/**
 * The kernel of `decayKernel` for Euclidean distances among points (n × d, row-major; n ≥ 3), in N·32 doubles beside the result. About
 * N² d multiply-adds. It agrees with the other way to rounding; only where a point has knn copies of itself or more is its tiny bandwidth
 * taken from the median of its own positive distances, not of all: the limit is the same.
 */
export function* kernelOfPointsSteps(points: Float64Array, n: number, d: number, options: Pick<PhateOptions, 'knn' | 'decay' | 'anisotropy'>): Steps<Kernel> {
  checkPoints(points, n, d)
  if (n < 3) throw new Error(`PHATE was given ${n} points; it needs at least 3.`)
  const knn = clampedKnn(options.knn, n)
  const bandwidth = new Float64Array(n)
  const directed: Row[] = []
  const squares = new Squares(points, n, d)
  let work = 0
  for (let from = 0; from < n; from += BLOCK) {
    const count = Math.min(BLOCK, n - from)
    squares.of(from, count).forEach((own, i) => {
      bandwidth[from + i] = bandwidthOf(own, from + i, knn)
      directed.push(affinitiesOf(own, from + i, bandwidth[from + i], options.decay))
    })
    work += count * n * d
    if (work > SLICE) {
      yield { stage: 'kernel', share: from / n }
      work = 0
    }
  }
  return weighted({ ...meanOfBoth(directed), bandwidth, knn }, options.anisotropy)
}

/** Squared distances of a block of points to all, compiled where that is possible: both ways give the same bits. */
class Squares {
  readonly #points: Float64Array
  readonly #n: number
  readonly #d: number
  readonly #native: Native | null = openNative()
  /** Rows and columns as the compiled kernel wants them: fours of points, pairs of coordinates. */
  readonly #width: number
  readonly #stride: number
  readonly #pointsAt: number = 0
  readonly #sumsAt: number = 0

  constructor(points: Float64Array, n: number, d: number) {
    this.#points = points
    this.#n = n
    this.#d = d
    this.#width = Math.ceil(n / 4) * 4
    this.#stride = d + d % 2
    if (!this.#native) return
    const size = this.#width * this.#stride
    this.#pointsAt = this.#native.alloc(8 * size)
    this.#sumsAt = this.#native.alloc(8 * BLOCK * this.#width)
    const padded = this.#native.f64(this.#pointsAt, size).fill(0)
    for (let i = 0; i < n; i++) padded.set(points.subarray(i * d, (i + 1) * d), i * this.#stride)
  }

  /** Of points from … from + count − 1, count a multiple of 4 or all that are left: row i of the result belongs to point from + i. */
  of(from: number, count: number): Float64Array[] {
    const native = this.#native
    const sums = native ? native.f64(this.#sumsAt, BLOCK * this.#width).fill(0) : new Float64Array(count * this.#width)
    const row = 8 * this.#stride
    if (native) {
      const fours = Math.ceil(count / 4) * 4
      native.pairs.addSquaredDifferences(
        this.#pointsAt + from * row, this.#stride, fours, this.#pointsAt, this.#stride, this.#width, this.#stride, this.#sumsAt, this.#width, 0,
      )
    } else {
      const band = (start: number, size: number): { values: Float64Array, start: number, count: number, stride: number } =>
        ({ values: this.#points, start: start * this.#d, count: size, stride: this.#d })
      addSquaredDifferences(band(from, count), band(0, this.#n), 0, this.#d, sums, this.#width)
    }
    return Array.from({ length: count }, (_, i) => sums.subarray(i * this.#width, i * this.#width + this.#n))
  }
}

function bandwidthOf(squares: Float64Array, i: number, knn: number): number {
  const nearest = new Float64Array(knn).fill(Infinity)
  for (let j = 0; j < squares.length; j++) {
    if (j === i || squares[j] >= nearest[knn - 1]) continue
    let at = knn - 1
    for (; at > 0 && nearest[at - 1] > squares[j]; at--) nearest[at] = nearest[at - 1]
    nearest[at] = squares[j]
  }
  if (nearest[knn - 1] > 0) return Math.sqrt(nearest[knn - 1])
  const positive = squares.filter(square => square > 0).sort()
  return positive.length > 0 ? 1e-12 * Math.sqrt(positive[positive.length >> 1]) : 0
}

function affinitiesOf(squares: Float64Array, i: number, bandwidth: number, decay: number): Row {
  // No affinity survives beyond this: −ln(1e-4) = 9.21.
  const reach = (bandwidth * 9.3 ** (1 / decay)) ** 2
  const column: number[] = []
  const value: number[] = []
  for (let j = 0; j < squares.length; j++) {
    if (squares[j] > reach) continue
    const near = j === i || squares[j] === 0 ? 1 : affinity(Math.sqrt(squares[j]), bandwidth, decay)
    if (near === 0) continue
    column.push(j)
    value.push(near)
  }
  return { column: Uint32Array.from(column), value: Float64Array.from(value) }
}

/** (k + k')/2: each row merged with the column of the same number. */
function meanOfBoth(directed: Row[]): Pick<Kernel, 'n' | 'rows' | 'column' | 'value'> {
  const n = directed.length
  const transposed = transpose(directed)
  const rows = new Uint32Array(n + 1)
  const both = directed.map((out, i) => merged(out, transposed[i]))
  for (let i = 0; i < n; i++) rows[i + 1] = rows[i] + both[i].column.length
  const column = new Uint32Array(rows[n])
  const value = new Float64Array(rows[n])
  for (let i = 0; i < n; i++) {
    column.set(both[i].column, rows[i])
    value.set(both[i].value, rows[i])
  }
  return { n, rows, column, value }
}

function transpose(directed: Row[]): Row[] {
  const n = directed.length
  const sizes = new Uint32Array(n)
  for (const { column } of directed) for (const j of column) sizes[j]++
  const result = Array.from(sizes, (size): Row => ({ column: new Uint32Array(size), value: new Float64Array(size) }))
  sizes.fill(0)
  directed.forEach(({ column, value }, i) => {
    column.forEach((j, k) => {
      result[j].column[sizes[j]] = i
      result[j].value[sizes[j]++] = value[k]
    })
  })
  return result
}

function merged(a: Row, b: Row): Row {
  const column: number[] = []
  const value: number[] = []
  let p = 0
  let q = 0
  while (p < a.column.length || q < b.column.length) {
    const left = p < a.column.length ? a.column[p] : Infinity
    const right = q < b.column.length ? b.column[q] : Infinity
    const here = Math.min(left, right)
    let sum = 0
    if (left === here) sum += a.value[p++]
    if (right === here) sum += b.value[q++]
    column.push(here)
    value.push(sum / 2)
  }
  return { column: Uint32Array.from(column), value: Float64Array.from(value) }
}

/** Adds row sums, and K_ij / (q_i q_j)ᵃ where a > 0. */
function weighted(kernel: Omit<Kernel, 'sums'>, anisotropy: number): Kernel {
  const { n, rows, column, value } = kernel
  const sums = rowSums(kernel)
  if (anisotropy === 0) return { ...kernel, sums }
  const weights = sums.map(q => q ** anisotropy)
  const divided = new Float64Array(value.length)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) divided[k] = value[k] / (weights[i] * weights[column[k]])
  return { ...kernel, value: divided, sums: rowSums({ n, rows, value: divided }) }
}

function rowSums({ n, rows, value }: Pick<Kernel, 'n' | 'rows' | 'value'>): Float64Array {
  const sums = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) sums[i] += value[k]
  return sums
}

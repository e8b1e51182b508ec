// The Krylov space of krylov.ts with table, basis and images in the compiled kernels' memory, where most of its time goes into products of long rows.
import type { LeadingEigen, Space } from '../krylov.ts'
import { ritzPairs } from '../krylov.ts'
import { MersenneTwister } from '../mersenne.ts'
import type { Native } from '../native/native.ts'

/** Wider than in TypeScript: a tenth axis that is hardly longer than the eleventh takes long, but less than all axes of a table of 2,000 (8 s against .5 s). */
const WIDEST = 400

/** Vectors that the kernel multiplies at a time. */
const TOGETHER = 4

/** A symmetric n × n table in the memory, each row `stride` bytes. */
export interface HeldTable { native: Native, pointer: number, n: number, stride: number }

/** A copy of a row-major table. */
export function holdTable(native: Native, matrix: Float64Array, n: number): HeldTable {
  const width = n + n % 2
  const pointer = native.alloc(n * width * 8)
  const rows = native.f64(pointer, n * width)
  if (width === n) rows.set(matrix)
  else {
    for (let i = 0; i < n; i++) {
      rows.set(matrix.subarray(i * n, (i + 1) * n), i * width)
      rows[i * width + n] = 0
    }
  }
  return { native, pointer, n, stride: width * 8 }
}

/** Orthonormal vectors and their images. Nothing may be put into the memory while it is in use: views would die. */
export class TableSpace implements Space {
  size = 0
  readonly widest = WIDEST
  readonly #table: HeldTable
  readonly #block: number
  readonly #random = new MersenneTwister(5489)
  readonly #basis: number
  readonly #images: number
  readonly #factors: number
  readonly #spare: number
  readonly #rows: Float64Array
  readonly #imaged: Float64Array
  readonly #held: Float64Array
  /** Row i: products of vector i with the images of vectors 0 … i. */
  readonly #projected: Float64Array[] = []

  constructor(table: HeldTable, block: number) {
    const { native, n, stride } = table
    // The last block may be wider than what is left, and a product takes four vectors at least.
    const rows = Math.min(n, WIDEST) + block + TOGETHER
    this.#table = table
    this.#block = block
    this.#basis = native.alloc(rows * stride)
    this.#images = native.alloc(rows * stride)
    this.#spare = native.alloc(2 * stride)
    this.#factors = native.alloc(rows * 8)
    this.#rows = native.f64(this.#basis, rows * stride / 8)
    this.#imaged = native.f64(this.#images, rows * stride / 8)
    this.#held = native.f64(this.#factors, rows)
  }

  grow(): number {
    const { native: { table: kernel }, pointer, n, stride } = this.#table
    const room = Math.min(this.#block, n - this.size)
    const newest = this.size - this.#block
    // Only what is used is touched: the room is for the widest.
    for (const numbers of [this.#rows, this.#imaged]) numbers.fill(0, this.size * stride / 8, (this.size + room + TOGETHER) * stride / 8)
    for (let k = 0; k < room; k++) this.#orthonormal(this.size + k, newest + k)
    kernel.tableTimes(pointer, stride, 0, n, this.#row(this.#basis, this.size), Math.ceil(room / TOGETHER) * TOGETHER, this.#row(this.#images, this.size))
    for (let i = this.size; i < this.size + room; i++) {
      kernel.products(this.#images, stride, i + 1, this.#row(this.#basis, i), this.#factors)
      this.#projected.push(this.#held.slice(0, i + 1))
    }
    this.size += room
    return room
  }

  leading(count: number): LeadingEigen & { residual: number } {
    const { native, n, stride } = this.#table
    const m = this.size
    const { ritz, order, largest } = ritzPairs(this.#projected)
    const values = new Float64Array(count)
    const vectors = new Float64Array(count * n)
    const image = this.#spare + stride
    let residual = 0
    for (let k = 0; k < Math.min(count, m); k++) {
      values[k] = ritz.values[order[k]]
      for (let i = 0; i < m; i++) this.#held[i] = -ritz.vectors[order[k] * m + i]
      native.f64(this.#spare, stride / 4).fill(0)
      native.table.takeOff(this.#basis, stride, m, this.#factors, this.#spare)
      native.table.takeOff(this.#images, stride, m, this.#factors, image)
      vectors.set(native.f64(this.#spare, n), k * n)
      this.#held[0] = values[k]
      native.table.takeOff(this.#spare, stride, 1, this.#factors, image)
      residual = Math.max(residual, this.#length(image) / largest)
    }
    return { values, vectors, residual }
  }

  #row(rows: number, at: number): number { return rows + at * this.#table.stride }

  #length(pointer: number): number {
    this.#table.native.table.products(pointer, this.#table.stride, 1, pointer, this.#factors)
    return Math.sqrt(this.#held[0])
  }

  /** Basis vector `at`: what is new to the space in image `from`; a random new direction where there is none, or nothing but rounding is left of it. */
  #orthonormal(at: number, from: number): void {
    const { native: { table: kernel }, n, stride } = this.#table
    const width = stride / 8
    const pointer = this.#row(this.#basis, at)
    const vector = this.#rows.subarray(at * width, at * width + n)
    if (from >= 0) vector.set(this.#imaged.subarray(from * width, from * width + n))
    else this.#anything(vector)
    for (;;) {
      const before = this.#length(pointer)
      // Twice is enough, as in krylov.ts.
      for (let pass = 0; pass < 2 && at > 0; pass++) {
        kernel.products(this.#basis, stride, at, pointer, this.#factors)
        kernel.takeOff(this.#basis, stride, at, this.#factors, pointer)
      }
      const after = this.#length(pointer)
      if (after > 1e-10 * before) {
        for (let k = 0; k < n; k++) vector[k] /= after
        return
      }
      this.#anything(vector)
    }
  }

  #anything(vector: Float64Array): void {
    for (let k = 0; k < vector.length; k++) vector[k] = this.#random.unit() - 0.5
  }
}

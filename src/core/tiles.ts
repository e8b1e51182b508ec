// All pairs of many long vectors in tiles: two bands are laid out at a time, and a pair's bits depend on nothing but its two vectors.
import { condensedIndex, condensedOrder, condensedRow, condensedSize } from './condensed.ts'
import { addSquaredDifferences, RUN } from './differences.ts'
import type { Native } from './native/native.ts'
import { openNative } from './native/native.ts'
import type { Steps } from './steps.ts'

/** Vectors to be compared, laid out only when their turn comes, because all of them at once may not fit. */
export interface Vectors {
  count: number
  /** Entries of each. */
  length: number
  /** Writes vector i into target[start …], all its entries. */
  write(i: number, target: Float64Array, start: number): void
  /** The same by a kernel, which may use so many bytes of scratch memory: to the same bits. */
  compiled?: { scratch: number, write(i: number, native: Native, scratch: number, at: number): void }
}

/** Pairs (i, j), j < i, with i among `rows` vectors from `row` on and j among `columns` vectors from `column` on. On the diagonal row = column. */
export interface Tile { row: number, rows: number, column: number, columns: number }

/** Vectors laid out at a time; two bands are in memory together. It changes no bit of the result. */
export const BAND = 64

/** Entries of pairs between two looks at the outside world: some 15 ms compiled, some milliseconds in plain JavaScript. */
const NATIVE_SLICE = 100_000_000
const PLAIN_SLICE = 4_000_000

/** Below so many entries of pairs a memory for the kernel costs more than it saves. */
const SMALL = 50_000

/**
 * The tiles that cover all pairs of `count` vectors of which the first `earlier` have been compared among themselves before. Tiles of one band of
 * rows follow one another, so that this band is laid out once.
 */
export function tilesOf(count: number, earlier = 0, band = BAND): Tile[] {
  const tiles: Tile[] = []
  for (let row = earlier; row < count; row += band) {
    const rows = Math.min(band, count - row)
    for (let column = 0; column < row; column += band) tiles.push({ row, rows, column, columns: Math.min(band, row - column) })
    if (rows > 1) tiles.push({ row, rows, column: row, columns: rows })
  }
  return tiles
}

/** Pairs in a tile. */
export function pairsIn({ row, rows, column, columns }: Tile): number {
  return row === column ? condensedSize(rows) : rows * columns
}

/**
 * Tiles dealt out to so many workers, whole bands of rows together, the most work first to who has least: shares nearly equal, and the same every
 * time. Who computes a tile, and when, changes no bit.
 */
export function tileShares(tiles: readonly Tile[], workers: number): Tile[][] {
  const bands = [...new Set(tiles.map(tile => tile.row))].map(row => {
    const band = tiles.filter(tile => tile.row === row)
    return { band, pairs: band.reduce((sum, tile) => sum + pairsIn(tile), 0) }
  })
  const shares = Array.from({ length: workers }, () => ({ tiles: [] as Tile[], pairs: 0 }))
  for (const { band, pairs } of bands.sort((a, b) => b.pairs - a.pairs || a.band[0].row - b.band[0].row)) {
    const least = shares.reduce((best, share) => (share.pairs < best.pairs ? share : best))
    least.tiles.push(...band)
    least.pairs += pairs
  }
  return shares.map(share => share.tiles)
}

/** Puts a tile's values (rows × columns, row-major; on the diagonal those with j < i count) into condensed distances among `count` things. */
export function placeTile({ row, rows, column, columns }: Tile, values: Float64Array, distances: Float64Array, count: number): void {
  for (let c = 0; c < columns; c++) {
    const at = condensedRow(column + c, count) + row
    for (let r = row === column ? c + 1 : 0; r < rows; r++) distances[at + r] = values[r * columns + c]
  }
}

/** What all tiles need of the vectors: room for two bands, laid out as tiles ask for them. */
export class TileWork {
  readonly #vectors: Vectors
  readonly #native: Native | null
  /** Numbers from one vector to the next. */
  readonly #stride: number
  readonly #slots: [Slot, Slot]
  /** Sums of one tile: values, numbers from row to row, place in the kernels' memory. */
  readonly #sums: Float64Array
  readonly #width: number
  readonly #sumsAt: number
  readonly #scratch: number

  /** Room for bands of up to `band` vectors, in the memory handed in or in one of its own. */
  constructor(vectors: Vectors, band = BAND, native: Native | null = TileWork.memoryFor(vectors)) {
    const most = Math.max(1, Math.min(band, vectors.count))
    const padded = Math.ceil(most / 4) * 4
    this.#vectors = vectors
    this.#native = native
    this.#stride = native ? vectors.length + vectors.length % 2 : vectors.length
    this.#width = padded
    const size = padded * this.#stride
    const [a, b, sums] = native ? [size, size, padded * padded].map(length => native.alloc(8 * length)) : [0, 0, 0]
    this.#scratch = native?.alloc(vectors.compiled?.scratch ?? 0) ?? 0
    const room = (at: number, length: number): Float64Array => native ? native.f64(at, length) : new Float64Array(length)
    this.#slots = [{ values: room(a, size), at: a, first: -1, count: 0 }, { values: room(b, size), at: b, first: -1, count: 0 }]
    this.#sums = room(sums, padded * padded)
    this.#sumsAt = sums
    // The odd column and the rows that fill up a tile are read by the kernel: they must hold numbers, and the odd column zeros.
    if (native) for (const { values } of this.#slots) values.fill(0)
  }

  static memoryFor({ count, length }: Vectors): Native | null {
    return condensedSize(count) * length < SMALL ? null : openNative()
  }

  /** Sums up the squared distances of a tile's pairs, for `values` or `place` to take. `shareAt` says where the whole stands. */
  * sum(tile: Tile, stage: string, shareAt: (share: number) => number): Steps<void> {
    const own = tile.row === tile.column
    const { length } = this.#vectors
    const a = yield* this.#hold(this.#slots[0], tile.row, tile.rows, stage, shareAt)
    const b = own ? a : yield* this.#hold(this.#slots[1], tile.column, tile.columns, stage, shareAt)
    this.#sums.fill(0)
    const slice = this.#native ? NATIVE_SLICE : PLAIN_SLICE
    const step = RUN * Math.max(1, Math.floor(slice / (tile.rows * tile.columns * RUN)))
    let work = 0
    for (let from = 0; from < length; from += step) {
      const to = Math.min(length, from + step)
      if (this.#native) this.#nativeSquares(this.#native, a, b, from, to)
      else addSquaredDifferences(this.#band(a), this.#band(b), from, to, this.#sums, this.#width, own)
      work += tile.rows * tile.columns * (to - from)
      if (work < slice) continue
      work = 0
      yield { stage, share: shareAt(to / length) }
    }
  }

  /** What `finish` makes of the squares, rows × columns, row-major; on the diagonal where j < i (0 elsewhere). */
  values({ row, rows, column, columns }: Tile, finish: (square: number) => number): Float64Array {
    const values = new Float64Array(rows * columns)
    for (let r = 0; r < rows; r++) {
      // On the diagonal sums lie above it.
      const end = row === column ? r : columns
      for (let c = 0; c < end; c++) values[r * columns + c] = finish(this.#sums[row === column ? c * this.#width + r : r * this.#width + c])
    }
    return values
  }

  /** The same, put at once into condensed distances among `count` things. */
  place({ row, rows, column, columns }: Tile, finish: (square: number) => number, distances: Float64Array, count: number): void {
    const sums = this.#sums
    const width = this.#width
    for (let c = 0; c < columns; c++) {
      const at = condensedRow(column + c, count) + row
      if (row === column) for (let r = c + 1; r < rows; r++) distances[at + r] = finish(sums[c * width + r])
      else for (let r = 0; r < rows; r++) distances[at + r] = finish(sums[r * width + c])
    }
  }

  #nativeSquares(native: Native, a: Slot, b: Slot, from: number, to: number): void {
    const stride = this.#stride
    const fours = Math.ceil(a.count / 4) * 4
    const pairs = a === b ? fours : Math.ceil(b.count / 2) * 2
    native.pairs.addSquaredDifferences(a.at + 8 * from, stride, fours, b.at + 8 * from, stride, pairs, to - from + (to - from) % 2, this.#sumsAt, this.#width, Number(a === b))
  }

  #band({ values, count }: Slot): { values: Float64Array, start: number, count: number, stride: number } {
    return { values, start: 0, count, stride: this.#stride }
  }

  /** The slot with vectors first … first + count − 1 laid out in it. */
  * #hold(slot: Slot, first: number, count: number, stage: string, shareAt: (share: number) => number): Steps<Slot> {
    if (slot.first === first && slot.count === count) return slot
    slot.first = -1
    const { compiled } = this.#vectors
    let work = 0
    for (let k = 0; k < count; k++) {
      if (this.#native && compiled) compiled.write(first + k, this.#native, this.#scratch, slot.at + 8 * k * this.#stride)
      else this.#vectors.write(first + k, slot.values, k * this.#stride)
      work += 4 * this.#vectors.length
      if (work < PLAIN_SLICE) continue
      work = 0
      yield { stage, share: shareAt(0) }
    }
    slot.first = first
    slot.count = count
    return slot
  }
}

interface Slot { values: Float64Array, at: number, first: number, count: number }

/** What may be known before, and how a squared distance becomes the number that is wanted. */
export interface PairOptions {
  stage: string
  /** Condensed distances among the first vectors, from an earlier run; they are copied. */
  known?: Float64Array
  band?: number
  /** From the squared distance; its square root where nothing else is asked for. */
  finish?: (square: number) => number
  native?: Native | null
}

/** Condensed distances among all vectors, by direct differences in float64. length operations a pair. */
export function* pairSteps(vectors: Vectors, { stage, known = new Float64Array(0), band = BAND, finish = Math.sqrt, native }: PairOptions): Steps<Float64Array> {
  const { count } = vectors
  const earlier = known.length === 0 ? 0 : condensedOrder(known.length)
  const distances = grown(known, earlier, count)
  if (count < 2 || earlier === count) return distances
  const work = new TileWork(vectors, band, native)
  const pairs = condensedSize(count) - condensedSize(earlier)
  let done = 0
  for (const tile of tilesOf(count, earlier, band)) {
    const fresh = pairsIn(tile)
    yield* work.sum(tile, stage, share => (done + share * fresh) / pairs)
    work.place(tile, finish, distances, count)
    done += fresh
    if (fresh * vectors.length > PLAIN_SLICE) yield { stage, share: done / pairs }
  }
  return distances
}

/** Condensed distances among `count` things of which the first `earlier` are known; the rest 0. */
function grown(known: Float64Array, earlier: number, count: number): Float64Array {
  const distances = new Float64Array(condensedSize(count))
  let at = 0
  for (let i = 0; i < earlier; i++) {
    for (let j = i + 1; j < earlier; j++) distances[condensedIndex(i, j, count)] = known[at++]
  }
  return distances
}

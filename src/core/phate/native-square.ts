// A symmetric table of distances in the memory of a native job, where every stage of PHATE finds it without another copy.
import { condensedRow, condensedSize } from '../condensed.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'

/** n × stride doubles at `pointer`, row-major; zeros on the diagonal, beyond column n, and in rows up to the next multiple of 4. */
export interface NativeSquare { native: Native, pointer: number, n: number, stride: number }

/** Doubles from one row to the next: a multiple of 4, so that tiles of rows and lanes of columns come out even. */
export function strideOf(n: number): number {
  return Math.ceil(n / 4) * 4
}

/** Room for such a table, not cleared. */
export function allocSquare(native: Native, n: number): NativeSquare {
  const stride = strideOf(n)
  return { native, pointer: native.alloc(stride * stride * 8), n, stride }
}

/** Condensed distances as a square in the job's memory. */
export function placeSquare(native: Native, distances: Float64Array, n: number): NativeSquare {
  const square = allocSquare(native, n)
  const mark = native.mark()
  native.phate.squareFromCondensed(native.put(distances), n, square.stride, square.pointer)
  native.release(mark)
  return square
}

/** The same in a memory of its own; null where the twins must do. */
export function ownSquare(distances: Float64Array, n: number): NativeSquare | null {
  const native = openNative()
  return native && placeSquare(native, distances, n)
}

/** A copy of what is above the diagonal. */
export function condensedCopy({ native, pointer, n, stride }: NativeSquare): Float64Array {
  const condensed = new Float64Array(condensedSize(n))
  const entries = native.f64(pointer, n * stride)
  for (let i = 0; i + 1 < n; i++) condensed.set(entries.subarray(i * stride + i + 1, i * stride + n), condensedRow(i, n) + i + 1)
  return condensed
}

/** A copy of all n × n entries. */
export function squareCopy({ native, pointer, n, stride }: NativeSquare): Float64Array {
  const entries = native.f64(pointer, n * stride)
  if (stride === n) return entries.slice()
  const copy = new Float64Array(n * n)
  for (let i = 0; i < n; i++) copy.set(entries.subarray(i * stride, i * stride + n), i * n)
  return copy
}

/** Columns summed in one go, and rows that stay in the cache while all others pass by. */
const RUN = 512
const BAND = 64

/** Multiply-adds between two looks at the outside world. */
const SLICE = 40_000_000

/** One pass over all tiles at or below the diagonal of a square: `add(left, right, from, to)` takes columns left … right − 1, run from … to − 1. */
export function* lowerTiles(stride: number, add: (left: number, right: number, from: number, to: number) => void, stage: string): Steps<void> {
  let work = 0
  for (let from = 0; from < stride; from += RUN) {
    const to = Math.min(stride, from + RUN)
    for (let left = 0; left < stride; left += BAND) {
      const right = Math.min(stride, left + BAND)
      add(left, right, from, to)
      work += (right - left) * (stride - left) * (to - from)
      if (work < SLICE) continue
      yield { stage, share: Math.min(1, (from + (to - from) * right / stride) / stride) }
      work = 0
    }
  }
}

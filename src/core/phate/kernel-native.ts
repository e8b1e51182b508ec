// The compiled way to PHATE's affinities: from the distances straight to the sparse kernel. kernel.ts has the readable twin.
import type { Native } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import type { NativeSquare } from './native-square.ts'
import { placeSquare } from './native-square.ts'

/** Entries looked at between two looks at the outside world. */
const SLICE = 4_000_000

interface Affinities { n: number, rows: Uint32Array, column: Uint32Array, value: Float64Array, bandwidth: Float64Array, sums: Float64Array }

/** Everything in one job's memory, and nothing left there. `settle` puts right the bandwidths of points that have none. */
export function* nativeAffinities(
  native: Native, distances: Float64Array, n: number, settings: { knn: number, decay: number, anisotropy: number, cut: number },
  settle: (bandwidth: Float64Array) => Float64Array,
): Steps<Affinities> {
  const mark = native.mark()
  const square = placeSquare(native, distances, n)
  const bandwidth = settle(yield* nativeBandwidths(square, settings.knn))
  const { stride, pointer } = square
  // Beyond this many bandwidths the affinity is below the cut: the power and the exponential are spared there.
  const factor = (-Math.log(settings.cut)) ** (1 / settings.decay) * (1 + 1e-9)
  const reaches = new Float64Array(stride).fill(-1)
  for (let i = 0; i < n; i++) reaches[i] = factor * bandwidth[i]
  const eps = native.put(bandwidth)
  const reach = native.put(reaches)
  const most = native.phate.countReached(pointer, stride, reach, 0, n)
  const rows = native.alloc((n + 1) * 4)
  const column = native.alloc(most * 4)
  const value = native.alloc(most * 8)
  let count = 0
  const slice = Math.max(1, Math.floor(SLICE / 8 / n))
  for (let i = 0; i < n; i += slice) {
    count = native.phate.affinities(pointer, n, stride, eps, reach, settings.decay, i, Math.min(n, i + slice), count, rows, column, value)
    yield { stage: 'entropy', share: 0 }
  }
  if (settings.anisotropy !== 0) {
    const sums = native.put(rowSums(native.u32(rows, n + 1), native.f64(value, count)))
    native.phate.thinOut(rows, column, value, n, sums, settings.anisotropy, native.alloc(n * 8))
  }
  const kernel = { n, bandwidth, rows: native.u32(rows, n + 1).slice(), column: native.u32(column, count).slice(), value: native.f64(value, count).slice() }
  native.release(mark)
  return { ...kernel, sums: rowSums(kernel.rows, kernel.value) }
}

function* nativeBandwidths({ native, pointer, n, stride }: NativeSquare, knn: number): Steps<Float64Array> {
  const mark = native.mark()
  const nearest = native.alloc(knn * 8)
  const result = native.alloc(n * 8)
  const slice = Math.max(1, Math.floor(SLICE / n))
  for (let i = 0; i < n; i += slice) {
    native.phate.bandwidths(pointer, n, stride, knn, i, Math.min(n, i + slice), nearest, result)
    yield { stage: 'entropy', share: 0 }
  }
  const bandwidth = native.f64(result, n).slice()
  native.release(mark)
  return bandwidth
}

/** Sums of the rows' entries in order of columns. */
export function rowSums(rows: Uint32Array, value: Float64Array): Float64Array {
  const sums = new Float64Array(rows.length - 1)
  for (let i = 0; i < sums.length; i++) for (let k = rows[i]; k < rows[i + 1]; k++) sums[i] += value[k]
  return sums
}

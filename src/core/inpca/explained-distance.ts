// How much of the distances themselves a few axes show, and the pairs of a Shepard plot.
import { condensedRow, condensedSize } from '../condensed.ts'
import { SLICE } from '../matrix.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import { below, mulberry32 } from '../random.ts'
import type { Steps } from '../steps.ts'
import type { Inpca } from './inpca.ts'

/** What of D the first k axes do not show, for k = 0 … dims. None need fall with k: a negative axis can make it worse, and that is right. */
export interface ExplainedDistance {
  /** ‖D − D_k‖_F / ‖D‖_F; 1 at k = 0. */
  remaining: Float64Array
  /** 1 − Σ|D_k − D| / Σ D; 0 at k = 0. */
  explained: Float64Array
}

/** Compares D (condensed) with D_k,uv = Σ_{i≤k} sign(λ_i)(x_ui − x_vi)², k = 0 … dims. Where D is all 0: remaining 0, explained 1. */
export function* explainedDistanceSteps(distances: Float64Array, inpca: Inpca): Steps<ExplainedDistance> {
  const { n, dims } = inpca
  const squares = new Float64Array(dims + 1)
  const sizes = new Float64Array(dims + 1)
  const native = openNative()
  const addRow = native ? rowsOf(native, distances, inpca, squares, sizes) : (u: number) => { addPlainly(u, distances, inpca, squares, sizes) }
  let work = 0
  for (let u = 0; u < n; u++) {
    addRow(u)
    work += (n - u) * dims
    if (work > SLICE) {
      yield { stage: 'explained distance', share: u / n }
      work = 0
    }
  }
  return {
    remaining: squares.map(square => squares[0] > 0 ? Math.sqrt(square / squares[0]) : 0),
    explained: sizes.map(size => sizes[0] > 0 ? 1 - size / sizes[0] : 1),
  }
}

/** Adds what the axes leave of the distances from u to all that come after it: Σ rest² and Σ |rest|, of k = 0 … dims axes. */
function addPlainly(u: number, distances: Float64Array, { n, dims, coordinates, signs }: Inpca, squares: Float64Array, sizes: Float64Array): void {
  const row = condensedRow(u, n)
  for (let v = u + 1; v < n; v++) {
    let rest = distances[row + v]
    squares[0] += rest * rest
    sizes[0] += rest
    for (let k = 0; k < dims; k++) {
      const gap = coordinates[u * dims + k] - coordinates[v * dims + k]
      rest -= signs[k] * gap * gap
      squares[k + 1] += rest * rest
      sizes[k + 1] += Math.abs(rest)
    }
  }
}

/** The same by the compiled kernel, an axis after the other. */
function rowsOf(native: Native, distances: Float64Array, { n, dims, coordinates, signs }: Inpca, squares: Float64Array, sizes: Float64Array): (u: number) => void {
  const rest = native.alloc(n * 8)
  const sums = native.alloc(16)
  const axes = native.put(Float64Array.from({ length: (dims + 1) * n }, (_, at) => at < n ? 0 : coordinates[at % n * dims + Math.floor(at / n) - 1]))
  const [row, found, places] = [native.f64(rest, n), native.f64(sums, 2), native.f64(axes, (dims + 1) * n)]
  return u => {
    const first = condensedRow(u, n) + u + 1
    row.set(distances.subarray(first, first + n - u - 1))
    // An axis 0 that takes nothing off comes first.
    for (let k = 0; k <= dims; k++) {
      native.table.leave(rest, axes + (k * n + u + 1) * 8, places[k * n + u], k > 0 ? signs[k - 1] : 0, n - u - 1, sums)
      squares[k] += found[0]
      sizes[k] += found[1]
    }
  }
}

/** D and D_k of the same pairs (i, j), i < j. */
export interface ShepardPairs { i: Uint32Array, j: Uint32Array, distances: Float64Array, shown: Float64Array }

/** Pairs for a Shepard plot with the first `axes` axes: all of them, or `most` drawn by the seed (with replacement) where there are more. */
export function shepardPairs(distances: Float64Array, { n, dims, coordinates, signs }: Inpca, axes: number, most = 5000, seed = 1): ShepardPairs {
  const size = condensedSize(n)
  const count = Math.min(size, most)
  const random = mulberry32(seed)
  const pairs: ShepardPairs = { i: new Uint32Array(count), j: new Uint32Array(count), distances: new Float64Array(count), shown: new Float64Array(count) }
  let i = 0
  let j = 0
  for (let at = 0; at < count; at++) {
    if (size > most) {
      i = below(n, random)
      j = below(n - 1, random)
      if (j >= i) j++
      else [i, j] = [j, i]
    } else if (++j >= n) {
      j = ++i + 1
    }
    pairs.i[at] = i
    pairs.j[at] = j
    pairs.distances[at] = distances[condensedRow(i, n) + j]
    for (let k = 0; k < Math.min(axes, dims); k++) pairs.shown[at] += signs[k] * (coordinates[i * dims + k] - coordinates[j * dims + k]) ** 2
  }
  return pairs
}

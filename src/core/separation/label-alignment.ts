// Linear CKA between a layer and its labels: how much of the layer's geometry is that of "same class or not".
import type { Classes } from './classes.ts'
import { classCentroids } from './scatter.ts'

/**
 * ‖Y'X‖²_F / (‖X'X‖_F ‖Y'Y‖_F) with X the points (n × d, row-major, checked) and Y the one-hot labels, columns of both centred (linear
 * centred kernel alignment, Kornblith et al. 2019), 0 … 1. Null where X is constant or there is one class: 0/0.
 */
export function labelAlignment(points: Float64Array, n: number, d: number, { of, sizes }: Classes): number | null {
  const k = sizes.length
  const x = centred(points, n, d)
  if (k < 2 || !x) return null
  // Y centred leaves Y'X as it is, since the columns of X sum to 0: row c is the sum of the class's points.
  const crossed = new Float64Array(k * d)
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) crossed[of[i] * d + j] += x[i * d + j]
  return squareSum(crossed) / (gramNorm(x, n, d) * labelNorm(sizes, n))
}

/** Columns less their means, divided by the largest entry so that no fourth power leaves the range; null where nothing is left. */
function centred(points: Float64Array, n: number, d: number): Float64Array | null {
  const mean = classCentroids(points, n, d, { of: new Uint32Array(n), sizes: Uint32Array.of(n) })
  const result = points.map((value, at) => value - mean[at % d])
  const largest = result.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest === 0 ? null : result.map(value => value / largest)
}

/** ‖X'X‖_F = ‖XX'‖_F, by whichever of the two is smaller. */
function gramNorm(x: Float64Array, n: number, d: number): number {
  const [count, length, step, stride] = n <= d ? [n, d, d, 1] : [d, n, 1, d]
  let total = 0
  for (let p = 0; p < count; p++) {
    for (let q = p; q < count; q++) {
      let dot = 0
      for (let k = 0; k < length; k++) dot += x[p * step + k * stride] * x[q * step + k * stride]
      total += (p === q ? 1 : 2) * dot * dot
    }
  }
  return Math.sqrt(total)
}

/** ‖Y'Y‖_F for centred one-hot labels: entries n_c δ_ce − n_c n_e / n. */
function labelNorm(sizes: Uint32Array, n: number): number {
  let total = 0
  for (let c = 0; c < sizes.length; c++) {
    for (let e = 0; e < sizes.length; e++) total += ((c === e ? sizes[c] : 0) - sizes[c] * sizes[e] / n) ** 2
  }
  return Math.sqrt(total)
}

function squareSum(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}

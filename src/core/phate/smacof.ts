// Metric scaling by majorisation: every step lowers the stress, never raises it. It refines what the stochastic layout found.
import type { Steps } from '../steps.ts'

/** Pair updates between two looks at the outside world. */
const PAIRS_A_STEP = 500_000

/**
 * SMACOF (de Leeuw, 1977) with unit weights: X ← B X / N, B_ij = −D_ij / d_ij, B_ii = Σ_j D_ij / d_ij, d_ij the layout's own
 * distances (1e-5 where two points coincide). At most `most` steps; stops, keeping the newest X, when v falls by less than 1e-6,
 * where v = (raw stress before the step) / Σ|x_i| (after it). `points`: N × dims, not changed; `distances`: condensed.
 */
export function* smacof(points: Float64Array, distances: Float64Array, n: number, dims: number, most: number): Steps<{ points: Float64Array, steps: number }> {
  let current = points.slice()
  let next = new Float64Array(n * dims)
  let before = Infinity
  let work = 0
  for (let step = 1; step <= most; step++) {
    const stress = transform(current, distances, n, dims, next)
    const swap = current
    current = next
    next = swap
    const value = stress / lengths(current, n, dims)
    if (!(before - value >= 1e-6)) return { points: current, steps: step }
    before = value
    work += distances.length
    if (work > PAIRS_A_STEP) {
      yield { stage: 'polish', share: step / most }
      work = 0
    }
  }
  return { points: current, steps: most }
}

/** One Guttman transform from `x` into `result`; returns the raw stress of `x`. */
function transform(x: Float64Array, distances: Float64Array, n: number, dims: number, result: Float64Array): number {
  result.fill(0)
  const delta = new Float64Array(dims)
  let stress = 0
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      let square = 0
      for (let k = 0; k < dims; k++) {
        delta[k] = x[i * dims + k] - x[j * dims + k]
        square += delta[k] * delta[k]
      }
      const length = Math.sqrt(square)
      const target = distances[at++]
      const gap = length - target
      stress += gap * gap
      const ratio = target / (length === 0 ? 1e-5 : length)
      for (let k = 0; k < dims; k++) {
        result[i * dims + k] += ratio * delta[k]
        result[j * dims + k] -= ratio * delta[k]
      }
    }
  }
  for (let k = 0; k < result.length; k++) result[k] /= n
  return stress
}

function lengths(x: Float64Array, n: number, dims: number): number {
  let total = 0
  for (let i = 0; i < n; i++) {
    let square = 0
    for (let k = 0; k < dims; k++) square += x[i * dims + k] * x[i * dims + k]
    total += Math.sqrt(square)
  }
  return total
}

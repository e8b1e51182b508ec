// From distances between points to affinities: Gaussian kernels of one width or of a width at each point, and their row sums.
import { condensedRow } from '../condensed.ts'
import { exponentials } from './exponential.ts'

/** Neighbour that sets the width of a probe's kernel in the adaptive variant. */
export const ADAPTIVE_NEIGHBOUR = 10

/** exp(−(D/s)² / (2σ²)) of condensed distances; all 1 where s = 0 (all points coincide). */
export function gaussianAffinities(distances: Float64Array, scale: number, sigma: number): Float64Array {
  if (scale === 0) return new Float64Array(distances.length).fill(1)
  const exponents = new Float64Array(distances.length)
  const width = 2 * sigma * sigma
  for (let k = 0; k < exponents.length; k++) {
    const scaled = distances[k] / scale
    exponents[k] = -(scaled * scaled) / width
  }
  return exponentials(exponents)
}

/**
 * exp(−D_kl² / (r_k r_l)), r_k = distance to the 10th other point (the farthest where there are fewer). A zero r is replaced by the smallest positive
 * one; all affinities are 1 where no r is positive and points coincide, 0 between those that do not.
 */
export function adaptiveAffinities(distances: Float64Array, n: number): Float64Array {
  const radii = neighbourDistances(distances, n, Math.min(ADAPTIVE_NEIGHBOUR, n - 1))
  const smallest = radii.reduce((least, r) => (r > 0 && r < least ? r : least), Infinity)
  const exponents = new Float64Array(distances.length)
  let at = 0
  for (let k = 0; k < n; k++) {
    const own = radii[k] || smallest
    for (let l = k + 1; l < n; l++, at++) {
      const other = radii[l] || smallest
      // In this order nothing overflows, and where no radius is positive the far are infinitely far.
      exponents[at] = distances[at] === 0 ? 0 : smallest === Infinity ? -Infinity : -(distances[at] / own * (distances[at] / other))
    }
  }
  return exponentials(exponents)
}

/** Each point's distance to its k-th other point. */
function neighbourDistances(distances: Float64Array, n: number, k: number): Float64Array {
  const row = new Float64Array(n - 1)
  return Float64Array.from({ length: n }, (_, i) => {
    for (let j = 0, at = 0; j < n; j++) if (j !== i) row[at++] = distances[i < j ? condensedRow(i, n) + j : condensedRow(j, n) + i]
    return row.sort()[k - 1]
  })
}

/** Row sums of a symmetric matrix with ones on its diagonal, given by its condensed upper triangle. */
export function affinitySums(affinities: Float64Array, n: number): Float64Array {
  const sums = new Float64Array(n)
  let at = 0
  for (let k = 0; k < n; k++) {
    let after = 0
    for (let l = k + 1; l < n; l++) {
      const value = affinities[at++]
      after += value
      sums[l] += value
    }
    sums[k] += after + 1
  }
  return sums
}

// Places further models on an InPCA map without moving what is on it.
import type { Inpca } from './inpca.ts'

/** Axes below this share of the largest |λ| are dropped: newcomers get 0 there. */
const DROPPED = 1e-8

/**
 * Coordinates (rows × dims, row-major) of models from their distances to the mapped ones (rows × n, row-major, not squared):
 * b = −½(d − m·d − r + g), x_k = Σ_j m_j b_j x_jk / λ_k, where m, r and g are the map's centring. With m = 1/n this is b·v_k/(sign(λ_k)√|λ_k|).
 * Exact for models that are on the map. Refuses distances that are negative or not finite.
 */
export function placeOutOfSample({ n, dims, coordinates, eigenvalues, signs, centring }: Inpca, distances: Float64Array, rows: number): Float64Array {
  if (distances.length !== rows * n) throw new Error(`There are ${distances.length} distances; ${rows} new models × ${n} mapped ones need ${rows * n}.`)
  const weights = centring.weights ?? new Float64Array(n).fill(1 / n)
  const smallest = DROPPED * Math.abs(eigenvalues[0])
  const placed = new Float64Array(rows * dims)
  for (let row = 0; row < rows; row++) {
    const own = meanOf(distances, row, n, weights)
    for (let j = 0; j < n; j++) {
      const centred = -0.5 * weights[j] * (distances[row * n + j] - own - centring.rows[j] + centring.mean)
      for (let k = 0; k < dims; k++) placed[row * dims + k] += centred * coordinates[j * dims + k]
    }
    for (let k = 0; k < dims; k++) {
      const usable = signs[k] !== 0 && Math.abs(eigenvalues[k]) > smallest
      // With weights 1/n the map's eigenvalues are those of W, n times the weighted ones.
      placed[row * dims + k] *= usable ? (centring.weights ? 1 : n) / eigenvalues[k] : 0
    }
  }
  return placed
}

/** Of a row of distances, by the weights. */
function meanOf(distances: Float64Array, row: number, n: number, weights: Float64Array): number {
  let mean = 0
  for (let j = 0; j < n; j++) {
    const distance = distances[row * n + j]
    if (!(distance >= 0 && distance < Infinity)) {
      throw new Error(`The distance from new model ${row} to model ${j} is ${distance}; distances must be finite and at least 0.`)
    }
    mean += weights[j] * distance
  }
  return mean
}

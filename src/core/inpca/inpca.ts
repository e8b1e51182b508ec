// InPCA: coordinates in a space whose axes may count negatively, from distances between predictions. Quinn et al. (2019), PNAS 116(28);
// Mao et al. (2024), PNAS 121(12) e2310002121.
import { condensedOrder, condensedRow } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { leadingPairs } from './axes.ts'
import type { Centring } from './centre.ts'
import { centringOf, centredTable, checkWeights } from './centre.ts'
import { explainedStress, squaresBeyond } from './stress.ts'

export interface InpcaOptions {
  /** m_u > 0, one a model: how much each counts in the centre and in the axes. Divided by their sum. Default: all alike. */
  weights?: ArrayLike<number>
  /** Compute every eigenvalue (not every axis) also beyond 500 models. Default: false. */
  allEigenvalues?: boolean
}

export interface Inpca {
  n: number
  dims: number
  /** By falling |λ|, with their signs: all n where `complete`, else the leading `dims`. */
  eigenvalues: Float64Array
  complete: boolean
  /** n × dims, row-major: x_k = v_k √|λ_k|, the component of largest size of every v_k positive. */
  coordinates: Float64Array
  /** Of each axis: 1 adds to squared distances, −1 subtracts ("time-like"), 0 carries nothing. */
  signs: Int8Array
  /** Explained stress χ_k of the first 1 … dims axes, from 0 to 1; 0 where all distances are 0. */
  stress: Float64Array
  /** ‖W‖_F. */
  norm: number
  /** Share of Σ λ² that negative eigenvalues hold; of the leading ones alone where not `complete`. */
  negativeShare: number
  /** The centring, so that other models can be placed without moving these. */
  centring: Centring
  notes: string[]
}

/**
 * W = −½ L D L with L = I − 1 m' (m = 1/n), W = V Λ V', x_k = v_k √|λ_k| by falling |λ_k|. Distances (condensed, as `bhattacharyyaSteps`
 * gives them) count as squared distances and are not squared. With all axes D_uv = Σ_k sign(λ_k)(x_uk − x_vk)² exactly.
 * With weights: the eigenvectors v of M^½ W M^½ and x = M^−½ v √|λ|. Axes beyond n, or with |λ| at rounding, have coordinates 0.
 * Refuses distances that are negative or not finite.
 */
export function* inpcaSteps(distances: Float64Array, dims: number, options: InpcaOptions = {}): Steps<Inpca> {
  // No distances at all are those of a single model.
  const n = condensedOrder(distances.length)
  if (!(Number.isInteger(dims) && dims >= 1)) throw new Error(`InPCA was asked for ${dims} axes; it must be a whole number of at least 1.`)
  checkDistances(distances, n)
  const weights = options.weights ? checkWeights(options.weights, n) : null
  yield { stage: 'centring', share: 0 }
  const centring = centringOf(distances, n, weights)
  const matrix = centredTable(distances, n, centring)
  const { values, vectors, eigenvalues } = yield* leadingPairs(matrix, n, Math.min(dims, n), options.allEigenvalues ?? false)
  const kept = values.length
  const coordinates = new Float64Array(n * dims)
  const signs = new Int8Array(dims)
  const negligible = n * Number.EPSILON * Math.abs(values[0])
  for (let k = 0; k < kept; k++) {
    if (!(Math.abs(values[k]) > negligible)) continue
    const vector = vectors.subarray(k * n, (k + 1) * n)
    const factor = Math.sqrt(Math.abs(values[k])) * signOf(vector)
    for (let i = 0; i < n; i++) coordinates[i * dims + k] = vector[i] * factor / (weights ? Math.sqrt(weights[i]) : 1)
    signs[k] = Math.sign(values[k])
  }
  const { total, beyond } = squaresBeyond(matrix, n, values, vectors, eigenvalues)
  const known = eigenvalues ?? values
  const negative = known.reduce((sum, value) => value < 0 ? sum + value * value : sum, 0)
  return {
    n, dims, eigenvalues: known, complete: known.length === n, coordinates, signs,
    stress: explainedStress(values, total, beyond, dims),
    norm: Math.sqrt(total),
    negativeShare: total > 0 ? negative / total : 0,
    centring,
    notes: total > 0 ? [] : [n === 1 ? 'There is one model: it lies at the origin.' : 'All distances are 0: every model lies at the origin.'],
  }
}

/** Sign of the component of largest size; where several tie up to rounding, of the first. */
function signOf(vector: Float64Array): number {
  let largest = 0
  for (const component of vector) largest = Math.max(largest, Math.abs(component))
  const first = vector.find(component => Math.abs(component) >= largest * (1 - 1e-9))
  return first !== undefined && first < 0 ? -1 : 1
}

function checkDistances(distances: Float64Array, n: number): void {
  let at = 0
  while (at < distances.length && distances[at] >= 0 && distances[at] < Infinity) at++
  if (at === distances.length) return
  let i = 0
  while (condensedRow(i + 1, n) + i + 2 <= at) i++
  throw new Error(`The distance between models ${i} and ${at - condensedRow(i, n)} is ${distances[at]}; distances must be finite and at least 0.`)
}

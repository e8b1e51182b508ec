// The diffusion operator of one network: a random walk over the probes, stepping more often to probes that it represents alike.
import type { NetworkActivations } from '../network.ts'
import type { GeometrySettings } from '../settings.ts'
import { adaptiveAffinities, affinitySums, gaussianAffinities } from './affinities.ts'
import { distanceScale, probeDistances } from './points.ts'

/**
 * P = Q⁻¹ W on n probes, kept as what it is made from: W is symmetric with ones on its diagonal, so half of it is enough.
 */
export interface DiffusionOperator {
  /** Number of probes n. */
  n: number
  /** W above its diagonal, condensed, n(n−1)/2, in [0, 1]; float32 where memory is short (`compactOperator`). */
  affinities: Float64Array | Float32Array
  /** Q: row sums of W with the diagonal, n, each in [1, n]. */
  sums: Float64Array
  /** W's diagonal where it is not 1: in powers of a walk (powers.ts). */
  diagonal?: Float64Array
}

/** Which kernel turns distances between probes into affinities. */
export interface OperatorSettings extends Pick<GeometrySettings, 'scale' | 'sigma'> {
  /**
   * `gaussian`, the default: one width for all probes. `adaptive` (ours): W_kl = exp(−D_kl² / (r_k r_l)), r_k = distance of probe k to its
   * 10th other probe; scale and sigma play no part.
   */
  kernel?: 'gaussian' | 'adaptive'
}

/**
 * W_kl = exp(−(D_kl / s)² / (2σ²)), W_kk = 1, Q = its row sums, P = Q⁻¹ W (arXiv 2411.12626; the division by a statistic s of D is
 * ours). D: Euclidean distances between the activations of probes. Where all probes coincide W = 11' and P = 11'/n.
 */
export function diffusionOperator(activations: NetworkActivations, { scale, sigma, kernel = 'gaussian' }: OperatorSettings): DiffusionOperator {
  if (!(sigma > 0 && sigma < Infinity)) throw new Error(`sigma is ${sigma}; the width of the Gaussian kernel must be a positive number.`)
  const n = activations.rows
  const distances = probeDistances(activations)
  const affinities = kernel === 'adaptive' ? adaptiveAffinities(distances, n) : gaussianAffinities(distances, distanceScale(distances, scale), sigma)
  return { n, affinities, sums: affinitySums(affinities, n) }
}

/** The same operator with its affinities in float32, half the memory: a relative error of 6e−8 in each entry of P off the diagonal. */
export function compactOperator(operator: DiffusionOperator): DiffusionOperator {
  return { ...operator, affinities: new Float32Array(operator.affinities) }
}

/** P as a matrix of its own, n × n, row-stochastic, row-major. */
export function operatorMatrix({ n, affinities, sums, diagonal }: DiffusionOperator): Float64Array {
  const matrix = new Float64Array(n * n)
  let at = 0
  for (let k = 0; k < n; k++) {
    matrix[k * n + k] = (diagonal?.[k] ?? 1) / sums[k]
    for (let l = k + 1; l < n; l++, at++) {
      matrix[k * n + l] = affinities[at] / sums[k]
      matrix[l * n + k] = affinities[at] / sums[l]
    }
  }
  return matrix
}

/** Whether sigma suits a network (thresholds are our choice). */
export interface OperatorHealth {
  /** Mean of P's diagonal: 1 where P is the identity. */
  meanDiagonal: number
  /** Median over rows of exp(−Σ_l P_kl ln P_kl): how many probes a step may lead to. */
  medianPerplexity: number
  /** meanDiagonal > 0.5: the kernel is too narrow, every probe sees itself only. */
  saturated: boolean
  /** medianPerplexity > 0.95 n: the kernel is too wide, every probe sees all others alike. A dead layer is flat. */
  flat: boolean
}

/** −Σ P ln P of row k = ln q_k − Σ W ln W / q_k, so each pair's W ln W is computed once. */
export function operatorHealth({ n, affinities, sums }: DiffusionOperator): OperatorHealth {
  const products = new Float64Array(n)
  let at = 0
  for (let k = 0; k < n; k++) {
    for (let l = k + 1; l < n; l++) {
      const w = affinities[at++]
      if (w === 0) continue
      const product = w * Math.log(w)
      products[k] += product
      products[l] += product
    }
  }
  const meanDiagonal = sums.reduce((total, q) => total + 1 / q, 0) / n
  const perplexities = sums.map((q, k) => Math.exp(Math.log(q) - products[k] / q)).sort()
  const medianPerplexity = (perplexities[(n - 1) >> 1] + perplexities[n >> 1]) / 2
  return { meanDiagonal, medianPerplexity, saturated: meanDiagonal > 0.5, flat: medianPerplexity > 0.95 * n }
}

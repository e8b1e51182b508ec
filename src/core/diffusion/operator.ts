// The diffusion operator of one network: a random walk over the probes, stepping more often to probes that it represents alike.
import { condensedRow } from '../condensed.ts'
import type { NetworkActivations } from '../network.ts'
import type { GeometrySettings } from '../settings.ts'
import { distanceScale, probeDistances } from './points.ts'

/**
 * P = Q⁻¹ W on n probes, kept as what it is made from: W is symmetric with ones on its diagonal, so half of it is enough.
 */
export interface DiffusionOperator {
  /** Number of probes n. */
  n: number
  /** W above its diagonal, condensed, n(n−1)/2, in [0, 1]. */
  affinities: Float64Array
  /** Q: row sums of W with the diagonal, n, each in [1, n]. */
  sums: Float64Array
}

/**
 * W_kl = exp(−(D_kl / s)² / (2σ²)), W_kk = 1, Q = its row sums, P = Q⁻¹ W (arXiv 2411.12626; the division by a statistic s of D is
 * ours). D: Euclidean distances between the activations of probes. Where all probes coincide W = 11' and P = 11'/n.
 */
export function diffusionOperator(activations: NetworkActivations, { scale, sigma }: Pick<GeometrySettings, 'scale' | 'sigma'>): DiffusionOperator {
  if (!(sigma > 0 && sigma < Infinity)) throw new Error(`sigma is ${sigma}; the width of the Gaussian kernel must be a positive number.`)
  const n = activations.rows
  const distances = probeDistances(activations)
  const affinities = gaussianAffinities(distances, distanceScale(distances, scale), sigma)
  return { n, affinities, sums: affinitySums(affinities, n) }
}

/** exp(−(D/s)² / (2σ²)) of condensed distances; all 1 where s = 0 (all points coincide). */
export function gaussianAffinities(distances: Float64Array, scale: number, sigma: number): Float64Array {
  if (scale === 0) return new Float64Array(distances.length).fill(1)
  return distances.map(distance => {
    const scaled = distance / scale
    return Math.exp(-(scaled * scaled) / (2 * sigma * sigma))
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

/** Writes P (n × n, row-stochastic, row-major) into `target` from `start` on. */
export function expandOperator({ n, affinities, sums }: DiffusionOperator, target: Float64Array, start = 0): void {
  for (let k = 0; k < n; k++) {
    const row = start + k * n
    target[row + k] = 1 / sums[k]
    let at = condensedRow(k, n) + k + 1
    for (let l = k + 1; l < n; l++, at++) {
      target[row + l] = affinities[at] / sums[k]
      target[start + l * n + k] = affinities[at] / sums[l]
    }
  }
}

/** P as a matrix of its own, n × n, row-major. */
export function operatorMatrix(operator: DiffusionOperator): Float64Array {
  const matrix = new Float64Array(operator.n * operator.n)
  expandOperator(operator, matrix)
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

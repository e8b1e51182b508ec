// The Gaussian affinities of a cloud, divided by the roots of their row sums: a symmetric matrix with the eigenvalues of the random walk.
import { squareFromCondensed } from '../condensed.ts'
import { exponentials } from '../diffusion/exponential.ts'
import type { Cloud } from './cloud.ts'

/** How far a point reaches: an absolute sigma, or that many medians of the cloud's own distances. */
export type KernelWidth = { sigma: number } | { medians: number }

/** sigma in the units of the points; 0 where a relative width meets a median of 0. Refuses what is not a positive number. */
export function kernelSigma(width: KernelWidth, cloud: Cloud): number {
  const [name, value] = 'sigma' in width ? ['sigma', width.sigma] : ['sigma in medians', width.medians]
  if (!(value > 0 && value < Infinity)) throw new Error(`${name} is ${value}; the width of the Gaussian kernel must be a positive number.`)
  return 'sigma' in width ? value : value * cloud.median
}

/** G_ij = exp(−d_ij² / (2σ²)), G_ii = 1: n × n, row-major, symmetric. Points that coincide have affinity 1 however small σ is. */
export function gaussianKernel({ n, distances }: Cloud, sigma: number): Float64Array {
  const affinities = exponentials(distances.map(distance => {
    // Divided before it is squared: neither a tiny nor a huge σ leaves the range.
    const reach = distance / sigma
    return -reach * reach / 2
  }))
  return squareFromCondensed(affinities, n, 1)
}

/**
 * K = q^−½ G q^−½ with q the row sums of G, in place. K is symmetric and similar to the random walk q⁻¹G: the same eigenvalues,
 * the largest of them 1. (Normalising K's rows once more would move them.)
 */
export function normaliseKernel(kernel: Float64Array, n: number): Float64Array {
  const roots = rowSums(kernel, n).map(Math.sqrt)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) kernel[i * n + j] /= roots[i] * roots[j]
  }
  return kernel
}

/** Row sums of an n × n row-major matrix. */
export function rowSums(matrix: Float64Array, n: number): Float64Array {
  const sums = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]
    sums[i] = sum
  }
  return sums
}

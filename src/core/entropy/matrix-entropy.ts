// The other entropy of the same diffusion: of the matrix's entries, without any eigenvalues. A different quantity, up to 2 log n.
import type { Cloud } from './cloud.ts'
import type { EntropyUnit } from './entropy.ts'
import { entropyOfShares } from './entropy.ts'
import type { KernelWidth } from './kernel.ts'
import { gaussianKernel, kernelSigma, normaliseKernel, rowSums } from './kernel.ts'

/**
 * Entropy of the n² entries of K = q^−½ G q^−½ with its rows normalised to 1, taken as shares of their sum n (the matrix-entry variant of
 * arXiv 2312.04823's program). Where a relative width meets a median of 0 all points count as one and the entries are equal: 2 log n.
 */
export function matrixEntropy(cloud: Cloud, width: KernelWidth, unit: EntropyUnit = 'bits'): number {
  const { n } = cloud
  const sigma = kernelSigma(width, cloud)
  if (sigma === 0) return entropyOfShares(new Float64Array(n * n).fill(1), unit)
  const kernel = normaliseKernel(gaussianKernel(cloud, sigma), n)
  const sums = rowSums(kernel, n)
  return entropyOfShares(kernel.map((entry, k) => entry / sums[Math.floor(k / n)]), unit)
}

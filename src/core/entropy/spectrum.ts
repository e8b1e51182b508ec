// Eigenvalues of a cloud's diffusion: computed once per bandwidth, so that diffusion time and unit of the entropy can change at no cost.
import { symmetricEigenvalues, symmetricEigenvaluesSteps } from '../eigen.ts'
import type { Steps } from '../steps.ts'
import type { Cloud } from './cloud.ts'
import { cloudSteps } from './cloud.ts'
import type { KernelWidth } from './kernel.ts'
import { gaussianKernel, kernelSigma, normaliseKernel } from './kernel.ts'

export interface AffinitySpectrum {
  /** Eigenvalues of K = q^−½ G q^−½, which are those of the random walk q⁻¹G: n, descending, the first 1 to rounding. */
  eigenvalues: Float64Array
  /** The width that was used, in the units of the points. */
  sigma: number
  /** Median distance over pairs i < j. */
  median: number
  /** What a reader should know about a degenerate cloud, one sentence each. */
  notes: string[]
}

/**
 * The spectrum of a cloud's diffusion (arXiv 2312.04823): G_ij = exp(−|x_i − x_j|²/(2σ²)), K = q^−½ G q^−½, q the row sums of G.
 * `points`: n × d, row-major. Where the median distance is 0, a relative width has no meaning: all points count as one (0 bits), with a note.
 */
export function* affinitySpectrumSteps(points: Float64Array, n: number, d: number, width: KernelWidth): Steps<AffinitySpectrum> {
  return yield* cloudSpectrumSteps(yield* cloudSteps(points, n, d), width)
}

/** The same for a cloud whose distances are known: what is left to do when the width changes. */
export function* cloudSpectrumSteps(cloud: Cloud, width: KernelWidth): Steps<AffinitySpectrum> {
  const { n, median } = cloud
  const sigma = kernelSigma(width, cloud)
  if (sigma === 0) return { eigenvalues: coincidentSpectrum(n), sigma, median, notes: [noWidth(n)] }
  yield { stage: 'kernel', share: 0 }
  const affinities = gaussianKernel(cloud, sigma)
  yield { stage: 'kernel', share: 0.5 }
  const kernel = normaliseKernel(affinities, n)
  yield { stage: 'eigenvalues', share: 0 }
  return { eigenvalues: yield* descendingEigenvalueSteps(kernel, n), sigma, median, notes: [] }
}

/** Up to this order the eigenvalues are a matter of milliseconds, and not worth stopping in. */
const SHORT = 300

/** Eigenvalues of a symmetric n × n row-major matrix, descending. */
export function* descendingEigenvalueSteps(matrix: Float64Array, n: number): Steps<Float64Array> {
  const values = n > SHORT ? yield* symmetricEigenvaluesSteps(matrix, n, 'eigenvalues') : symmetricEigenvalues(matrix, n)
  return values.reverse()
}

/** What a cloud has whose points all coincide: one direction, and nothing else. */
export function coincidentSpectrum(n: number): Float64Array {
  const eigenvalues = new Float64Array(n)
  eigenvalues[0] = 1
  return eigenvalues
}

/** Why a relative width came to nothing. */
export function noWidth(n: number): string {
  return n === 1 ? 'A single point has no distances, so its entropy is 0.' : 'The median distance is 0, so a width in medians has no meaning; the entropy is given as 0.'
}

// Parzen's estimate of a density on 0 to 1 as tree-structured Parzen estimators use it: a Gaussian at every observation, and one for the prior.
import { exponential, logarithm } from '../elementary.ts'
import { erf } from '../gauss-error.ts'

/** K Gaussians, cut off at 0 and 1 and scaled to have all their mass between; the last is the prior's. Shares of the way through a range: no unit. */
export interface Kernels {
  means: Float64Array
  deviations: Float64Array
  /** What each one's e^(−z²/2) is multiplied by for its integral over 0 to 1 to be 1. */
  heights: Float64Array
}

/** The narrowest that a Gaussian may be, however many there are. */
const NARROWEST = 0.01

/**
 * Bergstra, Bardenet, Bengio and Kégl (Advances in Neural Information Processing Systems 24, 2011, section 4.2): a Gaussian's standard deviation is the
 * larger of the distances to its neighbours to the left and to the right, the ends 0 and 1 counting as neighbours, kept within reason. Within reason, and the
 * prior as a Gaussian in the middle as wide as the range, as their own program has it: no less than 1/(n + 2) or a hundredth, no more than the whole range.
 * Observations beyond the ends are taken to be at the ends.
 */
export function kernelsOf(observations: ArrayLike<number>): Kernels {
  const n = observations.length
  const means = new Float64Array(n + 1)
  for (let k = 0; k < n; k++) means[k] = Math.min(1, Math.max(0, observations[k]))
  means[n] = 0.5
  const deviations = new Float64Array(n + 1).fill(1)
  const order = Array.from({ length: n }, (_, k) => k).sort((a, b) => means[a] - means[b])
  order.forEach((k, rank) => {
    const left = rank > 0 ? means[order[rank - 1]] : 0
    const right = rank < n - 1 ? means[order[rank + 1]] : 1
    deviations[k] = Math.max(NARROWEST, 1 / (n + 2), means[k] - left, right - means[k])
  })
  const heights = means.map((mean, k) => {
    const scale = Math.SQRT2 * deviations[k]
    return Math.SQRT2 / (Math.sqrt(Math.PI) * deviations[k] * (erf((1 - mean) / scale) + erf(mean / scale)))
  })
  return { means, deviations, heights }
}

/** Density of kernel k at x within 0 to 1. */
export function kernelAt({ means, deviations, heights }: Kernels, k: number, x: number): number {
  const z = (x - means[k]) / deviations[k]
  return heights[k] * exponential(-0.5 * z * z)
}

/** Natural logarithm of the mean of all kernels at x, each counting the same. */
export function logDensityAt(kernels: Kernels, x: number): number {
  const count = kernels.means.length
  let sum = 0
  for (let k = 0; k < count; k++) sum += kernelAt(kernels, k, x)
  return logarithm(sum / count)
}

/** A number from kernel k. Every other try or more falls within 0 to 1 at the narrow kernels, every third or so at the widest. */
export function drawFrom({ means, deviations }: Kernels, k: number, normal: () => number): number {
  for (;;) {
    const x = means[k] + deviations[k] * normal()
    if (x >= 0 && x <= 1) return x
  }
}

// What must be said beside distances between operators: a kernel too narrow or too wide for some networks, and numbers kept in float32.
import type { OperatorHealth, OperatorSettings } from '../diffusion/operator.ts'

/** One sentence for each thing that is not as it should be, with how many networks it concerns and what to try. */
export function distanceWarnings(health: readonly OperatorHealth[], compact: boolean, { scale = 'mean', sigma = 0.5, kernel }: Partial<OperatorSettings>): string[] {
  const saturated = health.filter(one => one.saturated).length
  const flat = health.filter(one => one.flat).length
  const warnings: string[] = []
  const rescaled = scale === 'none' ? 'divide by the mean distance (scale mean)' : null
  if (saturated > 0) {
    const remedy = kernel === 'adaptive' ? 'use the gaussian kernel' : rescaled ?? `take a larger sigma than ${sigma}`
    warnings.push(`${countOf(saturated, health.length)} saturated: each probe sees hardly more than itself (mean of P's diagonal above 0.5); ${remedy}.`)
  }
  if (flat > 0) {
    const remedy = kernel === 'adaptive' ? 'use the gaussian kernel' : rescaled ?? `take a smaller sigma than ${sigma}`
    warnings.push(`${countOf(flat, health.length)} flat: each probe sees nearly all others alike (median row perplexity above 0.95 n), as in a dead layer; ${remedy}, if they are not dead.`)
  }
  if (compact) warnings.push('The kernels are kept in float32 to save memory: distances are good to 1e-6 of themselves, and to 1e-3 between near copies (below 1e-4).')
  return warnings
}

function countOf(count: number, all: number): string {
  return `${count} of ${all} networks ${count === 1 ? 'is' : 'are'}`
}

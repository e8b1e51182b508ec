// The width of the entropy's kernel as readers choose it: so many of a statistic of the network's own distances, on a grid that can be kept.
import { distanceScale } from '../diffusion/points.ts'
import type { GeometrySettings, Scale } from '../settings.ts'
import type { Cloud } from './cloud.ts'
import type { KernelWidth } from './kernel.ts'

/** σ in units of `scale`: absolute width = sigma × that statistic of the cloud's distances. Medians are the entropy's own; the map's operator has a scale, too. */
export interface RelativeWidth { scale: Scale, sigma: number }

/** Half octaves, to two digits, so that what is shown is what was computed. */
const HALF_OCTAVES: readonly number[] = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2]

/** The widths that spectra are kept for, ascending; among them, in its scale, the width of the map's own operators P_i. */
export function sigmaGrid(scale: Scale, map: Pick<GeometrySettings, 'scale' | 'sigma'>): number[] {
  return [...new Set([...HALF_OCTAVES, ...(map.scale === scale ? [map.sigma] : [])])].sort((a, b) => a - b)
}

/** Where on the grid `sigma` lies, or the place nearest to it by ratio. */
export function nearestSigma(grid: readonly number[], sigma: number): number {
  return grid.reduce((best, one, k) => Math.abs(Math.log(one / sigma)) < Math.abs(Math.log(grid[best] / sigma)) ? k : best, 0)
}

/**
 * The same width as the kernel of a cloud wants it. In the map's scale and σ the walk q⁻¹G is the map's operator P_i: exp(−(d/s)²/(2σ²)) =
 * exp(−d²/(2(σs)²)). Where the statistic is 0 all probes coincide; then so does their median distance, and the kernel's own rule holds.
 */
export function widthIn(cloud: Cloud, { scale, sigma }: RelativeWidth): KernelWidth {
  const absolute = scale === 'median' || cloud.distances.length === 0 ? 0 : sigma * distanceScale(cloud.distances, scale)
  return absolute > 0 ? { sigma: absolute } : { medians: sigma }
}

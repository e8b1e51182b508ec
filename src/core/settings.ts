// The settings that decide a map's geometry, from activations to coordinates. They travel with every map and export.

export const SCALES = ['mean', 'median', 'rms', 'none'] as const
/** What a network's probe distances are divided by before the kernel. */
export type Scale = (typeof SCALES)[number]

export interface GeometrySettings {
  scale: Scale
  /** Width of the Gaussian kernel, in units of the scale. */
  sigma: number
  /** PHATE: neighbours that set each point's bandwidth. */
  knn: number
  /** PHATE: exponent alpha of the kernel's decay. */
  decay: number
  /** PHATE: informational distance, 1 = log potential, 0 = square root. */
  gamma: number
  /** PHATE: diffusion time; auto takes the knee of the von Neumann entropy. */
  t: number | 'auto'
  /** Seed of the layout. */
  seed: number
}

export const DEFAULT_GEOMETRY: GeometrySettings = { scale: 'mean', sigma: 0.5, knn: 5, decay: 40, gamma: 1, t: 'auto', seed: 42 }

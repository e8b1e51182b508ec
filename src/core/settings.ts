// The settings that decide a map's geometry, from activations to coordinates. They travel with every map and export.

export const SCALES = ['mean', 'median', 'rms', 'none'] as const
/** What a network's probe distances are divided by before the kernel. */
export type Scale = (typeof SCALES)[number]

/** How networks become distances (docs/methods/manifold.md): the paper's diffusion operators, or another that is offered beside it. */
export const METRICS = ['diffusion', 'multi', 'cka', 'procrustes', 'rsa', 'bhattacharyya', 'wasserstein', 'accuracy', 'hyper-parameters'] as const
export type Metric = (typeof METRICS)[number]

/** What of a network is compared: its last hidden layer, its first, or all hidden layers matched by depth. */
export const LAYERS = ['last', 'first', 'all'] as const
export type LayerChoice = (typeof LAYERS)[number]

export interface GeometrySettings {
  metric: Metric
  layer: LayerChoice
  /** Of the layout. */
  dimensions: 2 | 3
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

export const DEFAULT_GEOMETRY: GeometrySettings = { metric: 'diffusion', layer: 'last', dimensions: 2, scale: 'mean', sigma: 0.5, knn: 5, decay: 40, gamma: 1, t: 'auto', seed: 42 }

/** One sentence per setting that no map can be made from. */
export type GeometryFaults = Partial<Record<keyof GeometrySettings, string>>

const whole = (value: number, from: number, to: number): boolean => Number.isInteger(value) && value >= from && value <= to

/** What is wrong with the settings, field by field; empty when they are sound. */
export function checkGeometry(settings: GeometrySettings): GeometryFaults {
  const faults: GeometryFaults = {}
  const { metric, layer, dimensions, scale, sigma, knn, decay, gamma, t, seed } = settings
  if (!METRICS.includes(metric)) faults.metric = `Distance: ${metric} is unknown; choose ${METRICS.join(', ')}.`
  if (!LAYERS.includes(layer)) faults.layer = `Layer: ${layer} is unknown; choose ${LAYERS.join(', ')}.`
  if (dimensions !== 2 && dimensions !== 3) faults.dimensions = `Dimensions: ${dimensions} cannot be drawn; choose 2 or 3.`
  if (!SCALES.includes(scale)) faults.scale = `Scale: ${scale} is unknown; choose ${SCALES.join(', ')}.`
  if (!(sigma > 0 && sigma <= 1000)) faults.sigma = `σ: ${sigma} cannot be a kernel's width; choose a number above 0, up to 1000.`
  if (!whole(knn, 1, 1000)) faults.knn = `knn: ${knn} is not a number of neighbours; choose a whole number from 1 to 1000.`
  if (!(decay > 0 && decay <= 1000)) faults.decay = `Decay: ${decay} is not an exponent; choose a number above 0, up to 1000.`
  if (!(gamma >= -1 && gamma <= 1)) faults.gamma = `γ: ${gamma} is outside −1 to 1.`
  if (t !== 'auto' && !whole(t, 1, 500)) faults.t = `t: ${t} is not a diffusion time; choose auto or a whole number from 1 to 500.`
  if (!whole(seed, 0, 0xffffffff)) faults.seed = `Seed: ${seed} is not a whole number from 0 to 4,294,967,295.`
  return faults
}

// The names of what a portrait measures, and the settings that hold for all of them: small enough for every page that shows one.

/** The measures of a portrait, in the order in which they are listed and stored. Each name is a method's own word. */
export const PORTRAIT_MEASURES = [
  'spectralEntropy', 'silhouette', 'daviesBouldin', 'calinskiHarabasz', 'distanceRatio', 'cka', 'walkMass', 'loops', 'loopPersistence', 'longestLoop', 'componentPersistence',
] as const
export type PortraitMeasure = (typeof PORTRAIT_MEASURES)[number]

/** NaN where a measure is undefined: one class, a constant layer, no labels. */
export type Portrait = Record<PortraitMeasure, number>

/** The width of the entropy's kernel, in median distances, and its diffusion time. */
export const ENTROPY_WIDTH = 1
export const ENTROPY_TIME = 1

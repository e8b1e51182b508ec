// Where the tracks of the recipe's ranges begin and end, and on which scale they run. Typed numbers may lie beyond.
import type { Range, Recipe } from '../../core/recipe.ts'
import type { TrackScale } from '../ui/track-scale.ts'

export type RangeKey = { [K in keyof Recipe]: Recipe[K] extends Range ? K : never }[keyof Recipe]

export interface Track extends TrackScale { label: string }

export const TRACKS: Record<RangeKey, Track> = {
  width: { label: 'Width', min: 2, max: 256, log: true, step: 1 },
  learningRate: { label: 'Learning rate', min: 1e-4, max: 1, log: true, step: 0 },
  weightDecay: { label: 'Weight decay', min: 1e-6, max: 0.1, log: true, step: 0, zero: true },
  dropout: { label: 'Dropout', min: 0, max: 0.8, log: false, step: 0.05 },
  epochs: { label: 'Epochs', min: 1, max: 100, log: true, step: 1 },
  initScale: { label: 'Initial weights', min: 0.1, max: 10, log: true, step: 0 },
  labelNoise: { label: 'Label noise', min: 0, max: 1, log: false, step: 0.05 },
  trainFraction: { label: 'Share of rows', min: 0.05, max: 1, log: false, step: 0.05 },
}

// Recipes for populations: a recipe and a seed name an endless sequence of networks; a population is a stretch of it.
// (contract: implemented beside its tests)
import type { Activation, NetworkSpec, Optimiser } from './network.ts'

/** From–to, both inclusive. Learning rate, weight decay, width and initialisation scale are drawn on a log scale. */
export interface Range { from: number, to: number }

/** What to draw networks from. */
export interface Recipe {
  /** random: every hyper-parameter drawn anew; grid: every combination in turn, `steps` values a range, then again with new seeds. */
  kind: 'random' | 'grid'
  /** How many networks to train. */
  count: number
  seed: number
  /** Values per range in a grid. */
  steps: number
  depth: number[]
  width: Range
  activation: Activation[]
  optimiser: Optimiser[]
  learningRate: Range
  weightDecay: Range
  batchSize: number[]
  dropout: Range
  epochs: Range
  initScale: Range
  labelNoise: Range
  trainFraction: Range
}

/** One sentence per field that cannot be trained from, keyed by the field; empty when the recipe is sound. */
export type RecipeFaults = Partial<Record<keyof Recipe, string>>

export type DrawSpec = (recipe: Recipe, index: number) => NetworkSpec

// What every way of choosing the next network has in common, so that they can be held against each other at equal budget and equal seeds.
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import type { Trial } from './trial.ts'

/** What is to be searched, and how far it has come. */
export interface Searched {
  /** The prior: every hyper-parameter's range or list. */
  prior: Recipe
  /** Whether convolutions and shifts are possible. */
  pictures: boolean
  /** Finished, in the order in which they were asked for. */
  trials: readonly Trial[]
}

/**
 * A way of choosing. `ask` gives the next `count` settings (distinct, inside the prior); a pure function of what it is given and of the seed that made the
 * sampler, so that a search goes on after a reload as if it had never stopped.
 */
export interface Sampler {
  name: string
  ask(searched: Searched, count: number): Hyperparameters[]
}

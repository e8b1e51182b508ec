// What a search knows of a network that it has trained, and what it says of one before training it.
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { networkAt } from '../population.ts'

/** A network with a score: one that voted, or will. Its settings are our own unless it was trained elsewhere. */
export interface Trial<Settings = Hyperparameters> {
  /** Its id on the map. */
  id: number
  hyper: Settings
  /** Validation accuracy, 0 to 1; NaN where training diverged, which counts as worse than every number. */
  score: number
}

/** Where a search thinks that a proposal will come to lie, and how well it will do. */
export interface Prediction {
  score: number
  /** One standard deviation of the score: how far left-out networks were from what the same regression said of them. */
  scoreError: number
  /** On the map, units of potential distance; two or three coordinates. Null where there is no map to lie on. */
  place: readonly number[] | null
  /** Radius within which two of three left-out networks landed, same units; null with the place. */
  placeError: number | null
}

/** Settings worth training, and why. */
export interface Proposal<Settings = Hyperparameters> {
  hyper: Settings
  /** Names its seeds of weights and of order (recipeOf). */
  seed: number
  /** region: networks there voted for it. prior: drawn anew, so that nothing is overlooked. */
  from: 'region' | 'prior'
  /** Ids of the networks that voted, with their shares of the vote (sum 1), the heaviest first; empty where drawn from the prior. */
  votes: readonly { id: number, share: number }[]
  predicted: Prediction
}

/** A recipe that draws one network and no other: settings whose ranges are points. A link and `netfold train` name a proposal by it. */
export function recipeOf({ hyper, seed }: Pick<Proposal, 'hyper' | 'seed'>): Recipe {
  const point = (value: number) => ({ from: value, to: value })
  return {
    kind: 'random', count: 1, seed, steps: 1,
    family: [hyper.family], depth: [hyper.depth], width: point(hyper.width), activation: [hyper.activation], optimiser: [hyper.optimiser],
    learningRate: point(hyper.learningRate), weightDecay: point(hyper.weightDecay), batchSize: [hyper.batchSize], dropout: point(hyper.dropout),
    epochs: point(hyper.epochs), initScale: point(hyper.initScale), labelNoise: point(hyper.labelNoise), trainFraction: point(hyper.trainFraction),
    augmentation: [hyper.augmentation], start: [hyper.start],
  }
}

/** The proposal as a network to train, with that id on the map. */
export const specOfProposal = (proposal: Pick<Proposal, 'hyper' | 'seed'>, id: number): NetworkSpec => networkAt(recipeOf(proposal), id)

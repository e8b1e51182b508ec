// The ready-made maps: what each is trained from, and what is kept of it.
import type { DatasetSettings } from '../../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../src/core/data/dataset.ts'
import type { Keep, NetworkSpec } from '../../src/core/network.ts'
import { FAMILIES, KEEP_NOTHING } from '../../src/core/network.ts'
import type { Range, Recipe } from '../../src/core/recipe.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import type { Lineage } from '../../src/formats/map-file.ts'

export interface ReadyMade {
  name: string
  title(count: number): string
  dataset: DatasetSettings
  /** Trained one after another, each for its count, as stretches of one sequence: one seed names them all, and no two networks share any. */
  recipes: readonly Recipe[]
  keep: Keep
  /** Where they are left out, networks are made again from their seeds. */
  activations: boolean
}

const one = (value: number): Range => ({ from: value, to: value })

/** What a grid holds still unless it says otherwise. */
const STILL: Recipe = {
  ...DEFAULT_RECIPE, kind: 'grid', batchSize: [32], weightDecay: one(1e-4), dropout: one(0), initScale: one(1), labelNoise: one(0), trainFraction: one(1),
}

/** Checkpoints of a trajectory: the untrained network, then log-spaced to the end. */
const ON_THE_WAY = 16

/** Optimisers of the trajectories, each at a rate by which it ends about as right as the others. */
const SUITED: readonly Partial<Recipe>[] = [
  { optimiser: ['sgd'], learningRate: one(0.1) },
  { optimiser: ['momentum'], learningRate: one(0.01) },
  { optimiser: ['adam'], learningRate: one(0.002) },
]

export const READY_MADE: readonly ReadyMade[] = [
  {
    name: 'population',
    title: count => `${count.toLocaleString('en-US')} networks of every kind on the digits`,
    dataset: DEFAULT_DATASET,
    recipes: [{ ...DEFAULT_RECIPE, seed: 1000, count: 1000 }],
    keep: KEEP_NOTHING, activations: false,
  },
  {
    name: 'spirals',
    title: () => 'Width against learning rate on the spirals',
    dataset: { ...DEFAULT_DATASET, id: 'spirals', noise: 0.03 },
    recipes: [{
      ...STILL, seed: 18, steps: 18, count: 288, family: ['mlp'], depth: [2], width: { from: 2, to: 40 }, activation: ['relu'], optimiser: ['adam'],
      learningRate: { from: 3e-4, to: 0.1 }, weightDecay: one(0), epochs: one(120),
    }],
    keep: KEEP_NOTHING, activations: true,
  },
  {
    name: 'trajectories',
    title: count => `${count} networks caught sixteen times on their way`,
    dataset: DEFAULT_DATASET,
    // At one rate for all plain SGD stays half-way, and how far each came is all that distances say. Half the usual initial weights: all begin near ignorance, and not each
    // in a guess of its own. Convolutions are wider: from 16 units' two channels some learn little.
    recipes: SUITED.flatMap(suited => FAMILIES.map(family => ({
      ...STILL, ...suited, seed: 305, steps: 2, count: 8, family: [family], depth: [1, 2], width: family === 'mlp' ? { from: 16, to: 64 } : { from: 32, to: 128 }, activation: ['relu'],
      batchSize: [64], epochs: one(40), initScale: one(0.5),
    }))),
    keep: { checkpoints: ON_THE_WAY, checkpointActivations: false, state: false }, activations: false,
  },
  {
    name: 'families',
    title: () => 'Convolutional against dense networks on the digits',
    dataset: DEFAULT_DATASET,
    recipes: [{
      ...STILL, seed: 8, steps: 3, count: 144, depth: [1, 2], width: { from: 12, to: 36 }, activation: ['relu', 'tanh'], optimiser: ['momentum'],
      learningRate: { from: 0.003, to: 0.1 }, epochs: one(15),
    }],
    keep: KEEP_NOTHING, activations: true,
  },
]

export const countOf = ({ recipes }: ReadyMade): number => recipes.reduce((sum, { count }) => sum + count, 0)

/** Its stretches, as far as its first `count` networks go. */
export function stretchesOf({ recipes }: ReadyMade, count: number): Lineage['runs'] {
  let from = 0
  return recipes.flatMap(recipe => {
    const own = Math.min(recipe.count, count - from)
    if (own <= 0) return []
    const stretch = { recipe: { ...recipe, count: own }, from, count: own }
    from += own
    return [stretch]
  })
}

export const specsOf = (runs: Lineage['runs']): NetworkSpec[] => runs.flatMap(({ recipe, from, count }) => drawNetworks(recipe, from, count))

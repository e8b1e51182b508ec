// The ready-made maps: what each is trained from, and what is kept of it.
import type { DatasetSettings } from '../../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../src/core/data/dataset.ts'
import type { Keep } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import type { Range, Recipe } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/population.ts'

export interface ReadyMade {
  name: string
  title(count: number): string
  dataset: DatasetSettings
  recipe: Recipe
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

export const READY_MADE: readonly ReadyMade[] = [
  {
    name: 'population',
    title: count => `${count.toLocaleString('en-US')} networks of every kind on the digits`,
    dataset: DEFAULT_DATASET,
    recipe: { ...DEFAULT_RECIPE, seed: 1000, count: 1000 },
    keep: KEEP_NOTHING, activations: false,
  },
  {
    name: 'spirals',
    title: () => 'Width against learning rate on the spirals',
    dataset: { ...DEFAULT_DATASET, id: 'spirals', noise: 0.03 },
    recipe: {
      ...STILL, seed: 18, steps: 18, count: 288, family: ['mlp'], depth: [2], width: { from: 2, to: 40 }, activation: ['relu'], optimiser: ['adam'],
      learningRate: { from: 3e-4, to: 0.1 }, weightDecay: one(0), epochs: one(120),
    },
    keep: KEEP_NOTHING, activations: true,
  },
  {
    name: 'trajectories',
    title: count => `${count} networks caught sixteen times on their way`,
    dataset: DEFAULT_DATASET,
    recipe: {
      ...STILL, seed: 305, steps: 2, count: 48, depth: [1, 2], width: { from: 16, to: 64 }, activation: ['relu'], optimiser: ['sgd', 'momentum', 'adam'],
      learningRate: one(0.01), epochs: one(20),
    },
    keep: { checkpoints: ON_THE_WAY, checkpointActivations: false, state: false }, activations: false,
  },
  {
    name: 'families',
    title: () => 'Convolutional against dense networks on the digits',
    dataset: DEFAULT_DATASET,
    recipe: {
      ...STILL, seed: 8, steps: 3, count: 144, depth: [1, 2], width: { from: 12, to: 36 }, activation: ['relu', 'tanh'], optimiser: ['momentum'],
      learningRate: { from: 0.003, to: 0.1 }, epochs: one(15),
    },
    keep: KEEP_NOTHING, activations: true,
  },
]

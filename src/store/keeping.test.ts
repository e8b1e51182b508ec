// What keeping costs is what would be kept: numbers of a checkpoint, of a hidden layer, of weights with both moments.
import { describe, expect, it } from 'vitest'
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { keptBytes } from './keeping.ts'

const keep = { checkpoints: 20, checkpointActivations: false, state: true }
const recipe = { ...DEFAULT_RECIPE, count: 10, depth: [2], width: { from: 32, to: 32 } }
const bytes = (change: Partial<Parameters<typeof keptBytes>[0]> = {}) => keptBytes({ recipe: { ...recipe, family: ['mlp'] }, dataset: DEFAULT_DATASET, keep, ...change })

describe('the bytes that are kept', () => {
  it('are 20 predictions of 10 classes on 200 probes and 100 train probes, 32 hidden units on each, and the weights of 64 → 32 → 32 → 10 with two moments', () => {
    expect(bytes()).toEqual({ checkpoints: 4 * 20 * (200 + 100) * 10, activations: 4 * 20 * 200 * 32, weights: 12 * (65 * 32 + 33 * 32 + 33 * 10) })
  })

  it('of no checkpoints are none', () => expect(bytes({ keep: { ...keep, checkpoints: 0 } })).toMatchObject({ checkpoints: 0, activations: 0 }))

  it('count perceptrons where the data are no pictures', () => {
    const dataset = { ...DEFAULT_DATASET, id: 'moons' as const }
    expect(bytes({ dataset, recipe: { ...recipe, family: ['conv'] } })).toEqual(bytes({ dataset }))
  })
})

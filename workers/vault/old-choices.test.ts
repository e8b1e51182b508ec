// Sessions that earlier pages kept say the same networks as ever.
import { expect, test } from 'vitest'
import type { Hyperparameters } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import type { KeptNetwork, KeptRun, KeptStanding } from '../../src/protocol/vault.ts'
import { wholeNetwork, wholeRun, wholeStanding } from './old-choices.ts'

const without = <T extends object>(whole: T): T => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== 'augmentation' && key !== 'start')) as T
const old: Recipe = without(DEFAULT_RECIPE)
const specs = drawNetworks(DEFAULT_RECIPE, 0, 3)
const hypers = specs.map(({ hyper }) => hyper)
const run = { kind: 'new', specs, recipe: DEFAULT_RECIPE, keep: { checkpoints: 0, checkpointActivations: false, state: false }, state: 'finished' } satisfies KeptRun

test('a run, its networks and its map mean rows as they are and fresh starts', () => {
  const kept: KeptRun = { ...run, recipe: old, specs: specs.map(spec => ({ ...spec, hyper: without(spec.hyper) })) }
  expect(kept.specs[0].hyper.start).toBeUndefined()
  expect(wholeRun(kept)).toEqual(run)
  const rows = hypers.map(hyper => wholeNetwork({ row: { hyper: without(hyper) } } as KeptNetwork).row.hyper)
  expect(rows).toEqual(hypers)
  const standing = { ids: [1], manifest: { recipe: old, lineage: { base: null, runs: [{ recipe: old, from: 0, count: 3 }] } } } as unknown as KeptStanding
  expect(wholeStanding(standing).manifest).toEqual({ recipe: DEFAULT_RECIPE, lineage: { base: null, runs: [{ recipe: DEFAULT_RECIPE, from: 0, count: 3 }] } })
})

test('what is there stays as it is', () => {
  const hyper: Hyperparameters = { ...hypers[0], augmentation: 'shifts', start: 'labels' }
  const kept: KeptRun = { ...run, recipe: { ...DEFAULT_RECIPE, augmentation: ['shifts'], start: ['labels', 'subset'] }, specs: [{ ...specs[0], hyper }] }
  expect(wholeRun(kept)).toEqual(kept)
  const brought = { row: { hyper: null } } as KeptNetwork
  expect(wholeNetwork(brought)).toBe(brought)
  expect(wholeStanding({ manifest: { recipe: null } } as unknown as KeptStanding).manifest).toEqual({ recipe: null })
})

// Hyper-parameters and recipes as earlier pages kept them: they knew neither augmentation nor where training starts, so rows were as they are and starts fresh.
import type { Hyperparameters } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import type { KeptNetwork, KeptRun, KeptStanding } from '../../src/protocol/vault.ts'

const HYPER: Pick<Hyperparameters, 'augmentation' | 'start'> = { augmentation: 'none', start: 'fresh' }
const recipeOf = (recipe: Recipe): Recipe => ({ ...{ augmentation: ['none'], start: ['fresh'] }, ...recipe })

/** The run with all choices of today's page. */
export const wholeRun = (run: KeptRun): KeptRun => ({ ...run, recipe: recipeOf(run.recipe), specs: run.specs.map(spec => ({ ...spec, hyper: { ...HYPER, ...spec.hyper } })) })

export const wholeNetwork = (network: KeptNetwork): KeptNetwork =>
  network.row.hyper ? { ...network, row: { ...network.row, hyper: { ...HYPER, ...network.row.hyper } } } : network

export function wholeStanding(standing: KeptStanding): KeptStanding {
  const { manifest } = standing
  const { recipe, lineage } = manifest
  return {
    ...standing,
    manifest: {
      ...manifest, recipe: recipe && recipeOf(recipe), ...lineage && { lineage: { ...lineage, runs: lineage.runs.map(run => ({ ...run, recipe: recipeOf(run.recipe) })) } },
    },
  }
}

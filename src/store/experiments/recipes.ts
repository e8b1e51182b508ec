// What each experiment trains: stretches of recipes' sequences, so that its networks are named by seeds as those of any map. No two networks of a card share a
// seed: the same seed gives the same first weights and batches, and runs that agree for that reason alone.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../core/data/dataset.ts'
import type { NetworkSpec } from '../../core/network.ts'
import type { Range, Recipe } from '../../core/recipe.ts'
import { drawNetworks, gridSize } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { RunsName } from './experiments-state.ts'
import { NOT_SLOPPY } from './experiments-state.ts'

/** Networks from…from + count − 1 of a recipe's sequence. */
export interface PlannedRun { recipe: Recipe, from: number, count: number }

/** By what a part's runs are coloured, and what makes one of its configurations. */
export type GroupedBy = 'optimiser' | 'architecture' | 'size' | 'start'

export interface PartPlan { title: string, dataset: DatasetSettings, runs: readonly PlannedRun[], by: GroupedBy }

const at = (value: number): Range => ({ from: value, to: value })

/** A single network; experiments change what they are about. */
const PLAIN: Recipe = {
  ...DEFAULT_RECIPE, kind: 'grid', steps: 1, family: ['mlp'], depth: [1], width: at(64), activation: ['relu'], optimiser: ['adam'], learningRate: at(0.003), weightDecay: at(0),
  batchSize: [64], dropout: at(0), epochs: at(30), initScale: at(1), labelNoise: at(0), trainFraction: at(1), augmentation: ['none'], start: ['fresh'],
}

/** Rates at which each ends as right as the others on the digits (docs/methods/experiments.md). */
const OPTIMISERS: readonly Partial<Recipe>[] = [
  { optimiser: ['sgd'], learningRate: at(0.15) },
  { optimiser: ['momentum'], learningRate: at(0.02) },
  { optimiser: ['adam'], learningRate: at(0.003) },
  { optimiser: ['adamw'], learningRate: at(0.003), weightDecay: at(0.03) },
]

/** Each change of the plain recipe as a stretch of its own; `times`: how often its grid is gone through. */
function stretches(seed: number, times: number, changes: readonly Partial<Recipe>[]): PlannedRun[] {
  let from = 0
  return changes.map(change => {
    const recipe = { ...PLAIN, ...change, seed }
    const count = times * gridSize(recipe)
    const run = { recipe: { ...recipe, count }, from, count }
    from += count
    return run
  })
}

/** Where half of the networks begin in corners: Adam, whose steps do not depend on how large the inputs are, at three rates. */
const HALF_IN_CORNERS: Partial<Recipe> = { learningRate: { from: 0.001, to: 0.01 }, steps: 3, start: ['fresh', 'labels'] }
const dimensionRuns = (seed: number): PlannedRun[] =>
  stretches(seed, 1, [{ ...HALF_IN_CORNERS, width: { from: 16, to: 256 } }, { ...HALF_IN_CORNERS, depth: [2] }])

const DIGITS: DatasetSettings = { ...DEFAULT_DATASET, id: 'digits' }
export const teacher = (decay: number): DatasetSettings => ({ ...DEFAULT_DATASET, id: 'teacher', decay })
export const decayWords = (decay: number): string => `c\u00a0=\u00a0${Number(decay.toPrecision(3))}`

/** One population of the teacher task, as the sloppy card and the slider train it. */
export const teacherPart = (decay: number, seed = 804): PartPlan =>
  ({ title: `${decay <= NOT_SLOPPY ? 'Teacher, not sloppy' : 'Sloppy teacher'}, ${decayWords(decay)}`, dataset: teacher(decay), runs: dimensionRuns(seed), by: 'start' })

/** `decay`: c of the sloppy part. */
export function plansOf(name: RunsName, decay: number): readonly PartPlan[] {
  switch (name) {
    case 'optimisers': return [{
      title: 'Digits', dataset: DIGITS, by: 'optimiser',
      runs: stretches(801, 2, OPTIMISERS.map(own => ({ ...own, family: ['mlp', 'conv'], depth: [1, 2], width: { from: 32, to: 128 }, steps: 2 }))),
    }]
    case 'size': return [{
      title: 'Digits', dataset: DIGITS, by: 'size',
      runs: stretches(802, 3, [{ depth: [1, 2], width: { from: 8, to: 256 }, steps: 6 }, { family: ['conv'], width: { from: 16, to: 64 }, steps: 2 }]),
    }]
    case 'corners': return [{
      title: 'Digits', dataset: DIGITS, by: 'start',
      runs: stretches(803, 3, [{ start: ['fresh', 'labels', 'subset'], depth: [1, 2], width: { from: 16, to: 256 }, steps: 3 }]),
    }]
    case 'sloppy': return [
      { title: 'Digits', dataset: DIGITS, runs: dimensionRuns(805), by: 'start' },
      teacherPart(decay),
      ...decay <= NOT_SLOPPY ? [] : [teacherPart(NOT_SLOPPY)],
    ]
  }
}

export const specsOf = ({ runs }: PartPlan): NetworkSpec[] => runs.flatMap(({ recipe, from, count }) => drawNetworks(recipe, from, count))

/** The population on which the claims are tested (docs/methods/experiments.md): five architectures, three optimisers, two seeds each. */
export const CLAIMS: PartPlan = {
  title: 'Digits', dataset: DIGITS, by: 'architecture',
  runs: stretches(807, 2, OPTIMISERS.slice(0, 3).flatMap(own => [{ ...own, width: { from: 16, to: 256 }, steps: 3 }, { ...own, depth: [2] }, { ...own, family: ['conv' as const], width: at(32) }])),
}

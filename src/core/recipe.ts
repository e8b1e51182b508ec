// Recipes: what populations are drawn from, and whether one can be trained from it.
import type { Activation, Augmentation, Family, Hyperparameters, Optimiser, Start } from './network.ts'
import { ACTIVATIONS, AUGMENTATIONS, FAMILIES, OPTIMISERS, STARTS } from './network.ts'

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
  family: Family[]
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
  augmentation: Augmentation[]
  start: Start[]
}

/** From failure to success on the digits; what it gives, and how its ranges were chosen, is in docs/methods/training.md. */
export const DEFAULT_RECIPE: Recipe = {
  kind: 'random',
  count: 60,
  seed: 12,
  steps: 2,
  family: [...FAMILIES],
  depth: [1, 2, 3, 4],
  width: { from: 12, to: 64 },
  activation: [...ACTIVATIONS],
  optimiser: [...OPTIMISERS],
  learningRate: { from: 1e-3, to: 0.5 },
  weightDecay: { from: 1e-6, to: 1e-2 },
  batchSize: [32, 64, 128],
  dropout: { from: 0, to: 0.1 },
  epochs: { from: 10, to: 30 },
  initScale: { from: 0.5, to: 4 },
  labelNoise: { from: 0, to: 0.03 },
  trainFraction: { from: 0.6, to: 1 },
  augmentation: ['none'],
  start: ['fresh'],
}

export type RangeKey = 'width' | 'learningRate' | 'weightDecay' | 'dropout' | 'epochs' | 'initScale' | 'labelNoise' | 'trainFraction'

/** How a range is walked: on which scale, and whether its values are whole numbers. */
export const RANGES: Record<RangeKey, { log: boolean, whole: boolean }> = {
  width: { log: true, whole: true },
  learningRate: { log: true, whole: false },
  weightDecay: { log: true, whole: false },
  dropout: { log: false, whole: false },
  epochs: { log: false, whole: true },
  initScale: { log: true, whole: false },
  labelNoise: { log: false, whole: false },
  trainFraction: { log: false, whole: false },
}

export const isRangeKey = (key: keyof Hyperparameters): key is RangeKey => key in RANGES

/** The recipe as it is on these data: convolutions and shifts need pictures; where there are none, perceptrons stand in for the ones, and rows as they are for the others. */
export const recipeFor = (recipe: Recipe, pictures: boolean): Recipe => pictures
  ? recipe
  : { ...recipe, family: ['mlp'], augmentation: [...new Set(recipe.augmentation.map(name => name === 'shifts' ? 'none' : name))] }

/** One sentence per field that cannot be trained from, keyed by the field; empty when the recipe is sound. */
export type RecipeFaults = Partial<Record<keyof Recipe, string>>

/** What a number may be. `choose` ends the sentence that refuses another. */
interface Bounds { label: string, from: number, to: number, whole: boolean, open?: 'from' | 'to', choose: string }

const NUMBERS: Record<'count' | 'seed' | 'steps', Bounds> = {
  count: { label: 'Networks', from: 1, to: 5000, whole: true, choose: '1 to 5,000' },
  seed: { label: 'Seed', from: 0, to: 0xffffffff, whole: true, choose: '0 to 4294967295' },
  steps: { label: 'Grid steps', from: 1, to: 20, whole: true, choose: '1 to 20' },
}
const RANGE_BOUNDS: Record<RangeKey, Bounds> = {
  width: { label: 'Width', from: 1, to: 512, whole: true, choose: '1 to 512' },
  learningRate: { label: 'Learning rate', from: 0, to: 100, whole: false, open: 'from', choose: 'above 0, up to 100' },
  weightDecay: { label: 'Weight decay', from: 0, to: 10, whole: false, choose: '0 to 10' },
  dropout: { label: 'Dropout', from: 0, to: 0.95, whole: false, open: 'to', choose: '0 to below 0.95' },
  epochs: { label: 'Epochs', from: 1, to: 500, whole: true, choose: '1 to 500' },
  initScale: { label: 'Initialisation scale', from: 0, to: 100, whole: false, open: 'from', choose: 'above 0, up to 100' },
  labelNoise: { label: 'Label noise', from: 0, to: 1, whole: false, choose: '0 to 1' },
  trainFraction: { label: 'Training fraction', from: 0.01, to: 1, whole: false, choose: '0.01 to 1' },
}
const LISTS: Record<'depth' | 'batchSize', Bounds> = {
  depth: { label: 'Depth', from: 1, to: 8, whole: true, choose: '1 to 8' },
  batchSize: { label: 'Batch size', from: 1, to: 1024, whole: true, choose: '1 to 1,024' },
}
const NAMES = {
  family: { label: 'Family', known: FAMILIES },
  activation: { label: 'Activation', known: ACTIVATIONS },
  optimiser: { label: 'Optimiser', known: OPTIMISERS },
  augmentation: { label: 'Augmentation', known: AUGMENTATIONS },
  start: { label: 'Start', known: STARTS },
} as const

/** Looks at every field and never throws; anything that is not a number (an emptied input gives NaN) is a fault like others. */
export function checkRecipe(recipe: Recipe): RecipeFaults {
  const faults: RecipeFaults = {}
  const note = (key: keyof Recipe, fault: string | undefined): void => { if (fault !== undefined) faults[key] = fault }
  if (recipe.kind !== 'random' && recipe.kind !== 'grid') note('kind', `Kind: ${String(recipe.kind)} is not known; choose random or grid.`)
  for (const key of ['count', 'seed', 'steps'] as const) note(key, numberFault(NUMBERS[key], recipe[key]))
  for (const key of Object.keys(RANGES) as RangeKey[]) note(key, rangeFault(RANGE_BOUNDS[key], recipe[key]))
  for (const key of ['depth', 'batchSize'] as const) {
    note(key, recipe[key].length === 0 ? `${LISTS[key].label}: nothing is chosen; choose at least one.` : firstFault(LISTS[key], recipe[key]))
  }
  for (const key of Object.keys(NAMES) as (keyof typeof NAMES)[]) {
    const { label, known } = NAMES[key]
    const stranger = recipe[key].find(name => !(known as readonly string[]).includes(name))
    if (recipe[key].length === 0) note(key, `${label}: nothing is chosen; choose at least one.`)
    else if (stranger !== undefined) note(key, `${label}: ${stranger} is not known; choose among ${known.join(', ')}.`)
  }
  return faults
}

function numberFault({ label, from, to, whole, open, choose }: Bounds, value: number): string | undefined {
  const [less, more] = label === 'Networks' ? ['few', 'many'] : ['small', 'large']
  if (Number.isNaN(Number(value))) return `${label}: a number is missing; choose ${choose}.`
  if (value < from || (open === 'from' && value === from)) return `${label}: ${value} is too ${less}; choose ${choose}.`
  if (value > to || (open === 'to' && value === to)) return `${label}: ${value} is too ${more}; choose ${choose}.`
  if (whole && !Number.isInteger(value)) return `${label}: ${value} is not a whole number; choose ${choose}.`
  return undefined
}

const firstFault = (bounds: Bounds, values: readonly number[]): string | undefined => values.map(value => numberFault(bounds, value)).find(fault => fault !== undefined)

const rangeFault = (bounds: Bounds, { from, to }: Range): string | undefined =>
  firstFault(bounds, [from, to]) ?? (from > to ? `${bounds.label}: it goes from ${from} down to ${to}; the first must not be the larger.` : undefined)

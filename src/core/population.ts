// Recipes for populations: a recipe and a seed name an endless sequence of networks; a population is a stretch of it.
import { power } from './elementary.ts'
import type { Activation, Augmentation, Family, Hyperparameters, NetworkSpec, Optimiser, Start } from './network.ts'
import { ACTIVATIONS, AUGMENTATIONS, FAMILIES, OPTIMISERS, STARTS } from './network.ts'
import { below, deriveSeed, mulberry32 } from './random.ts'

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

/**
 * Hyper-parameters in the order in which a grid counts through them: the last turns fastest. A new one goes to the front, and its
 * random draw has a generator of its own, so that recipes of old keep naming the networks that they named.
 */
export const GRID_ORDER = [
  'start', 'augmentation', 'family', 'trainFraction', 'labelNoise', 'initScale', 'dropout', 'batchSize', 'weightDecay', 'epochs', 'learningRate', 'optimiser', 'activation', 'depth', 'width',
] as const satisfies readonly (keyof Hyperparameters)[]

/** Value at a share (0 to 1) of the way through a range. A log range that starts at 0 has no log scale: it is walked evenly instead. */
export function along({ from, to }: Range, { log, whole }: { log: boolean, whole: boolean }, share: number): number {
  if (whole && !log) return Math.min(to, from + Math.floor(share * (to - from + 1)))
  const value = log && from > 0 ? from * power(to / from, share) : from + share * (to - from)
  const inside = Math.min(to, Math.max(from, value))
  return whole ? Math.round(inside) : inside
}

/** The values of a range in a grid: `steps` of them from end to end (one: the middle), without repeats. */
function gridValues(range: Range, rule: { log: boolean, whole: boolean }, steps: number): number[] {
  const shares = steps === 1 ? [0.5] : Array.from({ length: steps }, (_, step) => step / (steps - 1))
  const even = rule.whole && !rule.log
  return [...new Set(shares.map(share => even ? Math.round(range.from + share * (range.to - range.from)) : along(range, rule, share)))]
}

export const isRangeKey = (key: keyof Hyperparameters): key is RangeKey => key in RANGES

/** The values that a grid gives a hyper-parameter, in order. */
export function gridAxis(recipe: Recipe, key: keyof Hyperparameters): readonly (number | string)[] {
  return isRangeKey(key) ? gridValues(recipe[key], RANGES[key], recipe.steps) : recipe[key]
}

/** Combinations of a grid before it begins again with new seeds. */
export const gridSize = (recipe: Recipe): number => GRID_ORDER.reduce((size, key) => size * gridAxis(recipe, key).length, 1)

/**
 * Network number `index` (from 0) of the endless sequence that the recipe and its seed name: a pure function of recipe, seed and index,
 * whatever the count. Seeds of weights and of order are its own; a hyper-parameter's draw does not change when another's range does.
 * Expects a recipe that checkRecipe finds sound.
 */
export function networkAt(recipe: Recipe, index: number): NetworkSpec {
  return {
    id: index,
    hyper: recipe.kind === 'grid' ? gridPoint(recipe, index) : randomPoint(recipe, index),
    weightSeed: deriveSeed(recipe.seed, 'weights', index),
    orderSeed: deriveSeed(recipe.seed, 'order', index),
  }
}

/** Networks from…from + count − 1 of the sequence. */
export const drawNetworks = (recipe: Recipe, from: number, count: number): NetworkSpec[] =>
  Array.from({ length: count }, (_, place) => networkAt(recipe, from + place))

/** Where both families are drawn from: convolutional networks take several times as long, and many perceptrons tell more than a few. */
export const CONV_SHARE = 0.25

function randomPoint(recipe: Recipe, index: number): Hyperparameters {
  const draw = (key: keyof Hyperparameters): (() => number) => mulberry32(deriveSeed(recipe.seed, 'hyper', key, index))
  const number = (key: RangeKey): number => along(recipe[key], RANGES[key], draw(key)())
  const choice = <T>(key: keyof Hyperparameters, values: readonly T[]): T => values[below(values.length, draw(key))]
  return {
    family: recipe.family.length === 1 ? recipe.family[0] : draw('family')() < CONV_SHARE ? 'conv' : 'mlp',
    depth: choice('depth', recipe.depth),
    width: number('width'),
    activation: choice('activation', recipe.activation),
    optimiser: choice('optimiser', recipe.optimiser),
    learningRate: number('learningRate'),
    weightDecay: number('weightDecay'),
    batchSize: choice('batchSize', recipe.batchSize),
    dropout: number('dropout'),
    epochs: number('epochs'),
    initScale: number('initScale'),
    labelNoise: number('labelNoise'),
    trainFraction: number('trainFraction'),
    augmentation: choice('augmentation', recipe.augmentation),
    start: choice('start', recipe.start),
  }
}

function gridPoint(recipe: Recipe, index: number): Hyperparameters {
  const point: Partial<Record<keyof Hyperparameters, number | string>> = {}
  let rest = index
  for (const key of GRID_ORDER.toReversed()) {
    const axis = gridAxis(recipe, key)
    point[key] = axis[rest % axis.length]
    rest = Math.floor(rest / axis.length)
  }
  return point as Hyperparameters
}

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

/** What is worth knowing about a sound recipe: how a grid's size compares with the count. Null where there is nothing to say. */
export function recipeNote(recipe: Recipe): string | null {
  if (recipe.kind !== 'grid') return null
  const size = gridSize(recipe)
  const written = size.toLocaleString('en-US')
  if (size > recipe.count) return `The grid has ${written} combinations; the first ${recipe.count.toLocaleString('en-US')} are trained.`
  if (size < recipe.count) return `The grid has ${written} combinations; it is gone through again with new seeds.`
  return null
}

// Populations: a recipe and a seed name an endless sequence of networks; a population is a stretch of it.
import { power } from './elementary.ts'
import type { Hyperparameters, NetworkSpec } from './network.ts'
import { below, deriveSeed, mulberry32 } from './random.ts'
import type { Range, RangeKey, Recipe } from './recipe.ts'
import { isRangeKey, RANGES } from './recipe.ts'

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

/** What is worth knowing about a sound recipe: how a grid's size compares with the count. Null where there is nothing to say. */
export function recipeNote(recipe: Recipe): string | null {
  if (recipe.kind !== 'grid') return null
  const size = gridSize(recipe)
  const written = size.toLocaleString('en-US')
  if (size > recipe.count) return `The grid has ${written} combinations; the first ${recipe.count.toLocaleString('en-US')} are trained.`
  if (size < recipe.count) return `The grid has ${written} combinations; it is gone through again with new seeds.`
  return null
}

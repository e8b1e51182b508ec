// The space that a search walks in: what varies of a prior, as coordinates from 0 to 1 on the scale on which it is drawn, and as choices from lists.
import { logarithm } from '../elementary.ts'
import type { Hyperparameters } from '../network.ts'
import type { Range, RangeKey, Recipe } from '../recipe.ts'
import { along, GRID_ORDER, networkAt } from '../population.ts'
import { isRangeKey, RANGES, recipeFor } from '../recipe.ts'

/** What a setting may be. Our own are numbers and names. */
export type Value = number | string | boolean

export interface NumberAxis<Key = RangeKey> {
  key: Key
  range: Range
  /** How it is walked. */
  scale: { log: boolean, whole: boolean }
}

export interface ListAxis<Key = Exclude<keyof Hyperparameters, RangeKey>> {
  key: Key
  /** Without repeats; numbers in rising order. */
  values: readonly Value[]
  /** Numbers, whose order means something. */
  ordered: boolean
}

/** Settings of any kind by what varies of them: a range that is a point, or a list of one, is no axis. */
export interface Axes<Settings> {
  numbers: readonly NumberAxis<keyof Settings>[]
  lists: readonly ListAxis<keyof Settings>[]
  /** Length of a row of features: one a number or ordered list, one a name otherwise. */
  features: number
  /** Some settings, for what does not vary. */
  still: Settings
  /** Settings number `index` of the prior's sequence that the seed names. */
  draw: (seed: number, index: number) => Settings
}

/** Of our own networks. */
export interface Space extends Axes<Hyperparameters> {
  /** As it is on these data: without convolutions where there are no pictures. */
  prior: Recipe
  numbers: readonly NumberAxis[]
  lists: readonly ListAxis[]
}

/** Settings as the search sees them. */
export interface Point {
  /** Shares of the way through each range, 0 to 1 within the prior. */
  numbers: Float64Array
  /** Places in each list; −1: a value that the prior does not have. */
  choices: Int32Array
}

/** How far outside of the prior's ranges a network from elsewhere may stand: one whole range on either side, so that a decay of 0 is finite on a log scale. */
const OUTSIDE = 1

export function spaceOf(given: Recipe, pictures: boolean): Space {
  const prior = recipeFor(given, pictures)
  const numbers: NumberAxis[] = []
  const lists: ListAxis[] = []
  for (const key of GRID_ORDER.toReversed()) {
    if (isRangeKey(key)) {
      if (prior[key].to > prior[key].from) numbers.push({ key, range: prior[key], scale: RANGES[key] })
      continue
    }
    const values = [...new Set<Value>(prior[key])]
    const ordered = values.every(value => typeof value === 'number')
    if (values.length > 1) lists.push({ key, ordered, values: ordered ? values.toSorted((a, b) => Number(a) - Number(b)) : values })
  }
  return {
    prior, numbers, lists, features: featureCount(numbers, lists), still: networkAt({ ...prior, kind: 'random' }, 0).hyper,
    draw: (seed, index) => networkAt({ ...prior, kind: 'random', seed }, index).hyper,
  }
}

export const featureCount = (numbers: readonly unknown[], lists: readonly Pick<ListAxis, 'ordered' | 'values'>[]): number =>
  numbers.length + lists.reduce((sum, { ordered, values }) => sum + (ordered ? 1 : values.length), 0)

/** The inverse of `along`: an even whole range has as many equal bins as values, and a value stands in the middle of its own. */
function shareOf({ range: { from, to }, scale: { log, whole } }: Pick<NumberAxis, 'range' | 'scale'>, value: number): number {
  const share = whole && !log ? (value - from + 0.5) / (to - from + 1)
    : log && from > 0 ? (value > 0 ? logarithm(value / from) / logarithm(to / from) : -OUTSIDE)
      : (value - from) / (to - from)
  return Math.min(1 + OUTSIDE, Math.max(-OUTSIDE, share))
}

export function encode<S>({ numbers, lists }: Axes<S>, hyper: S): Point {
  const point: Point = { numbers: new Float64Array(numbers.length), choices: new Int32Array(lists.length) }
  for (let axis = 0; axis < numbers.length; axis++) point.numbers[axis] = shareOf(numbers[axis], hyper[numbers[axis].key] as number)
  for (let axis = 0; axis < lists.length; axis++) point.choices[axis] = lists[axis].values.indexOf(hyper[lists[axis].key] as Value)
  return point
}

/** Settings inside the prior: shares beyond the ends are clipped, and a choice of −1 becomes the first of the list. */
export function decode<S>({ still, numbers, lists }: Axes<S>, point: Point): S {
  const hyper: Record<keyof S, unknown> = { ...still }
  // What an even whole range gives at 1 lies beyond its last bin; `along` brings it back.
  numbers.forEach(({ key, range, scale }, axis) => { hyper[key] = along(range, scale, Math.min(1, Math.max(0, point.numbers[axis]))) })
  lists.forEach(({ key, values }, axis) => { hyper[key] = values[Math.max(0, point.choices[axis])] })
  return hyper as S
}

/** Settings number `index` of the prior's sequence that the seed names: what a random search tries. */
export const drawn = <S>({ draw }: Pick<Axes<S>, 'draw'>, seed: number, index: number): S => draw(seed, index)

/** Two settings with the same name differ in nothing that varies. */
export function nameOf<S>({ numbers, lists }: Axes<S>, hyper: S): string {
  let name = ''
  for (const { key } of numbers) name += `${String(hyper[key])} `
  for (const { key } of lists) name += `${String(hyper[key])} `
  return name
}

/**
 * Settings as numbers for regressions and distances: shares; an ordered list from 0 to 1 by place; of a list of names one feature each, 1/√2 for the
 * one that is chosen, so that two names lie at distance 1. A choice that the prior does not have: the middle, or no name.
 */
export function featuresOf<S>({ lists, features }: Axes<S>, { numbers, choices }: Point): Float64Array {
  const row = new Float64Array(features)
  row.set(numbers)
  let at = numbers.length
  lists.forEach(({ ordered, values }, axis) => {
    const choice = choices[axis]
    if (ordered) row[at++] = choice < 0 ? 0.5 : choice / (values.length - 1)
    else {
      if (choice >= 0) row[at + choice] = Math.SQRT1_2
      at += values.length
    }
  })
  return row
}

/** Root of the mean square difference over the axes, from rows of features; 0 where nothing varies. */
export function distanceOf<S>({ numbers, lists }: Axes<S>, a: Float64Array, b: Float64Array): number {
  const axes = numbers.length + lists.length
  return axes === 0 ? 0 : Math.sqrt(squaredDistance(a, b) / axes)
}

export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) ** 2
  return sum
}

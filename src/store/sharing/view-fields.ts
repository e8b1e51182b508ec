// What the table of a view reads its values with: each is checked against what it may be, in a sentence.
import type { DatasetSettings, OwnData } from '../../core/data/dataset.ts'
import { checkDataset, DEFAULT_DATASET } from '../../core/data/dataset.ts'
import type { Range, Recipe } from '../../core/recipe.ts'
import { checkRecipe, DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { checkGeometry } from '../../core/settings.ts'
import { FormatError, straight } from '../../formats/format-error.ts'
import type { Fields } from '../../formats/json-fields.ts'
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { LIMITS } from '../../formats/limits.ts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** What of `settings` is sound and differs from `base`; undefined where nothing does. `keys` in the order in which they are written. */
function differing<T extends object>(settings: T, base: T, faults: Partial<Record<keyof T, string>>, keys: readonly (keyof T & string)[]): Change {
  const changed = keys.filter(key => faults[key] === undefined && settings[key] !== undefined && !same(settings[key], base[key]))
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map(key => [key, settings[key]]))
}

export const RECIPE_KEYS = Object.keys(DEFAULT_RECIPE) as (keyof Recipe)[]
const GEOMETRY_KEYS = ['metric', 'layer', 'dimensions', 'scale', 'sigma', 'knn', 'decay', 'gamma', 't', 'seed'] as const
const DATASET_KEYS = ['id', 'noise', 'decay', 'seed', 'own'] as const

type Change = Record<string, unknown> | undefined
export const recipeChange = (recipe: Recipe, base: Recipe): Change => differing(recipe, base, checkRecipe(recipe), RECIPE_KEYS)
export const geometryChange = (geometry: GeometrySettings, base: GeometrySettings): Change => differing(geometry, base, checkGeometry(geometry), GEOMETRY_KEYS)
export function datasetChange(dataset: DatasetSettings, base: DatasetSettings): Change {
  const faults = checkDataset(dataset)
  if (faults.id) return undefined
  return differing({ ...dataset, own: dataset.id === 'own' ? dataset.own : undefined }, base, faults, DATASET_KEYS)
}

/** Takes over what stands in `fields` over `base`, where it has the kind of value that `base` has; what is wrong is in the sentences. */
export function recipeFrom(value: unknown, base: Recipe, where: string, faults: string[]): Recipe {
  const fields = fieldsOf(value, where)
  let recipe = base
  for (const key of RECIPE_KEYS) {
    const found = fields.get(key)
    if (found === undefined) continue
    const like = DEFAULT_RECIPE[key]
    const read = Array.isArray(like) ? listLike(found, like[0]) : typeof like === 'object' ? rangeFrom(found) : typeof found === typeof like ? found : null
    const next = read === null ? null : { ...recipe, [key]: read } as Recipe
    const fault = next ? checkRecipe(next)[key] : wrong(`${where}: ${key}`, found, 'as in the form').message
    if (next && fault === undefined) recipe = next
    else faults.push(fault!)
  }
  return recipe
}

const listLike = (found: unknown, like: unknown): unknown[] | null =>
  Array.isArray(found) && found.length <= 32 && found.every(item => typeof item === typeof like && (typeof item !== 'number' || Number.isFinite(item))) ? found : null

function rangeFrom(found: unknown): Range | null {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return null
  const { from, to } = { from: fieldsOf(found, '').get('from'), to: fieldsOf(found, '').get('to') }
  return finite(from) && finite(to) ? { from, to } : null
}

export function geometryFrom(value: unknown, base: GeometrySettings, where: string, faults: string[]): GeometrySettings {
  const fields = fieldsOf(value, where)
  let geometry = base
  for (const key of GEOMETRY_KEYS) {
    const found = fields.get(key)
    if (found === undefined) continue
    const kind = typeof found === typeof base[key] || (key === 't' && (typeof found === 'number' || found === 'auto'))
    const next = { ...geometry, [key]: found } as GeometrySettings
    const fault = kind ? checkGeometry(next)[key] : wrong(`${where}: ${key}`, found, 'as in the form').message
    if (fault === undefined) geometry = next
    else faults.push(fault)
  }
  return geometry
}

export function datasetFrom(value: unknown, base: DatasetSettings, where: string, faults: string[]): DatasetSettings {
  const fields = fieldsOf(value, where)
  let dataset = base
  for (const key of ['noise', 'decay', 'seed'] as const) {
    const found = fields.get(key)
    if (found === undefined) continue
    const next = { ...dataset, [key]: found } as DatasetSettings
    const fault = typeof found === 'number' ? checkDataset(next)[key] : wrong(`${where}: ${key}`, found, 'a number').message
    if (fault === undefined) dataset = next
    else faults.push(fault)
  }
  const id = fields.get('id')
  const own = fields.get('own')
  try {
    if (id !== undefined || own !== undefined) {
      const next = { ...dataset, id: id ?? dataset.id, own: own === undefined ? dataset.own : ownFrom(fields.object('own')) } as DatasetSettings
      const fault = checkDataset(next).id
      if (fault === undefined) dataset = next.id === 'own' ? next : withoutOwn(next)
      else faults.push(fault)
    }
  } catch (error) {
    faults.push(sentence(error))
  }
  return dataset
}

const withoutOwn = ({ id, noise, decay, seed }: DatasetSettings): DatasetSettings => ({ id, noise, decay, seed })

function ownFrom(fields: Fields): OwnData {
  const hash = fields.text('hash')
  if (!/^[0-9a-f]{16}$/.test(hash)) throw wrong('Data set: hash', hash, 'sixteen hexadecimal digits')
  const shape = fields.list('shape', item => {
    if (!finite(item) || !Number.isInteger(item) || item < 1) throw wrong('Data set: shape', item, 'whole numbers from 1')
    return item
  })
  if ((shape.length !== 1 && shape.length !== 3) || shape.reduce((product, length) => product * length, 1) > LIMITS.dataFeatures) throw wrong('Data set: shape', shape, '[features] or [height, width, channels]')
  const whole = (from: number, to: number) => (found: number): boolean => Number.isInteger(found) && found >= from && found <= to
  return {
    hash, title: straight(fields.text('title')).slice(0, 200), shape,
    rows: fields.number('rows', 'a whole number from 1', whole(1, 2 ** 24)), classes: fields.number('classes', `2 to ${LIMITS.dataClasses}`, whole(2, LIMITS.dataClasses)),
  }
}

/** Settings that a map without data of ours leaves to the form. */
export const datasetOf = (dataset: DatasetSettings | null | undefined): DatasetSettings => dataset ?? DEFAULT_DATASET

export const sentence = (error: unknown): string => {
  if (error instanceof FormatError) return error.message
  throw error
}

export const isFinite = finite

/** Digits that a figure of a search is written with: one more than is shown. */
const DIGITS = 4

/** Null of what is no number. */
export const brief = (value: number | null): number | null => value === null || !finite(value) ? null : Number(value.toPrecision(DIGITS))

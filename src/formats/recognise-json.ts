// What a JSON file is, told by its keys.
import { baseName, shownName } from './base-name.ts'
import { parseJson } from './npz.ts'
import type { Recognised } from './recognised.ts'

/** Errors: FormatError for text that is not JSON. */
export function recogniseJson(text: string, path: string): Recognised {
  const name = shownName(path)
  const value = parseJson(text, name)
  const refused = (seems: string | null, why: string): Recognised => ({ kind: 'refused', seems, why })
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isManifestGroup)) return refused('a weights manifest', `${name} is a weights manifest of TensorFlow.js without its model: drop the model.json that was saved with it.`)
    if (value.length > 0 && value.every(isObject)) return { kind: 'table' }
    return refused('a JSON list', `There is no model in ${name}: it is a JSON list, and a model.json is an object with modelTopology.`)
  }
  if (!isObject(value)) return refused('a JSON value', `There is no model in ${name}: it is a single JSON value, and a model.json is an object with modelTopology.`)
  if (Object.hasOwn(value, 'modelTopology') || Object.hasOwn(value, 'weightsManifest')) return { kind: 'tfjs', shards: shardsOf(value) }
  if (Object.hasOwn(value, 'class_name') && Object.hasOwn(value, 'config')) return refused('a Keras configuration', `${name} is an architecture without weights. Save the whole model.`)
  if (Object.hasOwn(value, 'weight_map')) return refused('an index of weights', `${name} lists the files that a model's weights are spread over; it holds none itself. Drop those files: each is read alone.`)
  if (own(value, 'format') === 'netfold-selection') return refused('an exported selection', `${name} is a selection exported from here; it holds no networks to open. Open the map that it came from.`)
  if (Object.hasOwn(value, 'model_type') || Object.hasOwn(value, 'architectures')) return refused('a configuration', `There is no model in ${name} (no modelTopology): it is a configuration. Drop the file of weights beside it.`)
  // A table may be kept as an object of rows by id.
  const rows = Object.values(value)
  if (/^networks?\.json$/i.test(baseName(path)) && rows.length > 0 && rows.every(isObject)) return { kind: 'table' }
  return refused('JSON text', `There is no model in ${name} (no modelTopology).`)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: object, key: string): unknown => Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined

const isManifestGroup = (value: unknown): boolean => isObject(value) && Array.isArray(own(value, 'paths')) && Array.isArray(own(value, 'weights'))

/** Base names of the weight files that a manifest lists: what is asked for by any other way than its name is not fetched, and not found. */
function shardsOf(value: object): string[] {
  const groups = own(value, 'weightsManifest')
  if (!Array.isArray(groups)) return []
  return groups.flatMap(group => {
    const paths = isObject(group) ? own(group, 'paths') : null
    return Array.isArray(paths) ? paths.filter(path => typeof path === 'string').map(baseName) : []
  })
}

// What a link says, as JSON: which map, how it is looked at, and by what a retrained one can be told to be the same.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../core/data/dataset.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Recipe } from '../../core/recipe.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { DEFAULT_GEOMETRY } from '../../core/settings.ts'
import { FormatError, straight } from '../../formats/format-error.ts'
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { LIMITS } from '../../formats/limits.ts'
import { networkSetFrom, networkSetText } from '../../formats/network-set.ts'
import type { Fingerprint } from './fingerprint.ts'
import { fingerprintFrom } from './fingerprint.ts'
import type { MadeRun } from './lineage.ts'
import { datasetChange, datasetFrom, geometryChange, geometryFrom, recipeChange, recipeFrom } from './view-fields.ts'

/** A map that its receiver trains from seeds, from nothing or onto a ready-made one (`base`). */
export interface MadeMap {
  kind: 'made'
  base: string | null
  /** Null with a base: its own. */
  data: DatasetSettings | null
  geometry: GeometrySettings
  /** The diffusion time that the layout was slid to; null where it was made from the data. */
  slid: number | null
  runs: readonly MadeRun[]
}

export type LinkedMap =
  | { kind: 'ready', name: string }
  | MadeMap
  /** One that only its file holds. */
  | { kind: 'file', title: string, networks: number }

export interface LinkRecord { map: LinkedMap, view: unknown, print: Fingerprint | null }

/** More would take hours to train, and no map shows them. */
const MOST_NETWORKS = 20_000

const NAME = /^[\w-]{1,64}$/

export function mapJson(map: LinkedMap): unknown {
  if (map.kind === 'ready') return map.name
  if (map.kind === 'file') return { file: map.title, networks: map.networks }
  let before: Recipe = DEFAULT_RECIPE
  return {
    ...map.base !== null && { base: map.base },
    ...map.data && { data: datasetChange(map.data, DEFAULT_DATASET) ?? {} },
    ...given('geometry', geometryChange(map.geometry, DEFAULT_GEOMETRY)),
    ...map.slid !== null && { slid: map.slid },
    runs: map.runs.map(({ recipe, from, count, without }) => {
      const change = recipeChange({ ...recipe, count }, { ...before, count })
      before = recipe
      return { ...given('recipe', change), ...from > 0 && { from }, count, ...without.length > 0 && { without: networkSetText(without.map(id => id - from), count) } }
    }),
  }
}

const given = (key: string, value: unknown): Record<string, unknown> => value === undefined ? {} : { [key]: value }

/** Errors: FormatError where the map cannot be told; what the view says is read when its map stands. */
export function linkRecordFrom(json: unknown): LinkRecord {
  const fields = fieldsOf(json, 'The link')
  const print = fields.get('print')
  return { map: mapFrom(fields.get('map')), view: fields.get('view') ?? {}, print: print === undefined || print === null ? null : fingerprintFrom(print) }
}

function mapFrom(json: unknown): LinkedMap {
  if (typeof json === 'string') {
    if (!NAME.test(json)) throw wrong('The link’s map', json, 'the name of a ready-made one')
    return { kind: 'ready', name: json }
  }
  const fields = fieldsOf(json, 'The link’s map')
  if (fields.get('file') !== undefined) return { kind: 'file', title: straight(fields.text('file')).slice(0, 200), networks: fields.count('networks') }
  const base = fields.get('base') === undefined || fields.get('base') === null ? null : fields.text('base')
  if (base !== null && !NAME.test(base)) throw wrong('The link’s map: base', base, 'the name of a ready-made one')
  const faults: string[] = []
  const geometry = geometryFrom(fields.get('geometry') ?? {}, DEFAULT_GEOMETRY, 'The link’s map: geometry', faults)
  const data = base === null ? datasetFrom(fields.get('data') ?? {}, DEFAULT_DATASET, 'The link’s map: data', faults) : null
  const slid = fields.get('slid') === undefined ? null : fields.number('slid', 'a whole number from 1 to 500', found => Number.isInteger(found) && found >= 1 && found <= 500)
  const list = fields.get('runs') === undefined ? [] : fields.list('runs', item => item)
  if (list.length > LIMITS.lineageRuns) throw new FormatError(`The link names ${list.length} trainings; ${LIMITS.lineageRuns} is the most that is read.`)
  let before: Recipe = DEFAULT_RECIPE
  const runs = list.map((item, k): MadeRun => {
    const where = `The link’s training ${k + 1}`
    const run = fieldsOf(item, where)
    const recipe = recipeFrom(run.get('recipe') ?? {}, before, where, faults)
    before = recipe
    const from = run.get('from') === undefined ? 0 : run.number('from', 'a whole number from 0', found => Number.isInteger(found) && found >= 0 && found < FIRST_BROUGHT)
    const count = run.number('count', 'a whole number from 1 to 5,000', found => Number.isInteger(found) && found >= 1 && found <= 5000 && from + found <= FIRST_BROUGHT)
    const without = run.get('without') === undefined ? [] : networkSetFrom(run.text('without'), count, `${where}: without`).map(place => from + place)
    return { recipe: { ...recipe, count }, from, count, without }
  })
  const all = runs.reduce((sum, { count, without }) => sum + count - without.length, 0)
  if (all > MOST_NETWORKS) throw new FormatError(`The link names ${all.toLocaleString('en-US')} networks; ${MOST_NETWORKS.toLocaleString('en-US')} is the most that is trained.`)
  // Other networks than the sender's would be trained: better none.
  if (faults.length > 0) throw new FormatError(faults[0])
  if (base === null && runs.length === 0) throw new FormatError('The link’s map names no networks.')
  return { kind: 'made', base, data, geometry, slid, runs }
}

// What a map's manifest tells besides the map: what to look for, how it was looked at, which networks these are and what made them. Checked on the way in.
import { FIRST_BROUGHT } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import { FormatError, quoted } from './format-error.ts'
import type { Fields } from './json-fields.ts'
import { fieldsOf, wrong } from './json-fields.ts'
import { LIMITS } from './limits.ts'
import type { Lineage, MapManifest, Provenance } from './map-file.ts'

const MANIFEST = 'manifest.json'

/** A map has all, some or none of them. `recipeFrom` is the one that reads the manifest's own recipe. */
export function storyFrom(fields: Fields, recipeFrom: (fields: Fields, where: string) => Recipe): Pick<MapManifest, 'about' | 'view' | 'lineage' | 'provenance'> {
  const told = (key: string): boolean => fields.get(key) !== undefined
  return {
    ...told('about') && { about: shortText(fields, 'about', LIMITS.about, `${MANIFEST}: about`) },
    ...told('view') && { view: viewFrom(fields.get('view')) },
    ...told('lineage') && { lineage: lineageFrom(fields.object('lineage'), recipeFrom) },
    ...told('provenance') && { provenance: provenanceFrom(fields.object('provenance')) },
  }
}

function shortText(fields: Fields, key: string, most: number, where: string): string {
  const text = fields.text(key)
  if (text.length > most) throw new FormatError(`${where} has ${text.length} characters; ${most} is the most that is read.`)
  return text
}

/** Kept as it is, and never believed: whoever follows it checks what it says. Here it must only be plain JSON of a bearable size. */
export function viewFrom(json: unknown): Readonly<Record<string, unknown>> {
  fieldsOf(json, `${MANIFEST}: view`)
  refuseDeep(json, 1)
  const { length } = JSON.stringify(json)
  if (length > LIMITS.view) throw new FormatError(`${MANIFEST}: view has ${length} characters; ${LIMITS.view} is the most that is read.`)
  return json as Readonly<Record<string, unknown>>
}

/** Ends at the first bracket that is too deep, so it cannot go deeper itself. A number without end would be another text when it is written again. */
function refuseDeep(value: unknown, depth: number): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new FormatError(`${MANIFEST}: view holds a number without end; its numbers should be finite.`)
  if (typeof value !== 'object' || value === null) return
  if (depth > LIMITS.viewDepth) throw new FormatError(`${MANIFEST}: view nests brackets more than ${LIMITS.viewDepth} deep.`)
  for (const item of Object.values(value)) refuseDeep(item, depth + 1)
}

function lineageFrom(fields: Fields, recipeFrom: (fields: Fields, where: string) => Recipe): Lineage {
  const where = `${MANIFEST}: lineage`
  const base = fields.get('base') === null ? null : fields.text('base')
  if (base !== null && !/^[\w-]{1,64}$/.test(base)) throw wrong(`${where}: base`, base, 'null or the plain name of a ready-made map')
  const runs = fields.list('runs', item => item)
  if (runs.length > LIMITS.lineageRuns) throw new FormatError(`${where} has ${runs.length} runs; ${LIMITS.lineageRuns} is the most that is read.`)
  return {
    base,
    runs: runs.map((item, k) => {
      const run = fieldsOf(item, `${where}: runs[${k}]`)
      const from = run.number('from', `a whole number from 0 to ${FIRST_BROUGHT - 1}`, found => Number.isInteger(found) && found >= 0 && found < FIRST_BROUGHT)
      const count = run.number('count', `a whole number from 1 to ${FIRST_BROUGHT - from}`, found => Number.isInteger(found) && found >= 1 && from + found <= FIRST_BROUGHT)
      return { recipe: recipeFrom(run.object('recipe'), `${where}: runs[${k}]: recipe`), from, count }
    }),
  }
}

function provenanceFrom(fields: Fields): Provenance {
  const where = `${MANIFEST}: provenance`
  const seeds = fields.object('seeds')
  const seedOrNull = (key: 'data' | 'population'): number | null => seeds.get(key) === null ? null : seeds.number(key)
  const devices = fields.list('devices', (item, at) => {
    if (typeof item !== 'string' || item.length === 0 || item.length > LIMITS.deviceName) throw wrong(at, item, `a text of 1 to ${LIMITS.deviceName} characters`)
    return item
  })
  if (devices.length > LIMITS.devices) throw new FormatError(`${where}: devices has ${devices.length} names; ${LIMITS.devices} is the most that is read.`)
  const twice = devices.find((device, k) => devices.indexOf(device) !== k)
  if (twice !== undefined) throw new FormatError(`${where}: devices names ${quoted(twice)} twice; each should stand there once.`)
  return { version: shortText(fields, 'version', 60, `${where}: version`), devices, seeds: { data: seedOrNull('data'), population: seedOrNull('population'), layout: seeds.number('layout') } }
}

// What the schema's validator found → one sentence: the path of the key, what stands there, and what would be right.
import type { ErrorObject } from 'ajv/dist/2020.js'
import { quoted } from '../src/formats/format-error.ts'
import { pathTo } from './json-text.ts'

/** As much of a JSON schema as ours uses. */
export interface Schema {
  type?: string
  enum?: (string | number)[]
  const?: string | number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

/** The sentence for the first fault; needs a validator that is `verbose` and stops at the first. */
export function sentenceOf(errors: readonly ErrorObject[], whole: Schema): string {
  // What every alternative said stands before what they say together.
  const error = errors.find(({ keyword }) => keyword === 'anyOf') ?? errors[0]
  const path = pathOf(error.instancePath)
  const schema = error.parentSchema as Schema
  if (error.keyword === 'additionalProperties') return strangerIn(path, String(error.params['additionalProperty']), schema, whole)
  if (error.keyword === 'required') return `${path} has no ${quoted(String(error.params['missingProperty']))}; give ${rightFor(schema)}.`
  return `${path || 'it'} is ${shown(error.data)}; give ${rightFor(schema)}.`
}

/** A JSON pointer as people write it: /recipe/depth/2 → recipe.depth[2]. */
function pathOf(pointer: string): string {
  return pointer.split('/').slice(1).reduce((path, part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    return /^\d+$/.test(key) ? `${path}[${key}]` : pathTo(path, key)
  }, '')
}

function strangerIn(path: string, key: string, { properties = {} }: Schema, whole: Schema): string {
  const known = Object.keys(properties)
  const name = pathTo(path, key)
  const near = known.map(other => ({ other, far: editsBetween(key.toLowerCase(), other.toLowerCase()) })).sort((a, b) => a.far - b.far)[0]
  if (near.far <= 0.4 * key.length) return `${name} is not known; ${pathTo(path, near.other)} is.`
  const homes = Object.entries(whole.properties ?? {}).filter(([, section]) => Object.hasOwn(section.properties ?? {}, key)).map(([home]) => pathTo(home, key))
  if (homes.length > 0) return `${name} is not known; ${homes.join(' and ')} ${homes.length === 1 ? 'is' : 'are'}.`
  return `${name} is not known; ${path || 'a population'} has ${known.filter(other => !other.startsWith('$')).join(', ')}.`
}

/** What a schema lets through, in words. */
function rightFor(schema: Schema): string {
  const { type, anyOf, items, properties, required, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  if (anyOf) return anyOf.map(rightFor).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return alternatives(schema.enum.map(value => JSON.stringify(value)))
  if (type === 'array') return `a list of one or more, each ${rightFor(items!)}`
  if (type === 'object' && required) {
    const alike = required.every(key => rightFor(properties![key]) === rightFor(properties![required[0]]))
    return `{${required.map(key => `"${key}": …`).join(', ')}}${alike ? `, each ${rightFor(properties![required[0]])}` : ''}`
  }
  if (type === 'object') return `an object with any of ${Object.keys(properties!).filter(key => !key.startsWith('$')).join(', ')}`
  if (type === 'boolean') return 'true or false'
  if (type === 'string') return 'a text'
  const noun = type === 'integer' ? 'a whole number' : 'a number'
  const below = exclusiveMaximum === undefined ? String(maximum) : `below ${exclusiveMaximum}`
  return exclusiveMinimum === undefined ? `${noun} from ${minimum} to ${below}` : `${noun} above ${exclusiveMinimum}, up to ${below}`
}

const alternatives = (words: string[]): string => words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : words[0]

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? quoted(value) : String(value)
}

/** Insertions, deletions and substitutions between two words (Levenshtein), by rows of the table. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) next.push(Math.min(row[j] + (a[i] === b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1))
    row = next
  }
  return row[b.length]
}

// Reads parsed JSON by known keys, each with the sentence that refuses it. Names in a file never become keys of our objects.
import { FormatError, quoted } from './format-error.ts'

/** A parsed JSON object, read field by field. */
export interface Fields {
  /** What stands there, or undefined. */
  get(key: string): unknown
  keys(): string[]
  text(key: string): string
  oneOf<T extends string>(key: string, names: readonly T[]): T
  /** A finite number that passes the test; `right` says which one does. */
  number(key: string, right?: string, test?: (value: number) => boolean): number
  /** A number that may be missing or infinite: null reads as NaN, "Infinity" and "-Infinity" as themselves. */
  figure(key: string): number
  /** 0, 1, 2, … */
  count(key: string): number
  object(key: string): Fields
  /** A list whose items are all read by `read`. */
  list<T>(key: string, read: (item: unknown, where: string) => T): T[]
}

const shown = (value: unknown): string => value === undefined ? 'missing' : quoted(JSON.stringify(value)).slice(1, -1)

/** The sentence for a value that is not what it should be. */
export const wrong = (where: string, value: unknown, right: string): FormatError => new FormatError(`${where} is ${shown(value)}; it should be ${right}.`)

/** `where` names the object in sentences: the member, the row. */
export function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, value, 'a JSON object')
  const get = (key: string): unknown => Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  const at = (key: string): string => `${where}: ${key}`
  const fields: Fields = {
    get,
    keys: () => Object.keys(value),
    text(key) {
      const found = get(key)
      if (typeof found !== 'string') throw wrong(at(key), found, 'a text')
      return found
    },
    oneOf(key, names) {
      const found = names.find(name => name === get(key))
      if (found === undefined) throw wrong(at(key), get(key), `one of ${names.join(', ')}`)
      return found
    },
    number(key, right = 'a number', test = () => true) {
      const found = get(key)
      if (typeof found !== 'number' || !Number.isFinite(found) || !test(found)) throw wrong(at(key), found, right)
      return found
    },
    figure(key) {
      const found = get(key)
      if (found === null) return NaN
      if (found === 'Infinity' || found === '-Infinity') return Number(found)
      return fields.number(key, 'a number, null, "Infinity" or "-Infinity"')
    },
    count: key => fields.number(key, 'a whole number from 0', found => Number.isSafeInteger(found) && found >= 0),
    object: key => fieldsOf(get(key), at(key)),
    list(key, read) {
      const found = get(key)
      if (!Array.isArray(found)) throw wrong(at(key), found, 'a list')
      return found.map((item, index) => read(item, `${at(key)}[${index}]`))
    },
  }
  return fields
}

/** A list's item that is a text. */
export function textItem(item: unknown, where: string): string {
  if (typeof item !== 'string') throw wrong(where, item, 'a text')
  return item
}

/** A list's item that is a finite number. */
export function numberItem(item: unknown, where: string): number {
  if (typeof item !== 'number' || !Number.isFinite(item)) throw wrong(where, item, 'a number')
  return item
}

/** A list's item that is one of a few names. */
export const nameItem = <T extends string>(names: readonly T[]) => (item: unknown, where: string): T => {
  const found = names.find(name => name === item)
  if (found === undefined) throw wrong(where, item, `one of ${names.join(', ')}`)
  return found
}

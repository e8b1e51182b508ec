// What a row of a view's table is, and how its values are read: each is believed in nothing, and refused in a sentence.
import { FormatError, quoted } from '../../formats/format-error.ts'
import { wrong } from '../../formats/json-fields.ts'
import type { MeasureKey } from '../measures.ts'
import { MEASURES, measuresOf } from '../measures.ts'
import type { AppState, MapView } from '../state.ts'
import { sentence } from './view-fields.ts'

export interface Reading { map: MapView | null, ids: readonly number[], state: AppState, faults: string[], so: Partial<AppState> }

export interface Key {
  name: string
  /** Undefined: as the page begins. */
  write(state: AppState, ids: readonly number[]): unknown
  /** The page's own default. */
  usual(map: MapView | null): Partial<AppState>
  /** Throws FormatError for what is not to be followed. */
  read(value: unknown, where: string, reading: Reading): Partial<AppState>
}

export function tried<T>(reading: Reading, otherwise: T, read: () => T): T {
  try {
    return read()
  } catch (error) {
    reading.faults.push(sentence(error))
    return otherwise
  }
}

/** Undefined where every one of them is. */
export function some(values: Record<string, unknown>): Record<string, unknown> | undefined {
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return there.length === 0 ? undefined : Object.fromEntries(there)
}

export function flag(value: unknown, where: string): boolean {
  if (typeof value !== 'boolean') throw wrong(where, value, 'true or false')
  return value
}

export function oneOf<T extends string>(value: unknown, where: string, names: readonly T[]): T {
  const found = names.find(name => name === value)
  if (found === undefined) throw wrong(where, value, `one of ${names.join(', ')}`)
  return found
}

export function listOf<T extends string>(value: unknown, where: string, names: readonly T[]): T[] {
  if (!Array.isArray(value) || value.length > names.length) throw wrong(where, value, `a list of ${names.join(', ')}`)
  return value.map(item => oneOf(item, where, names))
}

export function measureFrom(value: unknown, { map }: Reading, where: string): MeasureKey {
  const keys = [...measuresOf(map?.networks ?? [], []), ...MEASURES].map(({ key }) => key)
  const known = keys.find(key => key === value)
  if (known) return known
  if (typeof value === 'string' && /^derived:[\w :.,-]{1,80}$/.test(value)) return value as MeasureKey
  throw new FormatError(`${where}: ${typeof value === 'string' ? quoted(value) : 'what stands there'} is nothing that is known of these networks; ${keys[0]} is taken.`)
}

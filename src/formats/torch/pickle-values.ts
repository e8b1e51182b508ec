// What a pickle says, as plain values: nothing of it is ever called. A class or function is its name; what would be made by calling it is a record.

/** A class or function that a pickle names, as “module.name”. */
export class Named {
  constructor(readonly name: string) {}
}

/** What a pickle would make by calling something: kept as what was to be called and with what. */
export class Made {
  /** What was set on it: __setstate__'s argument. */
  state: Value = null
  /** Set by key, and appended: what subclasses of dict and list hold. */
  readonly entries = new Map<Value, Value>()
  readonly items: Value[] = []
  /** called: by a function that returns it; otherwise a fresh object of a class. */
  constructor(readonly maker: Value, readonly args: readonly Value[], readonly called: boolean) {}

  /** “module.name” of what makes it; empty where that is no name. */
  get name(): string {
    return this.maker instanceof Named ? this.maker.name : ''
  }
}

/** Something that lies outside the pickle, by what identifies it there. */
export class Outside {
  constructor(readonly id: Value) {}
}

/** Lists, tuples and sets are arrays; dicts are Maps. */
export type Value = null | boolean | number | bigint | string | Uint8Array | Value[] | Map<Value, Value> | Named | Made | Outside

/** The value of a dict's text key, of a Map or of a record's state; undefined where there is none. */
export function entryOf(value: Value | undefined, key: string): Value | undefined {
  if (value instanceof Map) return value.get(key)
  if (value instanceof Made) return entryOf(value.state, key) ?? value.entries.get(key)
  return undefined
}

/** A whole number that fits a double, or null. */
export const wholeOf = (value: Value | undefined): number | null => typeof value === 'number' && Number.isSafeInteger(value) ? value : null

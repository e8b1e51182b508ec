// Where the vault puts things: a shelf has a compartment a session, and a write is done whole or not at all. This one is the worker's
// own memory, for browsers that give no storage.

/** about: what is known of the session as a whole, by name. The others hold one record a network, by id. */
export type Part = 'about' | 'network' | 'weights' | 'interim'
export type Key = readonly [session: number, part: Part, which: string | number]

export interface Write {
  put?: readonly (readonly [Key, unknown])[]
  /** Single records that go. */
  drop?: readonly Key[]
  /** Whole sessions that go. */
  clear?: readonly number[]
}

export interface Shelf {
  /** All of it or nothing; rejects where it cannot be done. */
  write(change: Write): Promise<void>
  get(key: Key): Promise<unknown>
  /** Values of a part, in the order of their keys. */
  all(session: number, part: Part): Promise<[which: string | number, value: unknown][]>
  /** What a part holds, without reading it. */
  keys(session: number, part: Part): Promise<(string | number)[]>
  /** Ascending. */
  sessions(): Promise<number[]>
}

export class MemoryShelf implements Shelf {
  private readonly held = new Map<number, Map<Part, Map<string | number, unknown>>>()

  async write({ put = [], drop = [], clear = [] }: Write): Promise<void> {
    for (const [[session, part, which], value] of put) {
      const parts = this.held.get(session) ?? new Map<Part, Map<string | number, unknown>>()
      this.held.set(session, parts)
      parts.set(part, (parts.get(part) ?? new Map<string | number, unknown>()).set(which, value))
    }
    for (const [session, part, which] of drop) this.held.get(session)?.get(part)?.delete(which)
    for (const session of clear) this.held.delete(session)
  }

  async get([session, part, which]: Key): Promise<unknown> {
    return this.held.get(session)?.get(part)?.get(which)
  }

  async all(session: number, part: Part): Promise<[string | number, unknown][]> {
    return [...this.held.get(session)?.get(part) ?? []]
  }

  async keys(session: number, part: Part): Promise<(string | number)[]> {
    return [...this.held.get(session)?.get(part)?.keys() ?? []]
  }

  async sessions(): Promise<number[]> {
    return [...this.held.keys()].sort((a, b) => a - b)
  }
}

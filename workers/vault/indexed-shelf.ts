// The shelf in IndexedDB: one store of records, keyed by session, part and what it is of.
import type { DBSchema, IDBPDatabase } from 'idb'
import { openDB } from 'idb'
import type { Key, Part, Shelf, Write } from './shelf.ts'

interface Records extends DBSchema { records: { key: [number, Part, string | number], value: unknown } }

const NAME = 'netfold'
/** 2: past sessions stay. The records are those of 1, whose pages would let all sessions but one go: they find no storage instead. */
const VERSION = 2

/** A browser that does not answer (ms) has no storage: a page that waits for it would show nothing. */
const PATIENCE = 1500

export class IndexedShelf implements Shelf {
  private constructor(private readonly database: IDBPDatabase<Records>) {}

  /** Rejects where there is no storage, or the browser denies it. */
  static async open(): Promise<IndexedShelf> {
    if (typeof indexedDB === 'undefined') throw new Error('it has no IndexedDB')
    const opening = openDB<Records>(NAME, VERSION, {
      upgrade: (database, from) => { if (from < 1) database.createObjectStore('records') },
      // Another version of this page wants the storage: it shall not wait for us.
      blocking: (_now, _wanted, event) => (event.target as IDBDatabase).close(),
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('it did not answer')), PATIENCE) })
    opening.then(database => { if (!timer) database.close() }, () => undefined) // came after all, when nobody waits any more
    try {
      return new IndexedShelf(await Promise.race([opening, late]))
    } finally {
      clearTimeout(timer)
      timer = undefined
    }
  }

  async write({ put = [], drop = [], clear = [] }: Write): Promise<void> {
    // relaxed: not forced to the disk at once. A computer that loses power loses the last moments; a closed tab loses nothing.
    const work = this.database.transaction('records', 'readwrite', { durability: 'relaxed' })
    try {
      for (const [key, value] of put) void work.store.put(value, [...key]).catch(() => undefined)
      for (const key of drop) void work.store.delete([...key]).catch(() => undefined)
      for (const session of clear) void work.store.delete(range(session)).catch(() => undefined)
    } catch (error) {
      work.abort()
      await work.done.catch(() => undefined)
      throw error
    }
    await work.done
  }

  get(key: Key): Promise<unknown> {
    return this.database.get('records', [...key])
  }

  async all(session: number, part: Part): Promise<[string | number, unknown][]> {
    const work = this.database.transaction('records')
    const [keys, values] = await Promise.all([work.store.getAllKeys(range(session, part)), work.store.getAll(range(session, part))])
    return keys.map((key, k) => [key[2], values[k]])
  }

  async keys(session: number, part: Part): Promise<(string | number)[]> {
    return (await this.database.getAllKeys('records', range(session, part))).map(key => key[2])
  }

  /** Steps from session to session, however many records each has. */
  async sessions(): Promise<number[]> {
    const found: number[] = []
    const { store } = this.database.transaction('records')
    for (let cursor = await store.openKeyCursor(); cursor; cursor = await store.openKeyCursor(IDBKeyRange.lowerBound([found.at(-1)!, []]))) found.push(cursor.key[0])
    return found
  }
}

/** An array sorts after every string and number, so it ends a part; likewise a session. */
const range = (session: number, part?: Part): IDBKeyRange =>
  part === undefined ? IDBKeyRange.bound([session], [session, []]) : IDBKeyRange.bound([session, part], [session, part, []])

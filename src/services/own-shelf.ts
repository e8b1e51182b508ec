// Where data sets that a visitor brought are kept between visits: IndexedDB, one record each. Fetched when there is one to keep, or to look for.
import type { DBSchema } from 'idb'
import { openDB } from 'idb'
import type { HeldData, OwnSource } from '../core/data/own.ts'

interface Records extends DBSchema {
  sets: { key: string, value: OwnSource }
  /** What names each and what it looks like, and when it was last brought (ms): looked through without reading what is large. */
  names: { key: string, value: HeldData & { at: number } }
}

/** Sets that are kept; the one that was brought longest ago goes first. */
const MOST_SETS = 4

/** A browser that does not answer (ms) has no storage. */
const PATIENCE = 1500

const database = async () => {
  const opening = openDB<Records>('netfold-data', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('sets')
      fresh.createObjectStore('names')
    },
    blocking: (_now, _wanted, event) => (event.target as IDBDatabase).close(),
  })
  return Promise.race([opening, new Promise<never>((_, reject) => { setTimeout(() => reject(new Error('the browser’s storage did not answer')), PATIENCE) })])
}

/** Latest first. */
export async function keptSets(): Promise<HeldData[]> {
  const shelf = await database()
  const names = await shelf.getAll('names')
  shelf.close()
  return names.sort((a, b) => b.at - a.at).map(({ own, look }) => ({ own, look }))
}

export async function readSet(hash: string): Promise<OwnSource | null> {
  const shelf = await database()
  const found = await shelf.get('sets', hash)
  shelf.close()
  return found ?? null
}

/** Whole or not at all. */
export async function writeSet({ own, look }: HeldData, source: OwnSource): Promise<void> {
  const shelf = await database()
  try {
    const old = (await shelf.getAll('names')).filter(({ own: { hash } }) => hash !== own.hash).sort((a, b) => b.at - a.at).slice(MOST_SETS - 1)
    const work = shelf.transaction(['sets', 'names'], 'readwrite')
    const [sets, names] = [work.objectStore('sets'), work.objectStore('names')]
    await Promise.all([
      sets.put(source, own.hash), names.put({ own, look, at: Date.now() }, own.hash),
      ...old.flatMap(({ own: { hash } }) => [sets.delete(hash), names.delete(hash)]), work.done,
    ])
  } finally {
    shelf.close()
  }
}

export async function dropSet(hash: string): Promise<void> {
  const shelf = await database()
  const work = shelf.transaction(['sets', 'names'], 'readwrite')
  await Promise.all([work.objectStore('sets').delete(hash), work.objectStore('names').delete(hash), work.done])
  shelf.close()
}

export async function dropSets(): Promise<void> {
  const shelf = await database()
  const work = shelf.transaction(['sets', 'names'], 'readwrite')
  await Promise.all([work.objectStore('sets').clear(), work.objectStore('names').clear(), work.done])
  shelf.close()
}

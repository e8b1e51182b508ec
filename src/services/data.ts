// The counter for data sets: fetches the packed ones once, makes the generated ones, holds those that were brought, and keeps the latest.
import type { Dataset, DatasetSettings } from '../core/data/dataset.ts'
import { ownDataWords } from '../core/data/dataset.ts'
import type { HeldData, OwnSource } from '../core/data/own.ts'

export interface DataService {
  /** Rejects with one sentence where it was brought and is not here any more. */
  dataset(settings: DatasetSettings): Promise<Dataset>
  /** Takes over what a visitor brought, of which so many rows are used: for this visit, and (`kept`) for later ones. */
  hold(source: OwnSource, rows: number): Promise<HeldData & { kept: boolean }>
  /** What is here, from earlier visits too; the latest first. */
  held(): Promise<HeldData[]>
  /** Drops one that was brought, here and for later visits. */
  drop(hash: string): Promise<void>
  /** Drops all that were brought, here and for later visits; the one that is in use stays for this visit. */
  forget(inUse: string | null): Promise<void>
}

export function createData(): DataService {
  let digits: Promise<Uint8Array> | null = null
  let latest: { key: string, dataset: Dataset } | null = null
  const sources = new Map<string, OwnSource>()
  const brought = new Map<string, HeldData>()

  const fetchDigits = async (): Promise<Uint8Array> => {
    const answer = await fetch(new URL('data/digits.bin', document.baseURI))
    if (!answer.ok) throw new Error(`The digits could not be fetched: the server answered ${answer.status}.`)
    return new Uint8Array(await answer.arrayBuffer())
  }

  const sourceOf = async (own: NonNullable<DatasetSettings['own']>): Promise<OwnSource> => {
    const known = sources.get(own.hash) ?? await import('./own-shelf.ts').then(({ readSet }) => readSet(own.hash)).catch(() => null)
    if (!known) throw new Error(`This map was trained on ${ownDataWords(own)}; drop that data set to train more or open networks.`)
    sources.set(own.hash, known)
    return known
  }

  return {
    async dataset(settings) {
      const key = JSON.stringify(settings)
      if (latest?.key === key) return latest.dataset
      if (settings.id === 'digits') {
        digits ??= fetchDigits()
        digits.catch(() => { digits = null }) // so that the next try fetches again
      }
      // How data are made is fetched too: the first map needs none.
      const [bytes, own, { makeDataset }] = await Promise.all([
        settings.id === 'digits' ? digits : null, settings.id === 'own' && settings.own ? sourceOf(settings.own) : null, import('../core/data/make.ts'),
      ])
      const dataset = makeDataset(settings, bytes, own)
      latest = { key, dataset }
      return dataset
    },

    async hold(source, rows) {
      const { hashOf, lookOf, ownDataOf } = await import('../core/data/own.ts')
      const held: HeldData = { own: ownDataOf(source, hashOf(source), rows), look: lookOf(source) }
      const { hash } = held.own
      sources.set(hash, source)
      brought.delete(hash) // so that it is the latest
      brought.set(hash, held)
      const kept = await import('./own-shelf.ts').then(({ writeSet }) => writeSet(held, source)).then(() => true, () => false)
      return { ...held, kept }
    },

    async held() {
      const here = [...brought.values()].reverse()
      if (typeof indexedDB === 'undefined') return here
      const kept = await import('./own-shelf.ts').then(({ keptSets }) => keptSets()).catch((): HeldData[] => [])
      return [...here, ...kept.filter(({ own }) => !brought.has(own.hash))]
    },

    async drop(hash) {
      sources.delete(hash)
      brought.delete(hash)
      if (latest?.dataset.id === 'own') latest = null
      await import('./own-shelf.ts').then(({ dropSet }) => dropSet(hash)).catch(() => undefined)
    },

    async forget(inUse) {
      if (inUse === null && latest?.dataset.id === 'own') latest = null
      for (const held of [sources, brought]) for (const hash of [...held.keys()]) if (hash !== inUse) held.delete(hash)
      await import('./own-shelf.ts').then(({ dropSets }) => dropSets()).catch(() => undefined)
    },
  }
}

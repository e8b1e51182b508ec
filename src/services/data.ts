// The counter for data sets: fetches the packed ones once, makes the generated ones, holds those that were brought, and keeps the latest.
import type { Dataset, DatasetSettings, OwnData } from '../core/data/dataset.ts'
import { ownDataWords } from '../core/data/dataset.ts'
import type { OwnSource } from '../core/data/own.ts'

export interface DataService {
  /** Rejects with one sentence where it was brought and is not here any more. */
  dataset(settings: DatasetSettings): Promise<Dataset>
  /** Takes over what a visitor brought, of which so many rows are used: for this visit, and (`kept`) for later ones. */
  hold(source: OwnSource, rows: number): Promise<{ own: OwnData, kept: boolean }>
  /** What is here, from earlier visits too; the latest first. */
  held(): Promise<OwnData[]>
  /** Drops what was brought, here and for later visits, but for the one that is in use. */
  forget(inUse: string | null): Promise<void>
}

export function createData(): DataService {
  let digits: Promise<Uint8Array> | null = null
  let latest: { key: string, dataset: Dataset } | null = null
  const sources = new Map<string, { own: OwnData, source: OwnSource }>()

  const fetchDigits = async (): Promise<Uint8Array> => {
    const answer = await fetch(new URL('data/digits.bin', document.baseURI))
    if (!answer.ok) throw new Error(`The digits could not be fetched: the server answered ${answer.status}.`)
    return new Uint8Array(await answer.arrayBuffer())
  }

  const sourceOf = async (own: OwnData): Promise<OwnSource> => {
    const known = sources.get(own.hash)?.source ?? await import('./own-shelf.ts').then(({ readSet }) => readSet(own.hash)).catch(() => null)
    if (!known) throw new Error(`This map was trained on ${ownDataWords(own)}; drop that data set to train more or open networks.`)
    sources.set(own.hash, { own, source: known })
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
      const { hashOf, ownDataOf } = await import('../core/data/own.ts')
      const own = ownDataOf(source, hashOf(source), rows)
      sources.delete(own.hash) // so that it is the latest
      sources.set(own.hash, { own, source })
      const kept = await import('./own-shelf.ts').then(({ writeSet }) => writeSet(own, source)).then(() => true, () => false)
      return { own, kept }
    },

    async held() {
      const here = [...sources.values()].map(({ own }) => own).reverse()
      if (typeof indexedDB === 'undefined') return here
      const kept = await import('./own-shelf.ts').then(({ keptSets }) => keptSets()).catch((): OwnData[] => [])
      return [...here, ...kept.filter(({ hash }) => !sources.has(hash))]
    },

    async forget(inUse) {
      for (const hash of [...sources.keys()]) if (hash !== inUse) sources.delete(hash)
      await import('./own-shelf.ts').then(({ dropSets }) => dropSets()).catch(() => undefined)
    },
  }
}

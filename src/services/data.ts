// The counter for data sets: fetches the packed ones once, makes the generated ones, has those that were brought in a room of their own, and keeps the latest.
import type { Dataset, DatasetSettings } from '../core/data/dataset.ts'
import type { BroughtSets } from './brought-sets.ts'
import { calledLater } from './called-later.ts'

export interface DataService extends Omit<BroughtSets, 'source'> {
  /** Rejects with one sentence where it was brought and is not here any more. */
  dataset(settings: DatasetSettings): Promise<Dataset>
}

export function createData(): DataService {
  let digits: Promise<Uint8Array> | null = null
  let latest: { key: string, dataset: Dataset } | null = null
  const brought = calledLater<BroughtSets>(async () => (await import('./brought-sets.ts')).broughtSets(), { source: true, hold: true, held: true, drop: true, forget: true })

  const fetchDigits = async (): Promise<Uint8Array> => {
    const answer = await fetch(new URL('data/digits.bin', document.baseURI))
    if (!answer.ok) throw new Error(`The digits could not be fetched: the server answered ${answer.status}.`)
    return new Uint8Array(await answer.arrayBuffer())
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
        settings.id === 'digits' ? digits : null, settings.id === 'own' && settings.own ? brought.source(settings.own) : null, import('../core/data/make.ts'),
      ])
      const dataset = makeDataset(settings, bytes, own)
      latest = { key, dataset }
      return dataset
    },

    hold: brought.hold,
    held: brought.held,
    async drop(hash) {
      if (latest?.dataset.id === 'own') latest = null
      await brought.drop(hash)
    },
    async forget(inUse) {
      if (inUse === null && latest?.dataset.id === 'own') latest = null
      await brought.forget(inUse)
    },
  }
}

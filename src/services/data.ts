// The counter for data sets: fetches the packed ones once, makes the generated ones, and keeps the latest.
import type { Dataset, DatasetSettings } from '../core/data/dataset.ts'

export interface DataService {
  dataset(settings: DatasetSettings): Promise<Dataset>
}

export function createData(): DataService {
  let digits: Promise<Uint8Array> | null = null
  let latest: { key: string, dataset: Dataset } | null = null

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
      const [bytes, { makeDataset }] = await Promise.all([settings.id === 'digits' ? digits : null, import('../core/data/make.ts')])
      const dataset = makeDataset(settings, bytes)
      latest = { key, dataset }
      return dataset
    },
  }
}

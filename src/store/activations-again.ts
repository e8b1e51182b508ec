// The last layers of a ready-made map that keeps none: its networks are made again from their seeds, and held against what the map says of them.
import type { NetworkActivations } from '../core/network.ts'
import type { MapHead } from '../formats/map-file.ts'
import type { Services } from '../services/services.ts'
import { otherThan } from './revisits.ts'
import { specOf } from './run-order.ts'

/** Whether a map's networks can be made again without anything but their seeds and a data set that is always at hand. */
export const fromSeeds = ({ manifest: { dataset }, ids, networks }: MapHead): boolean => {
  const known = new Map(networks.map(row => [row.id, row]))
  return dataset !== null && dataset.id !== 'own' && ids.every(id => specOf(known.get(id)!) !== null)
}

/** In the order of the map's ids; `told` hears how many are there. Errors: a network that comes out otherwise, in a sentence. */
export async function activationsAgain({ data, revisit }: Pick<Services, 'data' | 'revisit'>, { manifest, ids, networks }: MapHead, told: (done: number) => void): Promise<NetworkActivations[]> {
  const rows = new Map(networks.map(row => [row.id, row]))
  const dataset = await data.dataset(manifest.dataset!)
  const made = new Map<number, NetworkActivations>()
  const requests = ids.map(id => ({ spec: specOf(rows.get(id)!)!, state: null }))
  let fault: string | null = null
  await revisit.revisit(null, dataset, requests, network => {
    const { id, layers } = network
    const last = layers[layers.length - 1]
    fault ??= otherThan(network, rows.get(id)!, null, dataset, false)
    made.set(id, { id, rows: last.values.length / last.columns, columns: last.columns, values: last.values })
    told(made.size)
  })
  if (fault !== null) throw new Error(fault)
  return ids.map(id => made.get(id)!)
}

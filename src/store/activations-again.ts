// The last layers of a ready-made map that keeps none: its networks are made again from their seeds, and held against what the map says of them.
import type { NetworkActivations } from '../core/network.ts'
import type { MapHead } from '../formats/map-file.ts'
import type { Services } from '../services/services.ts'
import { aborted } from '../services/spawn.ts'
import { otherThan, specOf } from './network-again.ts'

/** Whether a map's networks can be made again without anything but their seeds and a data set that is always at hand. */
export const fromSeeds = ({ manifest: { dataset }, ids, networks }: MapHead): boolean => {
  const known = new Map(networks.map(row => [row.id, row]))
  return dataset !== null && dataset.id !== 'own' && ids.every(id => specOf(known.get(id)!) !== null)
}

/**
 * In the order of the map's ids. `made`: those that an earlier turn has made, and gains the others as they come, of which `told` hears how many are there.
 * Errors: a network that comes out otherwise, in a sentence; an AbortError as soon as `signal` says so, whatever the workers have still in hand.
 */
export async function activationsAgain(services: Pick<Services, 'data' | 'revisit'>, head: MapHead, made: Map<number, NetworkActivations>, told: (done: number) => void, signal: AbortSignal): Promise<NetworkActivations[]> {
  if (signal.aborted) throw aborted()
  const turn = new AbortController()
  const left = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      turn.abort()
      reject(aborted())
    }, { once: true })
  })
  await Promise.race([makeMissing(services, head, made, told, turn), left])
  return head.ids.map(id => made.get(id)!)
}

async function makeMissing({ data, revisit }: Pick<Services, 'data' | 'revisit'>, { manifest, ids, networks }: MapHead, made: Map<number, NetworkActivations>, told: (done: number) => void, turn: AbortController): Promise<void> {
  const rows = new Map(networks.map(row => [row.id, row]))
  const dataset = await data.dataset(manifest.dataset!)
  const requests = ids.filter(id => !made.has(id)).map(id => ({ spec: specOf(rows.get(id)!)!, state: null }))
  let fault: string | null = null
  await revisit.revisit(turn.signal, dataset, requests, network => {
    const { id, layers } = network
    const last = layers[layers.length - 1]
    fault ??= otherThan(network, rows.get(id)!, null, dataset, false)
    if (fault !== null) return turn.abort() // one is enough: the others are not waited for
    made.set(id, { id, rows: last.values.length / last.columns, columns: last.columns, values: last.values })
    told(made.size)
  }).catch((error: unknown) => {
    if (fault === null) throw error
  })
  if (fault !== null) throw new Error(fault)
}

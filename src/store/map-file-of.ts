// The map on screen as a file takes it: every distance and activation from the geometry session, checkpoints and states from the vault.
import type { NetworkRow } from '../core/network.ts'
import type { MapFile } from '../formats/map-file.ts'
import type { KeptWeights } from '../protocol/vault.ts'
import type { Services } from '../services/services.ts'
import type { Holdings } from './holdings.ts'
import { headOf, measureColumns } from './map-view.ts'
import type { MapView } from './state.ts'

/** Checkpoints and states that a file takes along (bytes): they are all in memory at once while it is written. */
const MOST_ALONG = 384 * 2 ** 20

type WeightsOf = (id: number) => Promise<KeptWeights | null>

/** `say` hears what the file goes without. */
export async function mapFileOf(map: MapView, services: Services, holdings: Holdings, weightsOf: WeightsOf, say: (sentence: string) => void): Promise<MapFile> {
  if (map.comparable) await holdings.comparableSession()
  else await holdings.session()
  const { condensed } = await services.geometry.distances()
  const known = new Set(map.networks.map(row => row.id))
  const activations = map.comparable ? services.geometry.activations().filter(network => known.has(network.id)).sort((a, b) => a.id - b.id) : null
  const head = headOf(map)
  const details = head.networks.flatMap(row => holdings.details.get(row.id) ?? [])
  return { ...head, detail: { distances: condensed, details, measures: measureColumns(map) }, activations, ...await keptOnTheWay(head.networks, weightsOf, say) }
}

/** Checkpoints and states, as far as they are kept; none where they are too many. */
async function keptOnTheWay(networks: readonly NetworkRow[], weightsOf: WeightsOf, say: (sentence: string) => void): Promise<Pick<MapFile, 'checkpoints' | 'states'>> {
  const checkpoints: NonNullable<MapFile['checkpoints']> = new Map()
  const states: NonNullable<MapFile['states']> = new Map()
  let bytes = 0
  for (const { id } of networks) {
    const kept = await weightsOf(id)
    if (kept?.checkpoints) checkpoints.set(id, kept.checkpoints)
    if (kept?.state) states.set(id, kept.state)
    bytes += (kept?.checkpoints?.probabilities.byteLength ?? 0) + (kept?.checkpoints?.activations?.byteLength ?? 0) + 3 * (kept?.state?.weights.byteLength ?? 0)
    if (bytes <= MOST_ALONG) continue
    say(`The file goes without checkpoints and weights: with them it would be larger than ${MOST_ALONG / 2 ** 20} MB. Each network's can be downloaded by itself.`)
    return {}
  }
  return { ...checkpoints.size > 0 && { checkpoints }, ...states.size > 0 && { states } }
}
